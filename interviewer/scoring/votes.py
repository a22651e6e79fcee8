"""Several grades of one exchange, made one by majority: what they agree on, and where they are split."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from interviewer.bank.question import Question, Verdict, rubric_hash
from interviewer.scoring.grade import (
    CriterionVerdict,
    Exchange,
    Finding,
    Grade,
    Grader,
    GraderStamp,
    GradingFailedError,
    OutsideClaim,
    Span,
)
from interviewer.scoring.second_look import SecondLook

_UPWARDS: tuple[Verdict, ...] = ("missed", "partly", "met")


class VotingGrader:
    """Lets several graders grade and decides by majority. Implements `Grader`.

    Those that fail do not vote; when half of them or more fail, there is no grade.
    """

    def __init__(self, graders: Sequence[Grader], arbiter: SecondLook | None = None) -> None:
        """An `arbiter` looks again at each criterion on which the votes are split, and has a vote of its own.

        Raises ValueError for fewer than two graders.
        """
        if len(graders) < 2:  # noqa: PLR2004 - one cannot vote
            raise ValueError("votes need two graders or more")
        self.name = " and ".join(dict.fromkeys(grader.name for grader in graders))
        self._graders = graders
        self._arbiter = arbiter

    async def grade(self, exchange: Exchange) -> Grade:
        """The majority's grade. Raises GradingFailedError, with the reason of the first that failed."""
        import asyncio

        outcomes = await asyncio.gather(*[_attempt(grader, exchange) for grader in self._graders])
        grades = [outcome for outcome in outcomes if isinstance(outcome, Grade)]
        failures = [outcome for outcome in outcomes if isinstance(outcome, GradingFailedError)]
        if len(grades) * 2 <= len(self._graders):
            raise failures[0]
        elected = elect(exchange.question, grades)
        return elect(exchange.question, grades, await self._looks(elected, exchange))

    async def _looks(self, elected: Grade, exchange: Exchange) -> Mapping[str, CriterionVerdict]:
        """The arbiter's votes, by criterion: on those that are split."""
        import asyncio

        if self._arbiter is None:
            return {}
        split = [verdict for verdict in elected.verdicts if verdict.is_borderline]
        looks = await asyncio.gather(*[self._arbiter.look_at(verdict, exchange, []) for verdict in split])
        return {look.criterion: look for look in looks}


async def _attempt(grader: Grader, exchange: Exchange) -> Grade | GradingFailedError:
    try:
        return await grader.grade(exchange)
    except GradingFailedError as failure:
        return failure


def elect(question: Question, grades: Sequence[Grade], looks: Mapping[str, CriterionVerdict] = {}) -> Grade:
    """The grade that the votes come to; `looks` are further votes, by criterion.

    A verdict needs more than half of the votes; where none has them, the middle one of those that could tell decides,
    the lower of two. A misconception needs more than half. Evidence, credit and reason are those of the first vote that
    gave the winning verdict. Raises ValueError without grades.
    """
    verdicts = tuple(_verdict(_votes(criterion.id, grades, looks)) for criterion in question.criteria)
    found: list[Finding] = []
    doubted: list[Finding] = []
    for misconception in question.misconceptions:
        votes = [
            finding
            for grade in grades
            if (finding := next((one for one in grade.findings if one.misconception == misconception.id), None))
        ]
        standing = [finding for finding in votes if finding.stands]
        if len(votes) * 2 > len(grades):
            decided = len(standing) * 2 > len(votes)
            found.append(next(finding for finding in votes if finding.stands == decided))
        if 0 < len(standing) < len(grades):
            doubted.append(standing[0])
    return Grade(
        verdicts=verdicts,
        findings=tuple(found),
        outside=_agreed_claims(grades),
        doubted=tuple(doubted),
        stamp=_stamp(question, [grade.stamp for grade in grades]),
    )


def _votes(criterion: str, grades: Iterable[Grade], looks: Mapping[str, CriterionVerdict]) -> list[CriterionVerdict]:
    votes = [verdict for grade in grades for verdict in grade.verdicts if verdict.criterion == criterion]
    return [*votes, looks[criterion]] if criterion in looks else votes


def _verdict(votes: Sequence[CriterionVerdict]) -> CriterionVerdict:
    said = tuple(vote.verdict for vote in votes)
    winner = _winner(said)
    return replace(next(vote for vote in votes if vote.verdict == winner), votes=said)


def _winner(votes: Sequence[Verdict]) -> Verdict:
    most, count = Counter(votes).most_common(1)[0]
    if count * 2 > len(votes):
        return most
    told = sorted((vote for vote in votes if vote in _UPWARDS), key=_UPWARDS.index)
    return told[(len(told) - 1) // 2]


def _agreed_claims(grades: Sequence[Grade]) -> tuple[OutsideClaim, ...]:
    """Of the wrong claims beyond the rubric those that more than half of the votes point to, each once."""
    kept: dict[Span, OutsideClaim] = {}
    for claim in (claim for grade in grades for claim in grade.outside):
        pointing = sum(any(_meet(claim.evidence, other.evidence) for other in grade.outside) for grade in grades)
        if pointing * 2 > len(grades) and not any(_meet(claim.evidence, span) for span in kept):
            kept[claim.evidence] = claim
    return tuple(kept.values())


def _meet(one: Span, other: Span) -> bool:
    return one.turn == other.turn and one.start < other.end and other.start < one.end


def _stamp(question: Question, stamps: Sequence[GraderStamp]) -> GraderStamp:
    """Who voted, and with what: settings that differ between members are named for each."""
    return GraderStamp(
        grader=" and ".join(dict.fromkeys(stamp.grader for stamp in stamps)),
        version=stamps[0].version,
        rubric_hash=rubric_hash(question),
        prompt_hash=_joined(stamp.prompt_hash for stamp in stamps),
        parameters={
            **{name: _joined(stamp.parameters.get(name) for stamp in stamps) or "" for name in _names(stamps)},
            "votes": str(len(stamps)),
        },
    )


def _names(stamps: Iterable[GraderStamp]) -> list[str]:
    return sorted({name for stamp in stamps for name in stamp.parameters})


def _joined(values: Iterable[str | None]) -> str | None:
    return " and ".join(dict.fromkeys(value for value in values if value)) or None
