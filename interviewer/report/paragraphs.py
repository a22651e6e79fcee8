"""Texts of people as a report shows them: in paragraphs, code kept apart, and long quotes without their middle."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import TYPE_CHECKING

from interviewer.report.blocks import Code
from interviewer.text.display import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_QUOTES = 3
"""So many quotes are shown for one finding."""
LONGEST_QUOTE = 240
"""Characters of the longest quote that is shown whole."""


def shortened(quote: str) -> str:
    """A quote on one line, without its middle where it is long: how it begins and ends is what one recognises."""
    quote = " ".join(quote.split())
    if len(quote) <= LONGEST_QUOTE:
        return quote
    half = LONGEST_QUOTE // 2
    return f"{quote[:half].rstrip()} … {quote[-half:].lstrip()}"


def paragraphs(text: str) -> list[str]:
    """What stands between empty lines, made printable."""
    # What a view would take for a line end has to be one here already.
    text = printable(text)
    return [text[start:end] for start, end in paragraph_places(text)]


def paragraph_places(text: str) -> Iterator[tuple[int, int]]:
    """Where the paragraphs of a printable text begin and end."""
    end = len(text.rstrip("\n"))
    start = min(len(text) - len(text.lstrip("\n")), end)
    for gap in (*re.finditer(r"\n\s*\n", text[:end]), None):
        stop = end if gap is None else max(gap.start(), start)
        if text[start:stop].strip():
            yield start, stop
        start = start if gap is None else max(gap.end(), start)


def code_block(text: str) -> Code:
    """The code without the indent and the empty lines round it."""
    return Code(text=dedent(text).strip("\n"))


def is_code(paragraph: str) -> bool:
    """Whether the paragraph is taken for code, because a line of it is indented."""
    return any(line[:1].isspace() for line in paragraph.split("\n"))
