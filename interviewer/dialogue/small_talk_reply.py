"""What an interviewer without a model replies in small talk, and what a model may say in its own words. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from interviewer.dialogue.phrases import Phrasings, fresh_or_any
from interviewer.dialogue.small_talk_cues import asks_about, mood_of, wants_it_again

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewer.dialogue.small_talk import SmallTalk
    from interviewer.dialogue.state import SessionState, SmallTalkTurn

MOST_QUESTIONS = 2
"""So many questions of the candidate are answered."""


class Reply(Struct, frozen=True, kw_only=True):
    """What is said to the candidate's last words."""

    text: str = ""
    """Empty where nothing has to be said."""
    then: str = ""
    """A sentence that follows it, in these words."""
    ends: bool = False
    """Whether this part of the small talk is over with it."""
    is_free: bool = False
    """Whether a model may say it in its own words; `then` stays."""

    @property
    def whole(self) -> str:
        """All of it."""
        return " ".join(filter(None, (self.text, self.then)))


def reply_to(state: SessionState, texts: SmallTalk) -> Reply:
    """What is said now. Raises ValueError when there is no small talk going on."""
    part = state.in_small_talk
    if part is None:
        raise ValueError("there is no small talk to go on with")
    turns = [turn for turn in state.small_talk if turn.part == part]
    request = state.last_request
    if request is not None and request.command == "skip":
        return Reply(ends=True)
    if request is not None and request.command != "repeat":
        return Reply(text=fresh_or_any(texts.nothing_to_hint_at, state))
    if request is not None or wants_it_again(turns[-1].text):
        return Reply(text=turns[0].text)
    if part == "warm_up":
        return _after_warm_up(turns[-1].text, state, texts)
    return _to_a_question(turns, state, texts)


def _after_warm_up(text: str, state: SessionState, texts: SmallTalk) -> Reply:
    mood = mood_of(text)
    by_mood: dict[str, Phrasings] = {
        "told": texts.thanks,
        "told_nothing": texts.thanks_anyway,
        "nervous": texts.nervous,
        "asked_back": texts.asked_back,
    }
    said, on = (fresh_or_any(phrasings, state) for phrasings in (by_mood[mood], texts.lead_on))
    return Reply(text=said, then=on, ends=True, is_free=mood == "told")


def _to_a_question(turns: Sequence[SmallTalkTurn], state: SessionState, texts: SmallTalk) -> Reply:
    about = asks_about(turns[-1].text)
    farewell = fresh_or_any(texts.farewell, state)
    if about is None:
        return Reply(text=farewell, ends=True)
    is_last = sum(map(_is_a_question, turns)) >= MOST_QUESTIONS
    answers: Phrasings = getattr(texts.answers, about)
    then = farewell if is_last else fresh_or_any(texts.anything_else, state)
    return Reply(text=fresh_or_any(answers, state), then=then, ends=is_last, is_free=True)


def _is_a_question(turn: SmallTalkTurn) -> bool:
    return turn.speaker == "candidate" and not wants_it_again(turn.text) and asks_about(turn.text) is not None
