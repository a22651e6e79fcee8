"""How the candidate judged their own answers, against the grades: pure, like everything that reports are made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, get_args

from interviewer.report.blocks import Block, Heading, Paragraph, Table
from interviewer.report.model import SelfJudgement
from interviewer.scoring.arithmetic import Rating

if TYPE_CHECKING:
    from interviewer.report.model import QuestionReport, Report

WORDS: tuple[Rating, ...] = tuple(reversed(get_args(Rating)))
"""From poor to excellent: what the ratings 1 to 4 stand for."""


def self_judgement(questions: Iterable[QuestionReport], counted: Collection[int]) -> tuple[SelfJudgement, ...]:
    """Of the questions that the candidate rated, those that count: only they have a word to compare with."""
    return tuple(
        SelfJudgement(
            question=question.id,
            rated=question.self_rating,
            graded=question.rating,
            off_by=question.self_rating - WORDS.index(question.rating) - 1,
        )
        for question in questions
        if question.id in counted and question.self_rating is not None and question.rating is not None
    )


def own_rating(self_rating: int | None) -> tuple[str, ...]:
    """What stands beside a score.

    >>> own_rating(3)
    ('you said good',)
    """
    return () if self_rating is None else (f"you said {WORDS[self_rating - 1]}",)


def judgement_outline(report: Report) -> Iterator[Block]:
    """Where the candidate misjudges themselves; nothing where nothing can be compared."""
    judged = report.self_judgement
    if not judged:
        return
    yield Heading(of="part", text="How you judged yourself")
    yield Paragraph(text=_in_short(judged))
    names = {question.id: question.question for question in report.questions}
    yield Table(
        head=("", "you said", "graded", ""),
        rows=tuple((f"{one.question}. {names[one.question]}", *_row(one)) for one in judged),
    )


def _in_short(judged: Sequence[SelfJudgement]) -> str:
    too_high, too_low = (sum(sign * one.off_by > 0 for one in judged) for sign in (1, -1))
    right = len(judged) - too_high - too_low
    if right == len(judged):
        return "You judged yourself as the grades do."
    counts = ((right, "as the grades do"), (too_high, "too high"), (too_low, "too low"))
    parts = [f"{count} {how}" for count, how in counts if count]
    return f"Of {len(judged)} counted {'question' if len(judged) == 1 else 'questions'} you judged {', '.join(parts)}."


def _row(one: SelfJudgement) -> tuple[str, str, str]:
    steps = f"{abs(one.off_by)} {'step' if abs(one.off_by) == 1 else 'steps'} too {'high' if one.off_by > 0 else 'low'}"
    return WORDS[one.rated - 1], one.graded, steps if one.off_by else "as graded"
