"""A candidate's turn prepared once, so that hundreds of cues can be looked up in it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import cached_property, lru_cache
from typing import NamedTuple

from interviewer.scoring.cues import NUMBERS, Exact, Group, Phrase, Plain, Prefix, Seq, Word
from interviewer.scoring.spelling import is_slip, may_be_slip
from interviewer.scoring.spoken import spoken
from interviewer.text.inflection import stem
from interviewer.text.sentences import sentences
from interviewer.text.words import Token, tokens, word_set

MOST_DISTINCT_WORDS = 5000
"""Spelling slips are looked for among so many distinct words of a turn; nobody's answer has more."""
MOST_PLACES = 500
"""Of a word that is said more often than this in a turn, only so many places are looked at."""
LONG_TEXT = 50_000
"""Code points; of longer texts only the last is remembered."""

FILLERS = word_set(
    "um uh er erm ah oh hmm like the a an just really actually basically simply literally very quite kinda sorta also "
    "then so well ok okay yeah even ever still be am is are was were been being get gets getting got"
)
"""Words that may stand between the words of a phrase."""
_FILLER_PAIRS = {("you", "know"), ("i", "mean"), ("kind", "of"), ("sort", "of"), ("i", "think"), ("i", "guess")}
_MULTI = "multi"
LONGEST_SHORT_WORD = 9
"""`multithreading` is threading too; a shorter word with that beginning is no compound."""
FEWEST_LETTERS = 4
"""A shorter word is no slip for another: `pls` is not `poll`."""
_SPOKEN = word_set("um uh er erm ah oh hmm like well ok okay yeah")

NEGATORS = word_set("not never no none nothing neither nor without nobody non")
_NOT_AFTER = {
    "not": word_set("only just merely simply forget"),
    "no": word_set("matter doubt problem worries it you they i we that there he she this wait sorry well no yeah"),
    "nothing": word_set("but"),
    "without": word_set("doubt"),
}
_NOT_BEFORE = word_set("or why")
_BEFORE_VALUE = word_set(
    "be is to return returns returned as = == equals equal gives give get gets with use uses using pass passes default "
    "defaults put set"
)
"""Words after which `none` is Python's value, as in `return none`."""

_CLOSED = word_set("; : . ? !")
"""Signs that a phrase does not reach across; commas, hyphens, quotation marks and the rest it does."""


_Places = dict[int, set[int]]
"""Where something stands: its first token → the ends (exclusive) that it may have."""


FEWEST_RULED_OUT = 3
"""Fewer items are looked for one by one."""


class _SortedOut(NamedTuple):
    """Items by what a turn must have for them to be in it."""

    by_stem: dict[str, list[Word]]
    by_letter: dict[str, list[Plain]]
    """Those that are heard with slips too, by their first letter."""
    by_word: dict[str, list[Word]]
    """By what is looked up among the spoken forms."""
    by_first_key: dict[str, list[Word]]
    others: tuple[Word, ...]


@lru_cache(maxsize=16384)
def _sorted_out(items: tuple[Word, ...]) -> _SortedOut:
    found = _SortedOut({}, {}, {}, {}, tuple(item for item in items if not isinstance(item, Plain | Exact)))
    for item in items:
        if isinstance(item, Plain):
            found.by_stem.setdefault(item.stem, []).append(item)
            found.by_word.setdefault(item.word, []).append(item)
            if item.slips:
                found.by_letter.setdefault(item.stem[0], []).append(item)
        elif isinstance(item, Exact):
            found.by_first_key.setdefault(item.texts[0], []).append(item)
            found.by_word.setdefault(" ".join(item.texts), []).append(item)
    return found


def _may_be_heard(item: Plain, near: list[str]) -> bool:
    """Whether one of the stems could be the word with a slip."""
    return any(
        abs(len(heard) - len(item.stem)) <= item.slips and is_slip(heard, item.stem, item.slips) for heard in near
    )


class Found(NamedTuple):
    """Where parts of cues stand in a turn, as far as they have been looked for. Many cues have the same parts."""

    sequences: dict[Seq, _Places]
    phrases: dict[Phrase, _Places]
    groups: dict[Group, _Places]


