"""The report as Markdown, to keep or to show to somebody; with everything that was said.

All text is escaped, ours too: nothing that a candidate or an author wrote can become markup, a link or HTML.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from interviewer.report.blocks import (
    CORRECTED,
    SYMBOLS,
    Block,
    Code,
    Facts,
    Finding,
    Heading,
    Links,
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
from interviewer.report.outline import interview_outline, transcript_outline
from interviewer.text.display import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from interviewer.bank.question import StudyLink
    from interviewer.report.model import Report

HEADINGS = {"report": "#", "part": "##", "section": "###"}
MARKUP_ANYWHERE = re.compile(r"[\\`*_\[\]<&~|$#]|(?<=\w):(?=//)|(?<=www)\.", re.IGNORECASE)
"""What begins or ends emphasis, code, a link, HTML, an entity, a table cell, a formula, or a bare address."""
MARKUP_AT_THE_START = re.compile(r"^(\d*)([-+=:>.)])")
"""What makes a line a heading, a list item, a quotation or the rule of a table."""


def markdown(report: Report) -> str:
    """The whole report, ending in a line break. It holds no lone surrogates, so it can be encoded."""
    return written(interview_outline(report, with_transcript=True))


def transcript_markdown(report: Report) -> str:
    """Who said what, with which model and prompt."""
    return written(transcript_outline(report))


def escaped(text: str) -> str:
    """Outside text as one line, of which Markdown makes that text and nothing else."""
    line = " ".join(printable(text, keep_newlines=False).split())
    return MARKUP_AT_THE_START.sub(r"\1\\\2", MARKUP_ANYWHERE.sub(lambda found: f"\\{found[0]}", line))


def fenced(code: str) -> str:
    """A code block whose fence is longer than any that the code could close it with."""
    code = printable(code)
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{code}\n{fence}\n"


def written(blocks: Iterable[Block]) -> str:
    """The blocks, one below the other."""
    return "\n".join(map(_block, blocks))


def _block(block: Block) -> str:  # noqa: C901 - one case a block
    match block:
        case Heading():
            written = f"{HEADINGS[block.of]} {escaped(block.text)}\n"
        case Facts():
            line = " · ".join(map(escaped, block.parts))
            written = f"**{line}**\n" if block.matter else f"{line}\n"
        case Paragraph():
            written = f"{escaped(block.text)}\n"
        case Prose():
            # A backslash at the end of a line keeps the line break.
            written = "\\\n".join(map(_line, lines_of(block))) + "\n"
        case Code():
            written = fenced(block.text)
        case Finding():
            written = _finding(block)
        case Step():
            links = "".join(f"   - {_link(link)}\n" for link in block.study)
            written = f"{block.number}. {_with_facts(escaped(block.text), block.facts)}\n{links}"
        case Speech():
            speaker = "You" if block.speaker == "candidate" else "Interviewer"
            written = f"{_with_facts(f'**{speaker}**', block.facts)}\n"
        case Links() | Table():
            written = "".join(f"{line}\n" for line in _lines(block))
        case Notes():
            written = "".join(f"- {escaped(f'[{number}]')} {escaped(text)}\n" for number, text in block.notes)
    return written


def _lines(block: Links | Table) -> Iterator[str]:
    if isinstance(block, Links):
        yield from (f"- {_link(link)}" for link in block.study)
    else:
        rule = ("---", *("---:" for _ in block.head[1:]))
        yield from (f"| {' | '.join(row)} |" for row in (map(_cell, block.head), rule))
        yield from (f"| {' | '.join(map(_cell, row))} |" for row in block.rows)


def _cell(text: str) -> str:
    """Inside a line, where nothing that begins one can stand."""
    return MARKUP_ANYWHERE.sub(lambda found: f"\\{found[0]}", " ".join(printable(text, keep_newlines=False).split()))


def _finding(finding: Finding) -> str:
    says = _with_facts(escaped(finding.says), finding.facts)
    head = f"- {escaped(SYMBOLS[finding.mark])} **{finding.mark}**: {says}\n"
    quotes = [f"  > “{escaped(quote)}”{CORRECTED if quote in finding.corrected else ''}\n" for quote in finding.quotes]
    remarks = [f"Your remark: “{remark}”" for remark in finding.remarks]
    notes = [f"  {escaped(note)}\n" for note in (finding.reason, *remarks, finding.correction) if note]
    return "\n".join([head, *quotes, *notes])


def _line(line: Iterable[Piece]) -> str:
    """One line of prose: white space within it counts as one blank, and none stands at its ends."""
    return "".join(map(_piece, line)).strip()


def _piece(piece: Piece) -> str:
    text = piece.text
    before, after = (" " if edge.isspace() else "" for edge in (text[:1], text[-1:]))
    if not text.strip():
        return before
    if piece.highlight is None:
        return f"{before}{escaped(text)}{after}"
    # The quotation marks stand outside: next to them the stars are emphasis, whatever comes before and after.
    opening = "«" if piece.opens else ""
    closing = f"»{escaped(told(piece.highlight))}" if piece.closes else ""
    return f"{before}{opening}**{escaped(text)}**{closing}{after}"


def _with_facts(line: str, facts: Iterable[str]) -> str:
    listed = ", ".join(map(escaped, facts))
    return f"{line} ({listed})" if listed else line


def _link(link: StudyLink) -> str:
    return f"[{escaped(link.title)}]({address(link)})"
