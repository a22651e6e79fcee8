"""`interviewer start`: plans an interview and sits it with the candidate."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, get_args

from interviewer import __version__
from interviewer.bank.question import Level
from interviewer.cli.budget import check_budget
from interviewer.cli.models import checked_roles, model_option, persona_option, voice_options
from interviewer.cli.report import report_options
from interviewer.cli.sitting import Sitting
from interviewer.cli.who_serves import name_of
from interviewer.cli.workspace import open_workspace, system_clock
from interviewer.config import DEFAULT, MOST_QUESTIONS
from interviewer.dialogue.events import Mode, PlannedQuestion, Started
from interviewer.errors import BankError, UsageError
from interviewer.planning.plan import Wish, choose
from interviewer.prompting.budget import budget_of

if TYPE_CHECKING:
    import argparse

    from interviewer.bank.question import Question
    from interviewer.cli.models import Roles
    from interviewer.cli.workspace import Workspace
    from interviewer.config import Config

RECENT = 60
"""So many of the questions asked last are not asked again as long as there are others."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `start`."""
    parser.add_argument("--topic", action="append", dest="topics", metavar="TOPIC", help="of this topic (repeatable)")
    parser.add_argument(
        "--question", action="append", dest="question_ids", metavar="ID", default=[], help="this one (repeatable)"
    )
    parser.add_argument("--level", choices=get_args(Level), help="questions of this level only")
    parser.add_argument("--questions", type=int, metavar="N", help="how many questions")
    parser.add_argument(
        "--minutes",
        type=int,
        metavar="M",
        help="what fits into so many active minutes; then it closes",
    )
    parser.add_argument("--mode", choices=get_args(Mode), help="practice shows how it went after each question")
    parser.add_argument("--bank", action="append", dest="banks", metavar="DIR", help="a bank of your own (repeatable)")
    parser.add_argument("--seed", type=int, metavar="N", help="the same questions each time, whatever was asked before")
    parser.add_argument(
        "--max-cost",
        type=float,
        metavar="X",
        help="what models may cost in all, by price_in and price_out; then offline",
    )
    parser.add_argument("--max-tokens", type=int, metavar="N", help="what models may take in all; then offline")
    model_option(parser)
    voice_options(parser)
    persona_option(parser)
    report_options(parser)


def run(args: argparse.Namespace) -> int:
    """Sit an interview. Raises UsageError when the bank cannot fulfil the wish."""
    with open_workspace(args) as workspace:
        roles = checked_roles(workspace.config)
        check_budget(budget_of(workspace.config.max_cost, workspace.config.max_tokens), roles)
        questions = _choose(args, workspace)
        workspace.check_prompts()
        writer = workspace.store.create(system_clock.now())
        opening = _opening(args, workspace.config, roles, questions)
        return Sitting(args, workspace, writer, roles).begin(opening, questions)


def _choose(args: argparse.Namespace, workspace: Workspace) -> dict[str, Question]:
    """The questions of this interview, whole, in the order to ask them.

    One whose file is broken is passed over for another, unless it was asked for: then BankError is raised.
    """
    if args.question_ids:
        for flag, value in (("--questions", args.questions), ("--topic", args.topics), ("--level", args.level)):
            if value is not None:
                raise UsageError(
                    f"{flag} and --question exclude each other.", f"Leave out {flag}: these are the questions."
                )
        return {question_id: workspace.bank.load(question_id) for question_id in args.question_ids}
    config = workspace.config
    wish = Wish(topics=config.topics, level=config.level, questions=_how_many(config), minutes=config.minutes)
    recent = workspace.store.recent_question_ids(RECENT) if args.seed is None else ()
    headers = workspace.bank.headers
    while True:
        chosen = choose(headers, wish, Random(args.seed), recent)  # noqa: S311 - no secret is drawn
        questions = {}
        broken = set()
        for header in chosen:
            try:
                questions[header.question_id] = workspace.bank.load(header.question_id)
            except BankError:
                broken.add(header.question_id)
        if not broken:
            return questions
        headers = tuple(header for header in headers if header.question_id not in broken)


def _how_many(config: Config) -> int:
    """So many questions at most. Who says only how long it may take gets as many as fit."""
    is_open = config.minutes is not None and config.sources["questions"] == DEFAULT
    return MOST_QUESTIONS if is_open else config.questions


def _opening(args: argparse.Namespace, config: Config, roles: Roles, questions: dict[str, Question]) -> Started:
    plan = [PlannedQuestion(question_id=name, minutes=question.minutes) for name, question in questions.items()]
    return Started(
        version=__version__,
        mode=config.mode,
        plan=tuple(plan),
        seed=args.seed,
        limit_minutes=config.minutes,
        max_cost=config.max_cost,
        max_tokens=config.max_tokens,
        interviewer=name_of(roles.interviewer),
        grader=name_of(roles.grader),
        servers=roles.servers,
    )
