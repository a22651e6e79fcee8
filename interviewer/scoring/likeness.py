"""How alike a sentence and an authored phrase are: cosine of their character 3- to 5-grams, weighted by rarity.

A hint about meaning, not a judgement: word order and a small `not` hardly move it. Whoever uses it checks those.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log, sqrt

from interviewer.text.folding import fold

_SIZES = (3, 4, 5)


class Likeness:
    """Authored phrases, indexed so that a sentence is compared with all of them at once. Immutable once made."""

    def __init__(self, phrases: Sequence[str]) -> None:
        grams = [_grams(phrase) for phrase in phrases]
        seen = Counter(gram for phrase in grams for gram in phrase)
        # Squared inverse document frequency: what many phrases of the rubric share says little.
        self._weights = {gram: log((len(phrases) + 1) / count) ** 2 for gram, count in seen.items()}
        self._unseen = log(len(phrases) + 1) ** 2
        self._lengths = [sqrt(sum(self._weights[gram] for gram in phrase)) for phrase in grams]
        self._holders: defaultdict[str, list[int]] = defaultdict(list)
        for number, phrase in enumerate(grams):
            for gram in phrase:
                self._holders[gram].append(number)

    def to(self, sentence: str) -> list[float]:
        """How alike the sentence is to each phrase, in their order: from 0 (nothing shared) to 1 (the same)."""
        grams = _grams(sentence)
        known = grams & self._weights.keys()
        shared = [0.0] * len(self._lengths)
        total = self._unseen * (len(grams) - len(known))
        for gram in sorted(known):  # sums of floats depend on their order, and that of a set on the process
            weight = self._weights[gram]
            total += weight
            for number in self._holders[gram]:
                shared[number] += weight
        length = sqrt(total)
        return [
            min(both / (length * own), 1.0) if both else 0.0 for both, own in zip(shared, self._lengths, strict=True)
        ]


def _grams(text: str) -> set[str]:
    padded = f" {fold(text).text.strip()} "
    return {padded[at : at + size] for size in _SIZES for at in range(len(padded) - size + 1)}
