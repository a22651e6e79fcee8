"""Finds the phrases that the grader's own rules listen for, hundreds of them, of which a turn has hardly any.

Of each phrase the word that is said most seldom is looked up first, all of them together.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from interviewer.scoring.cues import Exact, Group, Item, Part, Plain, Word, parse_cue
from interviewer.scoring.hearing import FILLERS, Hearing
from interviewer.scoring.matching import Hit, hits
from interviewer.text.words import word_set

_COMMON = FILLERS | word_set(
    "i we you it they that this the not no would will can could do have to of in for about what how why which and or if"
)


class _Prepared(NamedTuple):
    parts: tuple[tuple[Part, frozenset[Word]], ...]
    """Each phrase, with the words of which it needs one."""
    words: tuple[Word, ...]
    """All of those."""


def said(sources: tuple[str, ...], heard: Hearing) -> tuple[Hit, ...]:
    """Where any of the phrases is said, in order. What a negator governs is not said."""
    prepared = _prepared(sources)
    possible = heard.possible(prepared.words)
    found: set[Hit] = set()
    for part, needed in prepared.parts:
        if not needed or not possible.isdisjoint(needed):
            found.update(hits(part, heard))
    return tuple(sorted(found))


@lru_cache(maxsize=64)
def _prepared(sources: tuple[str, ...]) -> _Prepared:
    parts = tuple((part, _needed(part)) for source in sources for part in parse_cue(source).parts[:1])
    return _Prepared(parts, tuple(dict.fromkeys(word for _, needed in parts for word in sorted(needed, key=repr))))


def _needed(part: Part) -> frozenset[Word]:
    """The fewest words of which one must be said, none of them a common one; nothing when there is no such choice."""
    choices = [words for seq in part.wanted for phrase in seq.phrases for words in map(_choice, phrase.items)]
    telling = [words for words in choices if words and not any(map(_is_common, words))]
    telling.sort(key=len)
    return frozenset(telling[0]) if telling else frozenset()


def _choice(item: Item) -> tuple[Word, ...]:
    if not isinstance(item, Group):
        return (item,)
    firsts = [seq.phrases[0].items[0] for seq in item.longer]
    return tuple(_alternatives([*item.words, *firsts]))


def _alternatives(items: list[Item]) -> Iterator[Word]:
    for item in items:
        if isinstance(item, Group):
            yield from _choice(item)
        else:
            yield item


def _is_common(word: Word) -> bool:
    if isinstance(word, Plain):
        return word.word in _COMMON
    return not isinstance(word, Exact) or word.texts[0] in _COMMON
