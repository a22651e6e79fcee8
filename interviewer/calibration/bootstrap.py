"""How sure a figure is: the same figure over answers that are drawn again, many times.

An answer is worth less as news where others are to the same question. So whole questions are drawn with replacement,
and then the answers in them (a two-stage bootstrap: Davison and Hinkley 1997, Bootstrap Methods and their Application,
section 3.8); the interval is that of the percentiles (Efron 1979, Annals of Statistics 7, 1).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Hashable, Iterable, Sequence
from operator import mul

from msgspec import Struct

from interviewer.calibration.agreement import Counts

ROUNDS = 1000
SEED = 1
LEVEL = 0.95


class Interval(Struct, frozen=True, kw_only=True):
    """Where a figure lies in 95 of 100 draws."""

    low: float
    high: float


Draw = list[int]
"""How often each answer was drawn."""


def draws(questions: Sequence[Hashable], *, rounds: int = ROUNDS, seed: int = SEED) -> list[Draw]:
    """Draws of answers, each given by the question that it is to; the same seed gives the same draws."""
    by_question: dict[Hashable, list[int]] = {}
    for number, question in enumerate(questions):
        by_question.setdefault(question, []).append(number)
    groups = list(by_question.values())
    chance = random.Random(seed)  # noqa: S311 - draws that can be had again, no secret
    return [_draw(groups, len(questions), chance) for _ in range(rounds)]


def _draw(groups: Sequence[Sequence[int]], answers: int, chance: random.Random) -> Draw:
    drawn = [0] * answers
    for group in chance.choices(groups, k=len(groups)):
        for number in chance.choices(group, k=len(group)):
            drawn[number] += 1
    return drawn


def resampled(each: Sequence[Counts], drawn: Iterable[Draw]) -> list[Counts]:
    """For each draw, what the answers come to. As long as `each` is not empty."""
    columns = list(zip(*(one.numbers for one in each), strict=True))
    used = [any(column) for column in columns]
    # A column of nothing but zeros, as most are in a small set, needs no adding up.
    return [
        Counts(
            tuple(
                sum(map(mul, column, draw)) if is_used else 0.0 for column, is_used in zip(columns, used, strict=True)
            )
        )
        for draw in drawn
    ]


def interval(samples: Iterable[Counts], figure: Callable[[Counts], float | None]) -> Interval | None:
    """The middle 95 % of a figure; None where a draw in twenty or more leaves it undetermined."""
    samples = list(samples)
    found = sorted(value for one in samples if (value := figure(one)) is not None)
    return percentiles(found) if len(found) > LEVEL * len(samples) else None


def percentiles(ordered: Sequence[float]) -> Interval | None:
    """The middle 95 % of values in ascending order; None without any."""
    if not ordered:
        return None
    beyond = round(len(ordered) * (1 - LEVEL) / 2)
    return Interval(low=ordered[beyond], high=ordered[len(ordered) - beyond - 1])
