"""Grading outside a sitting: an engine over an interview as it stands, some work of it, and the wait for that shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.cli.engine import Company, connector, make_interview
from interviewer.cli.grading_view import show_grading
from interviewer.cli.models import open_log
from interviewer.cli.presenter import Presenter
from interviewer.cli.retries import Retries
from interviewer.cli.screen import open_console
from interviewer.cli.workspace import system_clock

if TYPE_CHECKING:
    import argparse
    from collections.abc import Awaitable, Callable

    from interviewer.cli.models import Roles
    from interviewer.cli.workspace import Workspace
    from interviewer.dialogue.engine import Interview
    from interviewer.dialogue.state import SessionState


def graded_with(
    args: argparse.Namespace,
    workspace: Workspace,
    session_id: str,
    roles: Roles,
    work: Callable[[Interview], Awaitable[object]],
    *,
    fresh: bool = False,
) -> SessionState:
    """The state of that interview after the work. With `fresh`, no grade is one that was given before.

    Raises JournalError, and UsageError when the file that `--log` names cannot be written.
    """
    import asyncio

    store = workspace.store
    recorded, writer = store.read(session_id), store.writer(session_id)
    retries = Retries(system_clock.monotonic_s)
    connect = connector(roles.keys, log=open_log(args), traced=workspace.config.tracing, wait=retries.wait)
    screen = Presenter(open_console(colour=args.colour, to_stderr=True), plain=args.plain)

    async def grade() -> SessionState:
        company = Company(store.grades(session_id), connect, workspace.config, fresh=fresh)
        interview = make_interview(company, roles, writer, recorded, questions={}, banks=workspace.banks)
        view = asyncio.create_task(show_grading(screen, lambda: interview.under_way, retries))
        try:
            await work(interview)
        finally:
            view.cancel()
            await asyncio.gather(view, return_exceptions=True)  # it takes its bar away
            await company.close()
        return interview.state

    return asyncio.run(grade())
