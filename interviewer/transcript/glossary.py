"""Proposals to repair what recognisers make of the terms of the field. Pure; conservative on purpose.

Some forms are written down; `soundalikes` finds others by their sound. A term that was never said and is put into an
answer would hand out points, so a proposal needs a form that can mean nothing else, or words close by that speak for
it. Nothing is changed here: a person accepts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from interviewer.text.inflection import stem
from interviewer.text.words import Token, tokens
from interviewer.transcript.fillers import SOUNDS
from interviewer.transcript.guess import Guess, bar
from interviewer.transcript.repair import Repair
from interviewer.transcript.soundalikes import LOOSE, Likeness, Soundalikes
from interviewer.transcript.spoken_terms import Form, SpokenTerms, forms, surroundings, ways, wordings, words_of

NEAR = 15
"""Words before and behind a form in which one of its surroundings has to stand."""
OF_THE_FIELD = 4
"""Words of the field that have to stand there for odd words that sound like a term."""
MORE = 3
"""Letters that a term has more than the one that was found in the same words and that it takes the place of."""
CLOSE = 0.4
"""How unlike it may be, of what is allowed, if that one stands there as it is written."""
_APART = re.compile(r"[.!?;:]\s|[\n\"“”]")
"""What no form reaches across, unless it stands behind a single letter."""
_IN_CAPITALS = re.compile(r"[^.!?;:\s]\s+[A-Z]\Z")
_GOES_ON = re.compile(r"\. (?=[a-z])")
_NUMBER_FIRST = re.compile(r"\d+(?=[a-z]+\Z)")
_Place = tuple[int, int]
"""The first word of a run, and the one behind its last."""


class Glossary:
    """All forms of all terms, ready to be looked for."""

    def __init__(self, spoken: SpokenTerms, ordinary: Iterable[str] = ()) -> None:
        """`ordinary` are words that people use in such answers anyway."""
        self.terms = (*(term.term for term in spoken.terms), *(f"__{name}__" for name in spoken.names))
        self._by_first_word: dict[str, list[Form]] = {}
        for form in forms(spoken):
            self._by_first_word.setdefault(form.words[0], []).append(form)
        for alike in self._by_first_word.values():
            alike.sort(key=lambda form: len(form.words), reverse=True)
        self._surroundings = surroundings(spoken)
        self._field = frozenset().union(*self._surroundings.values())
        self._spoken = spoken
        self._ordinary = frozenset(ordinary)
        self._soundalikes = Soundalikes(ways(spoken), self._ordinary)

    def repairs(self, text: str) -> tuple[Repair, ...]:
        """What may have been meant, in order, without overlaps; the longest form at each place.

        Forms that are written down come first; elsewhere, what sounds like a term. Nothing is proposed for what is
        right already, but for its case.
        """
        words = _words(text)
        found = self._listed(words, text)
        for like, repair in self._alike(words, text):
            place = (like.first, like.first + like.size)
            parts = {other: part for other, part in found.items() if _overlap(place, other)}
            if all(_within(other, place) for other in parts) and _is_more(like, parts.values(), text):
                found = {other: part for other, part in found.items() if other not in parts} | {place: repair}
        return tuple(repair for _, repair in sorted(found.items()) if not _is_right(repair, text))

    def guesses(self, text: str, repairs: Iterable[Repair] = ()) -> tuple[Guess, ...]:
        """What else may have been meant where no repair is: for the recording to decide, and nothing else."""
        words = _words(text)
        taken = tuple(repairs)
        right = self._right(words, text)
        found: dict[tuple[str, int, int], Guess] = {}
        for like in self._loosely.among([word.text for word in words], self._expected(words)):
            span = words[like.first : like.first + like.size]
            start, end = span[0].start, _end(span, text)
            is_near = _is_near(self._surroundings[like.term], words, span)
            if (
                (is_near or not like.is_ordinary)
                and _hangs_together(span, text)
                and not any(_stands(like.term, word.start, text) for word in span)
                and not any(_keeps(term, at, like) for at, term in right.items())
                and not any(other.overlaps((start, end)) for other in taken)
            ):
                repair = Repair(start=start, end=end, heard=text[start:end], meant=like.term)
                others = self.wordings(like.term, repair.heard)
                if others:  # the recording cannot tell a term from what is written as the term is said
                    found[like.term, start, end] = Guess(repair, others, bar(like.cost, is_near=is_near), like.sounds)
        return tuple(found.values())

    def right(self, text: str) -> tuple[Repair, ...]:
        """The terms that stand there as they are written, in order: repairs that change nothing, but for case."""
        return tuple(self._right(_words(text), text).values())

    def wordings(self, term: str, heard: str) -> tuple[str, ...]:
        """The ways to write a term that are other words than what was heard."""
        return tuple(each for each in self._wordings[term] if words_of(each) != words_of(heard))

    def _right(self, words: Sequence[Token], text: str) -> dict[_Place, Repair]:
        return {at: repair for at, repair in self._listed(words, text).items() if _is_right(repair, text)}

    @cached_property
    def _loosely(self) -> Soundalikes:
        return Soundalikes(ways(self._spoken), self._ordinary, LOOSE)

    @cached_property
    def _wordings(self) -> dict[str, tuple[str, ...]]:
        return wordings(self._spoken)

    def _listed(self, words: Sequence[Token], text: str) -> dict[_Place, Repair]:
        """What the forms that are written down settle, by their places; terms that are right among them."""
        found: dict[_Place, Repair] = {}
        at = 0
        while at < len(words):
            repair, size = self._at(at, words, text)
            if repair is not None:
                found[at, at + size] = repair
            at += size
        return found

    def _alike(self, words: Sequence[Token], text: str) -> Iterator[tuple[Likeness, Repair]]:
        """What sounds like a term and is among words that speak for it; the best first."""
        for like in self._soundalikes.among([word.text for word in words], self._expected(words)):
            span = words[like.first : like.first + like.size]
            if _hangs_together(span, text) and self._belongs(like, span, words):
                start, end = span[0].start, _end(span, text)
                yield like, Repair(start=start, end=end, heard=text[start:end], meant=like.term)

    def _expected(self, words: Iterable[Token]) -> set[str]:
        """The terms of which some surroundings are among the words, wherever."""
        stems = {stem(word.text) for word in words}
        return {term for term, near in self._surroundings.items() if not near.isdisjoint(stems)}

    def _belongs(self, like: Likeness, span: Sequence[Token], words: Sequence[Token]) -> bool:
        """Whether what stands around speaks for the term: its own surroundings, or for odd words the field."""
        if _is_near(self._surroundings.get(like.term, frozenset()), words, span):
            return True
        return not like.is_ordinary and not like.is_short and _count_near(self._field, words, span) >= OF_THE_FIELD

    def _at(self, at: int, words: Sequence[Token], text: str) -> tuple[Repair | None, int]:
        """What the words from there on may mean, and how many they are."""
        for form in self._by_first_word.get(words[at].text, ()):
            span = words[at : at + len(form.words)]
            if tuple(word.text for word in span) == form.words and _fits(form, span, words, text):
                start, end = span[0].start, _end(span, text)
                return Repair(start=start, end=end, heard=text[start:end], meant=form.meant), len(span)
        return None, 1


def _words(text: str) -> list[Token]:
    """The words, without hesitations; a number that a word was glued to (`0C Python`) stands for itself."""
    words = (token for token in tokens(text) if token.is_word and token.text not in SOUNDS)
    return [part for word in words for part in _off_its_number(word)]


def _off_its_number(word: Token) -> tuple[Token, ...]:
    number = _NUMBER_FIRST.match(word.text)
    if number is None:
        return (word,)
    cut = number.end()
    middle = word.start + cut
    return Token(word.text[:cut], word.start, middle), Token(word.text[cut:], middle, word.end)


def _is_right(repair: Repair, text: str) -> bool:
    """Whether it is a term that stands there already."""
    return _stands(repair.meant, repair.start, text)


def _keeps(right: Repair, at: _Place, like: Likeness) -> bool:
    """Whether a term that is right keeps its place: it gives way to what explains more words, never to its contrary."""
    place = (like.first, like.first + like.size)
    is_longer = _within(at, place) and not like.term.casefold().endswith(right.meant.casefold())
    return _overlap(place, at) and not is_longer


def _overlap(one: _Place, other: _Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _within(inner: _Place, outer: _Place) -> bool:
    """Whether it is a part of the other, and not the whole."""
    return outer[0] <= inner[0] and inner[1] <= outer[1] and inner != outer


def _is_more(like: Likeness, parts: Collection[Repair], text: str) -> bool:
    """Whether it says more than what was found in the same words: `asyncio` does than `async` and `I/O`."""
    are_right = [_is_right(part, text) for part in parts]
    if len(parts) > 1:
        return not all(are_right)
    return all(len(like.term) >= len(part.meant) + MORE for part in parts) and (
        not any(are_right) or like.cost <= CLOSE
    )


def _end(span: Sequence[Token], text: str) -> int:
    """Where the form ends; behind `G. I. L.` in the middle of a sentence, with the last full stop."""
    end = span[-1].end
    is_dotted = "." in text[span[0].start : end] and len(span[-1].text) == 1
    return end + 1 if is_dotted and _GOES_ON.match(text, end) else end


def _stands(term: str, start: int, text: str) -> bool:
    """Whether the term stands there as it is written, but for its case; signs at its end belong to no word."""
    end = start + len(term)
    is_cut = text[end - 1 : end].isalnum() and text[end : end + 1].isalnum()
    return text[start:end].casefold() == term.casefold() and not is_cut


def _fits(form: Form, span: Sequence[Token], words: Sequence[Token], text: str) -> bool:
    """Whether the words of a form that stand there are the form."""
    if form.is_right:
        return _stands(form.meant, span[0].start, text)
    if form.is_capital and not _is_in_capitals(span[0], text):
        return False
    return _hangs_together(span, text) and (form.near is None or _is_near(form.near, words, span))


def _is_in_capitals(word: Token, text: str) -> bool:
    """Whether it has a capital where no sentence begins, as `On` in the midst of one, and `oN` anywhere."""
    if text[word.start].islower():
        return not text[word.start : word.end].islower()
    return _IN_CAPITALS.search(text, 0, word.start + 1) is not None


def _hangs_together(span: Sequence[Token], text: str) -> bool:
    """Whether no sentence ends between the words; a full stop behind a letter that is spelled out ends none."""
    return not any(len(one.text) > 1 and _APART.search(text, one.end, other.start + 1) for one, other in pairwise(span))


def _is_near(near: frozenset[str], words: Sequence[Token], span: Sequence[Token]) -> bool:
    return _count_near(near, words, span) > 0


def _count_near(near: frozenset[str], words: Sequence[Token], span: Sequence[Token]) -> int:
    """How many of them stand around it."""
    start = words.index(span[0])
    end = start + len(span)
    around = (*words[max(0, start - NEAR) : start], *words[end : end + NEAR])
    return len(near.intersection(stem(word.text) for word in around))
