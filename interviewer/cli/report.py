"""`interviewer report`: shows the rubric report of an interview, or keeps it in a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from interviewer.cli.program import program
from interviewer.cli.screen import open_console
from interviewer.cli.whole_file import write_whole
from interviewer.cli.workspace import open_workspace
from interviewer.errors import UsageError
from interviewer.text.display import printable

if TYPE_CHECKING:
    import argparse

    from interviewer.cli.workspace import Workspace
    from interviewer.report.model import QuestionReport, Report
    from interviewer.report.terminal import Page

Part = Literal["whole", "summary", "redo", "transcript"]
FORMAT_OF = {".md": "markdown", ".json": "json", ".txt": "terminal", "": "terminal"}
"""What a file of that ending is expected to hold."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `report`."""
    parser.add_argument("id", nargs="?", metavar="ID", help="the interview; without it the last that is no redo")
    parser.add_argument(
        "--transcript", action="store_true", help="who said what, with which model and prompt, in place of the report"
    )
    report_options(parser)


def report_options(parser: argparse.ArgumentParser) -> None:
    """The options of every command that hands out a report."""
    parser.add_argument(
        "--format",
        choices=("terminal", "markdown", "json"),
        help="how the report is written (default: as FILE ends, .md, .json or .txt; otherwise for the terminal)",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write the report there")
    # Before the interview, not after it.
    parser.set_defaults(check=_refuse_unknown_ending)


def run(args: argparse.Namespace) -> int:
    """Show or write the report. Raises UsageError when there is none, and what `deliver` raises."""
    with open_workspace(args) as workspace:
        session_id = workspace.store.find(args.id) if args.id else workspace.store.latest(redos=False)
        if session_id is None:
            raise UsageError("There is no interview to report on.", "`interviewer` starts one.")
        deliver(args, workspace, session_id, part="transcript" if args.transcript else "whole")
    return 0


def deliver(args: argparse.Namespace, workspace: Workspace, session_id: str, *, part: Part = "whole") -> Report | None:
    """Hand out the report of that interview, or a part of it, as the options and the settings say.

    The `summary` is for the terminal alone: after a practice the rest was on the screen question by question. So is the
    `redo`: what was answered once more, and both answers side by side. JSON always holds everything.

    Returns it where it was on the screen of a terminal.

    Raises JournalError, and InterviewerError when a file cannot be written; what it held before is then still there.
    """
    # Wait until somebody wants to see a report: 10 ms that the first question does not need.
    from interviewer.report.build import build

    report = build(workspace.store.read(session_id), interview=session_id)
    plain, colour = workspace.config.plain, workspace.config.colour
    path = Path(args.output) if args.output else None
    wanted = args.format or (FORMAT_OF[path.suffix.lower()] if path else "terminal")
    if path is not None:
        write_whole(path, _text(report, wanted, part, plain=plain))
        sys.stderr.write(f"The report is in {printable(str(path), keep_newlines=False)}.\n")
    elif wanted == "terminal":
        console = open_console(colour=colour and not plain)
        console.print(_page(report, part, plain=plain))
        whole = "shows this again" if part == "whole" else "shows the whole report"
        console.print(f"\n{_score(report)}`{program()} report {session_id}` {whole}; `-o FILE.md` keeps it.")
        if console.is_terminal and report.state != "unfinished" and any(map(can_be_contested, report.questions)):
            console.print(f"A verdict is wrong, or a word was mis-heard? `{program()} contest {session_id}`")
        return report if console.is_terminal else None
    else:
        sys.stdout.write(_text(report, wanted, part, plain=plain))
    return None


def can_be_contested(question: QuestionReport) -> bool:
    """Whether there are verdicts of it, on something that was said."""
    return question.status == "graded" and any(turn.speaker == "candidate" for turn in question.transcript)


def _refuse_unknown_ending(args: argparse.Namespace) -> None:
    """Raises UsageError where neither --format nor the file's name tells what it is to hold."""
    if args.output and not args.format and Path(args.output).suffix.lower() not in FORMAT_OF:
        raise UsageError(
            f"{args.output}: That ending is no format of a report.",
            "Name a file that ends in .md, .json or .txt, or say --format.",
        )


def _score(report: Report) -> str:
    """The score once more: where the report is long, its head is out of sight by now."""
    from interviewer.scoring.arithmetic import shown

    return "" if report.score is None else f"{shown(report.score)} of 100, {report.rating}. "


def _page(report: Report, part: Part, *, plain: bool) -> Page:
    from interviewer.report import terminal

    match part:
        case "summary":
            return terminal.summary_page(report, plain=plain)
        case "redo":
            return terminal.redo_page(report, plain=plain)
        case "transcript":
            return terminal.transcript_page(report, plain=plain)
        case "whole":
            return terminal.interview_page(report, plain=plain)


def _text(report: Report, wanted: str, part: Part, *, plain: bool) -> str:
    from interviewer.report.json_view import as_json
    from interviewer.report.markdown import markdown, transcript_markdown
    from interviewer.report.terminal import LONGEST_LINE

    match wanted:
        case "json":
            return as_json(report)
        case "markdown":
            return transcript_markdown(report) if part == "transcript" else markdown(report)
    console = open_console(colour=False, width=LONGEST_LINE)
    with console.capture() as captured:
        # What a file keeps of a practice is the whole: it was on the screen only.
        console.print(_page(report, part if part == "transcript" else "whole", plain=plain))
    return captured.get()
