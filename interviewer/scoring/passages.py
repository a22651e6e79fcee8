"""What a second look is shown of an answer: the quoted sentences and their neighbours, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interviewer.scoring.grade import Exchange, Span, Turn
from interviewer.text.sentences import sentences

NEIGHBOURS = 1
"""Sentences before and after a quote that are shown with it."""


def around(evidence: Iterable[Span], exchange: Exchange) -> tuple[str, ...]:
    """The sentences that the evidence touches, each stretch with its neighbours, in the order of the talk.

    Stretches that meet are one. Raises KeyError for evidence of a turn that is not there.
    """
    turns = {turn.number: turn for turn in exchange.turns}
    wanted: dict[int, set[int]] = {}
    for span in evidence:
        wanted.setdefault(span.turn, set()).update(_near(span, turns[span.turn]))
    return tuple(text for number in sorted(wanted) for text in _stretches(turns[number].text, wanted[number]))


def whole(exchange: Exchange) -> tuple[str, ...]:
    """All that the candidate said in the interview, a passage for each turn."""
    return tuple(turn.text for turn in exchange.turns if turn.is_answer)


def _near(span: Span, turn: Turn) -> Iterator[int]:
    parts = sentences(turn.text)
    touched = [at for at, part in enumerate(parts) if part.start < span.end and span.start < part.end]
    if touched:
        first, last = touched[0] - NEIGHBOURS, touched[-1] + NEIGHBOURS
        yield from range(max(first, 0), min(last, len(parts) - 1) + 1)


def _stretches(text: str, wanted: set[int]) -> Iterator[str]:
    parts = sentences(text)
    for first in sorted(at for at in wanted if at - 1 not in wanted):
        last = first
        while last + 1 in wanted:
            last += 1
        yield text[parts[first].start : parts[last].end]
