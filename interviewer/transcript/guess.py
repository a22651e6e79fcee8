"""A term that may have been said where something else was written down, and when the recording upholds it. Pure.

A recogniser writes what is likely in all of English. Asked how well a term fits the sound at a place where something
like it was written, it tells what was said from what was not, though it would hardly have come upon the term itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from interviewer.transcript.repair import Repair

NEAR, ANYWHERE = -8.0, -6.0
"""How well a term has to fit that sounds the same as what was written: with words of its surroundings close by, and
without. A wording that the recogniser finds e times less likely than its own fits with -1."""
UNLIKE = 3.6
"""How much better one has to fit that sounds as unlike as a guess may."""


class Guess(NamedTuple):
    """A repair that nothing but the recording can speak for."""

    repair: Repair
    wordings: tuple[str, ...]
    """The ways to write it that a recogniser may know."""
    bar: float
    """How well one of them has to fit."""
    sounds: int
    """Of the term, about: of what fits as well, the one that explains more is meant."""

    def instead(self, text: str) -> Iterator[str]:
        """The text in each wording."""
        return (self.repair.put(wording, text) for wording in self.wordings)

    def moved(self, by: int) -> Guess:
        """The same, where so many characters more stand before it."""
        return self._replace(repair=self.repair.moved(by))


def bar(cost: float, *, is_near: bool) -> float:
    """How well a term has to fit that is so unlike, from 0 to 1."""
    return (NEAR if is_near else ANYWHERE) + UNLIKE * cost


def upheld(repairs: Iterable[Repair], guesses: Iterable[tuple[Guess, float]]) -> tuple[Repair, ...]:
    """The repairs, and the guesses that fit the recording, in order and without overlaps.

    Each guess comes with how well its best wording fits. Repairs stand; of guesses the one that clears its bar by most
    comes first.
    """
    chosen = list(repairs)
    cleared = [(guess, fit) for guess, fit in guesses if fit >= guess.bar]
    for guess, _ in sorted(cleared, key=lambda each: (each[0].bar - each[1], -each[0].sounds)):
        if not any(guess.repair.overlaps((other.start, other.end)) for other in chosen):
            chosen.append(guess.repair)
    return tuple(sorted(chosen, key=lambda repair: repair.start))
