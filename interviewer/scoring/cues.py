"""The cue language: patterns that a rubric's author writes in a minute, and by which the offline grader hears a point.

    cue    = ["~"] part { "+" part }    every part in some sentence; some but not all: partly; "~": partly at most
    part   = seq { "&" seq | "&!" seq } all in one sentence, in any order; "&!": the sentence must not hold it
    seq    = phrase { ".." phrase }     in this order, up to ten words between, not across but/while/whereas/although/;
    phrase = item { item }              next to each other; fillers between are skipped
    item   = word | "(" seq { "|" seq } ")"

A word of letters stands for its inflections and spelling slips, `word*` for every word that begins so, `=word` for
exactly that word, `not` for any negator. Numbers and names with other characters (c3, __mro__, 3.12) stand for
themselves; in backquotes anything does (`*args`, `o(1)`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, NoReturn

from msgspec import Struct

from interviewer.text.folding import fold
from interviewer.text.inflection import stem
from interviewer.text.words import tokens

NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    )
}
"""Number words and the digits that they are compared as."""

ONE_SLIP_LETTERS = 5
"""From this many letters on, a word is heard with one spelling slip."""
TWO_SLIPS_LETTERS = 9
"""From this many letters on, with two."""


class CueError(ValueError):
    """A cue cannot be read: `message` says why and what to write; `position` is the index in the cue, from 0."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


# A hearing looks them up by the hundred: to hash their fields each time took longer than to listen. They hold no
# cycles, and there are a great many of them: the collector need not look through them.


class Plain(Struct, frozen=True, cache_hash=True, gc=False):
    """A word in any inflection, with up to `slips` spelling slips. `word` is folded."""

    word: str
    stem: str
    slips: int


class Exact(Struct, frozen=True, cache_hash=True, gc=False):
    """Tokens that must be there one after the other, letter for letter (folded)."""

    texts: tuple[str, ...]


class Prefix(Struct, frozen=True, cache_hash=True, gc=False):
    """Any word that begins so."""

    letters: str


class Negator(Struct, frozen=True, cache_hash=True, gc=False):
    """Any word that negates: not, never, no, without…"""


Word = Plain | Exact | Prefix | Negator


class Group(Struct, frozen=True, cache_hash=True, gc=False):
    """Alternatives: any of them will do. Those of one word are kept apart, since they are looked up so much faster."""

    words: tuple[Word, ...]
    longer: tuple[Seq, ...] = ()


Item = Word | Group


class Phrase(Struct, frozen=True, cache_hash=True, gc=False):
    """Items next to each other; only fillers may stand between."""

    items: tuple[Item, ...]


class Seq(Struct, frozen=True, cache_hash=True, gc=False):
    """Phrases in this order, a few words apart."""

    phrases: tuple[Phrase, ...]


class Part(Struct, frozen=True, cache_hash=True, gc=False):
    """What one sentence must hold, in any order, and what it must not."""

    wanted: tuple[Seq, ...]
    unwanted: tuple[Seq, ...] = ()

    @property
    def is_single_word(self) -> bool:
        """Whether one word alone is the whole part: by itself it shows nothing but the topic."""
        first = self.wanted[0].phrases[0]
        return len(self.wanted) == 1 and len(self.wanted[0].phrases) == 1 and len(first.items) == 1


class Cue(Struct, frozen=True, gc=False):
    """A parsed cue. A `weak` one (`~`) is partly the point at most."""

    source: str
    parts: tuple[Part, ...]
    weak: bool = False


@lru_cache(maxsize=8192)
def parse_cue(source: str) -> Cue:
    """Read a cue. Raises CueError, whose message tells the author what to change."""
    return _Parser(source).cue()


class _Lexeme(NamedTuple):
    kind: str
    """The operator itself, `word`, `quoted` or `end`."""
    text: str
    position: int


_LEXEME = re.compile(
    r"\s+|(?P<quoted>`[^`]*`)|(?P<dots>\.{2,})|(?P<unless>&\s*!)|(?P<operator>[()|&+~])|(?P<word>(?:(?!\.\.)[^\s()|&+~!`])+)"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_JOINED = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)+")


def _lexemes(source: str) -> list[_Lexeme]:
    found: list[_Lexeme] = []
    at = 0
    while at < len(source):
        match = _LEXEME.match(source, at)
        if match is None:
            if source[at] == "`":
                raise CueError("A backquote is opened and never closed.", at)
            raise CueError("'!' stands only in '&!'; put a word that needs it in backquotes.", at)
        text = match.group()
        if match["quoted"] is not None:
            found.append(_Lexeme("quoted", text[1:-1], at))
        elif match["dots"] is not None:
            if text != "..":
                raise CueError("Write two dots, '..', for words in between.", at)
            found.append(_Lexeme("..", text, at))
        elif match["unless"] is not None:
            found.append(_Lexeme("&!", text, at))
        elif match["operator"] is not None:
            found.append(_Lexeme(text, text, at))
        elif match["word"] is not None:
            found.append(_Lexeme("word", text, at))
        at = match.end()
    found.append(_Lexeme("end", "", len(source)))
    return found


