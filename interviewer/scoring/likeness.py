"""How alike a sentence and an authored phrase are: cosine of their character 3- to 5-grams, weighted by rarity.

A hint about meaning, not a judgement: word order and a small `not` hardly move it. Whoever uses it checks those.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log, sqrt

from interviewer.text.folding import fold

_SIZES = (3, 4, 5)
_PRECISION = 1 << 20
"""Weights are whole numbers of this part: sums of floats depend on their order, and that of a set on the process."""


class Likeness:
    """Authored phrases, prepared so that sentences are compared with any of them. Immutable once made."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self.grams = [_grams(phrase) for phrase in phrases]
        seen = Counter(gram for phrase in self.grams for gram in phrase)
        # Squared inverse document frequency: what many phrases of the rubric share says little.
        self.weights = {gram: _squared(log((len(phrases) + 1) / count)) for gram, count in seen.items()}
        self.unseen = _squared(log(len(phrases) + 1))
        self.lengths = [sqrt(self.weight(phrase)) for phrase in self.grams]

    def weight(self, grams: set[str]) -> int:
        """The weight of grams that are all known, together."""
        return sum(map(self.weights.__getitem__, grams))

    def to(self, sentence: str) -> list[float]:
        """How alike the sentence is to each phrase, in their order: from 0 (nothing shared) to 1 (the same)."""
        compared = Compared(self, sentence)
        return [compared.with_phrase(number) for number in range(len(self.grams))]


class Compared:
    """A sentence, beside the phrases that it may be like."""

    def __init__(self, likeness: Likeness, sentence: str) -> None:
        self._likeness = likeness
        grams = _grams(sentence)
        self._known = grams & likeness.weights.keys()
        unknown = len(grams) - len(self._known)
        self._length = sqrt(likeness.weight(self._known) + likeness.unseen * unknown)

    def with_phrase(self, number: int) -> float:
        """How alike the sentence is to the phrase of that number, from 0 to 1."""
        both = self._likeness.weight(self._known & self._likeness.grams[number])
        return min(both / (self._length * self._likeness.lengths[number]), 1.0) if both else 0.0


def _squared(rarity: float) -> int:
    return round(rarity**2 * _PRECISION)


def _grams(text: str) -> set[str]:
    padded = f" {fold(text).text.strip()} "
    return {padded[at : at + size] for size in _SIZES for at in range(len(padded) - size + 1)}
