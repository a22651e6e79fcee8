"""Where the sentences of an answer begin and end: in prose, in speech without punctuation, in code and in lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from interviewer.text.code import code_blocks
from interviewer.text.words import word_set

LONG_WORDS = 40
"""From this many words on, a sentence is cut before the next word that opens a new thought."""
LONGEST_WORDS = 80
"""No sentence has more words than this."""
WRAPPED_LINE = 40
"""A line of at least this many characters that ends in the middle of a sentence was wrapped, not ended."""

_LINE = re.compile(r"[^\r\n]+")
_ITEM = re.compile(r"\s*(?:[-*>\u2022\u2023\u25aa\u2013]|\d{1,3}[.)]|[a-z][.)])\s")
_INDENTED = re.compile(r" {4}|\t")
_END = re.compile(r"""(?P<mark>[.!?]+|…)["'\u201d\u2019)\]`*]{0,4}(?=\s|$)""")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[])(?:e\.g|i\.e|eg|ie|vs|cf|approx|resp|esp|incl|fig|ca|mr|mrs|dr)$", re.IGNORECASE
)
_WORD = re.compile(r"\S+")
_OPENERS = word_set("so but then because also however whereas while although okay ok well now anyway plus")


class Sentence(Struct, frozen=True, gc=False):
    """A sentence: code points `start` (inclusive) to `end` (exclusive) of the text, without white space round it."""

    start: int
    end: int
    is_code: bool = False
    """Whether it is a block of code, which is one unit however many lines it has."""


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences in order, none empty, none overlapping; only white space stands between them. Linear time.

    A line ends a sentence unless it was wrapped; a block of code is one. Abbreviations, decimals and dotted names end
    none, and three dots do only before a capital. A sentence too long to be one (speech without punctuation) is cut
    where a new thought opens.

    >>> [text[s.start : s.end] for text in ["Use 3.12, e.g. on Linux. It is fast"] for s in sentences(text)]
    ['Use 3.12, e.g. on Linux.', 'It is fast']
    """
    return tuple(
        short
        for start, end, is_code in _blocks(text)
        for sentence in (_by_lines(text, start, end) if is_code else _by_punctuation(text, start, end))
        for short in ([sentence] if is_code else _by_length(text, sentence))
    )


def _blocks(text: str) -> Iterator[tuple[int, int, bool]]:
    """Paragraphs that were wrapped, blocks of code, and lines that are neither; the last says whether it is code."""
    lines = [match.span() for match in _LINE.finditer(text) if not match.group().isspace()]
    code = code_blocks([text[start:end] for start, end in lines])
    start = end = -1
    block: int | None = None
    for (line_start, line_end), line_block in zip(lines, code, strict=True):
        if line_block == block and (
            block is not None or (start >= 0 and _is_wrapped(text, start, end, line_start, text[line_start:line_end]))
        ):
            end = line_end
            continue
        if start >= 0:
            yield start, end, block is not None
        start, end, block = line_start, line_end, line_block
    if start >= 0:
        yield start, end, block is not None


def _by_lines(text: str, start: int, end: int) -> Iterator[Sentence]:
    """A block of code, cut at the end of a line when it is too long to be one."""
    at = start
    count = 0
    for match in _LINE.finditer(text, start, end):
        words = len(match.group().split())
        if count and count + words > LONGEST_WORDS:
            yield from _trimmed(text, at, match.start(), is_code=True)
            at = match.start()
            count = 0
        count += words
    yield from _trimmed(text, at, end, is_code=True)


def _is_wrapped(text: str, start: int, end: int, next_start: int, next_line: str) -> bool:
    """Whether the line that begins at `next_start` goes on with the block that ends at `end`."""
    between = text[end:next_start]
    if between.count("\n") > 1 or between.count("\r") > 1:
        return False
    last_line = text[max(start, text.rfind("\n", start, end) + 1) : end]
    return len(last_line) >= WRAPPED_LINE and not _ITEM.match(next_line) and not _INDENTED.match(next_line)


def _by_punctuation(text: str, start: int, end: int) -> Iterator[Sentence]:
    at = start
    for match in _END.finditer(text, start, end):
        if _ends(text, at, match, end):
            yield from _trimmed(text, at, match.end())
            at = match.end()
    yield from _trimmed(text, at, end)


def _ends(text: str, start: int, match: re.Match[str], end: int) -> bool:
    mark = match["mark"]
    following = text[match.end() : min(match.end() + 8, end)].lstrip()[:1]
    if mark in ("…", "...", ".."):
        return following == "" or following.isupper()
    if mark == ".":
        # Only a short tail is searched: from the sentence's start it would take quadratic time.
        return not _ABBREVIATION.search(text[max(start, match.start() - 8) : match.start()])
    return True


def _trimmed(text: str, start: int, end: int, *, is_code: bool = False) -> Iterator[Sentence]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if start < end:
        yield Sentence(start, end, is_code)


def _by_length(text: str, sentence: Sentence) -> Iterator[Sentence]:
    if sentence.end - sentence.start < 2 * LONG_WORDS:
        yield sentence
        return
    start = sentence.start
    count = 0
    previous_end = start
    for word in _WORD.finditer(text, sentence.start, sentence.end):
        opens = word.group().lower().strip(",;") in _OPENERS
        if count >= LONGEST_WORDS or (count >= LONG_WORDS and opens):
            yield Sentence(start, previous_end)
            start = word.start()
            count = 0
        count += 1
        previous_end = word.end()
    yield Sentence(start, sentence.end)
