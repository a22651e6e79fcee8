"""`interviewer resume`: goes on with an interview that is not over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.cli.budget import check_budget
from interviewer.cli.models import checked_roles, model_option, persona_option, voice_options
from interviewer.cli.report import report_options
from interviewer.cli.sitting import Sitting
from interviewer.cli.workspace import open_workspace
from interviewer.dialogue.state import fold
from interviewer.errors import UsageError

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `resume`."""
    parser.add_argument("id", nargs="?", metavar="ID", help="the interview; without it the last unfinished one")
    model_option(parser)
    voice_options(parser)
    persona_option(parser)
    report_options(parser)


def run(args: argparse.Namespace) -> int:
    """Go on. Raises UsageError when there is nothing to go on with, BankError when a planned question is gone."""
    with open_workspace(args) as workspace:
        store = workspace.store
        session_id = store.find(args.id) if args.id else store.latest(unfinished=True)
        if session_id is None:
            raise UsageError("There is no unfinished interview.", "`interviewer` starts a new one.")
        recorded = store.read(session_id)
        state = fold(recorded)
        if state.ended:
            raise UsageError(f"The interview {session_id} is over.", f"`interviewer report {session_id}` shows it.")
        to_come = [planned.question_id for planned in state.plan[len(state.exchanges) :]]
        questions = {name: workspace.bank.load(name) for name in to_come}
        workspace.check_prompts()
        roles = checked_roles(workspace.config)
        check_budget(state.budget, roles)
        sitting = Sitting(args, workspace, store.writer(session_id), roles)
        return sitting.resume(recorded, questions, store.draft(session_id))
