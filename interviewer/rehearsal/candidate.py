"""The candidate of a rehearsal: answers as its profile has it, and knows what each of its answers makes. Pure.

It does not know what the interviewer makes of that; comparing the two is what a rehearsal is for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

from msgspec import Struct

from interviewer.calibration.variations import reworded
from interviewer.rehearsal.lines import (
    ASKS_BACK,
    BLUSTER,
    DOES_NOT_KNOW,
    FOR_MORE,
    HALF_KNOWS,
    HINTS,
    HOSTILE,
    INSISTS,
    NO_HINT,
    PARROT,
    REPEATS,
    SAID_BEFORE,
    SILENT,
    SKIPS,
    TAKES_HINT,
)
from interviewer.rehearsal.profile import NATURES

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from interviewer.dialogue.events import Said
    from interviewer.dialogue.state import ExchangeState
    from interviewer.rehearsal.material import Words
    from interviewer.rehearsal.profile import Nature, Profile

Command = Literal["hint", "skip", "repeat", "clarify"]
Wish = Command | Literal["other"] | int
"""What it wants instead of answering: that of a command, the clarification of that index, or something that no author
foresaw."""
ABSTRACT = "vague"
"""The style of labelled answers that stay in general terms."""


class Utterance(Struct, frozen=True, kw_only=True):
    """What it says, and what is true of that by the labels."""

    text: str
    makes: frozenset[str] = frozenset()
    touches: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()
    wish: Wish | None = None
    """What it wants with it; None when it only answers."""
    command: Command | None = None
    """The command that it types for its wish; None when it says something."""
    is_abstract: bool = False
    """Whether it speaks of the matter and makes no point, by its label."""


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
            return self._answers_the_offer(nature)
        wish = self._wishes(nature, exchange)
        if wish is not None:
            return wish
        if profile.kind == "hostile" and said.move != "reassure" and self._happens(1 / 3):
            return Utterance(text=self._chance.choice(HOSTILE))
        if profile.kind == "parrot":
            return Utterance(text=self._chance.choice(PARROT).format(exchange.last_asked.strip().rstrip("?.")))
        return self._answers(profile, exchange)

    def _answers(self, profile: Profile, exchange: ExchangeState) -> Utterance:
        """Its first answer to the question, or to what is asked after that."""
        if exchange.number not in self._opened:
            self._opened.add(exchange.number)
            return self._says(profile.opening) if profile.opening.text else self._empty_line(profile)
        return self._follows_up(profile, exchange)

    def _answers_the_offer(self, nature: Nature) -> Utterance:
        if self._happens(nature.takes_hints):
            return self._in_words(TAKES_HINT, "hint")
        return Utterance(text=self._chance.choice(NO_HINT))

    def _happens(self, share: float) -> bool:
        return self._chance.random() < share

    def _wishes(self, nature: Nature, exchange: ExchangeState) -> Utterance | None:
        """Something else than an answer: by command or in words; to ask back, once in an exchange at most."""
        if exchange.number not in self._asked_back and self._happens(nature.asks_back):
            self._asked_back.add(exchange.number)
            return self._asks_back(exchange)
        if self._happens(nature.asks_for_hints):
            return self._by_command("hint") if self._happens(1 / 2) else self._in_words(HINTS, "hint")
        # Whoever has not answered yet has nothing to be tired of.
        if exchange.number in self._opened and self._happens(nature.skips):
            return self._by_command("skip") if self._happens(1 / 2) else self._in_words(SKIPS, "skip")
        return None

    def _asks_back(self, exchange: ExchangeState) -> Utterance:
        asked = [clarification.asks for clarification in exchange.question.clarifications]
        if asked and self._happens(1 / 2):
            index = self._chance.randrange(len(asked))
            return Utterance(text=asked[index], wish=index)
        return self._chance.choice(
            (
                self._in_words(REPEATS, "repeat"),
                self._in_words(ASKS_BACK, "other"),
                self._by_command("repeat"),
                self._by_command("clarify"),
            )
        )

    def _in_words(self, lines: Sequence[str], wish: Wish) -> Utterance:
        return Utterance(text=self._chance.choice(lines), wish=wish)

    def _by_command(self, command: Command) -> Utterance:
        return Utterance(text=f"/{command}", wish=command, command=command)

    def _follows_up(self, profile: Profile, exchange: ExchangeState) -> Utterance:
        challenged, aim = _aim(exchange)
        if challenged in profile.claims:
            return self._once(profile.claims[challenged], INSISTS)
        if aim is None:
            return self._untold(profile) or Utterance(text=self._chance.choice(FOR_MORE))
        words = profile.points.get(aim) or profile.parts.get(aim)
        if words is None:
            return self._does_not_know(profile, exchange, aim)
        if not self._happens(NATURES[profile.kind].tells):
            return self._empty_line(profile)
        return self._once(words, SAID_BEFORE if aim in profile.points else HALF_KNOWS)

    def _untold(self, profile: Profile) -> Utterance | None:
        """A point that it knows and has not told, one time in three, when nobody asks for a certain one."""
        left = [words for words in profile.points.values() if words.text not in self._spoken]
        return self._says(self._chance.choice(left)) if left and self._happens(1 / 3) else None

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
            text=reworded(words.text, self._chance),
            makes=words.makes,
            touches=words.touches,
            claims=words.claims,
            is_abstract=words.style == ABSTRACT and not words.makes,
        )


def _aim(exchange: ExchangeState) -> tuple[str | None, str | None]:
    """The misconception that is challenged, and the criterion that is asked for; None where it is neither."""
    for turn in reversed(exchange.turns):
        if turn.speaker == "interviewer" and (turn.text == exchange.last_asked or turn.hints):
            return turn.challenges, turn.hints or turn.probes
    return None, None
