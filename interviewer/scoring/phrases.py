"""Hears the authored phrases of a rubric: sentences that say a `counts` phrase nearly word for word.

Likeness alone would take "lists are immutable" for "lists are mutable"; so a sentence must also deny or not deny as the
phrase does, use no opposite, and have the phrase's terms in its order.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from interviewer.bank.question import Criterion, Misconception
from interviewer.scoring import manner
from interviewer.scoring.hearing import Hearing
from interviewer.scoring.likeness import Compared, Likeness

LIKE_ENOUGH = 0.6
"""A sentence this like a `counts` phrase says it; chosen on the examples of the bank."""
LIKE_IN_PART = 0.45
"""One this like it says part of it."""
RESEMBLING = 0.2
"""One this like it resembles it, and says a part of it. With the cues of the bank left out, 465 of the 482
points of its examples that are heard so are met, and 6 partly."""
RESEMBLING_ENOUGH = 0.25
"""One this like it, with its terms in the same order, says it: 215 of 218."""
FEWEST_SHARED = 2
"""Terms that a sentence has in common with the phrase that it resembles, at least."""
MOST_SENTENCES_COMPARED = 400
"""Only so many sentences of a turn are compared with phrases."""
RUBRICS_KEPT = 256
"""So many rubrics are kept prepared, more than a bank has: answers to be graded in bulk come in any order."""
PHRASES_KEPT = 8192
"""And so many of their phrases."""

_SAME_ORDER = 0.7
_PHRASE_COVERED = 0.5
_JOINTS = re.compile(r"[,;:]\s|\b(?:and|but|so|because|while|whereas|then)\b")
_OPPOSITES = ("im", "in", "un", "non", "dis", "a", "ir")


class SaidPhrase(NamedTuple):
    """A sentence that is like an authored phrase."""

    sentence: int
    phrase: str
    """The phrase that it is most like of those that say the point."""
    is_enough: bool
    """False when it is like it in part only, or no less like a phrase that is not enough."""
    is_listed: bool = False
    """Whether the phrase is itself a list of terms, and the sentence says all of it and nothing besides."""


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
        self._terms: list[int] = []
        self._holders: defaultdict[str, list[int]] = defaultdict(list)
        for number, phrase in enumerate(phrases):
            terms = manner.content_of(phrase)
            self._terms.append(len(terms))
            for term in terms:
                self._holders[term].append(number)

    def said(self, entry: Criterion | Misconception, heard: Hearing) -> Iterator[SaidPhrase]:
        """The sentences that are like a phrase that says the entry, in order."""
        counts, _ = _phrases(entry)
        wanted, others = self._numbers(entry)
        for sentence, shared in _shared_terms(self, heard):
            covered = [number for number in wanted if shared.get(number, 0) >= _PHRASE_COVERED * self._terms[number]]
            if not covered:
                continue
            compared = _compared(self, manner.sentence_text(heard, sentence))
            alike, nearest = max((compared.with_phrase(number), -number) for number in covered)
            phrase = counts[-nearest - wanted.start]
            if alike < LIKE_IN_PART or not _can_mean(heard, sentence, phrase):
                continue
            is_whole = _has_every_half(heard, sentence, phrase)
            is_blocked = any(compared.with_phrase(other) >= alike for other in others)
            yield SaidPhrase(
                sentence,
                phrase,
                is_enough=alike >= LIKE_ENOUGH and is_whole and not is_blocked,
                is_listed=shared[-nearest] == self._terms[-nearest] == len(manner.content(heard, sentence))
                and manner.is_bare_list(_heard_phrase(phrase), 0),
            )

    def resembled(self, entry: Criterion, heard: Hearing) -> Iterator[SaidPhrase]:
        """The sentences that resemble a phrase that says the entry, and no other phrase of the rubric more."""
        counts, _ = _phrases(entry)
        wanted, _ = self._numbers(entry)
        for sentence, shared in _shared_terms(self, heard):
            near = [number for number in wanted if shared.get(number, 0) >= FEWEST_SHARED]
            if not near:
                continue
            compared = _compared(self, manner.sentence_text(heard, sentence))
            alike, nearest = max((compared.with_phrase(number), -number) for number in near)
            phrase = counts[-nearest - wanted.start]
            if alike < RESEMBLING or not _agrees(heard, sentence, phrase) or self._has_rival(compared, wanted, alike):
                continue
            is_enough = alike >= RESEMBLING_ENOUGH and _can_mean(heard, sentence, phrase)
            yield SaidPhrase(sentence, phrase, is_enough=is_enough and _has_every_half(heard, sentence, phrase))

    def falls_short(self, entry: Criterion, heard: Hearing) -> frozenset[int]:
        """The sentences that say nothing but a phrase that is not enough. Where a part has its own rule, none does."""
        _, others = self._numbers(entry)
        if entry.partly is not None:
            return frozenset()
        return frozenset(
            sentence
            for sentence, shared in _shared_terms(self, heard)
            if any(
                shared.get(other, 0) == self._terms[other] == len(manner.content(heard, sentence))
                and _compared(self, manner.sentence_text(heard, sentence)).with_phrase(other) >= LIKE_ENOUGH
                for other in others
            )
        )

    def nearest(self, entry: Criterion, sentences: Iterable[str]) -> float:
        """How alike, 0 to 1, the sentence of these and the phrase for the entry are that are most alike."""
        wanted, _ = self._numbers(entry)
        compared = (_compared(self, sentence) for sentence in sentences)
        return max((one.with_phrase(number) for one in compared for number in wanted), default=0.0)

    def _numbers(self, entry: Criterion | Misconception) -> tuple[range, range]:
        """The numbers of the phrases that say the entry, and of those that do not."""
        counts, not_enough = _phrases(entry)
        first = self._first[_key(entry)]
        return range(first, first + len(counts)), range(first + len(counts), first + len(counts) + len(not_enough))

    def _has_rival(self, compared: Compared, wanted: range, alike: float) -> bool:
        return any(number not in wanted and compared.with_phrase(number) >= alike for number in range(len(self._terms)))

    def shared_terms(self, terms: frozenset[str]) -> dict[int, int]:
        """How many of these terms each phrase has, the phrases that have none left out."""
        return Counter(number for term in terms for number in self._holders.get(term, ()))


def _phrases(entry: Criterion | Misconception) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What says the entry, and what does not although it sounds like it."""
    if isinstance(entry, Criterion):
        return entry.counts, entry.not_enough
    return (entry.says,), (entry.correction,)


