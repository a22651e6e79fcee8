"""The candidate of a rehearsal: answers as its profile has it, and knows what each of its answers makes. Pure.

It does not know what the interviewer makes of that; comparing the two is what a rehearsal is for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

from msgspec import Struct

from interviewer.calibration.variations import reworded
from interviewer.rehearsal.lines import (
    BLUSTER,
    DOES_NOT_KNOW,
    FOR_MORE,
    HALF_KNOWS,
    HOSTILE,
    INSISTS,
    NO_HINT,
    PARROT,
    REPEATS,
    SAID_BEFORE,
    SILENT,
    TAKES_HINT,
)
from interviewer.rehearsal.profile import NATURES

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from interviewer.dialogue.events import Said
    from interviewer.dialogue.state import ExchangeState
    from interviewer.rehearsal.material import Words
    from interviewer.rehearsal.profile import Profile

Wish = Literal["repeat"] | int
"""What it asks back: to hear the question again, or the clarification of that index."""


class Utterance(Struct, frozen=True, kw_only=True):
    """What it says, and what is true of that by the labels."""

    text: str
    makes: frozenset[str] = frozenset()
    touches: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()
    wish: Wish | None = None
    """What it asks back with it; None when it asks nothing."""


class Candidate(Protocol):
    """Whoever answers in a rehearsal, through one interview."""

    async def reply(self, profile: Profile, exchange: ExchangeState, said: Said) -> Utterance:
        """Its answer to what the interviewer said last in the exchange."""
        ...


class OfflineCandidate:
    """A candidate without a model: sentences of labelled answers, reworded by rule."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._spoken: dict[str, None] = {}
        """What it has said in this interview, as it stands in its profiles."""
        self._asked_back: set[int] = set()
        """The exchanges in which it asked something back."""
        self._opened: set[int] = set()
        """The exchanges in which it gave its first answer."""

    async def reply(self, profile: Profile, exchange: ExchangeState, said: Said) -> Utterance:
        """As its nature has it."""
        nature = NATURES[profile.kind]
        if said.move == "reassure" and said.criterion is not None:
            accepts = self._chance.random() < nature.takes_hints
            return Utterance(text=self._chance.choice(TAKES_HINT if accepts else NO_HINT))
        wish = self._asks_back(nature.asks_back, exchange)
        if wish is not None:
            return wish
        if profile.kind == "hostile" and said.move != "reassure" and self._chance.random() < 1 / 3:
            return Utterance(text=self._chance.choice(HOSTILE))
        if profile.kind == "parrot":
            return Utterance(text=self._chance.choice(PARROT).format(exchange.last_asked.strip().rstrip("?.")))
        if exchange.number not in self._opened:
            self._opened.add(exchange.number)
            return self._says(profile.opening) if profile.opening.text else self._empty_line(profile)
        return self._follows_up(profile, exchange)

    def _asks_back(self, share: float, exchange: ExchangeState) -> Utterance | None:
        """Once in an exchange at most."""
        if exchange.number in self._asked_back or self._chance.random() >= share:
            return None
        self._asked_back.add(exchange.number)
        asked = [clarification.asks for clarification in exchange.question.clarifications]
        if asked and self._chance.random() < 2 / 3:
            index = self._chance.randrange(len(asked))
            return Utterance(text=asked[index], wish=index)
        return Utterance(text=self._chance.choice(REPEATS), wish="repeat")

    def _follows_up(self, profile: Profile, exchange: ExchangeState) -> Utterance:
        challenged, aim = _aim(exchange)
        if challenged in profile.claims:
            return self._once(profile.claims[challenged], INSISTS)
        if aim is None:
            return self._untold(profile) or Utterance(text=self._chance.choice(FOR_MORE))
        words = profile.points.get(aim) or profile.parts.get(aim)
        if words is None:
            return self._does_not_know(profile, exchange, aim)
        if self._chance.random() >= NATURES[profile.kind].tells:
            return self._empty_line(profile)
        return self._once(words, SAID_BEFORE if aim in profile.points else HALF_KNOWS)

    def _untold(self, profile: Profile) -> Utterance | None:
        """A point that it knows and has not told, one time in three, when nobody asks for a certain one."""
        left = [words for words in profile.points.values() if words.text not in self._spoken]
        return self._says(self._chance.choice(left)) if left and self._chance.random() < 1 / 3 else None

    def _does_not_know(self, profile: Profile, exchange: ExchangeState, aim: str) -> Utterance:
        """A wrong claim about it where one is held, else that it does not know, or words."""
        for name, words in profile.claims.items():
            if exchange.question.misconception(name).about == aim and words.text not in self._spoken:
                return self._says(words)
        return self._empty_line(profile)

    def _empty_line(self, profile: Profile) -> Utterance:
        """A line that says nothing, as its kind says it."""
        blusters = NATURES[profile.kind].blusters
        lines = SILENT if profile.kind == "silent" else BLUSTER if blusters else DOES_NOT_KNOW
        return Utterance(text=self._chance.choice(lines))

    def _once(self, words: Words, otherwise: Sequence[str]) -> Utterance:
        """The words, or, where it has said them before, one of the other lines, which make nothing."""
        if words.text in self._spoken:
            return Utterance(text=self._chance.choice(otherwise))
        return self._says(words)

    def _says(self, words: Words) -> Utterance:
        self._spoken[words.text] = None
        return Utterance(
            text=reworded(words.text, self._chance), makes=words.makes, touches=words.touches, claims=words.claims
        )


def _aim(exchange: ExchangeState) -> tuple[str | None, str | None]:
    """The misconception that is challenged, and the criterion that is asked for; None where it is neither."""
    for turn in reversed(exchange.turns):
        if turn.speaker == "interviewer" and (turn.text == exchange.last_asked or turn.hints):
            return turn.challenges, turn.hints or turn.probes
    return None, None
