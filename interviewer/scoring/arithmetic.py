"""What verdicts are worth: all the numbers of a report, and the only place where they are made.

A core criterion weighs 2, a deeper one 1; W is their sum. A criterion that is met earns its weight, partly met half of
it, and half again when a hint helped; a bonus criterion that is met adds 1; a misconception that stands takes 1. The
score is 100 * sum / W, kept within 0 and 100.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import floor, fsum
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from interviewer.bank.question import Question, Tier, Verdict
from interviewer.scoring.grade import CriterionVerdict, Ending, Grade

Rating = Literal["excellent", "good", "mixed", "poor"]

EXCELLENT_FROM = 85
GOOD_FROM = 65
MIXED_FROM = 40

_WEIGHTS: Mapping[Tier, int] = {"core": 2, "deeper": 1, "bonus": 0}
_SHARE = {"met": 1.0, "partly": 0.5}
_NEGLIGIBLE = 1e-9
"""Less than this is the rounding of binary fractions: the mean of 84.9 and 85.1 must not miss 85."""


class QuestionScore(Struct, frozen=True, kw_only=True):
    """What one graded question is worth; all numbers from 0 to 100, unrounded."""

    score: float | None
    """None when a core or deeper criterion is unclear."""
    unaided: float | None
    """The part that came without probe or hint; None with the score."""
    low: float
    """The score if every unclear criterion is missed, and every split vote decided by the lowest of them."""
    high: float
    """The score if every unclear criterion is met, unaided, and every split vote decided by the highest of them."""
    is_borderline: bool = False
    """Whether votes were split on anything."""
    rating: Rating | None
    """None with the score."""
    every_core_met: bool


class Outcome(Struct, frozen=True, kw_only=True):
    """How one exchange of an interview came out."""

    ending: Ending | None
    """None while it is going on."""
    score: QuestionScore | None
    """None while it is not graded, or when grading failed."""


class InterviewScore(Struct, frozen=True, kw_only=True):
    """What an interview, or any part of one, is worth. "`graded` of `total` graded" stands beside every number."""

    score: float | None
    """The mean of the counted questions; None when none counts."""
    unaided: float | None
    rating: Rating | None
    counted: int
    """The questions that are finished, graded, and have a score."""
    graded: int
    total: int


def score(question: Question, grade: Grade) -> QuestionScore:
    """What a grade of the question is worth.

    An unclear criterion never helps: a core or deeper one leaves a range and no score, a bonus one earns nothing.
    Raises ValueError when the grade does not judge exactly the criteria of the question, each once, or when the
    question has no core or deeper criterion (`bank check` refuses such a question).
    """
    tiers = {criterion.id: criterion.tier for criterion in question.criteria}
    if sorted(verdict.criterion for verdict in grade.verdicts) != sorted(tiers):
        raise ValueError("The grade does not judge the criteria of this question.")
    weight = sum(_WEIGHTS[tier] for tier in tiers.values())
    if weight == 0:
        raise ValueError("The question has no core or deeper criterion, so nothing can be scored.")
    standing = {finding.misconception for finding in grade.findings if finding.stands}
    doubted = {finding.misconception for finding in grade.doubted}

    def worth(verdicts: Iterable[CriterionVerdict], standing: Collection[str]) -> float:
        earned = sum(_earned(tiers[verdict.criterion], verdict) for verdict in verdicts)
        return min(max(100 * (earned - len(standing)) / weight, 0.0), 100.0)

    majority = worth(grade.verdicts, standing)
    unaided = worth([verdict for verdict in grade.verdicts if verdict.credit == "unaided"], standing)
    every_core_met = all(verdict.verdict == "met" for verdict in grade.verdicts if tiers[verdict.criterion] == "core")
    has_score = all(verdict.verdict != "unclear" or tiers[verdict.criterion] == "bonus" for verdict in grade.verdicts)
    return QuestionScore(
        score=majority if has_score else None,
        unaided=unaided if has_score else None,
        low=worth(map(_at_worst, grade.verdicts), standing | doubted),
        high=worth(map(_at_best, grade.verdicts), standing - doubted),
        is_borderline=bool(doubted) or any(verdict.is_borderline for verdict in grade.verdicts),
        rating=rating(majority, every_core_met=every_core_met) if has_score else None,
        every_core_met=every_core_met,
    )


def interview_score(outcomes: Sequence[Outcome]) -> InterviewScore:
    """The mean of the questions that are finished, graded and have a score; cut-off ones are shown and not counted."""
    counted = [
        outcome.score
        for outcome in outcomes
        if outcome.ending == "finished" and outcome.score is not None and outcome.score.score is not None
    ]
    mean = _mean([one.score for one in counted])
    every_core_met = all(one.every_core_met for one in counted)
    return InterviewScore(
        score=mean,
        unaided=_mean([one.unaided for one in counted]),
        rating=None if mean is None else rating(mean, every_core_met=every_core_met),
        counted=len(counted),
        graded=sum(outcome.score is not None for outcome in outcomes),
        total=len(outcomes),
    )


def rating(score: float, *, every_core_met: bool) -> Rating:
    """The word for a score from 0 to 100. Excellent needs every core criterion met, however high the score."""
    reached = score + _NEGLIGIBLE
    if reached >= EXCELLENT_FROM and every_core_met:
        return "excellent"
    if reached >= GOOD_FROM:
        return "good"
    return "mixed" if reached >= MIXED_FROM else "poor"


def shown(score: float) -> int:
    """The whole number that a person reads: rounded down, so that 84.9 never reads as an 85 that is not excellent.

    >>> shown(56.25), shown(84.99)
    (56, 84)
    """
    return floor(score + _NEGLIGIBLE)


def _earned(tier: Tier, verdict: CriterionVerdict) -> float:
    if tier == "bonus":
        return 1.0 if verdict.verdict == "met" else 0.0
    help_factor = 0.5 if verdict.credit == "hinted" else 1.0
    return _WEIGHTS[tier] * _SHARE.get(verdict.verdict, 0.0) * help_factor


def _at_worst(verdict: CriterionVerdict) -> CriterionVerdict:
    """As the lowest of its votes; unclear is worth nothing, as missed is."""
    return replace(verdict, verdict=min(verdict.votes, key=_worth)) if verdict.votes else verdict


def _at_best(verdict: CriterionVerdict) -> CriterionVerdict:
    """As the highest of its votes; what is unclear as met."""
    settled = {("met" if vote == "unclear" else vote) for vote in (verdict.verdict, *verdict.votes)}
    best = max(settled, key=_worth)
    return verdict if best == verdict.verdict else replace(verdict, verdict=best, credit="unaided")


def _worth(verdict: Verdict) -> float:
    return _SHARE.get(verdict, 0.0)


def _mean(numbers: Sequence[float | None]) -> float | None:
    present = [number for number in numbers if number is not None]
    return fsum(present) / len(present) if present else None
