"""Where in a transcript the evidence stands, and which criterion or wrong claim each stretch of it serves."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from interviewer.report.blocks import Highlight
from interviewer.text.display import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interviewer.report.model import MisconceptionReport, QuestionReport, TurnReport, VerdictReport


class Noted(Struct, frozen=True, kw_only=True):
    """A criterion or a wrong claim with its evidence, and the number that stands behind that in the transcript."""

    number: int
    text: str
    is_wrong: bool
    places: tuple[tuple[int, int, int], ...]
    """Turn, start and end of each quote."""


def noted(question: QuestionReport) -> tuple[Noted, ...]:
    """What there is evidence of, in the order of the rubric, the wrong claims last."""
    points = [(f"{one.criterion}, {one.verdict}: {one.says}", False, _places(one)) for one in question.verdicts]
    claims = [(f"{_became(one)}: {one.says}", True, _places(one)) for one in question.misconceptions]
    with_evidence = [one for one in (*points, *claims) if one[2]]
    return tuple(
        Noted(number=number, text=text, is_wrong=is_wrong, places=places)
        for number, (text, is_wrong, places) in enumerate(with_evidence, 1)
    )


def _became(claim: MisconceptionReport) -> str:
    return f"{claim.id}, wrong claim that {'stands' if claim.stands else 'was taken back'}"


def _places(found: VerdictReport | MisconceptionReport) -> tuple[tuple[int, int, int], ...]:
    if found.turn is None or found.start is None or found.end is None:
        return ()
    more = ((quote.turn, quote.start, quote.end) for quote in found.more_quotes)
    return ((found.turn, found.start, found.end), *more)


def highlights(turn: TurnReport, notes: Sequence[Noted]) -> tuple[Highlight, ...]:
    """The evidence in a turn, in places of its printable text: in order, none meeting another."""
    places = [(start, end, note) for note in notes for number, start, end in note.places if number == turn.number]
    edges = sorted({edge for start, end, _ in places for edge in (start, end)})
    text = printable(turn.text)
    found: list[Highlight] = []
    for start, end in pairwise(edges):
        here = [note for first, last, note in places if first <= start and end <= last]
        if not here:
            continue
        trimmed = _trimmed(text, len(printable(turn.text[:start])), len(printable(turn.text[:end])))
        if trimmed is not None:
            numbers = tuple(dict.fromkeys(note.number for note in here))
            is_wrong = any(note.is_wrong for note in here)
            found.append(Highlight(start=trimmed[0], end=trimmed[1], notes=numbers, is_wrong=is_wrong))
    return tuple(_joined(found))


def within(found: Sequence[Highlight], start: int, end: int) -> tuple[Highlight, ...]:
    """Those parts of the highlights that lie between two places of a text, as places of that part of it."""
    return tuple(
        Highlight(
            start=max(one.start, start) - start, end=min(one.end, end) - start, notes=one.notes, is_wrong=one.is_wrong
        )
        for one in found
        if one.start < end and start < one.end
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The place without white space at its ends; None when it is nothing else."""
    part = text[start:end]
    if not part.strip():
        return None
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())


def _joined(found: Sequence[Highlight]) -> Iterator[Highlight]:
    """Highlights that touch and serve the same are one."""
    last: Highlight | None = None
    for one in found:
        if last is not None and last.end == one.start and last.notes == one.notes:
            last = Highlight(start=last.start, end=one.end, notes=last.notes, is_wrong=last.is_wrong)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last
