"""`interviewer regrade`: grades and observes what is pending or failed, or everything again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.cli.grading import graded_with
from interviewer.cli.models import checked_roles, model_option
from interviewer.cli.screen import open_console
from interviewer.cli.workspace import open_workspace
from interviewer.dialogue.state import fold
from interviewer.errors import UsageError
from interviewer.text.display import printable

if TYPE_CHECKING:
    import argparse

    from interviewer.dialogue.engine import Interview


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `regrade`."""
    parser.add_argument("id", nargs="?", metavar="ID", help="the interview; without it the last that is no redo")
    parser.add_argument("--all", action="store_true", help="grade again what is graded, too; earlier grades are kept")
    model_option(parser)


def run(args: argparse.Namespace) -> int:
    """Grade, and say what came of it; exit status 1 when something is missing. Raises UsageError, JournalError."""
    import asyncio

    with open_workspace(args) as workspace:
        store = workspace.store
        session_id = store.find(args.id) if args.id else store.latest(redos=False)
        if session_id is None:
            raise UsageError("There is no interview to grade.", "`interviewer` starts one.")
        before = fold(store.read(session_id))
        ended = [exchange for exchange in before.exchanges if exchange.ending]
        roles = checked_roles(workspace.config)
        stopgaps = before.stopgaps if roles.grader is not None else ()
        wanted = [one.number for one in ended if args.all or one.awaits_grade or one.number in stopgaps]
        wants_conduct = before.ended is not None and (args.all or before.conduct is None)

        async def work(interview: Interview) -> None:
            observing = [interview.observe_again()] if wants_conduct else []
            await asyncio.gather(interview.grade_again(wanted), *observing)

        state = graded_with(args, workspace, session_id, roles, work, fresh=args.all)
        graded = sum(exchange.ending is not None and not exchange.awaits_grade for exchange in state.exchanges)
        console = open_console(colour=args.colour)
        if not wanted and not wants_conduct:
            console.print(f"Interview {session_id}: nothing was missing, {graded} of {len(ended)} graded.")
        else:
            console.print(f"Interview {session_id}: {graded} of {len(ended)} graded. `interviewer report` shows it.")
        if state.conduct is None and state.conduct_failure is not None:
            why = printable(state.conduct_failure, keep_newlines=False)
            console.print(f"How you went about it could not be observed: {why}")
        is_whole = graded == len(ended) and not state.awaits_conduct and state.conduct_failure is None
        return 0 if is_whole else 1
