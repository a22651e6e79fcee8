"""`interviewer sessions`: list, export and delete interviews."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import to_builtins

from interviewer.cli.screen import open_console
from interviewer.cli.whole_file import write_whole
from interviewer.config import config_of_this_process
from interviewer.errors import UsageError
from interviewer.journal.store import open_store
from interviewer.paths import default_journal_file, recordings_folder
from interviewer.report.build import build

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from rich.console import Console

    from interviewer.dialogue.events import Recorded
    from interviewer.journal.store import SessionLine, Store
    from interviewer.report.model import Report

HEADINGS = ("id", "when", "mode", "asked", "score", "graded", "state")
GAP = "  "


def arguments(parser: argparse.ArgumentParser) -> None:
    """`sessions` alone lists; the two commands under it take the id of an interview, or a part of it."""
    commands = parser.add_subparsers(dest="sessions_command", metavar="COMMAND")
    exporting = commands.add_parser("export", help="the events of an interview, one JSON object a line")
    exporting.add_argument("id", metavar="ID")
    exporting.add_argument("-o", "--output", metavar="FILE", help="write them there")
    deleting = commands.add_parser("delete", help="delete an interview for good")
    deleting.add_argument("id", metavar="ID")
    deleting.add_argument("--yes", action="store_true", help="do not ask")


def run(args: argparse.Namespace) -> int:
    """List, export or delete. Raises JournalError, UsageError, InterviewerError."""
    path = config_of_this_process({}).journal or default_journal_file()
    console = open_console(colour=args.colour)
    with open_store(path) as store:
        match args.sessions_command:
            case "export":
                _export(store.read(store.find(args.id)), args.output)
            case "delete":
                session_id = store.find(args.id)
                _delete(store, session_id, recordings_folder(path, session_id), console, is_sure=args.yes)
            case _:
                _list([(line, build(store.read(line.session_id))) for line in store.sessions()], console)
    return 0


def _list(interviews: Sequence[tuple[SessionLine, Report]], console: Console) -> None:
    if not interviews:
        console.print("No interviews yet. `interviewer` starts one.")
        return
    rows = [_row(line, report) for line, report in interviews]
    widths = [max(map(len, column)) for column in zip(HEADINGS, *rows, strict=True)]
    if console.is_terminal and console.width < sum(widths) + len(GAP) * (len(widths) - 1):
        for row in rows:
            session_id, when, *rest = row
            labelled = [f"{heading}: {cell}" for heading, cell in zip(HEADINGS[2:], rest, strict=True)]
            console.print("\n  ".join([session_id, when, *labelled]))
        return
    for row in (HEADINGS, *rows):
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        console.print(GAP.join(cells).rstrip(), soft_wrap=True)


def _row(line: SessionLine, report: Report) -> tuple[str, ...]:
    return (
        line.session_id,
        _local_time(line),
        "redo" if line.redo_of else line.mode,
        f"{line.asked}/{line.planned}",
        # Points of 100, rounded down as in the report.
        "-" if report.score is None else str(int(report.score)),
        f"{report.graded}/{report.asked}",
        ("finished" if line.is_finished else "unfinished") + (f", of {line.redo_of}" if line.redo_of else ""),
    )


def _local_time(line: SessionLine) -> str:
    return f"{line.started_at.astimezone():%Y-%m-%d %H:%M}"


def _export(recorded: Sequence[Recorded], output: str | None) -> None:
    # ASCII JSON of the stdlib keeps every text exactly, whatever the encoding of the terminal or file.
    lines = "".join(json.dumps(to_builtins(record)) + "\n" for record in recorded)
    if output is None:
        sys.stdout.write(lines)
    else:
        write_whole(Path(output), lines)


def _delete(store: Store, session_id: str, recordings: Path, console: Console, *, is_sure: bool) -> None:
    line = next(line for line in store.sessions() if line.session_id == session_id)
    if not is_sure:
        if not sys.stdin.isatty():
            raise UsageError(
                "Deleting asks first, and standard input is no terminal.", "Add --yes to delete all the same."
            )
        console.print(f"Delete the interview of {_local_time(line)} ({session_id}) for good? [y/N] ", end="")
        sys.stdout.flush()
        if sys.stdin.readline().strip().lower() not in ("y", "yes"):
            console.print("It stays.")
            return
    store.delete(session_id)
    if recordings.exists():
        from interviewer.speech.keeping import delete_recordings

        delete_recordings(recordings)
    console.print(f"Deleted {session_id}.")
