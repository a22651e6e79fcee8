"""An exchange in which the candidate said nothing: graded without asking anybody."""

from __future__ import annotations

from interviewer.scoring.grade import CriterionVerdict, Exchange, Grade, GraderStamp
from interviewer.text.display import printable


def is_silent(exchange: Exchange) -> bool:
    """Whether no turn of the candidate has anything in it that can be seen."""
    return not any(turn.is_answer and printable(turn.text).strip() for turn in exchange.turns)


def nothing_said(exchange: Exchange, stamp: GraderStamp) -> Grade:
    """Every criterion is missed."""
    return Grade(
        verdicts=tuple(
            CriterionVerdict(criterion=criterion.id, verdict="missed", reason="There was no answer.")
            for criterion in exchange.question.criteria
        ),
        findings=(),
        stamp=stamp,
    )
