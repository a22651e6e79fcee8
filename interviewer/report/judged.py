"""What a grade says of one question, as the report and the lines of `interviewer score` hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from msgspec import Struct, structs

from interviewer.report.model import (
    GraderReport,
    MisconceptionReport,
    OtherClaimReport,
    Quote,
    Range,
    VerdictReport,
)
from interviewer.scoring.arithmetic import score

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from interviewer.bank.question import Question, Verdict
    from interviewer.dialogue.contested import Wording
    from interviewer.scoring.arithmetic import QuestionScore, Rating
    from interviewer.scoring.grade import CriterionVerdict, Finding, Grade, GraderStamp, OutsideClaim, Span


class Worth(TypedDict):
    """The numbers of one question; all of them None where it is worth none."""

    score: float | None
    range: Range | None
    unaided: float | None
    rating: Rating | None


class Judged(TypedDict):
    """What was found in the answer to one question; nothing until it is graded."""

    verdicts: tuple[VerdictReport, ...]
    misconceptions: tuple[MisconceptionReport, ...]
    other_wrong_claims: tuple[OtherClaimReport, ...]


def question_score(question: Question, grade: Grade | None) -> QuestionScore | None:
    """What the grade is worth; None without one.

    `bank check` refuses a rubric of nothing but bonus points; whoever uses it all the same gets a report without a
    number.
    """
    can_score = any(criterion.tier != "bonus" for criterion in question.criteria)
    return score(question, grade) if grade and can_score else None


def worth_of(worth: QuestionScore | None) -> Worth:
    """The numbers, with a range only where there is one."""
    if worth is None:
        return {"score": None, "range": None, "unaided": None, "rating": None}
    return {
        "score": worth.score,
        "range": Range(low=worth.low, high=worth.high) if _has_range(worth) else None,
        "unaided": worth.unaided,
        "rating": worth.rating,
    }


class Contested(Struct, frozen=True, kw_only=True):
    """What the candidate contested before a grade was given, by criterion."""

    before: Mapping[str, Verdict] = {}
    """The verdict of the first grade, where this is a later one."""
    remarks: Mapping[str, tuple[str, ...]] = {}


UNCONTESTED = Contested()


def judged(
    question: Question, grade: Grade | None, texts: Mapping[int, Wording], contested: Contested = UNCONTESTED
) -> Judged:
    """Verdicts, misconceptions and other claims; `texts` are those of the candidate's turns as graded, by number."""
    if grade is None:
        return {"verdicts": (), "misconceptions": (), "other_wrong_claims": ()}
    return {
        "verdicts": tuple(_verdict(verdict, question, texts, contested) for verdict in grade.verdicts),
        "misconceptions": tuple(_finding(finding, question, texts) for finding in grade.findings),
        "other_wrong_claims": tuple(_other_claim(claim, texts) for claim in grade.outside),
    }


def _has_range(worth: QuestionScore) -> bool:
    return worth.score is None or worth.is_borderline


def _verdict(
    verdict: CriterionVerdict, question: Question, texts: Mapping[int, Wording], contested: Contested
) -> VerdictReport:
    criterion = question.criterion(verdict.criterion)
    return VerdictReport(
        criterion=criterion.id,
        says=criterion.says,
        tier=criterion.tier,
        verdict=verdict.verdict,
        before=contested.before.get(criterion.id),
        remarks=contested.remarks.get(criterion.id, ()),
        credit=verdict.credit,
        votes=verdict.votes,
        reason=verdict.reason,
        **_evidence(verdict.evidence, texts),
    )


def _finding(finding: Finding, question: Question, texts: Mapping[int, Wording]) -> MisconceptionReport:
    misconception = question.misconception(finding.misconception)
    return MisconceptionReport(
        id=misconception.id,
        says=misconception.says,
        stands=finding.stands,
        correction=misconception.correction,
        reason=finding.reason,
        **_evidence(finding.evidence, texts),
    )


def _other_claim(claim: OutsideClaim, texts: Mapping[int, Wording]) -> OtherClaimReport:
    return OtherClaimReport(**structs.asdict(quote_of(claim.evidence, texts)), why=claim.why)


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
    """What graded, and when: an aware time."""
    return GraderReport(
        grader=stamp.grader,
        version=stamp.version,
        rubric_hash=stamp.rubric_hash,
        prompt_hash=stamp.prompt_hash,
        parameters=stamp.parameters,
        at=at,
    )
