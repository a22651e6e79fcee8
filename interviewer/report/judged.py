"""What a grade says, as the report tells it: verdicts, wrong claims, and quotes of the text that the grader saw."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from msgspec import structs

from interviewer.dialogue.events import Remarked
from interviewer.report.model import (
    GraderReport,
    MisconceptionReport,
    OtherClaimReport,
    Quote,
    VerdictReport,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from interviewer.dialogue.contested import Wording
    from interviewer.dialogue.events import Graded
    from interviewer.dialogue.state import ExchangeState
    from interviewer.scoring.grade import CriterionVerdict, Finding, GraderStamp, Span


class Judged:
    """What a grade of an exchange says, in the words that it was given for."""

    def __init__(self, exchange: ExchangeState, graded: Graded, at: datetime) -> None:
        """`at` is when it was given."""
        self._question = exchange.question
        self._grade = graded.grade
        self._texts = exchange.wordings(graded.heeds)
        self._at = at
        earlier = [one for one in exchange.earlier if one.heeds < graded.heeds]
        self._before = {one.criterion: one.verdict for one in earlier[0].grade.verdicts} if earlier else {}
        self._remarks = [one for one in exchange.contests[: graded.heeds] if isinstance(one, Remarked)]

    def verdicts(self) -> tuple[VerdictReport, ...]:
        """On every criterion."""
        return tuple(map(self._verdict, self._grade.verdicts))

    def misconceptions(self) -> tuple[MisconceptionReport, ...]:
        """Those that were found."""
        return tuple(map(self._finding, self._grade.findings))

    def other_claims(self) -> tuple[OtherClaimReport, ...]:
        """Beyond the rubric."""
        return tuple(
            OtherClaimReport(**structs.asdict(quote_of(claim.evidence, self._texts)), why=claim.why)
            for claim in self._grade.outside
        )

    def grader(self) -> GraderReport:
        """What graded."""
        return grader_of(self._grade.stamp, self._at)

    def _verdict(self, verdict: CriterionVerdict) -> VerdictReport:
        criterion = self._question.criterion(verdict.criterion)
        return VerdictReport(
            criterion=criterion.id,
            says=criterion.says,
            tier=criterion.tier,
            verdict=verdict.verdict,
            before=self._before.get(criterion.id),
            remarks=tuple(one.text for one in self._remarks if one.criterion == criterion.id),
            credit=verdict.credit,
            votes=verdict.votes,
            reason=verdict.reason,
            **_evidence(verdict.evidence, self._texts),
        )

    def _finding(self, finding: Finding) -> MisconceptionReport:
        misconception = self._question.misconception(finding.misconception)
        return MisconceptionReport(
            id=misconception.id,
            says=misconception.says,
            stands=finding.stands,
            correction=misconception.correction,
            reason=finding.reason,
            **_evidence(finding.evidence, self._texts),
        )


class _Evidence(TypedDict):
    quote: str | None
    turn: int | None
    start: int | None
    end: int | None
    corrected: bool
    more_quotes: tuple[Quote, ...]


def _evidence(spans: Sequence[Span], texts: Mapping[int, Wording]) -> _Evidence:
    """The quotes of the spans, each from the turn of the candidate that it names."""
    quotes = [quote_of(span, texts) for span in spans]
    if not quotes:
        return {"quote": None, "turn": None, "start": None, "end": None, "corrected": False, "more_quotes": ()}
    first, *more = quotes
    return {
        "quote": first.quote,
        "turn": first.turn,
        "start": first.start,
        "end": first.end,
        "corrected": first.corrected,
        "more_quotes": (*more,),
    }


def quote_of(span: Span, texts: Mapping[int, Wording]) -> Quote:
    """The words of a span, and whether some of them were put right."""
    said = texts[span.turn]
    return Quote(
        quote=said.text[span.start : span.end],
        turn=span.turn,
        start=span.start,
        end=span.end,
        corrected=said.is_corrected(span.start, span.end),
    )


def grader_of(stamp: GraderStamp, at: datetime) -> GraderReport:
    """What graded or observed, by which rubric, and when."""
    return GraderReport(
        grader=stamp.grader,
        version=stamp.version,
        rubric_hash=stamp.rubric_hash,
        prompt_hash=stamp.prompt_hash,
        parameters=stamp.parameters,
        at=at,
    )
