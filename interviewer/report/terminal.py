"""The report in the terminal: what a person reads right after the interview.

Readable from 20 columns up, without colour, in an ASCII-only encoding, and (`plain`) through a screen reader. Text from
outside is taken literally, and its control characters never reach the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from interviewer.report.blocks import (
    CORRECTED,
    SYMBOLS,
    Block,
    Code,
    Facts,
    Finding,
    Heading,
    Links,
    Mark,
    Notes,
    Paragraph,
    Piece,
    Prose,
    Speech,
    Step,
    Table,
    address,
    lines_of,
    told,
)
from interviewer.report.outline import (
    interview_outline,
    question_outline,
    redo_outline,
    summary_outline,
    transcript_outline,
)
from interviewer.text.display import in_ascii, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console, ConsoleOptions
    from rich.text import Text

    from interviewer.bank.question import StudyLink
    from interviewer.report.model import QuestionReport, Report

LONGEST_LINE = 100
"""Columns; longer lines are hard to read."""
WIDE = 60
"""From this many columns on, what is said of a criterion stands beside its verdict; on less, under it."""
BESIDE = 12
UNDER = 2
BETWEEN = 2
"""Columns between two of a table."""
STYLES: dict[Mark, str] = {
    "met": "green",
    "partly": "yellow",
    "missed": "red",
    "unclear": "magenta",
    "stands": "red",
    "corrected": "yellow",
    "shown": "green",
    "against": "yellow",
}


EVIDENCE = "underline cyan"
WRONG = "underline red"


class Page:
    """Blocks as a rich renderable, to be printed on any console."""

    def __init__(self, blocks: Iterable[Block], *, plain: bool) -> None:
        self.blocks = tuple(blocks)
        self.plain = plain

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """Yield lines that fit the width, none with white space at its end."""
        layout = _Layout(width=min(options.max_width, LONGEST_LINE), plain=self.plain)
        for line in self._lines(layout):
            yield from line.broken(console, layout.width, ascii_only=options.ascii_only)

    def _lines(self, layout: _Layout) -> Iterator[_Line]:
        before: Block | None = None
        for block in self.blocks:
            if before is not None and _stand_apart(before, block):
                yield _Line()
            yield from layout.lines(block)
            before = block


def interview_page(report: Report, *, plain: bool = False) -> Page:
    """The report on the whole interview. `plain` is for screen readers: words in place of symbols, and no rules."""
    return Page(interview_outline(report), plain=plain)


def summary_page(report: Report, *, plain: bool = False) -> Page:
    """The report without what was shown after each question: for the end of a practice."""
    return Page(summary_outline(report), plain=plain)


def redo_page(report: Report, *, plain: bool = False) -> Page:
    """The feedback on a question that was answered once more, and both answers side by side."""
    return Page(redo_outline(report), plain=plain)


def transcript_page(report: Report, *, plain: bool = False) -> Page:
    """Who said what, with which model and prompt."""
    return Page(transcript_outline(report), plain=plain)


def question_page(question: QuestionReport, *, plain: bool = False) -> Page:
    """The feedback on a single question, reference answer included."""
    return Page(question_outline(question), plain=plain)


def _stand_apart(before: Block, block: Block) -> bool:
    """Whether an empty line goes between two blocks."""
    if isinstance(before, Heading):
        # The heading of a question is the question: a text, with its code or its result below.
        return before.of == "part" and isinstance(block, Code | Facts)
    return not isinstance(before, Speech) and not (isinstance(before, Facts) and isinstance(block, Facts))


class _Line(Struct, frozen=True, kw_only=True):
    """A line before it is broken into those that fit."""

    text: str = ""
    style: str = ""
    more: tuple[tuple[str, str], ...] = ()
    """What follows the text, piece by piece, each with a style of its own."""
    indent: int = 0
    """Columns of white space before the text, in every line that it takes."""
    lead: str = ""
    """Stands in the white space of the first line."""
    lead_style: str = ""
    is_aligned: bool = False
    """Whether the white space in it matters; then it fits as it is."""

    def broken(self, console: Console, width: int, *, ascii_only: bool) -> list[Text]:
        """The lines that it takes; a word longer than a line is broken too."""
        from rich.text import Text

        lead = in_ascii(self.lead) if ascii_only else self.lead
        whole = Text()
        for piece, style in ((self.text, self.style), *self.more):
            whole.append(in_ascii(piece) if ascii_only else piece, style)
        if self.is_aligned:
            whole.rstrip()
            whole.no_wrap = True
            return [whole]
        broken = []
        for part in whole.wrap(console, max(width - self.indent, 1), overflow="fold"):
            line = Text(no_wrap=True).append(lead.ljust(self.indent), self.lead_style).append_text(part)
            line.rstrip()
            broken.append(line)
            lead = ""
        return broken


class _Layout(Struct, frozen=True, kw_only=True):
    """How blocks become lines on a screen of `width` columns."""

    width: int
    plain: bool

    def lines(self, block: Block) -> Iterator[_Line]:  # noqa: C901 - one case a block
        """The lines of one block."""
        match block:
            case Heading():
                yield from self.heading(block)
            case Facts():
                yield _Line(text=self.joined(block.parts), style="bold" if block.matter else "dim")
            case Paragraph():
                yield _Line(text=_flat(block.text))
            case Prose():
                yield from (_Line(more=_highlighted(line), indent=UNDER) for line in lines_of(block))
            case Code():
                yield from (_Line(text=line, indent=2 * UNDER) for line in printable(block.text).split("\n"))
            case Finding():
                yield from self.finding(block)
            case Step():
                yield from self.step(block)
            case Links():
                yield from _links(block.study, UNDER)
            case Speech():
                speaker = "You" if block.speaker == "candidate" else "Interviewer"
                yield _Line(text=self.joined((speaker, *block.facts)), style="bold")
            case Table():
                yield from self.table(block)
            case Notes():
                for number, text in block.notes:
                    lead = f"[{number}]"
                    yield _Line(text=_flat(text), indent=len(lead) + 1, lead=lead, style="dim")

    def heading(self, heading: Heading) -> Iterator[_Line]:
        """A title; a rule sets the parts of the report apart."""
        if heading.of == "part" and not self.plain:
            yield _Line(text="─" * self.width, style="dim")
        yield _Line(text=_flat(heading.text), style="bold")

    def finding(self, finding: Finding) -> Iterator[_Line]:
        """The verdict, the point, the candidate's words and the reason."""
        style = STYLES[finding.mark]
        says = _with_facts(finding.says, finding.facts)
        if self.plain:
            indent = UNDER
            yield _Line(text=f"{finding.mark.capitalize()}: {says}")
        elif self.width >= WIDE:
            indent = BESIDE
            yield _Line(text=says, indent=indent, lead=f"{SYMBOLS[finding.mark]} {finding.mark}", lead_style=style)
        else:
            indent = UNDER
            yield _Line(text=f"{SYMBOLS[finding.mark]} {finding.mark}", style=style)
            yield _Line(text=says, indent=indent)
        said = "You said: " if self.plain else ""
        for quote in finding.quotes:
            corrected = CORRECTED if quote in finding.corrected else ""
            yield _Line(text=f"{said}“{_flat(quote)}”{corrected}", indent=indent, style="cyan")
        yield _Line(text=_flat(finding.reason), indent=indent, style="dim")
        for remark in finding.remarks:
            yield _Line(text=f"Your remark: “{_flat(remark)}”", indent=indent)
        if finding.correction:
            yield _Line(text=_flat(finding.correction), indent=indent)

    def step(self, step: Step) -> Iterator[_Line]:
        """What to do, where it comes from, and what to read for it."""
        lead = f"{step.number}."
        indent = len(lead) + 1
        yield _Line(text=_with_facts(step.text, step.facts), indent=indent, lead=lead, lead_style="bold")
        yield from _links(step.study, indent)

    def table(self, table: Table) -> Iterator[_Line]:
        """Columns, the first to the left and the others to the right; where they do not fit, a line for each row."""
        from rich.cells import cell_len

        rows = [tuple(map(_flat, row)) for row in (table.head, *table.rows)]
        widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
        if self.plain or sum(widths) + BETWEEN * (len(widths) - 1) > self.width:
            yield from _told(rows)
            return
        for number, row in enumerate(rows):
            blanks = [" " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)]
            cells = [row[0] + blanks[0], *(blank + cell for blank, cell in zip(blanks[1:], row[1:], strict=True))]
            yield _Line(text=(" " * BETWEEN).join(cells), style="" if number else "dim", is_aligned=True)

    def joined(self, parts: Iterable[str]) -> str:
        """Short facts on one line."""
        return (", " if self.plain else " · ").join(map(_flat, parts))


