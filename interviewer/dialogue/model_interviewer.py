"""The interviewer with a model: it picks one of the ranked moves and words it, and code checks both.

Which moves it may word, and what a wording may not do, is in `guard.py`. Whatever goes wrong, the interview goes on in
the words of the question's author.
"""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from interviewer.dialogue.events import AUTHORED
from interviewer.dialogue.guard import ASKING, LEADING_ON, WORDED, fault_of, one_line
from interviewer.dialogue.interviewer import Interviewer, Wording
from interviewer.dialogue.speaking import bare, fill
from interviewer.errors import ModelFailedError
from interviewer.prompting.written import Written
from interviewer.text.language import is_not_english

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from interviewer.dialogue.moves import Move
    from interviewer.dialogue.speaking import SpeakingPrompts
    from interviewer.dialogue.state import ExchangeState, SessionState
    from interviewer.prompting.template import Prompt

MOST_FAILURES = 2
"""After so many failures in a row the model is not asked again: each may have cost a person a minute of waiting."""
LONGEST_REPLY = 1200
"""Characters after which a reply is cut off and not used."""

_KINDS = "probe|deepen|challenge|clarify|hint|reassure|advance|close"
_MOVE = re.compile(
    rf"\W*move\W{{0,4}}(?P<number>\d{{1,2}})\b(?:[ \t:.(*-]*(?:{_KINDS})(?=[ \t]*[):*\n]|$))?[ \t,;:.)*—–-]*",
    re.IGNORECASE,
)
_NEXT_MOVE = re.compile(r"\n\W*move\W{0,4}\d", re.IGNORECASE)
_QUOTED = re.compile(r'["“](?P<text>[^"“”]*)["”]')


class SpeakingModel(Protocol):
    """A model that can be asked to say something."""

    name: str
    """`provider:model`."""

    def stream(self, prompt: Prompt) -> AsyncIterator[Written]:
        """The reply, in pieces as they come. Closing it, where it is a generator, closes the connection.

        Raises ModelFailedError when it fails, and when the reply breaks off.
        """
        ...


class ModelInterviewer:
    """Lets a model choose and word, one call a turn at most. Makes the `fallback`'s move when the model fails.

    The model is asked only where it has a say: when there is a choice, and something in it that it may word. A command
    of the room, a hint, an answer to a question back and the end of the time are served at once.
    """

    def __init__(
        self, *, model: SpeakingModel, prompts: SpeakingPrompts, nonce: Callable[[], str], fallback: Interviewer
    ) -> None:
        """`nonce` gives a new random word each time."""
        self.name = model.name
        self._model = model
        self._failures = 0
        self._prompts = prompts
        self._nonce = nonce
        self._fallback = fallback

    @property
    def has_given_up(self) -> bool:
        """Whether the model has failed so often that it is not asked any more."""
        return self._failures == MOST_FAILURES

    async def word(self, moves: Sequence[Move], state: SessionState) -> Wording:
        """Pick and word one of `moves`. Raises ValueError when no exchange is going on."""
        exchange = state.current
        if exchange is None:
            raise ValueError("there is nothing to reply to between two questions")
        if self.has_given_up or not _has_a_say(moves, state):
            return await self._fallback.word(moves, state)
        prompt = fill(self._prompts, moves, state, self._nonce())
        try:
            reply = await hear_out(self._model.stream(prompt))
        except ModelFailedError as failure:
            wording = await self._fallback.word(moves, state)
            return replace(wording, prompt=prompt.label, refused=failure.kind, notice=self._noticed(failure))
        self._failures = 0
        checked, fault = _checked(reply, moves, exchange, state, in_english=not self._answers_in_kind(exchange))
        wording = checked or await self._fallback.word(moves, state)
        return replace(wording, prompt=prompt.label, refused=fault)

    def _answers_in_kind(self, exchange: ExchangeState) -> bool:
        """Whether the candidate speaks another language than English, and wants to be spoken to in it.

        A short answer does not tell its language, so one of the exchange's answers is enough.
        """
        answers = [turn.text for turn in exchange.turns if turn.speaker == "candidate"]
        return self._prompts.language == "candidate" and any(map(is_not_english, answers))

    def _noticed(self, failure: ModelFailedError) -> str:
        """What the candidate is told; the failure counts."""
        self._failures += 1
        if self._failures == MOST_FAILURES:
            return f"{failure} From here on the interview goes on in prepared words; /model offers other ways."
        return f"{failure} The interview goes on in prepared words."


def parse(reply: str) -> tuple[int | None, str]:
    """The number of the move and the words for it; None when the reply does not begin with a move.

    Small models like to word all the moves of the list, one below the other: the first one counts.

    >>> parse("**Move 2:**\\nWhat comes next?")
    (2, 'What comes next?')
    """
    found = _MOVE.match(reply)
    if found is None:
        return None, ""
    text = _NEXT_MOVE.split(reply[found.end() :], maxsplit=1)[0].strip()
    quoted = _QUOTED.fullmatch(text)
    return int(found["number"]), (quoted["text"] if quoted else text)


def _checked(
    reply: Written, moves: Sequence[Move], exchange: ExchangeState, state: SessionState, *, in_english: bool
) -> tuple[Wording | None, str | None]:
    """The move that the reply names, in the model's words if they pass; and why, if they do not.

    There is no wording where the reply names no move that can be trusted.
    """
    number, text = parse(reply.text)
    if number is None or not 1 <= number <= len(moves):
        return None, "names no legal move"
    move = moves[number - 1]
    if move.kind in LEADING_ON and _is_early(moves, exchange):
        return None, "leads on too early"
    authored = Wording(move=move, text=move.text, source=AUTHORED)
    if move.kind not in WORDED or one_line(text) in (one_line(move.text), bare(move, exchange.question)):
        return authored, None
    fault = fault_of(text, exchange=exchange, move=move, state=state, in_english=in_english)
    if fault is None:
        return Wording(move=move, text=one_line(text), source=reply.model), None
    # Small models give the number of `advance` to a question. A question is not left on such a word.
    return (authored if move.kind in ASKING else None), fault


def _is_early(moves: Sequence[Move], exchange: ExchangeState) -> bool:
    """Whether leading on would skip more than the model's ear may decide.

    It may have heard a point in the answer that the program has not, one, and once it has asked something. A small
    model ends an interview after the first answer.
    """
    core = {criterion.id for criterion in exchange.question.criteria if criterion.tier == "core"}
    unasked = [move for move in moves if move.kind in ASKING and move.criterion in core]
    return len(unasked) > 1 or (bool(unasked) and not exchange.probed)


def _has_a_say(moves: Sequence[Move], state: SessionState) -> bool:
    """The last of the moves leads on; it is nothing to word when it is all there is."""
    return state.last_request is None and any(move.kind in WORDED for move in moves[:-1])


async def hear_out(stream: AsyncIterator[Written]) -> Written:
    """The whole reply, or a little more than the most that is of any use of it."""
    reply = Written(text="", model="")
    try:
        async for piece in stream:
            reply = replace(piece, text=reply.text + piece.text)
            if len(reply.text) > LONGEST_REPLY:
                break
    finally:
        if isinstance(stream, AsyncGenerator):
            await stream.aclose()
    return reply
