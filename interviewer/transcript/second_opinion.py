"""What was heard otherwise in the same recording: a term in the place of other words, which may be missing. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from interviewer.text.words import tokens
from interviewer.transcript.glossary import Glossary
from interviewer.transcript.guess import Guess
from interviewer.transcript.repair import Repair

BAR = -12.0
"""How well a term has to fit that was heard in that place otherwise, whatever it sounds like."""
LONGEST = 8
"""Words of a place in which the two differ; in a longer one nobody knows which word is which."""
MOST_WORDS = 5
"""Words that one term may have been heard as."""


class Opinion(NamedTuple):
    """A text, and how it was mended."""

    text: str
    repairs: tuple[Repair, ...]


class _Unit(NamedTuple):
    """A word, or a term of one or more words."""

    start: int
    end: int
    key: str
    """What the same words have in common."""
    term: str | None = None


def second_opinions(mine: Opinion, other: Opinion, glossary: Glossary) -> Iterator[Guess]:
    """A guess for every run of words of mine in whose place the other has a term."""
    own, theirs = (_units(opinion, glossary) for opinion in (mine, other))
    pairs = SequenceMatcher(None, [unit.key for unit in own], [unit.key for unit in theirs], autojunk=False)
    for kind, first, last, their_first, their_last in pairs.get_opcodes():
        if kind == "replace" and max(last - first, their_last - their_first) <= LONGEST:
            runs = [run for run in _runs(own[first:last]) if not any(unit.term for unit in run)]
            for unit in theirs[their_first:their_last]:
                if unit.term is not None:
                    said = other.text[unit.start : unit.end]
                    yield from (_guess(mine.text, run, unit.term, said, glossary) for run in runs)


def strange(repairs: Iterable[Repair], other: Opinion, glossary: Glossary) -> Iterator[Repair]:
    """Those to a term that the other has nowhere; not what only writes the same letters otherwise."""
    known = {unit.term for unit in _units(other, glossary)}
    for repair in repairs:
        if repair.meant not in known and _letters(repair.heard) != _letters(repair.meant):
            yield repair


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _units(opinion: Opinion, glossary: Glossary) -> list[_Unit]:
    repairs = opinion.repairs
    right = (term for term in glossary.right(opinion.text) if not any(map(term.overlaps, _places(repairs))))
    terms = (*repairs, *right)
    words = (token for token in tokens(opinion.text) if token.is_word)
    units = [_Unit(each.start, each.end, each.meant.casefold(), each.meant) for each in terms]
    units += [
        _Unit(word.start, word.end, word.text)
        for word in words
        if not any(term.overlaps((word.start, word.end)) for term in terms)
    ]
    return sorted(units)


def _places(repairs: Iterable[Repair]) -> list[tuple[int, int]]:
    return [(repair.start, repair.end) for repair in repairs]


def _runs(units: Sequence[_Unit]) -> Iterator[Sequence[_Unit]]:
    for first in range(len(units)):
        for last in range(first + 1, min(first + MOST_WORDS, len(units)) + 1):
            yield units[first:last]


def _guess(text: str, run: Sequence[_Unit], term: str, said: str, glossary: Glossary) -> Guess:
    start, end = run[0].start, run[-1].end
    heard = text[start:end]
    wordings = dict.fromkeys((*glossary.wordings(term, heard), said))
    return Guess(Repair(start=start, end=end, heard=heard, meant=term), tuple(wordings), BAR, len(term))
