"""`interviewer regrade`: grades what is pending or failed, or everything again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.cli.engine import make_interview
from interviewer.cli.screen import open_console
from interviewer.cli.workspace import open_workspace
from interviewer.errors import UsageError

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `regrade`."""
    parser.add_argument("id", nargs="?", metavar="ID", help="the interview; without it the last one")
    parser.add_argument("--all", action="store_true", help="grade again what is graded, too; earlier grades are kept")


def run(args: argparse.Namespace) -> int:
    """Grade, and say what came of it; exit status 1 when a grade is still missing. Raises UsageError, JournalError."""
    import asyncio

    with open_workspace(args) as workspace:
        store = workspace.store
        session_id = store.find(args.id) if args.id else store.latest()
        if session_id is None:
            raise UsageError("There is no interview to grade.", "`interviewer` starts one.")
        interview = make_interview(store.writer(session_id), store.read(session_id), questions={})
        ended = [exchange for exchange in interview.state.exchanges if exchange.ending]
        wanted = [exchange.number for exchange in ended if args.all or exchange.grade is None]
        asyncio.run(interview.grade_again(wanted))
        graded = sum(exchange.grade is not None for exchange in interview.state.exchanges)
        console = open_console(colour=args.colour)
        if not wanted:
            console.print(f"Interview {session_id}: nothing was missing, {graded} of {len(ended)} graded.")
        else:
            console.print(f"Interview {session_id}: {graded} of {len(ended)} graded. `interviewer report` shows it.")
        return 0 if graded == len(ended) else 1
