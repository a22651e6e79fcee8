"""`interviewer bank`: read, verify and extend the question bank."""

from __future__ import annotations

import json
import shlex
import sys
from importlib import import_module
from typing import TYPE_CHECKING, get_args

from interviewer.bank.question import Level
from interviewer.cli import bank_new
from interviewer.cli.bank_check import check, check_study_links
from interviewer.cli.bank_list import Filter, filtered, list_questions, say_about_banks
from interviewer.cli.banks import bank_places, open_banks
from interviewer.cli.question_view import show_coverage, show_question
from interviewer.cli.screen import open_console
from interviewer.config import config_of_this_process
from interviewer.errors import ModelFailedError

if TYPE_CHECKING:
    import argparse

    from rich.console import Console

    from interviewer.cli.banks import BankPlaces

SCHEMAS = {
    "question": "interviewer.bank.question:Question",
    "conduct": "interviewer.bank.conduct:Conduct",
    "report": "interviewer.report.model:Report",
    "card": "interviewer.calibration.card:Card",
    "rehearsal": "interviewer.rehearsal.card:RehearsalCard",
    "score": "interviewer.report.score_line:schema_of_lines",
}
"""What `bank schema` describes, and the type that each is, or what hands out its schema."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The commands of `bank` and their arguments."""
    commands = parser.add_subparsers(dest="bank_command", metavar="COMMAND", required=True)
    listing = commands.add_parser("list", help="the questions of the bank")
    listing.add_argument("--topic", action="append", default=[], help="only the questions of this topic (repeatable)")
    listing.add_argument("--level", choices=get_args(Level), help="only the questions of this level")
    listing.add_argument("--tag", action="append", default=[], help="only those with this tag (repeatable: with all)")
    listing.add_argument("--text", default="", help="only those that have this in the question, in any case")
    showing = commands.add_parser("show", help="a question and its rubric, answers included, and its coverage")
    showing.add_argument("question", metavar="ID", help="such as oop/dunder-methods")
    checking = commands.add_parser("check", help="what is wrong with a bank's files")
    checking.add_argument(
        "targets", metavar="TARGET", nargs="*", help="a bank's folder, a topic's folder, a file or an id"
    )
    checking.add_argument("--links", action="store_true", help="list the study links, and check only their shape")
    starting = commands.add_parser("new", help="start a question: a skeleton, or a model's draft from your notes")
    bank_new.arguments(starting)
    describing = commands.add_parser("schema", help="the JSON Schema of a format, for editors")
    describing.add_argument("--of", choices=SCHEMAS, default="question", help="which format (default: question)")


def run(args: argparse.Namespace) -> int:
    """Do what was asked; `check` returns 1 when it found something. Raises UsageError."""
    console = open_console(colour=args.colour)
    notices = open_console(colour=args.colour, to_stderr=True)
    if args.bank_command == "schema":
        _print_schema(args.of)
        return 0
    if args.bank_command == "new":
        return _new(args, console, notices)
    found = bank_places(config_of_this_process({}))
    match args.bank_command:
        case "check":
            folders = [place.folder for place in found.places]
            if args.links:
                return check_study_links(console, args.targets, folders)
            return check(console, notices, args.targets, folders)
        case "show":
            _show(console, args.question, found)
        case _:
            bank = open_banks(found)
            wanted = Filter(topics=tuple(args.topic), level=args.level, tags=tuple(args.tag), text=args.text)
            headers = filtered(bank.headers, wanted)
            list_questions(console, headers, plain=args.plain)
            say_about_banks(notices, bank, found.places, len(headers))
    return 0


def _new(args: argparse.Namespace, console: Console, notices: Console) -> int:
    """Start a question, and say of a draft what `check` says: what is left to do is no failure."""
    config = config_of_this_process({"model": args.model})
    try:
        path = bank_new.new(args, config, console, notices)
    except ModelFailedError as error:
        without = "Without `--from`, the same command starts a skeleton that you fill in."
        raise ModelFailedError(error.kind, error.message, f"{error.hint} {without}".strip()) from error
    if args.document is not None:
        check(console, notices, [str(path)], [place.folder for place in bank_places(config).places])
    console.print(f"`interviewer bank check {shlex.quote(str(path))}` says what is left to do.", soft_wrap=True)
    return 0


def _show(console: Console, question_id: str, found: BankPlaces) -> None:
    from interviewer.bank.calibration import measuring_answers

    bank = open_banks(found)
    question = bank.load(question_id)
    show_question(console, question_id, question)
    show_coverage(console, question, measuring_answers(bank.path(question_id).parent.parent, question_id))


def _print_schema(of: str) -> None:
    from msgspec.json import schema

    module, _, name = SCHEMAS[of].partition(":")
    found = getattr(import_module(module), name)
    described = schema(found) if isinstance(found, type) else found()
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    sys.stdout.write(json.dumps(dialect | described, indent=2) + "\n")
