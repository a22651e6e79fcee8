"""What a written report is made of: plain blocks that each view lays out in its own way.

All text in a block is literal. A view never takes any of it for markup, whoever wrote it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from msgspec import Struct

from interviewer.bank.question import StudyLink, Verdict
from interviewer.scoring.grade import Speaker
from interviewer.text.display import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Mark = Verdict | Literal["stands", "corrected", "shown", "against"]
"""Shown as a symbol and as the word itself, so that nothing depends on colour or on the symbol."""
SYMBOLS: dict[Mark, str] = {
    "met": "✓", "partly": "~", "missed": "✗", "unclear": "?", "stands": "!", "corrected": "!",
    "shown": "+", "against": "-",
}  # fmt: skip

CORRECTED = " (corrected)"
"""Stands behind a quote in which words were put right."""
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


class Highlight(Struct, frozen=True, kw_only=True):
    """A stretch of a text that is evidence: code points `start` (inclusive) to `end` (exclusive)."""

    start: int
    end: int
    notes: tuple[int, ...]
    """The numbers of the notes that say what it is evidence of."""
    is_wrong: bool = False
    """Whether it is the evidence of a wrong claim."""


class Prose(Struct, frozen=True, kw_only=True):
    """A paragraph of somebody's, with its own lines."""

    text: str
    highlights: tuple[Highlight, ...] = ()
    """In order, none meeting another; places are those in the printable text."""


class Code(Struct, frozen=True, kw_only=True):
    """Code, kept as it is."""

    text: str


class Finding(Struct, frozen=True, kw_only=True):
    """A criterion, a wrong claim or a habit, what became of it, the candidate's words for it, and why."""

    mark: Mark
    says: str
    facts: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    """Those of the quotes in which words were put right after the interview."""
    reason: str
    remarks: tuple[str, ...] = ()
    """What the candidate said about it, after the interview."""
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


class Notes(Struct, frozen=True, kw_only=True):
    """What the numbers of highlights stand for."""

    notes: tuple[tuple[int, str], ...]


class Piece(Struct, frozen=True, kw_only=True):
    """A piece of one line of prose."""

    text: str
    highlight: Highlight | None = None
    opens: bool = False
    """Whether the highlight begins here."""
    closes: bool = False
    """Whether it ends here: after its last line come its notes."""


Block = Heading | Facts | Paragraph | Prose | Code | Finding | Step | Links | Speech | Notes | Table


def lines_of(prose: Prose) -> Iterator[tuple[Piece, ...]]:
    """The lines of the prose, each cut where highlights begin and end. All of it is printable."""
    text = printable(prose.text)
    begin = 0
    for line in text.split("\n"):
        yield tuple(_pieces(text, begin, begin + len(line), prose.highlights))
        begin += len(line) + 1


def told(highlight: Highlight) -> str:
    """The numbers of its notes, as they stand behind it: `[1, 3]`."""
    return f"[{', '.join(map(str, highlight.notes))}]"


def _pieces(text: str, begin: int, end: int, highlights: Sequence[Highlight]) -> Iterator[Piece]:
    at = begin
    for one in highlights:
        start, stop = max(one.start, begin), min(one.end, end)
        if start >= stop:
            continue
        if at < start:
            yield Piece(text=text[at:start])
        yield Piece(text=text[start:stop], highlight=one, opens=start == one.start, closes=stop == one.end)
        at = stop
    if at < end:
        yield Piece(text=text[at:end])


def address(link: StudyLink) -> str:
    """The address of a source: always https, and of characters that mean nothing to a terminal or in Markdown."""
    return "https://" + quote(link.at, safe=UNRESERVED_IN_ADDRESSES, errors="replace")
