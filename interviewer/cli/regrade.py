"""`interviewer regrade`: grades and observes what is pending or failed, or everything again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.cli.engine import Company, connector, make_interview
from interviewer.cli.grading_view import show_grading
from interviewer.cli.models import checked_roles, model_option, open_log
from interviewer.cli.presenter import Presenter
from interviewer.cli.retries import Retries
from interviewer.cli.screen import open_console
from interviewer.cli.workspace import open_workspace, system_clock
from interviewer.dialogue.state import fold
from interviewer.errors import UsageError
from interviewer.text.display import printable

if TYPE_CHECKING:
    import argparse

    from interviewer.dialogue.state import SessionState


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `regrade`."""
    parser.add_argument("id", nargs="?", metavar="ID", help="the interview; without it the last one")
    parser.add_argument("--all", action="store_true", help="grade again what is graded, too; earlier grades are kept")
    model_option(parser)


def run(args: argparse.Namespace) -> int:
    """Grade, and say what came of it; exit status 1 when something is missing. Raises UsageError, JournalError."""
    import asyncio

    with open_workspace(args) as workspace:
        store = workspace.store
        session_id = store.find(args.id) if args.id else store.latest()
        if session_id is None:
            raise UsageError("There is no interview to grade.", "`interviewer` starts one.")
        recorded = store.read(session_id)
        before = fold(recorded)
        ended = [exchange for exchange in before.exchanges if exchange.ending]
        wanted = [exchange.number for exchange in ended if args.all or exchange.grade is None]
        wants_conduct = before.ended is not None and (args.all or before.conduct is None)
        roles = checked_roles(workspace.config)
        writer, kept = store.writer(session_id), store.grades(session_id)
        retries = Retries(system_clock.monotonic_s)
        connect = connector(roles.keys, log=open_log(args), traced=workspace.config.tracing, wait=retries.wait)
        screen = Presenter(open_console(colour=args.colour, to_stderr=True), plain=args.plain)

        async def grade() -> SessionState:
            company = Company(kept, connect, fresh=args.all)
            interview = make_interview(company, roles, writer, recorded, questions={}, banks=workspace.banks)
            view = asyncio.create_task(show_grading(screen, lambda: interview.under_way, retries))
            try:
                observing = [interview.observe_again()] if wants_conduct else []
                await asyncio.gather(interview.grade_again(wanted), *observing)
            finally:
                view.cancel()
                await asyncio.gather(view, return_exceptions=True)  # it takes its bar away
                await company.close()
            return interview.state

        state = asyncio.run(grade())
        graded = sum(exchange.grade is not None for exchange in state.exchanges)
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