def _told(rows: Sequence[tuple[str, ...]]) -> Iterator[_Line]:
    """The rows of a table in words: each cell after what stands over it."""
    head, *body = rows
    for name, *cells in body:
        told = ", ".join(f"{what} {cell}".strip() for what, cell in zip(head[1:], cells, strict=True) if cell)
        yield _Line(text=f"{name}: {told}")


def _with_facts(text: str, facts: tuple[str, ...]) -> str:
    return f"{_flat(text)} ({_flat(', '.join(facts))})" if facts else _flat(text)


def _highlighted(line: Iterable[Piece]) -> tuple[tuple[str, str], ...]:
    return tuple(_shown(piece) for piece in line)


def _shown(piece: Piece) -> tuple[str, str]:
    """The piece, and how it is drawn: marks that do without colour tell where a highlight begins and ends."""
    if piece.highlight is None:
        return piece.text, ""
    opening = "«" if piece.opens else ""
    closing = f"»{told(piece.highlight)}" if piece.closes else ""
    return f"{opening}{piece.text}{closing}", WRONG if piece.highlight.is_wrong else EVIDENCE


def _links(study: Iterable[StudyLink], indent: int) -> Iterator[_Line]:
    for link in study:
        yield _Line(text=f"{_flat(link.title)}: {address(link)}", indent=indent)


def _flat(text: str) -> str:
    """Outside text on one line."""
    return " ".join(printable(text, keep_newlines=False).split())
