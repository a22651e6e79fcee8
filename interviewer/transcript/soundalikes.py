"""Terms of the field that sound like what was heard: for the mis-hearings that nobody has written down. Pure.

Runs of one to five words are held against the pronunciation of every term. How unlike they may be grows with the term,
and short terms have to sound the same. Words that people use in such answers anyway are taken for a term only among
words of its own surroundings, and only if they sound more like it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from interviewer.transcript.likeness import unlikeness
from interviewer.transcript.phonemes import sounds

LONGEST = 5
"""Words that are held against one term."""
LONG = 6
"""Sounds from which on a likeness is no chance."""
LONGER = 3
"""Sounds that a term and what was heard may differ by in number."""
_KINDS = {
    sound: kind
    for kind, group in {"p": "pbfvm", "t": "tdT", "k": "kg", "s": "szSCJ", "n": "nN", "l": "l"}.items()
    for sound in group
}
"""Of the consonants that are not easily lost."""


class Ear(NamedTuple):
    """How much alike is alike."""

    per_sound: float
    """Unlikeness that a term allows for each of its sounds."""
    least: float
    most: float
    """Unlikeness that every term allows, and that none goes beyond."""
    shortest: int
    """Sounds of a term below which nothing but the same will do."""
    edits: int
    """Consonants that may be more, less or other, on each side."""
    shortest_frame: int
    """Consonants of which one may be another."""
    ordinary: float
    """Of what is allowed, where all the words are ordinary ones."""
    ordinary_alone: float
    """The same, of one ordinary word alone."""

    def allowed(self, size: int) -> float:
        """How unlike a term of so many sounds may be.

        >>> [round(STRICT.allowed(size), 2) for size in (3, 5, 8, 20)]
        [0.0, 0.8, 1.28, 1.9]
        """
        return 0.0 if size < self.shortest else min(self.most, max(self.least, self.per_sound * size))


STRICT = Ear(per_sound=0.16, least=0, most=1.9, shortest=4, edits=1, shortest_frame=3, ordinary=0.5, ordinary_alone=0)
"""For what is proposed on the strength of its sound alone."""
LOOSE = Ear(per_sound=0.36, least=1.5, most=4.0, shortest=3, edits=2, shortest_frame=1, ordinary=1, ordinary_alone=1)
"""For what the recording itself is asked about before it is proposed."""


class Pronounced(NamedTuple):
    """A term and one way to say it."""

    term: str
    sounds: str
    own: int
    """How many of the sounds tell it from its like: those of `init` in `dunder init`."""


class Likeness(NamedTuple):
    """A run of words that sounds like a term."""

    term: str
    first: int
    size: int
    cost: float
    """How unlike it is, of what is allowed: from 0 to 1."""
    is_ordinary: bool
    """Whether all the words are ordinary ones."""
    sounds: int
    """Of the term, those that tell it from its like."""

    @property
    def is_short(self) -> bool:
        """Whether the term has so few sounds that it may be chance."""
        return self.sounds < LONG

    @property
    def weight(self) -> float:
        """How much it explains: more sounds, and those well."""
        return self.sounds * (1.2 - self.cost)


class Soundalikes:
    """All ways to say all terms, by the kind and number of their sounds."""

    def __init__(self, ways: Iterable[Pronounced], ordinary: Iterable[str], ear: Ear = STRICT) -> None:
        """`ordinary` are the words that are meant as they stand, as long as nothing else speaks for a term."""
        self._ordinary = frozenset(ordinary)
        self._ear = ear
        self._index: dict[str, list[Pronounced]] = {}
        for way in dict.fromkeys(ways):
            for key in _keys(frame(way.sounds), ear) if way.sounds else ():
                self._index.setdefault(key, []).append(way)

    def among(self, words: Sequence[str], expected: Collection[str] = ()) -> list[Likeness]:
        """What sounds like a term, what explains most sounds best first. Numbers alone sound like nothing.

        `expected` are the terms that something in the text speaks for: ordinary words are taken for these alone.
        """
        rows = [sounds(word) if word.isalnum() else "" for word in words]
        frames = [frame(row) for row in rows]
        found: list[Likeness] = []
        for first in range(len(words)):
            whole, length = "", 0
            for size in range(1, min(LONGEST, len(words) - first) + 1):
                at = first + size - 1
                if not rows[at]:
                    break
                whole, length = whole + frames[at], length + len(rows[at])
                near = self._near(whole, length)
                if near:
                    run = slice(first, first + size)
                    found += self._like(near, words[run], "".join(rows[run]), first, expected)
        return sorted(found, key=lambda like: (-like.weight, like.size, like.first, like.term))

    def _like(
        self, near: Iterable[Pronounced], words: Sequence[str], row: str, first: int, expected: Collection[str]
    ) -> Iterator[Likeness]:
        written, size = "".join(words), len(words)
        if written.isdigit():
            return
        is_ordinary = all(word in self._ordinary or word.isdigit() for word in words)
        if is_ordinary:
            near = (way for way in near if way.term in expected)
        factor = (self._ear.ordinary if size > 1 else self._ear.ordinary_alone) if is_ordinary else 1
        best: dict[str, tuple[float, int]] = {}
        for way in near:
            limit = self._ear.allowed(way.own) * factor
            cost = unlikeness(way.sounds, row, limit) / (limit or 1)
            if cost <= 1 and not _is_inflected(written, way.term):
                best[way.term] = min((cost, way.own), best.get(way.term, (2, 0)))
        for term, (cost, own) in best.items():
            yield Likeness(term, first, size, cost, is_ordinary, own)

    def _near(self, whole: str, length: int) -> set[Pronounced]:
        """The ways of about so many sounds whose frame is that one, but for what the ear takes for alike."""
        index = self._index
        return {
            way
            for key in _keys(whole, self._ear)
            if key in index
            for way in index[key]
            if -LONGER <= len(way.sounds) - length <= LONGER
        }


def _is_inflected(written: str, term: str) -> bool:
    """Whether it is that term and an ending: `refcounting`, `JWTs`."""
    letters = "".join(char for char in term.casefold() if char.isalnum())
    return written == f"{letters}s" or (len(letters) >= LONG and written != letters and written.startswith(letters))


def in_sounds(words: Iterable[str]) -> str:
    """The sounds of words said one after the other."""
    return "".join(sounds(word) for word in words)


def frame(row: str) -> str:
    """The kinds of the consonants that are not easily lost."""
    return "".join(_KINDS.get(sound, "") for sound in row)


def _keys(whole: str, ear: Ear) -> set[str]:
    """A frame, and it without some of its consonants: two that share one of these are so many edits apart at most."""
    keys, last = {whole}, {whole}
    for edit in range(ear.edits):
        enough = ear.shortest_frame + edit
        last = {key[:at] + key[at + 1 :] for key in last if len(key) >= enough for at in range(len(key))}
        keys |= last
    return keys
