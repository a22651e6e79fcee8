"""The offer, after a report in a terminal, to answer the weakest question once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer import __version__
from interviewer.cli.who_serves import name_of
from interviewer.dialogue.events import PlannedQuestion, Started
from interviewer.report.redo import redo_of, weakest
from interviewer.scoring.arithmetic import shown

if TYPE_CHECKING:
    from interviewer.cli.models import Roles
    from interviewer.cli.reader import Reader
    from interviewer.prompting.budget import Budget
    from interviewer.report.model import QuestionReport, Report


async def offer_redo(report: Report, reader: Reader) -> QuestionReport | None:
    """The question that the candidate wants to answer once more; None where none is offered or wanted."""
    question = weakest(report)
    if question is None or question.score is None:
        return None
    place = f"question {question.id}, {question.question} ({shown(question.score)} of 100),"
    typed = await reader.line(f"Answer {place} once more now? [y/N] ")
    return question if (typed or "").strip().lower() in ("y", "yes") else None


def redo_opening(question: QuestionReport, interview: str, minutes: int, roles: Roles, left: Budget | None) -> Started:
    """The first event of an interview of its own, in which that question of the first `interview` is asked once more.

    It may take so many minutes, and what is `left` of the first one's budget. No feedback comes before its end.
    """
    return Started(
        version=__version__,
        mode="interview",
        plan=(PlannedQuestion(question_id=question.question, minutes=minutes),),
        interviewer=name_of(roles.interviewer),
        grader=name_of(roles.grader),
        servers=roles.servers,
        max_cost=left.max_cost if left else None,
        max_tokens=left.max_tokens if left else None,
        redo=redo_of(question, interview),
    )
