"""Whether what a grader quotes is evidence: the candidate's own words, and more than what was just said to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from interviewer.scoring.evidence import find, is_echo
from interviewer.scoring.grade import Exchange, Span, Turn
from interviewer.scoring.reply import Fault

MOST_QUOTES = 12
"""So many quotes for one verdict are looked up, and no more: nobody reads more, and a model may return thousands."""
LONGEST_NEAR = 400
"""Characters of the longest quote that may differ from spoken text: the search takes its length times the turn's."""

_DECORATION = " \t\r\n\"'`.,;:\u201c\u201d\u2018\u2019\u00ab\u00bb\u2026"
"""What a grader puts round a quote, or leaves on its ends, without changing a word of it."""


class Proof(Struct, frozen=True, kw_only=True):
    """The places of the quotes that count, in the order quoted; or why none does."""

    evidence: tuple[Span, ...] = ()
    fault: Fault | None = None
    """None exactly when there is evidence."""


def prove(quotes: Sequence[str], exchange: Exchange) -> Proof:
    """Look the quotes up in what the candidate said in the interview: a remark after it is evidence of nothing.

    A quote counts where it is found first and says more than the question, its code, or one of the two utterances of
    the interviewer before that turn. Near matches are for spoken turns alone.
    """
    evidence: list[Span] = []
    is_found = False
    for quote in quotes[:MOST_QUOTES]:
        for span, said_before in _places(quote, exchange):
            is_found = True
            if any(is_echo(quote, text) for text in said_before):
                continue
            if span not in evidence:
                evidence.append(span)
            break
    if evidence:
        return Proof(evidence=tuple(evidence))
    if is_found:
        return Proof(fault="quote-is-echo")
    if any(_is_remark(quote, exchange) for quote in quotes[:MOST_QUOTES]):
        return Proof(fault="quote-in-remark")
    return Proof(fault="quote-not-found" if any(quote.strip() for quote in quotes) else "no-quote")


def _places(quote: str, exchange: Exchange) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Where the quote is found, turn by turn, and what had been said to the candidate just before."""
    asked = f"{exchange.question.question}\n{exchange.question.code or ''}"
    before: list[str] = []
    for turn in exchange.turns:
        if turn.speaker == "interviewer":
            before.append(turn.text)
        if not turn.is_answer:
            continue
        span = _place(quote, turn)
        if span is not None:
            yield span, (asked, *before[-2:])


def _is_remark(quote: str, exchange: Exchange) -> bool:
    return any(turn.remarks_on is not None and _place(quote, turn) is not None for turn in exchange.turns)


def _place(quote: str, turn: Turn) -> Span | None:
    may_differ = turn.spoken and len(quote) <= LONGEST_NEAR
    place = find(quote, turn.text) or find(quote.strip(_DECORATION), turn.text, spoken=may_differ)
    return None if place is None else Span(turn=turn.number, start=place.start, end=place.end)
