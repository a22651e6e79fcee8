"""Hears the authored phrases of a rubric: sentences that say a `counts` phrase nearly word for word.

Likeness alone would take "lists are immutable" for "lists are mutable"; so a sentence must also deny or not deny as the
phrase does, use no opposite, and have the phrase's terms in its order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from interviewer.bank.question import Criterion, Misconception
from interviewer.scoring import manner
from interviewer.scoring.hearing import Hearing
from interviewer.scoring.likeness import Likeness

LIKE_ENOUGH = 0.6
"""A sentence this like a `counts` phrase says it; chosen on the examples of the bank."""
LIKE_IN_PART = 0.45
"""One this like it says part of it."""
MOST_SENTENCES_COMPARED = 400
"""Only so many sentences of a turn are compared with phrases."""

_SAME_ORDER = 0.7
_PHRASE_COVERED = 0.5
_OPPOSITES = ("im", "in", "un", "non", "dis", "a", "ir")


class SaidPhrase(NamedTuple):
    """A sentence that is like an authored phrase."""

    sentence: int
    phrase: str
    """The phrase that it is most like of those that say the point."""
    is_enough: bool
    """False when it is like it in part only, or no less like a phrase that is not enough."""


class Phrasebook:
    """The phrases of a whole rubric, compared together, since that costs little more than one.

    A criterion is said by its `counts`; a misconception, which has none, by its `says`, and not by its `correction`.
    """

    def __init__(self, entries: Sequence[Criterion | Misconception]) -> None:
        self._first: dict[str, int] = {}
        phrases: list[str] = []
        for entry in entries:
            self._first[_key(entry)] = len(phrases)
            counts, not_enough = _phrases(entry)
            phrases += [*counts, *not_enough]
        self.likeness = Likeness(phrases)
        self._fewest: list[float] = []
        self._holders: defaultdict[str, list[int]] = defaultdict(list)
        for number, phrase in enumerate(phrases):
            terms = manner.content_of(phrase)
            self._fewest.append(_PHRASE_COVERED * len(terms))
            for term in terms:
                self._holders[term].append(number)

    def said(self, entry: Criterion | Misconception, heard: Hearing) -> Iterator[SaidPhrase]:
        """The sentences that are like a phrase that says the entry, in order."""
        counts, not_enough = _phrases(entry)
        if not counts:
            return
        first = self._first[_key(entry)]
        wanted = range(first, first + len(counts))
        others = range(wanted.stop, wanted.stop + len(not_enough))
        for sentence, covered in _covered(self, heard):
            if covered.isdisjoint(wanted):
                continue
            alike = _alike(self, manner.sentence_text(heard, sentence))
            nearest = max(covered.intersection(wanted), key=lambda number: (alike[number], -number))
            phrase = counts[nearest - first]
            if alike[nearest] >= LIKE_IN_PART and _can_mean(heard, sentence, phrase):
                blocked = any(alike[other] >= alike[nearest] for other in others)
                yield SaidPhrase(sentence, phrase, alike[nearest] >= LIKE_ENOUGH and not blocked)

    def covered_by(self, terms: frozenset[str]) -> frozenset[int]:
        """The phrases of whose terms these are enough: the others need not be compared, which takes long."""
        shared = Counter(number for term in terms for number in self._holders.get(term, ()))
        return frozenset(number for number, count in shared.items() if count >= self._fewest[number])


def _phrases(entry: Criterion | Misconception) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What says the entry, and what does not although it sounds like it."""
    if isinstance(entry, Criterion):
        return entry.counts, entry.not_enough
    return (entry.says,), (entry.correction,)


def _key(entry: Criterion | Misconception) -> str:
    """Tells a misconception from a criterion of the same id."""
    return f"{type(entry).__name__} {entry.id}"


@lru_cache(maxsize=64)
def phrasebook(entries: tuple[Criterion | Misconception, ...]) -> Phrasebook:
    """The phrasebook of a rubric; the last ones are remembered."""
    return Phrasebook(entries)


@lru_cache(maxsize=64)
def _covered(book: Phrasebook, heard: Hearing) -> list[tuple[int, frozenset[int]]]:
    """The sentences that hold enough terms of some phrase, and of which."""
    sentences = range(min(len(heard.sentences), MOST_SENTENCES_COMPARED))
    found = ((sentence, book.covered_by(manner.content(heard, sentence))) for sentence in sentences)
    return [(sentence, covered) for sentence, covered in found if covered]


@lru_cache(maxsize=512)
def _alike(book: Phrasebook, sentence: str) -> list[float]:
    return book.likeness.to(sentence)


def _can_mean(heard: Hearing, sentence: int, phrase: str) -> bool:
    """Whether the sentence can mean what the phrase does: same negation, no opposite, most terms, in the same order."""
    wanted = _heard_phrase(phrase)
    if bool(wanted.negators) != manner.denies(heard, sentence):
        return False
    first, last = heard.bounds[sentence]
    spoken = [heard.stems[at] for at in range(first, last) if heard.is_word[at]]
    if _opposed(set(spoken), set(wanted.stems)):
        return False
    key_terms = manner.content_of(phrase)
    shared = [term for term in wanted.stems if term in key_terms and term in spoken]
    if not shared or len(set(shared)) < _PHRASE_COVERED * len(key_terms):
        return False
    return _longest_common(shared, [term for term in spoken if term in shared]) >= _SAME_ORDER * len(shared)


@lru_cache(maxsize=1024)
def _heard_phrase(phrase: str) -> Hearing:
    return Hearing(phrase)


def _opposed(spoken: set[str], wanted: set[str]) -> bool:
    """Whether one says mutable where the other says immutable."""
    return any(
        f"{prefix}{word}" in other or (word.startswith(prefix) and word.removeprefix(prefix) in other)
        for one, other in ((spoken, wanted), (wanted, spoken))
        for word in one - other
        for prefix in _OPPOSITES
    )


def _longest_common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words the two have in the same order."""
    row = [0] * (len(other) + 1)
    for word in one:
        before = row
        row = [0]
        for at, heard in enumerate(other, 1):
            row.append(before[at - 1] + 1 if word == heard else max(before[at], row[-1]))
    return row[-1]
