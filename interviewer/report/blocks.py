"""What a written report is made of: plain blocks that each view lays out in its own way.

All text in a block is literal. A view never takes any of it for markup, whoever wrote it.
"""

from __future__ import annotations

from typing import Literal
from urllib.parse import quote

from msgspec import Struct

from interviewer.bank.question import StudyLink, Verdict
from interviewer.scoring.grade import Speaker

Mark = Verdict | Literal["stands", "corrected", "shown", "against"]
"""Shown as a symbol and as the word itself, so that nothing depends on colour or on the symbol."""
SYMBOLS: dict[Mark, str] = {
    "met": "✓", "partly": "~", "missed": "✗", "unclear": "?", "stands": "!", "corrected": "!",
    "shown": "+", "against": "-",
}  # fmt: skip

UNRESERVED_IN_ADDRESSES = "/?#=&;,:%+~@"


class Heading(Struct, frozen=True, kw_only=True):
    """The title of the report, of a part of it, or of a section of a part."""

    of: Literal["report", "part", "section"]
    text: str


class Facts(Struct, frozen=True, kw_only=True):
    """Short facts on one line. Those that `matter` are what a reader looks for first."""

    parts: tuple[str, ...]
    matter: bool = False


class Paragraph(Struct, frozen=True, kw_only=True):
    """A few sentences of ours to the reader, on one line."""

    text: str


class Prose(Struct, frozen=True, kw_only=True):
    """A paragraph of somebody's, with its own lines."""

    text: str


class Code(Struct, frozen=True, kw_only=True):
    """Code, kept as it is."""

    text: str


class Finding(Struct, frozen=True, kw_only=True):
    """A criterion, a wrong claim or a habit, what became of it, the candidate's words for it, and why."""

    mark: Mark
    says: str
    facts: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    reason: str
    correction: str | None = None


class Step(Struct, frozen=True, kw_only=True):
    """One numbered thing to do, with what to read for it."""

    number: int
    text: str
    facts: tuple[str, ...]
    study: tuple[StudyLink, ...] = ()


class Links(Struct, frozen=True, kw_only=True):
    """Sources to study."""

    study: tuple[StudyLink, ...]


class Speech(Struct, frozen=True, kw_only=True):
    """Who speaks in the blocks that follow, as prose and code."""

    speaker: Speaker
    facts: tuple[str, ...] = ()


class Table(Struct, frozen=True, kw_only=True):
    """Short facts in rows, all of as many cells as `head`; the first cell of a row names it."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Facts | Paragraph | Prose | Code | Finding | Step | Links | Speech | Table


def address(link: StudyLink) -> str:
    """The address of a source: always https, and of characters that mean nothing to a terminal or in Markdown."""
    return "https://" + quote(link.at, safe=UNRESERVED_IN_ADDRESSES, errors="replace")
