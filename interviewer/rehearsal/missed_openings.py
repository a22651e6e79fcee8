"""Openings that an interviewer did not pick up, as far as labels and events can tell. Pure.

Looked for where nothing kept the interview from asking on (`excuse`). There are three:

- abstract: an answer stays in general terms by its label, and the next words lead on, though a point with a probe is
  neither made nor asked for.
- told in part: by the labels a deeper point was told in part.
- named: the candidate said a telling word (`gives_away`) of a deeper point, unprompted.

The latter two are missed when that point has a probe, is never made or asked for, and there was room for it: either one
more deeper point could have been asked for, or another, of which the candidate had not spoken, was asked for instead.
Core points have rules of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from interviewer.dialogue.moves import MOST_DEEPER_PROBES
from interviewer.rehearsal.left_open import excuse, is_asked, made_in, spent_s
from interviewer.text.words import says

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewer.bank.question import Criterion
    from interviewer.dialogue.state import ExchangeState
    from interviewer.rehearsal.play import Played
    from interviewer.scoring.grade import Turn


class MissedOpening(NamedTuple):
    """Words of a candidate that were not picked up."""

    turn: Turn
    sign: Literal["abstract", "told in part", "named"]
    criterion: Criterion | None
    """The point that they opened; None for an abstract answer."""


def missed_openings(played: Played, exchange: ExchangeState) -> Iterator[MissedOpening]:
    """Those of one exchange whose candidate is labelled."""
    if excuse(played, exchange) is not None:
        return
    made = made_in(played, exchange)
    left = [
        criterion
        for criterion in exchange.question.criteria
        if criterion.probe and criterion.id not in made and not is_asked(exchange, criterion.id)
    ]
    yield from _abstract(played, exchange, left)
    for criterion in left:
        opening = _opening(played, exchange, criterion) if criterion.tier == "deeper" else None
        if opening and _was_room(played, exchange, opening.turn, made):
            yield opening


def _abstract(played: Played, exchange: ExchangeState, left: list[Criterion]) -> Iterator[MissedOpening]:
    """The last answer, where it was one: whatever asks on is answered, so that what came after it leads on."""
    answers = [turn for turn in exchange.turns if turn.speaker == "candidate" and not turn.in_passing]
    utterance = played.utterances.get(answers[-1].number) if answers else None
    if utterance and utterance.is_abstract and left:
        yield MissedOpening(answers[-1], "abstract", None)


def _opening(played: Played, exchange: ExchangeState, criterion: Criterion) -> MissedOpening | None:
    """Where the candidate first spoke of the point without being asked for it; None where they did not."""
    before = f"{exchange.question.question}\n{exchange.question.code or ''}"
    for turn in exchange.turns:
        if turn.speaker == "candidate" and not turn.in_passing:
            utterance = played.utterances.get(turn.number)
            if utterance and criterion.id in utterance.touches:
                return MissedOpening(turn, "told in part", criterion)
            if any(says(turn.text, word) and not says(before, word) for word in criterion.gives_away):
                return MissedOpening(turn, "named", criterion)
        before += f"\n{turn.text}"
    return None


def _was_room(played: Played, exchange: ExchangeState, opened: Turn, made: frozenset[str]) -> bool:
    """Whether one more deeper point could be asked for, or another was that the candidate had not spoken of."""
    tiers = {criterion.id: criterion.tier for criterion in exchange.question.criteria}
    asked = {name for name in exchange.probed if tiers.get(name) == "deeper"}
    if len(asked) < MOST_DEEPER_PROBES:
        core = [name for name, tier in tiers.items() if tier == "core"]
        is_in_time = spent_s(played, exchange) < exchange.question.minutes * 60
        return is_in_time and 2 * len(made.intersection(core)) >= len(core)
    instead = {turn.probes: turn.number for turn in exchange.turns if turn.probes in asked and not turn.in_passing}
    return any(
        number > opened.number and not _was_opened(played, exchange, exchange.question.criterion(name), number)
        for name, number in instead.items()
        if name is not None
    )


def _was_opened(played: Played, exchange: ExchangeState, criterion: Criterion, number: int) -> bool:
    opening = _opening(played, exchange, criterion)
    return opening is not None and opening.turn.number < number
