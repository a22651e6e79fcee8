"""The interviewer's stock phrases: what they are, and choosing one that was not used yet."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, Struct

from interviewer.dialogue.state import folded_sentences
from interviewer.text.words import says

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from interviewer.dialogue.state import ExchangeState, SessionState

Phrasings = Annotated[tuple[str, ...], Meta(min_length=1)]


class Phrases(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Ways to say each of the things that no question brings its own words for: `prompts/phrases.yaml`."""

    acknowledge: Phrasings
    offer_hint: Phrasings
    no_hint_left: Phrasings
    take_it_your_way: Phrasings
    as_you_read_it: Phrasings
    no_hurry: Phrasings
    say_more: Phrasings
    no_answers: Phrasings
    no_feedback: Phrasings
    stay_in_role: Phrasings
    bear_with_me: Phrasings
    save_small_talk: Phrasings
    in_english: Phrasings
    back_to_the_question: Phrasings
    advance: Phrasings
    advance_after_giving_up: Phrasings
    advance_for_time: Phrasings
    close: Phrasings
    close_for_time: Phrasings


def fresh(phrasings: Sequence[str], state: SessionState) -> str | None:
    """A phrasing of which no sentence was used in this interview; None when all are used up.

    Which one depends on the interview's plan and on the turn, so that interviews differ and a replay does not.
    """
    unused = [phrasing for phrasing in phrasings if not folded_sentences(phrasing) & state.said]
    return _pick(unused, state) if unused else None


def fresh_or_any(phrasings: Sequence[str], state: SessionState) -> str:
    """A fresh phrasing; one that was used before when there is no other and something has to be said."""
    return fresh(phrasings, state) or _pick(phrasings, state)


def discreet(phrasings: Sequence[str], exchange: ExchangeState) -> Sequence[str]:
    """The phrasings without those that say a telling word of the question: `Let me narrow it down.` may be a hint.

    Of points that were heard, too: they may have been heard in something else.
    """
    telling = tuple(word for criterion in exchange.question.criteria for word in criterion.gives_away)
    return [phrasing for phrasing in phrasings if not _says_one_of(phrasing, telling)]


@lru_cache(maxsize=4096)
def _says_one_of(phrasing: str, telling: tuple[str, ...]) -> bool:
    return any(says(phrasing, word) for word in telling)


def _pick(phrasings: Collection[str], state: SessionState) -> str:
    # Not hash(): that differs from process to process.
    seed = sum(map(ord, "".join(planned.question_id for planned in state.plan)))
    return list(phrasings)[(seed + state.last_turn) % len(phrasings)]
