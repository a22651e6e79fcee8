"""What a candidate may contest after the interview, and how: a remark on a verdict, or a few words put right.

A correction is for what was mis-heard or mistyped. It is bounded, so that nobody writes an answer afterwards.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from interviewer.dialogue.contested import count_changed
from interviewer.dialogue.events import Corrected, Remarked
from interviewer.errors import UsageError
from interviewer.scoring.evidence import find
from interviewer.scoring.grade import Span
from interviewer.text.display import printable, shorten
from interviewer.text.words import tokens, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewer.dialogue.contested import Wording
    from interviewer.dialogue.state import ExchangeState, SessionState

LONGEST_REMARK = 1000
"""Characters."""
MOST_REMARKS = 5
"""On one question: a grader that was asked often enough gives in."""
MOST_WORDS = 4
"""Words that a correction may take out, and words that it may put in."""
LONGEST_CORRECTION = 60
"""Characters of these words."""
FEW_WORDS = 4
"""So many words of a turn may be corrected in any case, all corrections together."""
ONE_IN = 10
"""In a long turn one word in so many."""
LONGEST_SHOWN = 40
"""Characters of what was typed, where it is repeated."""


def contestable(state: SessionState) -> tuple[ExchangeState, ...]:
    """The exchanges of an interview that is over whose grade can be contested: graded, and something was said."""
    return tuple(one for one in state.exchanges if state.ended and one.grade is not None and answers(one))


def answers(exchange: ExchangeState) -> dict[int, Wording]:
    """What the candidate said in the exchange, by the number of the turn, as corrected; empty turns left out."""
    remarks = {one.turn for one in exchange.contests if isinstance(one, Remarked)}
    said = exchange.wordings(len(exchange.contests))
    return {number: one for number, one in said.items() if number not in remarks and printable(one.text).strip()}


def exchange_numbered(state: SessionState, number: int) -> ExchangeState:
    """The exchange of that number, if it can be contested. Raises UsageError."""
    if not state.ended:
        raise UsageError("The interview is not over.", "`interviewer resume` goes on; contest its grades then.")
    if not 0 < number <= len(state.exchanges):
        raise UsageError(f"There is no question {number}.", f"The interview has {_counted(len(state.exchanges))}.")
    exchange = state.exchanges[number - 1]
    if exchange.grade is None:
        raise UsageError(f"Question {number} is not graded.", "`interviewer regrade` grades it.")
    if not answers(exchange):
        raise UsageError(
            f"Nothing was said to question {number}.", "Graders judge what was said, so there is nothing to contest."
        )
    return exchange


def remark(state: SessionState, number: int, criterion: str, text: str) -> Remarked:
    """A remark on the verdict on that criterion. Raises UsageError when there is no such verdict, or no remark."""
    exchange = exchange_numbered(state, number)
    ids = [one.id for one in exchange.question.criteria]
    if criterion not in ids:
        near = get_close_matches(criterion, ids, n=1)
        hint = f"Did you mean {near[0]}?" if near else f"There are {', '.join(ids)}."
        raise UsageError(f"Question {number} has no criterion {_shown(criterion)}.", hint)
    if wrong := wrong_with_remark(text):
        raise UsageError(wrong)
    if sum(isinstance(one, Remarked) for one in exchange.contests) >= MOST_REMARKS:
        raise UsageError(f"Question {number} has {MOST_REMARKS} remarks already; there can be no more.")
    return Remarked(number=number, criterion=criterion, turn=state.last_turn + 1, text=text.strip())


def wrong_with_remark(text: str) -> str | None:
    """Why the text is no remark; None when it is one."""
    if not tokens(text):
        return "The remark says nothing."
    if len(text) > LONGEST_REMARK:
        return f"A remark has {LONGEST_REMARK} characters at most, and this one {len(text)}."
    return None


def correct(state: SessionState, turn: int, old: str, new: str, *, number: int | None = None) -> Corrected:
    """Other words in place of some that the turn holds, wherever it holds them.

    `number` is that of the exchange; without it, the one in which the turn was said. Raises UsageError.
    """
    exchange = exchange_numbered(state, _exchange_of(state, turn) if number is None else number)
    said = answers(exchange)
    if turn not in said:
        told = ", ".join(map(str, said))
        raise UsageError(f"Turn {turn} is not one of yours in question {exchange.number}.", f"Yours are {told}.")
    places = tuple(_places(turn, said[turn].text, old))
    if wrong := wrong_with_correction(said[turn], old, new, len(places)):
        raise UsageError(wrong)
    return Corrected(number=exchange.number, turn=turn, new=new.strip(), places=places)


def wrong_with_correction(said: Wording, old: str, new: str, places: int) -> str | None:
    """Why these words cannot take the place of those, which the turn holds in so many places; None when they can."""
    if not places:
        return f"The turn does not hold the words {_shown(old)}."
    if not tokens(new) or new.strip() == old.strip():
        return f"Say with which other words {_shown(old)} is to be replaced."
    if max(len(words(old)), len(words(new))) > MOST_WORDS or len(new.strip()) > LONGEST_CORRECTION:
        return f"A correction replaces {MOST_WORDS} words at most by {MOST_WORDS} at most: it is for mis-heard words."
    if not new.strip().isprintable():
        return "The new words have to be on one line, and hold nothing that cannot be seen."
    most = most_changed(said)
    if said.words_changed + places * count_changed(old, new) > most:
        return (
            f"Of this turn {most} words can be corrected in all, and {said.words_changed} are: "
            "a correction is for mis-heard words, and no new answer."
        )
    return None


def most_changed(said: Wording) -> int:
    """How many words of the turn may be corrected, all corrections together."""
    return max(FEW_WORDS, len(words(said.text)) // ONE_IN)


def _places(turn: int, text: str, old: str) -> Iterator[Span]:
    """Wherever the turn holds the words whole, but for case, white space and typography."""
    begin = 0
    while (place := find(old, text[begin:])) is not None:
        yield Span(turn=turn, start=begin + place.start, end=begin + place.end)
        begin += place.end


def _exchange_of(state: SessionState, turn: int) -> int:
    for exchange in state.exchanges:
        if any(one.number == turn and not one.in_passing for one in exchange.turns):
            return exchange.number
    raise UsageError(f"There is no turn {turn}.", "`interviewer report --transcript` numbers them.")


def _counted(questions: int) -> str:
    return "1 question" if questions == 1 else f"{questions} questions"


def _shown(text: str) -> str:
    return f"“{shorten(text, LONGEST_SHOWN)}”"
