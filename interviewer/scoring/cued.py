"""What the cues of a rubric heard in an exchange, beside which a small model's leaning is weighed. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from interviewer.bank.question import Criterion, Label
from interviewer.scoring.grade import CriterionVerdict, Exchange, Finding, Span
from interviewer.scoring.offline import read


class Heard(Struct, frozen=True, kw_only=True):
    """The reading of the offline grader."""

    verdicts: Mapping[str, CriterionVerdict]
    """By criterion."""
    findings: Mapping[str, Finding]
    """By misconception: those that were heard."""

    def of(self, criterion: Criterion) -> Label | None:
        """What the cues make of a point; None where it has none, or they cannot tell."""
        verdict = self.verdicts[criterion.id].verdict
        return verdict if criterion.cues and verdict != "unclear" else None

    def evidence(self, criterion: Criterion) -> tuple[Span, ...]:
        """Where a point was heard, if it was."""
        return self.verdicts[criterion.id].evidence if criterion.cues else ()


def listen(exchange: Exchange) -> Heard:
    """Let the cues hear an exchange. Raises GradingFailedError when one of them cannot be read."""
    reading = read(exchange)
    return Heard(
        verdicts={one.criterion: one for one in reading.verdicts},
        findings={one.misconception: one for one in reading.findings},
    )
