"""The labels of a second reader, and how far the two agree: no grader can be asked to agree more.

They are kept beside a set of labelled answers, in `second/` under the same name, as they were given: before the two
were compared and settled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from interviewer.bank.question import Label
from interviewer.calibration.agreement import Counts, kappa, readings, total
from interviewer.calibration.bootstrap import Interval, draws, interval, resampled

if TYPE_CHECKING:
    from interviewer.bank.calibration import CalibrationAnswer

FOLDER = "second"


class BeforeSettling(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the first reader had said where settling changed it: those verdicts, and all the misconceptions."""

    verdicts: dict[str, Label] = {}
    misconceptions: tuple[str, ...] | None = None


class SecondReading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a file of the second reader: an answer's labels as they were given, before settling."""

    id: str
    verdicts: dict[str, Label]
    misconceptions: tuple[str, ...]
    first: BeforeSettling = BeforeSettling()


class Pair(NamedTuple):
    """What both say of one criterion."""

    first: Label
    second: Label


class Compared(NamedTuple):
    """An answer with the labels of both readers."""

    answer: CalibrationAnswer
    verdicts: dict[str, Pair]
    first_misconceptions: frozenset[str]
    second_misconceptions: frozenset[str]

    @property
    def counts(self) -> Counts:
        """What the two readings come to."""
        return readings(self.verdicts.values(), self.first_misconceptions, self.second_misconceptions)


def read_second(content: bytes) -> list[SecondReading]:
    """The readings of a file, one JSON object a line. Raises msgspec.DecodeError."""
    return [msgspec.json.decode(line, type=SecondReading) for line in content.splitlines() if line.strip()]


def compared(answers: Mapping[str, CalibrationAnswer], second: SecondReading) -> Compared:
    """An answer with the labels of both readers, the first one's as they were before settling.

    Raises ValueError when there is no such answer, or when its criteria are others.
    """
    answer = answers.get(second.id)
    if answer is None or answer.verdicts.keys() != second.verdicts.keys() | second.first.verdicts.keys():
        raise ValueError(f"{second.id}: the second reader's labels are not of the answer's criteria")
    first = answer.verdicts | second.first.verdicts
    held = answer.misconceptions if second.first.misconceptions is None else second.first.misconceptions
    verdicts = {criterion: Pair(first[criterion], label) for criterion, label in second.verdicts.items()}
    return Compared(answer, verdicts, frozenset(held), frozenset(second.misconceptions))


def kappa_of(answers: Sequence[Compared]) -> float | None:
    """Cohen's κ of the two readers over all verdicts; None where chance alone would agree always."""
    return kappa(total(each.counts for each in answers).verdicts)


def kappa_interval(answers: Iterable[Compared], *, rounds: int = 1000) -> Interval | None:
    """The interval of that κ."""
    answers = list(answers)
    if not answers:
        return None
    drawn = draws([each.answer.question for each in answers], rounds=rounds)
    return interval(resampled([each.counts for each in answers], drawn), lambda one: kappa(one.verdicts))