def _key(entry: Criterion | Misconception) -> str:
    """Tells a misconception from a criterion of the same id."""
    return f"{type(entry).__name__} {entry.id}"


@lru_cache(maxsize=RUBRICS_KEPT)
def phrasebook(entries: tuple[Criterion | Misconception, ...]) -> Phrasebook:
    """The phrasebook of a rubric; the last ones are remembered."""
    return Phrasebook(entries)


@lru_cache(maxsize=64)
def _shared_terms(book: Phrasebook, heard: Hearing) -> list[tuple[int, dict[int, int]]]:
    """The sentences that share a term with some phrase, and how many with which: most need no closer look."""
    sentences = range(min(len(heard.sentences), MOST_SENTENCES_COMPARED))
    found = ((sentence, book.shared_terms(manner.content(heard, sentence))) for sentence in sentences)
    return [(sentence, shared) for sentence, shared in found if shared]


@lru_cache(maxsize=512)
def _compared(book: Phrasebook, sentence: str) -> Compared:
    return Compared(book.likeness, sentence)


def _can_mean(heard: Hearing, sentence: int, phrase: str) -> bool:
    """Whether the sentence can mean what the phrase does: same negation, no opposite, its terms in the same order."""
    if not _agrees(heard, sentence, phrase):
        return False
    first, last = heard.bounds[sentence]
    spoken = [heard.stems[at] for at in range(first, last) if heard.is_word[at]]
    key_terms = manner.content_of(phrase)
    shared = [term for term in _heard_phrase(phrase).stems if term in key_terms and term in spoken]
    in_order = _longest_common(shared, [term for term in spoken if term in shared])
    return in_order >= _SAME_ORDER * len(shared)


def _has_every_half(heard: Hearing, sentence: int, phrase: str) -> bool:
    """Whether the sentence has something of each half of the phrase: `tuples are fixed` is not `…, and lists grow`."""
    spoken = manner.content(heard, sentence)
    return all(not half or half & spoken for half in _halves(phrase))


@lru_cache(maxsize=PHRASES_KEPT)
def _halves(phrase: str) -> tuple[frozenset[str], ...]:
    """The terms of each part of the phrase that no other part has."""
    parts = [manner.content_of(part) for part in _JOINTS.split(phrase)]
    return tuple(
        part.difference(*(other for at, other in enumerate(parts) if at != number)) for number, part in enumerate(parts)
    )


def _agrees(heard: Hearing, sentence: int, phrase: str) -> bool:
    """Whether the sentence denies as the phrase does, and says no opposite of its words."""
    wanted = _heard_phrase(phrase)
    if bool(wanted.negators) != manner.denies(heard, sentence):
        return False
    first, last = heard.bounds[sentence]
    return not _opposed(set(heard.stems[first:last]), set(wanted.stems))


@lru_cache(maxsize=PHRASES_KEPT)
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
