"""Which core points a question was left without asking for, and whether there was a reason to. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from interviewer.dialogue.events import Asked, Ended, ExchangeEnded, Listened, Requested
from interviewer.dialogue.moves import GIVEN_UP, OVERTIME

if TYPE_CHECKING:
    from collections.abc import Iterable

    from interviewer.bank.question import Criterion
    from interviewer.dialogue.events import AnyEvent
    from interviewer.dialogue.state import ExchangeState
    from interviewer.rehearsal.play import Played

Excuse = Literal["time", "given up", "wish"]
"""The budget was spent, the candidate had not known too often in a row, or the candidate wanted to go on."""


def left_open(played: Played, exchange: ExchangeState) -> list[Criterion]:
    """The core points that the interview had not heard and did not ask for, though nothing kept it from asking."""
    return [] if excuse(played, exchange) else unasked(exchange)


def unasked(exchange: ExchangeState) -> list[Criterion]:
    """The core points that the interview had not heard at the end and never asked for, by probe, challenge or hint."""
    return [
        criterion
        for criterion in exchange.open_criteria("core")
        if criterion.probe and not is_asked(exchange, criterion.id)
    ]


def taken_for_said(played: Played, exchange: ExchangeState) -> list[Criterion]:
    """The core points that were not asked for because they were heard in what, by the labels, does not make them."""
    made = made_in(played, exchange)
    return [
        criterion
        for criterion in exchange.question.criteria
        if criterion.tier == "core"
        and criterion.id not in made
        and exchange.is_met(criterion.id)
        and not is_asked(exchange, criterion.id)
        and not any(turn.in_passing for turn in exchange.turns)  # what another question drew out has no label here
    ]


def is_asked(exchange: ExchangeState, criterion: str) -> bool:
    """Whether the interview asked for that point."""
    return criterion in exchange.probed or criterion in exchange.hinted


def made_in(played: Played, exchange: ExchangeState) -> frozenset[str]:
    """The criteria that the candidate met in the exchange, by the labels."""
    turns = [turn.number for turn in exchange.turns if turn.speaker == "candidate" and not turn.in_passing]
    return frozenset().union(*(played.utterances[number].makes for number in turns if number in played.utterances))


def excuse(played: Played, exchange: ExchangeState) -> Excuse | None:
    """Why the question was left before all was asked; None when nothing asked for that."""
    if exchange.ending == "cut_off" or spent_s(played, exchange) >= exchange.question.minutes * 60 * OVERTIME:
        return "time"
    last = _last_of_the_candidate(event for event in _events(played, exchange.number))
    if exchange.skipped or (isinstance(last, Listened) and last.act in ("declined", "skipped")):
        return "wish"
    return "given up" if exchange.gave_up >= GIVEN_UP else None


def _last_of_the_candidate(events: Iterable[AnyEvent]) -> AnyEvent | None:
    found = [event for event in events if isinstance(event, Listened | Requested)]
    return found[-1] if found else None


def _events(played: Played, number: int) -> list[AnyEvent]:
    """What happened from putting that question until the next one."""
    events: list[AnyEvent] = []
    at = 0
    for one in played.recorded:
        at += isinstance(one.event, Asked)
        if at == number:
            events.append(one.event)
    return events


def spent_s(played: Played, exchange: ExchangeState) -> float:
    """Active seconds that the question had."""
    ends = [one.active_s for one in played.recorded if isinstance(one.event, ExchangeEnded | Ended)]
    return ends[exchange.number - 1] - exchange.asked_at_s
