"""How well the labelled answers of a question cover its rubric: what is met, missed or held in them, and how often."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from interviewer.bank.question import Label, Question


class Labelled(Protocol):
    """An answer and what a person says of it: an example, or an answer that measures graders."""

    @property
    def verdicts(self) -> Mapping[str, Label]:
        """By criterion."""
        ...

    @property
    def misconceptions(self) -> Sequence[str]:
        """Those that the answer advocates."""
        ...


class Tally(Struct, frozen=True, kw_only=True):
    """In how many answers a criterion is met, partly met and missed."""

    met: int = 0
    partly: int = 0
    missed: int = 0


class Coverage(Struct, frozen=True, kw_only=True):
    """What some labelled answers cover of a rubric, by id, in the order of the rubric."""

    answers: int
    criteria: Mapping[str, Tally]
    misconceptions: Mapping[str, int]
    """In how many answers each is held."""

    @property
    def gaps(self) -> list[str]:
        """What no answer shows, in words."""
        return [
            *(f"None meets {name}." for name, tally in self.criteria.items() if tally.met == 0),
            *(f"None misses {name}." for name, tally in self.criteria.items() if tally.missed == 0),
            *(f"None holds {name}." for name, held in self.misconceptions.items() if held == 0),
        ]


def coverage(question: Question, answers: Sequence[Labelled]) -> Coverage:
    """What these answers to the question cover. Labels that are none of the rubric's are passed over."""
    held = Counter(name for answer in answers for name in answer.misconceptions)
    return Coverage(
        answers=len(answers),
        criteria={criterion.id: _tally(criterion.id, answers) for criterion in question.criteria},
        misconceptions={each.id: held[each.id] for each in question.misconceptions},
    )


def _tally(criterion_id: str, answers: Sequence[Labelled]) -> Tally:
    labels = Counter(answer.verdicts.get(criterion_id) for answer in answers)
    return Tally(met=labels["met"], partly=labels["partly"], missed=labels["missed"])
