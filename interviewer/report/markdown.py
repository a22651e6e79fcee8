"""The report as Markdown, to keep or to show to somebody; with everything that was said.

All text is escaped, ours too: nothing that a candidate or an author wrote can become markup, a link or HTML.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from interviewer.report.blocks import (
    SYMBOLS,
    Block,
    Code,
    Facts,
    Finding,
    Heading,
    Links,
    Paragraph,
    Prose,
    Speech,
    Step,
    Table,
    address,
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
    """Blocks as Markdown, ending in a line break."""
    return "\n".join(map(_block, blocks))


def _block(block: Block) -> str:
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
            written = "\\\n".join(escaped(line) for line in printable(block.text).split("\n")) + "\n"
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
    quotes = [f"  > “{escaped(quote)}”\n" for quote in finding.quotes]
    notes = [f"  {escaped(note)}\n" for note in (finding.reason, finding.correction) if note]
    return "\n".join([head, *quotes, *notes])


def _with_facts(line: str, facts: Iterable[str]) -> str:
    listed = ", ".join(map(escaped, facts))
    return f"{line} ({listed})" if listed else line


def _link(link: StudyLink) -> str:
    return f"[{escaped(link.title)}]({address(link)})"
