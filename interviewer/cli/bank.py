"""`interviewer bank`: read, verify and describe the question bank."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.bank.faults import nearest
from interviewer.bank.folders import CONDUCT, NAME_HINT, contents, question_id_of
from interviewer.bank.index import open_bank
from interviewer.bank.question import topic_of
from interviewer.cli.question_view import show_question
from interviewer.cli.screen import open_console
from interviewer.config import config_of_this_process
from interviewer.errors import UsageError
from interviewer.paths import cache_folder
from interviewer.resources import data_folder
from interviewer.text.display import printable, shorten

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from rich.console import Console
    from rich.table import Table

    from interviewer.bank.index import Bank, Header

SCHEMAS = {
    "question": "interviewer.bank.question:Question",
    "conduct": "interviewer.bank.conduct:Conduct",
    "report": "interviewer.report.model:Report",
}
"""What `bank schema` describes, and the type that each is."""

TABLE_COLUMNS = 72
"""In a narrower terminal the list has no table."""
SHORT_QUESTION = 100
"""How many characters of a question the list shows there."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The four commands of `bank` and their arguments."""
    commands = parser.add_subparsers(dest="bank_command", metavar="COMMAND", required=True)
    listing = commands.add_parser("list", help="the questions of the bank")
    listing.add_argument("--topic", help="only the questions of this topic")
    showing = commands.add_parser("show", help="a question and its rubric, answers included")
    showing.add_argument("question", metavar="ID", help="such as oop/dunder-methods")
    checking = commands.add_parser("check", help="what is wrong with a bank's files")
    checking.add_argument(
        "targets", metavar="TARGET", nargs="*", help="a bank's folder, a topic's folder, a file or an id"
    )
    describing = commands.add_parser("schema", help="the JSON Schema of a format, for editors")
    describing.add_argument("--of", choices=SCHEMAS, default="question", help="which format (default: question)")


def run(args: argparse.Namespace) -> int:
    """Do what was asked; `check` returns 1 when it found something. Raises UsageError."""
    console = open_console(colour=args.colour)
    match args.bank_command:
        case "check":
            return _check(console, args.targets)
        case "schema":
            _print_schema(args.of)
        case "show":
            show_question(console, args.question, _open_bank().load(args.question))
        case _:
            bank = _open_bank()
            _list(console, _of_topic(bank.headers, args.topic), plain=args.plain)
            _say_what_was_left_out(open_console(colour=args.colour, to_stderr=True), bank)
    return 0


def _open_bank() -> Bank:
    """The user's own banks and the shipped one."""
    return open_bank((*config_of_this_process({}).banks, data_folder("rubrics")), cache_folder())


def _say_what_was_left_out(console: Console, bank: Bank) -> None:
    for problem in bank.problems:
        console.print(f"Left out: {printable(str(problem), keep_newlines=False)}", soft_wrap=True)


def _of_topic(headers: Sequence[Header], topic: str | None) -> list[Header]:
    topics = dict.fromkeys(topic_of(header.question_id) for header in headers)
    if topic is not None and topic not in topics:
        raise UsageError(f"The bank has no topic `{topic}`.", nearest(topic, topics))
    return [header for header in headers if topic in (None, topic_of(header.question_id))]


def _list(console: Console, headers: Sequence[Header], *, plain: bool) -> None:
    """A table in a terminal that has room for it, a short paragraph each in one that has not, tabs in a pipe."""
    if not console.is_terminal:
        for header in headers:
            question = " ".join(header.question.split())
            sys.stdout.write(f"{header.question_id}\t{header.level}\t{header.minutes}\t{printable(question)}\n")
    elif plain or console.width < TABLE_COLUMNS:
        for header in headers:
            console.print(header.question_id, style="bold")
            console.print(f"{header.level}, {header.minutes} min")
            console.print(f"{shorten(header.question, SHORT_QUESTION)}\n")
    else:
        console.print(_table(headers, console.width))


def _table(headers: Sequence[Header], width: int) -> Table:
    from rich.table import Column, Table

    table = Table("question", "level", Column("min", justify="right"), "asks", box=None, pad_edge=False)
    widest = max((len(header.question_id) for header in headers), default=0)
    room = max(20, width - widest - len("  junior  min  "))
    for header in headers:
        table.add_row(header.question_id, header.level, str(header.minutes), shorten(header.question, room))
    return table


def _check(console: Console, targets: Sequence[str]) -> int:
    from interviewer.bank.audit import audit, audit_conduct
    from interviewer.scoring.cues import parse_cue

    shipped = data_folder("rubrics")
    shipped_ids = [file.question_id for file in contents(shipped).files]
    questions = 0
    problems = []
    rubrics = [Path(target).absolute() for target in targets if Path(target).name == CONDUCT]
    questioned = [target for target in targets or [str(shipped)] if Path(target).name != CONDUCT]
    for path in rubrics:
        problems += audit_conduct(_as_seen_from_here(path), parse_cue=parse_cue)
    for folder, only in _chosen(questioned, shipped).items():
        found = audit(_as_seen_from_here(folder), parse_cue=parse_cue, only=only, other_ids=shipped_ids)
        questions += found.questions
        problems += found.problems
    for problem in problems:
        console.print(printable(str(problem), keep_newlines=False), soft_wrap=True)
    console.print(f"{_count(questions, 'question')} checked, {_count(len(problems), 'problem')} found.")
    return 1 if problems else 0


def _chosen(targets: Sequence[str], shipped: Path) -> dict[Path, set[str] | None]:
    """The bank folders that the targets lie in, and which of their questions are meant; None means all.

    Raises UsageError for a target that is no folder, question file or id.
    """
    chosen: dict[Path, set[str] | None] = {}
    for target in targets:
        folder, only = _meant(target, shipped)
        before = chosen.get(folder, set())
        chosen[folder] = None if only is None or before is None else before | only
    return chosen


def _meant(target: str, shipped: Path) -> tuple[Path, set[str] | None]:
    path = Path(target).absolute()
    if path.is_dir():
        in_topic = {question_id for file in path.glob("*.yaml") if (question_id := question_id_of(file))}
        return (path.parent, in_topic) if in_topic and not contents(path).files else (path, None)
    if path.suffix == ".yaml" and path.exists():
        question_id = question_id_of(path)
        if question_id is None:
            raise UsageError(f"{target}: This file's path is no question's id.", NAME_HINT)
        return path.parent.parent, {question_id}
    known = [file.question_id for file in contents(shipped).files]
    if target in known:
        return shipped, {target}
    raise UsageError(f"`{target}` is no folder, file or question.", nearest(target, known))


def _as_seen_from_here(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _print_schema(of: str) -> None:
    from msgspec.json import schema

    module, _, name = SCHEMAS[of].partition(":")
    described = schema(getattr(import_module(module), name))
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    sys.stdout.write(json.dumps(dialect | described, indent=2) + "\n")


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
