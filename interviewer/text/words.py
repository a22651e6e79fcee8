"""The words of a text, as the graders and the leak guard compare them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from interviewer.text.folding import fold
from interviewer.text.inflection import stem

_TOKEN = re.compile(
    r"(?P<contraction>[^\W\d_]+(?:'[^\W\d_]+)+)"
    r"|\d+(?:\.\d+)+"  # 3.12
    r"|\w+"
    r"|[=<>!+*/%&|^~@#$\\-]+"  # an operator is one token: == is not =
    r"|[^\w\s]"
)
_ENDINGS = {"s": "is", "re": "are", "ll": "will", "ve": "have", "d": "would", "m": "am", "t": "not"}
_NEGATABLE = (
    "are",
    "could",
    "did",
    "do",
    "does",
    "had",
    "has",
    "have",
    "is",
    "must",
    "need",
    "should",
    "was",
    "were",
    "would",
)
_NEGATED = {f"{verb}nt": (verb, "not") for verb in _NEGATABLE} | {
    "cannot": ("can", "not"),
    "cant": ("can", "not"),
    "wont": ("will", "not"),
    "aint": ("is", "not"),
}
_VERB_OF = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}


class Token(Struct, frozen=True, gc=False):
    """A word, number or sign: its folded text, and where it stands in the original (`end` is exclusive)."""

    text: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is a word, name or number rather than a sign."""
        return self.text[0].isalnum() or self.text[0] == "_"


def tokens(text: str) -> tuple[Token, ...]:
    """Words, numbers, names and signs, in order. Contractions are taken apart, with or without their apostrophe.

    >>> [token.text for token in tokens("Can't use *args == 3.12")]
    ['can', 'not', 'use', '*', 'args', '==', '3.12']
    """
    folded = fold(text)
    is_unmoved = isinstance(folded.offsets, range)  # then every place is its own
    found: list[Token] = []
    for match in _TOKEN.finditer(folded.text):
        word = match.group()
        start, end = match.span()
        if match.lastgroup is None and word not in _NEGATED:
            found.append(Token(word, start, end) if is_unmoved else Token(word, *folded.span(start, end)))
            continue
        for part, part_start, part_end in _parts(word):
            found.append(Token(part, *folded.span(start + part_start, start + part_end)))
    return tuple(found)


def word_set(words: str) -> frozenset[str]:
    """The words of a list that is written as one string with spaces between."""
    return frozenset(words.split())


def words(text: str) -> tuple[Token, ...]:
    """The tokens that are words, names or numbers."""
    return tuple(token for token in tokens(text) if token.is_word)


def says(text: str, phrase: str) -> bool:
    """Whether the text uses that word or phrase, in any inflection. Spelling slips do not count.

    Signs between words are ignored (`reference-count` says `reference counting`), and so are the underscores round a
    name (`__mro__` says `mro`). A phrase that has a sign or is no word at all must be there sign for sign.

    >>> says("It merges the linearizations.", "linearisation")
    True
    """
    wanted, heard = _read(phrase), _read(text)
    if wanted.is_wordy:
        return _contains(heard.keys, wanted.keys)
    return _contains(heard.texts, wanted.texts)


class _Read(NamedTuple):
    """What `says` compares."""

    texts: list[str]
    """Of all tokens."""
    keys: list[str]
    """Of the words."""
    is_wordy: bool
    """Whether it is words, with no sign but hyphens between them."""


@lru_cache(maxsize=512)
def _read(text: str) -> _Read:
    """Kept, because one text is asked about dozens of phrases in a row, which are the same each time."""
    found = tokens(text)
    return _Read(
        texts=[token.text for token in found],
        keys=[_key(token) for token in found if token.is_word],
        is_wordy=all(token.is_word or token.text == "-" for token in found),
    )


def _key(token: Token) -> str:
    return stem(token.text.strip("_") or token.text)


def _contains(heard: Sequence[str], wanted: Sequence[str]) -> bool:
    size = len(wanted)
    if size == 0 or wanted[0] not in heard:
        return False
    return any(heard[at] == wanted[0] and heard[at : at + size] == wanted for at in range(len(heard) - size + 1))


def _parts(word: str) -> list[tuple[str, int, int]]:
    """A contraction's words, each with its place in the contraction."""
    if word in _NEGATED:
        verb, negator = _NEGATED[word]
        cut = 3 if word == "cannot" else len(word) - 2
        return [(verb, 0, cut), (negator, cut, len(word))]
    head, *tails = word.split("'")
    if tails == ["t"] and len(head) > 1 and head.endswith("n"):
        verb = head[:-1]
        return [(_VERB_OF.get(verb, verb), 0, len(verb)), ("not", len(verb), len(word))]
    parts = [(head, 0, len(head))]
    at = len(head)
    for tail in tails:
        parts.append((_ENDINGS.get(tail, tail), at, at + 1 + len(tail)))
        at += 1 + len(tail)
    return parts