class _Parser:
    """Recursive descent, one method a rule of the grammar."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lexemes = _lexemes(source)
        self.at = 0

    @property
    def next(self) -> _Lexeme:
        return self.lexemes[self.at]

    def accept(self, kind: str) -> bool:
        if self.next.kind != kind:
            return False
        self.at += 1
        return True

    def cue(self) -> Cue:
        weak = self.accept("~")
        parts = [self.part()]
        while self.accept("+"):
            parts.append(self.part())
        if self.next.kind != "end":
            self.refuse()
        return Cue(self.source, tuple(parts), weak)

    def part(self) -> Part:
        wanted = [self.seq()]
        unwanted: list[Seq] = []
        while self.next.kind in ("&", "&!"):
            target = wanted if self.next.kind == "&" else unwanted
            self.at += 1
            target.append(self.seq())
        return Part(tuple(wanted), tuple(unwanted))

    def seq(self) -> Seq:
        phrases = [self.phrase()]
        while self.accept(".."):
            phrases.append(self.phrase())
        return _one_seq(tuple(phrases))

    def phrase(self) -> Phrase:
        items: list[Item] = []
        while self.next.kind in ("word", "quoted", "("):
            items.extend(self.items())
        if not items:
            self.refuse()
        return _one_phrase(tuple(items))

    def items(self) -> list[Item]:
        lexeme = self.next
        self.at += 1
        if lexeme.kind == "word":
            return _word(lexeme)
        if lexeme.kind == "quoted":
            return [_exact(lexeme, lexeme.text)]
        choices = [self.seq()]
        while self.accept("|"):
            choices.append(self.seq())
        if self.next.kind != ")":
            self.refuse(opened=lexeme)
        self.at += 1
        return [_group(choices)]

    def refuse(self, opened: _Lexeme | None = None) -> NoReturn:
        kind, text, position = self.next
        if kind == "end" and opened is not None:
            raise CueError("A parenthesis is opened and never closed.", opened.position)
        if opened is not None:
            raise CueError(f"{text!r} cannot stand inside parentheses: only words, '..' and '|' do.", position)
        if kind == "end":
            raise CueError("The cue ends where a word should stand.", position)
        if kind == ")" and "(" not in self.source[:position]:
            raise CueError("A parenthesis is closed that was never opened.", position)
        if kind == "|":
            raise CueError("'|' stands between words inside parentheses: (one|other).", position)
        if kind == "~":
            raise CueError("'~' stands only at the beginning of a cue.", position)
        raise CueError(f"A word should stand before {text!r}.", position)


# Equal pieces are one object: whoever has listened for one finds it again sooner.


@lru_cache(maxsize=16384)
def _one_phrase(items: tuple[Item, ...]) -> Phrase:
    return Phrase(items)


@lru_cache(maxsize=16384)
def _one_seq(phrases: tuple[Phrase, ...]) -> Seq:
    return Seq(phrases)


@lru_cache(maxsize=16384)
def _one_group(words: tuple[Word, ...], longer: tuple[Seq, ...]) -> Group:
    return Group(words, longer)


def _group(choices: Sequence[Seq]) -> Group:
    words: list[Word] = []
    longer: list[Seq] = []
    for seq in choices:
        item = seq.phrases[0].items[0]
        if len(seq.phrases) == 1 and len(seq.phrases[0].items) == 1 and not isinstance(item, Group):
            words.append(item)
        else:
            longer.append(seq)
    return _one_group(tuple(words), tuple(longer))


def _word(lexeme: _Lexeme) -> list[Item]:
    if plain := _plain_words(lexeme.text):
        return list(plain)
    text = fold(lexeme.text).text
    if text[0] == "=" and len(text) > 1 and not set("=*") & set(text[1:]):
        return [_exact(lexeme, text[1:])]
    if text[-1] == "*" and _LETTERS.fullmatch(text[:-1]):
        return [Prefix(text[:-1])]
    if set("=*") & set(text):
        raise CueError(
            f"Put {lexeme.text} in backquotes: '=' begins an exact word, '*' ends a prefix.", lexeme.position
        )
    return [_exact(lexeme, text)]


@lru_cache(maxsize=8192)
def _plain_words(written: str) -> tuple[Item, ...]:
    """What a word of nothing but letters, or such words joined, stands for; nothing for any other.

    Kept, because a bank's cues are made of few words that come again and again.
    """
    text = fold(written).text
    if _LETTERS.fullmatch(text) or _JOINED.fullmatch(text):
        return tuple(_plain(token.text) for token in tokens(text) if token.is_word)
    return ()


def _plain(word: str) -> Item:
    if word == "not":
        return Negator()
    if word in NUMBERS:
        return Exact((NUMBERS[word],))
    slips = (len(word) >= ONE_SLIP_LETTERS) + (len(word) >= TWO_SLIPS_LETTERS)
    return Plain(word, stem(word), slips)


def _exact(lexeme: _Lexeme, text: str) -> Exact:
    texts = tuple(NUMBERS.get(token.text, token.text) for token in tokens(text))
    if not texts:
        raise CueError("There is nothing between the backquotes.", lexeme.position)
    return Exact(texts)
