"""`interviewer contest`: a remark on a verdict, or words put right, and the exchange graded afresh with it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from interviewer.cli.asking import Left, asker_at_terminal
from interviewer.cli.grading import graded_with
from interviewer.cli.models import checked_roles, model_option
from interviewer.cli.screen import open_console
from interviewer.cli.who_serves import name_of
from interviewer.cli.workspace import open_workspace
from interviewer.dialogue.contesting import contestable, correct, exchange_numbered, remark
from interviewer.dialogue.state import fold
from interviewer.errors import UsageError
from interviewer.llm.providers import servers

if TYPE_CHECKING:
    import argparse

    from interviewer.cli.models import Roles
    from interviewer.cli.workspace import Workspace
    from interviewer.dialogue.events import Contest
    from interviewer.dialogue.state import SessionState
    from interviewer.report.model import Report

OFFLINE_TAKES_NO_REMARKS = (
    "The offline grader listens to what was said in the interview, so a remark changes nothing by itself. It is kept "
    "beside the verdict, and a model that grades later reads it."
)
NO_EVIDENCE = (
    "A remark is no evidence: the grader reads with it what you said in the interview. Claims such as “I did say it” "
    "count for nothing, and neither does what is answered only now."
)
HOW = "--question N --criterion ID --remark TEXT, or --turn N --replace OLD --with NEW"


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `contest`; without those that say what is contested, it asks in a terminal."""
    parser.add_argument("id", nargs="?", metavar="ID", help="the interview; without it the last that is no redo")
    parser.add_argument("--question", type=int, metavar="N", help="the question, by its number in the report")
    parser.add_argument("--criterion", metavar="ID", help="the criterion whose verdict you remark on")
    parser.add_argument("--remark", metavar="TEXT", help="what you have to say about it")
    parser.add_argument("--turn", type=int, metavar="N", help="the turn with the words that were mis-heard or mistyped")
    parser.add_argument("--replace", metavar="OLD", help="these words, four at most, wherever the turn holds them")
    parser.add_argument("--with", dest="new", metavar="NEW", help="the right words, four at most")
    model_option(parser)
    parser.set_defaults(check=_refuse_halves)


def run(args: argparse.Namespace) -> int:
    """Grade afresh, and show both grades; exit status 1 when that failed. Raises UsageError, JournalError, Left."""
    from interviewer.cli.contest_view import comparison
    from interviewer.report.build import build

    with open_workspace(args) as workspace:
        store = workspace.store
        session_id = store.find(args.id) if args.id else store.latest(redos=False)
        if session_id is None:
            raise UsageError("There is no interview to contest.", "`interviewer` starts one.")
        recorded = store.read(session_id)
        state = fold(recorded)
        if not contestable(state):
            raise _nothing_to_contest(state, session_id)
        before = build(recorded)
        roles = checked_roles(workspace.config)
        contest = _given(args, state) or _asked_for(args, state, before, roles)
        if args.remark is not None and roles.grader is None:
            sys.stderr.write(f"{OFFLINE_TAKES_NO_REMARKS}\n")
        _grade(args, workspace, session_id, roles, contest)
        after = build(store.read(session_id))
        console = open_console(colour=args.colour)
        width = console.width if console.is_terminal else None
        console.print("\n".join(comparison(before, after, contest.number, width=width)), soft_wrap=width is None)
        console.print(f"`interviewer report {session_id}` shows it all.", soft_wrap=width is None)
        return 0 if after.questions[contest.number - 1].contest_failure is None else 1


def _grade(args: argparse.Namespace, workspace: Workspace, session_id: str, roles: Roles, contest: Contest) -> None:
    """Raises Left when the person does not want to wait: what they contest is kept, if it got so far."""
    try:
        graded_with(args, workspace, session_id, roles, lambda interview: interview.contest(contest))
    except KeyboardInterrupt:
        if contest not in fold(workspace.store.read(session_id)).exchanges[contest.number - 1].contests:
            raise Left from None
        raise Left(f"It is kept, and not graded yet: `interviewer regrade {session_id}` grades it.") from None


def _refuse_halves(args: argparse.Namespace) -> None:
    """Raises UsageError where the options say a part of what is contested, or two things at once."""
    remarking = (args.criterion, args.remark)
    correcting = (args.turn, args.replace, args.new)
    given = [any(part is not None for part in parts) for parts in (remarking, correcting)]
    halves = any(part is None for part in remarking) if given[0] else any(part is None for part in correcting)
    if all(given) or (any(given) and halves):
        raise UsageError("That is not one whole thing to contest.", f"Say {HOW}.")


def _given(args: argparse.Namespace, state: SessionState) -> Contest | None:
    """What the options say; None where they say nothing."""
    if args.turn is not None:
        return correct(state, args.turn, args.replace, args.new, number=args.question)
    if args.remark is not None:
        return remark(state, _number(args.question, state), args.criterion, args.remark)
    return None


def _number(given: int | None, state: SessionState) -> int:
    """The question meant. Raises UsageError where several can be."""
    can_be = contestable(state)
    if given is None and len(can_be) > 1:
        numbers = " or ".join(str(one.number) for one in can_be)
        raise UsageError("Which question is meant?", f"--question takes {numbers}.")
    return can_be[0].number if given is None else given


def _asked_for(args: argparse.Namespace, state: SessionState, report: Report, roles: Roles) -> Contest:
    """What the person at the terminal wants to contest. Raises UsageError where nobody is there, and Left."""
    from interviewer.cli.contest_talk import ContestTalk

    asker = asker_at_terminal(colour=args.colour)
    if asker is None:
        raise UsageError("What is contested has to be said where nobody can be asked.", f"Say {HOW}.")
    number = exchange_numbered(state, args.question).number if args.question is not None else None
    graders = () if roles.grader is None else roles.grader.members
    sent_to = tuple(dict.fromkeys(server for settings in graders for server in servers(settings)))
    caution = OFFLINE_TAKES_NO_REMARKS if roles.grader is None else NO_EVIDENCE
    talk = ContestTalk(asker, state, report, grader=name_of(roles.grader), sent_to=sent_to, caution=caution)
    return talk.contest(number)


def _nothing_to_contest(state: SessionState, session_id: str) -> UsageError:
    if not state.ended:
        return UsageError("The interview is not over.", f"`interviewer resume {session_id}` goes on; contest it then.")
    if state.pending or state.failed:
        return UsageError("No answer of this interview is graded.", f"`interviewer regrade {session_id}` grades them.")
    return UsageError("Nothing was said in this interview.", "Graders judge what was said.")
