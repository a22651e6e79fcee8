"""One line of what `interviewer score` writes. Where the report has the same thing, the field has the same name.

The descriptions are documentation for whoever reads the lines: `bank schema --of score` prints them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from msgspec import Meta

from interviewer.dialogue.contested import Wording
from interviewer.prompting.usage import Usage
from interviewer.report.judged import grader_of, judged, question_score, worth_of
from interviewer.report.model import (
    DeliveryReport,
    GraderReport,
    MisconceptionReport,
    OtherClaimReport,
    Points,
    Range,
    ReportValue,
    VerdictReport,
)
from interviewer.report.spoken import delivery_of
from interviewer.scoring.arithmetic import Rating
from interviewer.scoring.grade import Grade
from interviewer.scoring.submission import Submission

if TYPE_CHECKING:
    from datetime import datetime

    from interviewer.scoring.grade import Exchange, GradingFailedError
    from interviewer.transcript.heard import Transcript

Fingerprint = Annotated[
    str, Meta(description="Of the question's id and of what was said: what changes it is graded again.")
]


class ScoreLine(ReportValue, frozen=True, kw_only=True):
    """What an answer holds: practice feedback, never a hiring decision. An answer counts as a finished exchange."""

    id: Annotated[str | int, Meta(description="The id that came with it: what ties this line to its input.")]
    question: Annotated[str, Meta(description="Its id in the bank.")]
    status: Annotated[Literal["graded", "failed"], Meta(description="failed: no grade could be had, see `failure`.")]
    failure: Annotated[str | None, Meta(description="Why grading failed; null unless it did.")]
    score: Annotated[
        Points | None, Meta(description="Null unless graded, and where a core or deeper point is unclear.")
    ]
    range: Annotated[
        Range | None,
        Meta(description="Where a core or deeper point is unclear, in place of a score; beside it where votes split."),
    ]
    unaided: Annotated[Points | None, Meta(description="The score of what came without probe or hint.")]
    rating: Annotated[Rating | None, Meta(description="Practice feedback, never a hiring decision.")]
    verdicts: Annotated[tuple[VerdictReport, ...], Meta(description="In the order of the rubric; none unless graded.")]
    misconceptions: tuple[MisconceptionReport, ...]
    other_wrong_claims: Annotated[tuple[OtherClaimReport, ...], Meta(description="Beyond the rubric; never scored.")]
    grader: Annotated[GraderReport | None, Meta(description="Null unless graded.")]
    usage: Annotated[Usage, Meta(description="What models took for this line; no calls where none was asked.")]
    heard: Annotated[str | None, Meta(description="What was heard in the recording; null where there is none.")]
    delivery: Annotated[
        DeliveryReport | None, Meta(description="How it was said in the recording; never part of the score.")
    ]
    input: Fingerprint


class BadLine(ReportValue, frozen=True, kw_only=True):
    """A line of the input that cannot be graded as it stands."""

    id: Annotated[str | int | None, Meta(description="The id that came with it; null where none can be read.")]
    line: Annotated[int, Meta(ge=1, description="Its number in the input, from 1; empty lines count.")]
    status: Literal["error"]
    error: Annotated[str, Meta(description="What is wrong, in a sentence, and what to do about it.")]


def score_line(
    submission: Submission,
    exchange: Exchange,
    outcome: Grade | GradingFailedError,
    *,
    usage: Usage,
    at: datetime,
    fingerprint: str,
    heard: Transcript | None = None,
) -> ScoreLine:
    """The line of a submission that was graded, or could not be, at this (aware) time.

    `heard` is what was said in its recording, where there is one.
    """
    grade = outcome if isinstance(outcome, Grade) else None
    texts = {turn.number: Wording(text=turn.text) for turn in exchange.turns}
    return ScoreLine(
        id=submission.id,
        question=submission.question,
        status="graded" if grade else "failed",
        failure=None if isinstance(outcome, Grade) else outcome.reason,
        **worth_of(question_score(exchange.question, grade)),
        **judged(exchange.question, grade, texts),
        grader=grader_of(grade.stamp, at) if grade else None,
        usage=usage,
        heard=heard.text if heard else None,
        delivery=delivery_of([heard] if heard else []),
        input=fingerprint,
    )


def schema_of_lines() -> dict[str, Any]:
    """The JSON Schema of a line that is written; the one of a line that is read is its definition `Submission`."""
    from msgspec.json import schema_components

    written, read = (ScoreLine, BadLine), Submission
    (*described, _), definitions = schema_components([*written, read])
    return {
        "title": "A line that `interviewer score` writes",
        "description": "What it reads is described by `#/$defs/Submission`.",
        "anyOf": described,
        "$defs": definitions,
    }
