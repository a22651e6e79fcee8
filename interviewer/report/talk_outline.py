"""What was said about a question, with the evidence marked in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from interviewer.dialogue.events import AUTHORED
from interviewer.report.blocks import Block, Facts, Heading, Notes, Prose, Speech
from interviewer.report.highlights import highlights, noted, within
from interviewer.report.paragraphs import code_block, is_code, paragraph_places, paragraphs, shortened
from interviewer.text.display import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from interviewer.dialogue.events import MoveKind, SmallTalkPart
    from interviewer.report.blocks import Highlight
    from interviewer.report.model import QuestionReport, SmallTalkReport, TurnReport

MOVES_TOLD: tuple[MoveKind, ...] = ("probe", "challenge", "clarify", "hint")
"""The other moves speak for themselves."""
SMALL_TALK: Mapping[SmallTalkPart, str] = {
    "warm_up": "Before the first question",
    "closing": "After the last question",
}


def said_outline(question: QuestionReport, *, with_origin: bool = False) -> Iterator[Block]:
    """What was said about the question, with the evidence in it, and below it of what that is the evidence."""
    notes = noted(question)
    for turn in question.transcript:
        origin = (f"turn {turn.number}", *_origin(turn)) if with_origin else ()
        yield from _turn(turn, highlights(turn, notes), origin)
    if notes:
        yield Notes(notes=tuple((note.number, note.text) for note in notes))


def small_talk_outline(turns: Sequence[SmallTalkReport], part: SmallTalkPart) -> Iterator[Block]:
    """What was said in that part of the small talk; nothing where there was none."""
    said = [turn for turn in turns if turn.part == part]
    if said:
        yield Heading(of="part", text=SMALL_TALK[part])
        yield Facts(parts=("small talk", "not scored"))
    for turn in said:
        yield Speech(speaker=turn.speaker, facts=tuple(_origin(turn)))
        yield from (code_block(each) if is_code(each) else Prose(text=each) for each in paragraphs(turn.text))


def _turn(turn: TurnReport, evidence: Sequence[Highlight], origin: Iterable[str]) -> Iterator[Block]:
    facts: list[str] = [turn.move] if turn.move in MOVES_TOLD else []
    facts += [*_spoken(turn), *["said earlier"] * turn.in_passing, *["remark, afterwards"] * turn.remark]
    yield Speech(speaker=turn.speaker, facts=(*facts, *_words_changed(turn.words_changed), *origin))
    text = printable(turn.text)
    for start, end in paragraph_places(text):
        paragraph, here = text[start:end], within(evidence, start, end)
        if not is_code(paragraph):
            yield Prose(text=paragraph, highlights=here)
            continue
        yield code_block(paragraph)
        for one in here:  # in the code itself a mark would be code
            quote = shortened(paragraph[one.start : one.end])
            yield Prose(text=quote, highlights=(replace(one, start=0, end=len(quote)),))


def _spoken(turn: TurnReport) -> Iterator[str]:
    if turn.spoken:
        is_changed = turn.heard not in (None, turn.original or turn.text)
        yield "spoken, and put right before it counted" if is_changed else "spoken"


def _words_changed(count: int) -> Iterator[str]:
    if count:
        yield "1 word corrected" if count == 1 else f"{count} words corrected"


def _origin(turn: TurnReport | SmallTalkReport) -> Iterator[str]:
    """Whose words an interviewer's turn is in."""
    if turn.source is not None:
        yield "prepared words" if turn.source == AUTHORED else turn.source
    if turn.prompt is not None:
        yield turn.prompt
    if turn.refused is not None:
        yield f"the model's own words were not used: {turn.refused}"
