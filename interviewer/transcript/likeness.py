"""How unlike two rows of sounds are: an edit distance in which sounds that ears confuse cost little. Pure."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, product
from math import hypot, inf

from interviewer.transcript.phonemes import VOWELS

_FREE = 0.0
_MOUTH = {
    "E": (0, 0), "i": (2, 1), "Q": (3, 0), "e": (5, 1), "a": (9, 3), "A": (7, 5), "o": (8, 8), "O": (5, 9), "u": (1, 9),
    "I": (8, 1),
}  # fmt: skip
"""Where a vowel is made: how open, and how far back, in tenths."""
_FARTHEST_VOWELS = 0.8
_CONFUSED = {
    0.25: ("pb", "td", "kg", "fv", "sz", "CJ"),
    0.4: ("mnN", "sS", "zS", "JS", "CS", "Jz", "Tf", "Tt", "Td", "Ts", "Tv", "yi", "yE", "wu", "wO", "rA"),
    0.5: ("lr", "lw", "vb", "pf", "Jd", "Ct", "Cs", "rw", "Js"),
    0.6: ("pt", "pk", "tk", "bd", "dg", "bg", "nd", "mb", "nl", "kh", "gJ", "fs", "vw", "lo", "lO", "lu", "vm", "Ng"),
}
_SPELT_ALIKE = (("a", "Q"), ("e", "E"), ("i", "I"), ("o", "O"), ("u", "A"))
"""Vowels of one letter: which of them it is, the rules of `phonemes` can only guess."""
_MISREAD = 0.3
_APART = 1.1
"""Of sounds that nobody confuses."""
_DROPPED = {"h": 0.4, "r": 0.4, "y": 0.4, "w": 0.4, "A": 0.35, "i": 0.4, "t": 0.6, "d": 0.6, "n": 0.7, "l": 0.7}
_DROPPED_VOWEL, _DROPPED_CONSONANT = 0.55, 0.9


def _swaps() -> dict[str, dict[str, float]]:
    """What it costs to take one sound for another, by the one."""
    costs: dict[tuple[str, str], float] = {}
    for (one, here), (other, there) in product(_MOUTH.items(), repeat=2):
        costs[one, other] = min(_FARTHEST_VOWELS, hypot(here[0] - there[0], here[1] - there[1]) / 10)
    for one, other in _SPELT_ALIKE:
        costs[one, other] = costs[other, one] = min(costs[one, other], _MISREAD)
    for cost, groups in _CONFUSED.items():
        for group in groups:
            for one, other in product(group, repeat=2):
                costs.setdefault((one, other), cost)
    by_sound: dict[str, dict[str, float]] = {}
    for (one, other), cost in costs.items():
        by_sound.setdefault(one, {})[other] = cost
    return by_sound


_SWAPS = _swaps()
_NONE: dict[str, float] = {}


def dropped(sound: str) -> float:
    """What it costs that a sound is there on one side alone."""
    return _DROPPED.get(sound, _DROPPED_VOWEL if sound in VOWELS else _DROPPED_CONSONANT)


@lru_cache(maxsize=65536)
def unlikeness(one: str, other: str, limit: float) -> float:
    """The least cost of making one row of sounds the other; infinite as soon as it is above the limit.

    >>> unlikeness("gil", "gil", 1), round(unlikeness("tupAl", "tApAl", 1), 2), unlikeness("gil", "kAtAr", 1)
    (0.0, 0.3, inf)
    """
    # Written out, as nearly all the time of the proposals goes here.
    losses = [dropped(heard) for heard in other]
    row = list(accumulate(losses, initial=_FREE))
    for sound in one:
        swaps, loss = _SWAPS.get(sound, _NONE), dropped(sound)
        corner = row[0]
        last = least = corner + loss
        below = [last]
        for heard, drop, above in zip(other, losses, row[1:], strict=True):
            cost = corner if heard == sound else corner + swaps.get(heard, _APART)
            cost = min(cost, above + loss)
            cost = min(cost, last + drop)
            least = min(least, cost)
            below.append(cost)
            corner, last = above, cost
        if least > limit:
            return inf
        row = below
    return row[-1] if row[-1] <= limit else inf
