"""Which sentences of a candidate may bear a point out: those most like its authored wordings. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.scoring.grade import Exchange, Span
from interviewer.scoring.likeness import Likeness
from interviewer.scoring.quoting import prove
from interviewer.text.sentences import sentences


def likely_sentences(phrases: Sequence[str], exchange: Exchange, most: int) -> tuple[Span, ...]:
    """At most so many sentences of the candidate's turns, those most like any of the phrases first.

    None of them says no more than the question or the interviewer did.
    """
    likeness = Likeness(phrases)
    said = [
        (max(likeness.to(text)), text)
        for turn in exchange.turns
        if turn.is_answer
        for part in sentences(turn.text)
        if (text := turn.text[part.start : part.end])
    ]
    found: dict[Span, None] = {}
    for _, text in sorted(said, key=lambda each: -each[0]):
        if len(found) == most:
            break
        found.update(dict.fromkeys(prove([text], exchange).evidence))
    return tuple(found)


def words_of(span: Span, exchange: Exchange) -> str:
    """The text of a span. Raises StopIteration when the exchange has no such turn."""
    turn = next(turn for turn in exchange.turns if turn.number == span.turn)
    return turn.text[span.start : span.end]
