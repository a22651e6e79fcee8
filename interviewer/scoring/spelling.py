"""Spelling slips: which word somebody meant who typed it wrong, or whose speech was written down wrong."""

from __future__ import annotations

from functools import lru_cache

from interviewer.scoring.real_words import REAL_WORDS
from interviewer.text.inflection import stem
from interviewer.text.words import word_set

_ENDINGS = word_set("er or ion al abl iv anc ant ment nes iti ou ism ist at ator ation ition ic ar eri abil ing ed") | {
    ""
}
_REAL_WORDS = frozenset(map(stem, REAL_WORDS))


SHORTEST_SLIP = 3
"""Letters that the stem of a slip has, at least."""


def may_be_slip(heard: str) -> bool:
    """Whether the stem may be another one with a slip: long enough, of letters alone, and no word of its own."""
    return len(heard) >= SHORTEST_SLIP and heard not in _REAL_WORDS and heard.isalpha()


@lru_cache(maxsize=65536)
def is_slip(heard: str, meant: str, most: int) -> bool:
    """Whether the stem `heard` is the stem `meant` with at most `most` letters added, lost, changed or swapped.

    The first letter is kept. A word of its own is no slip, nor is one with another ending (generator, generation).
    """
    if most == 0 or heard[0] != meant[0] or abs(len(heard) - len(meant)) > most:
        return False
    if heard in _REAL_WORDS or _differs_by_ending(heard, meant):
        return False
    return distance(heard, meant) <= most


def distance(one: str, other: str) -> int:
    """The least number of letters to add, remove, change or swap with their neighbour that turns one into the other."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, wanted in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


def _differs_by_ending(one: str, other: str) -> bool:
    shared = 0
    for letter, wanted in zip(one, other, strict=False):
        if letter != wanted:
            break
        shared += 1
    # The shared part may hold the first letters of both endings: `ator` and `ation` of `generator` and `generation`.
    return any(one[cut:] in _ENDINGS and other[cut:] in _ENDINGS for cut in range(max(shared - 2, 4), shared + 1))