class Hearing:
    """A turn's tokens, its sentences, and where each word stands. What it says never changes.

    Places are indexes into `tokens`; a place's end is exclusive. `known` are stems that are words of their own: whoever
    says one did not mean another.
    """

    def __init__(self, text: str, known: frozenset[str] = frozenset()) -> None:
        self.text = text
        self._known = known
        self.tokens: tuple[Token, ...] = tokens(text)
        self.sentences = sentences(text)
        self.keys = [NUMBERS.get(token.text, token.text) for token in self.tokens]
        self.stems = [stem(key) for key in self.keys]
        self.is_word = [token.is_word for token in self.tokens]
        self.counts = [is_word and key not in FILLERS for is_word, key in zip(self.is_word, self.keys, strict=True)]
        """Whether the token counts when a distance in words is measured."""
        self.sentence_of: list[int] = []
        self.bounds: list[tuple[int, int]] = []
        """The first token of each sentence, and the one after its last."""
        self._by_stem: defaultdict[str, list[int]] = defaultdict(list)
        self._by_key: defaultdict[str, list[int]] = defaultdict(list)
        self.reach: dict[int, int] = {}
        """How far a sequence reaches from each token: noted by the matching, for which it is the same for all cues."""
        self.clause_reach: dict[int, int] = {}
        """The same within a clause."""
        self.found = Found({}, {}, {})
        """Noted by the matching."""
        self.found_in_clauses = Found({}, {}, {})
        """The same of sequences within a clause."""
        self.kinds: dict[int, str] = {}
        """What kind of sentence each is, and the stems that carry its content: noted by whoever found out."""
        self.contents: dict[int, frozenset[str]] = {}
        self._places: dict[Word, dict[int, set[int]]] = {}
        self._index()

    def _index(self) -> None:
        first = 0
        for number, sentence in enumerate(self.sentences):
            last = first
            while last < len(self.tokens) and self.tokens[last].start < sentence.end:
                last += 1
            self.bounds.append((first, last))
            self.sentence_of.extend([number] * (last - first))
            first = last
        for at, (key, stemmed) in enumerate(zip(self.keys, self.stems, strict=True)):
            self._by_key[key].append(at)
            self._by_stem[stemmed].append(at)
            if key.startswith(_MULTI) and len(key) > LONGEST_SHORT_WORD:
                self._by_stem[stem(key.removeprefix(_MULTI))].append(at)

    @cached_property
    def negators(self) -> frozenset[int]:
        """The tokens that negate: `not only`, `no matter`, `or not`, a `no` that answers and `None` in code do not."""
        return frozenset(at for word in NEGATORS for at in self._by_key.get(word, ()) if self._negates(at))

    def _negates(self, at: int) -> bool:
        if self.sentences[self.sentence_of[at]].is_code and not self._is_in_comment(at):
            return False
        following = self.keys[at + 1] if at + 1 < len(self.keys) else ""
        before = self.keys[at - 1] if at else ""
        if self.keys[at] == "none" and self._is_value(at):
            return False
        if self.keys[at] == "no" and following in ("", ",", ".", "!", "-"):
            return False
        return following not in _NOT_AFTER.get(self.keys[at], ()) and before not in _NOT_BEFORE

    def _is_value(self, at: int) -> bool:
        """Whether `None` is Python's value rather than `none of them`, or `there is none`."""
        if self.keys[at + 1 : at + 2] == ["of"]:
            return False
        begins = at == self.bounds[self.sentence_of[at]][0]
        if self.text[self.tokens[at].start].isupper() and not (begins and self.keys[at + 1 : at + 2] == [","]):
            return True
        before = self.keys[max(at - 2, 0) : at]
        return bool(before) and before[-1] in _BEFORE_VALUE and before[0] not in ("there", "have", "has")

    def _is_in_comment(self, at: int) -> bool:
        first = self.bounds[self.sentence_of[at]][0]
        for before in range(at - 1, first - 1, -1):
            if "\n" in self.text[self.tokens[before].end : self.tokens[before + 1].start]:
                return False
            if self.keys[before].startswith("#"):
                return True
        return False

    def skippable(self, at: int) -> bool:
        """Whether the words of a phrase may have this token between them."""
        key = self.keys[at]
        if not self.is_word[at]:
            return key not in _CLOSED or self.joins(at)
        if key in FILLERS:
            return True
        following = self.keys[at + 1] if at + 1 < len(self.keys) else ""
        before = self.keys[at - 1] if at else ""
        return (key, following) in _FILLER_PAIRS or (before, key) in _FILLER_PAIRS

    def joins(self, at: int) -> bool:
        """Whether the sign is the dot within a name: `functools.wraps`."""
        if self.keys[at] != "." or at + 1 >= len(self.keys) or not at:
            return False
        return self.tokens[at - 1].end == self.tokens[at].start and self.tokens[at].end == self.tokens[at + 1].start

    def pauses(self, at: int) -> bool:
        """Whether a comma is a speaker's breath round a filler, rather than the end of a clause."""
        before = self.keys[max(at - 2, 0) : at]
        after = self.keys[at + 1 : at + 3]
        return (
            tuple(before) in _FILLER_PAIRS
            or tuple(after) in _FILLER_PAIRS
            or any(key in _SPOKEN for key in (*before[-1:], *after[:1]))
        )

    def places(self, item: Word) -> dict[int, set[int]]:
        """Where the item stands: its first token → its ends. Not to be changed."""
        known = self._places.get(item)
        if known is None:
            known = self._places[item] = self._find(item)
        return known

    def places_of_any(self, items: tuple[Word, ...]) -> list[dict[int, set[int]]]:
        """Where those of the items stand that are there at all."""
        found = (self.places(item) for item in self.possible(items))
        return [places for places in found if places]

    def possible(self, items: tuple[Word, ...]) -> set[Word]:
        """Those of the items that may be there: most are ruled out together, by a look at the words of the turn."""
        if len(items) < FEWEST_RULED_OUT:
            return set(items)
        sorted_out = _sorted_out(items)
        possible = set(sorted_out.others)
        for stemmed in (sorted_out.by_stem.keys() & self._by_stem.keys()) | (
            sorted_out.by_stem.keys() & self._pairs.keys()
        ):
            possible.update(sorted_out.by_stem[stemmed])
        for spelled in sorted_out.by_word.keys() & self._spoken.keys():
            possible.update(sorted_out.by_word[spelled])
        for key in sorted_out.by_first_key.keys() & self._by_key.keys():
            possible.update(sorted_out.by_first_key[key])
        for letter in sorted_out.by_letter.keys() & self._stems_by_letter.keys():
            near = self._stems_by_letter[letter]
            possible.update(item for item in sorted_out.by_letter[letter] if _may_be_heard(item, near))
        return possible

    def _find(self, item: Word) -> dict[int, set[int]]:
        if isinstance(item, Plain):
            return self._plain(item)
        if isinstance(item, Exact):
            return self._exact(item.texts)
        if isinstance(item, Prefix):
            return {at: {at + 1} for word in self._beginning(item.letters) for at in self._by_key[word][:MOST_PLACES]}
        return {at: {at + 1} for at in self.negators}

    def _plain(self, item: Plain) -> dict[int, set[int]]:
        """A word in any inflection, with a slip, as it is spoken, or as two: `sub-class`, `multi threading`."""
        found: dict[int, set[int]] = {}
        stems = [item.stem] if item.stem in self._by_stem else []
        if item.slips and (near := self._stems_by_letter.get(item.stem[0])):
            shortest, longest = len(item.stem) - item.slips, len(item.stem) + item.slips
            stems += [
                heard
                for heard in near
                if shortest <= len(heard) <= longest and heard != item.stem and is_slip(heard, item.stem, item.slips)
            ]
        for stemmed in stems:
            for at in self._by_stem[stemmed][:MOST_PLACES]:
                found.setdefault(at, set()).add(at + 1)
        for longer in (self._pairs.get(item.stem), self._spoken.get(item.word)):
            for at, end in longer[:MOST_PLACES] if longer else ():
                found.setdefault(at, set()).add(end)
        return found

    def _exact(self, texts: tuple[str, ...]) -> dict[int, set[int]]:
        size = len(texts)
        starts = self._by_key.get(texts[0], ())[:MOST_PLACES]
        found = {at: {at + size} for at in starts if size == 1 or tuple(self.keys[at : at + size]) == texts}
        for at, end in self._spoken.get(" ".join(texts), ()):
            found.setdefault(at, set()).add(end)
        return found

    @cached_property
    def _spoken(self) -> dict[str, list[tuple[int, int]]]:
        """Where a name or a cost is said in its spoken form, by the tokens of the written one with spaces between."""
        return {" ".join(texts): places[:MOST_PLACES] for texts, places in spoken(self.keys).items()}

    def _beginning(self, letters: str) -> list[str]:
        start = bisect_left(self._sorted_keys, letters)
        end = bisect_left(self._sorted_keys, letters + "\U0010ffff")
        return self._sorted_keys[start:end]

    @cached_property
    def _sorted_keys(self) -> list[str]:
        return sorted(self._by_key)

    @cached_property
    def _stems_by_letter(self) -> dict[str, list[str]]:
        """The distinct stems that may be slips for something else, by their first letter."""
        by_letter: defaultdict[str, list[str]] = defaultdict(list)
        for number, stemmed in enumerate(self._by_stem):
            if number == MOST_DISTINCT_WORDS:
                break
            if len(stemmed) >= FEWEST_LETTERS and stemmed not in self._known and may_be_slip(stemmed):
                by_letter[stemmed[0]].append(stemmed)
        return by_letter

    @cached_property
    def _pairs(self) -> dict[str, list[tuple[int, int]]]:
        """Where two neighbours could be one word, by its stem: the first token of the two, and their end."""
        pairs: dict[str, list[tuple[int, int]]] = {}
        keys = self.keys
        for at in range(len(keys) - 1):
            if len(pairs) == MOST_DISTINCT_WORDS:
                break
            following = at + 2 if keys[at + 1] == "-" else at + 1
            if following < len(keys) and len(keys[at]) > 1 and len(keys[following]) > 2:  # noqa: PLR2004
                pairs.setdefault(keys[at] + self.stems[following], []).append((at, following + 1))
        return pairs


def hear(text: str, known: frozenset[str] = frozenset()) -> Hearing:
    """Prepare a turn's text; the last few are remembered, since an exchange is listened to again after each turn."""
    return _hear(text, known) if len(text) <= LONG_TEXT else _hear_long(text, known)


@lru_cache(maxsize=32)
def _hear(text: str, known: frozenset[str]) -> Hearing:
    return Hearing(text, known)


@lru_cache(maxsize=1)
def _hear_long(text: str, known: frozenset[str]) -> Hearing:
    return Hearing(text, known)
