"""Small talk with a model: one call for a reply, whose words code checks. What fails is said in prepared words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from interviewer.dialogue.guard import one_line
from interviewer.dialogue.host import Worded
from interviewer.dialogue.model_interviewer import SpeakingModel, hear_out
from interviewer.dialogue.small_talk_guard import fault_of_small_talk
from interviewer.errors import ModelFailedError
from interviewer.prompting.outside import enclose
from interviewer.prompting.template import Template, extended
from interviewer.text.language import is_not_english

if TYPE_CHECKING:
    from collections.abc import Callable

    from interviewer.dialogue.events import SmallTalkPart
    from interviewer.dialogue.manner import Language, Persona
    from interviewer.dialogue.state import SessionState, SmallTalkTurn
    from interviewer.prompting.files import PromptFiles
    from interviewer.prompting.template import Prompt

WARMED_UP_WITHIN_S = 1.5
"""Seconds that a model gets to reply to the warm-up: the first question waits for nobody."""
LONGEST_TURN = 1500
"""Characters of a turn that are shown."""
TURNS_SHOWN = 4
LATE = "was not there in time"


class ReadyModel(SpeakingModel, Protocol):
    """A model that tells whether it could begin to speak now."""

    @property
    def is_ready(self) -> bool:
        """Whether it is loaded."""
        ...


class SmallTalkPrompts(Struct, frozen=True, kw_only=True):
    """What a model is asked with."""

    warm_up: Template
    closing: Template
    language: Language = "english"


def read_small_talk(
    files: PromptFiles, persona: Persona = "neutral", language: Language = "english"
) -> SmallTalkPrompts:
    """The prompts in these files. Raises UsageError for a bad one."""
    static = [files.part(f"personas/{persona}"), files.part(f"languages/{language}")]
    warm_up, closing = (extended(files.template(name), f"{name}-{persona}", static) for name in ("warm_up", "closing"))
    return SmallTalkPrompts(warm_up=warm_up, closing=closing, language=language)


class ModelSmallTalker:
    """Asks a model for the words of a reply: for the warm-up only where it is ready, and not for long."""

    def __init__(
        self,
        *,
        model: ReadyModel,
        prompts: SmallTalkPrompts,
        nonce: Callable[[], str],
        may_be_asked: Callable[[], bool] = lambda: True,
        patience_s: float = WARMED_UP_WITHIN_S,
    ) -> None:
        """`nonce` gives a new random word each time; `may_be_asked` knows of budgets and of failures before."""
        self._model = model
        self._prompts = prompts
        self._nonce = nonce
        self._may_be_asked = may_be_asked
        self._patience_s = patience_s
        self._has_failed = False

    async def word(self, state: SessionState) -> Worded | None:
        """A reply to the candidate's last words; None where the model is not asked for one."""
        part = state.in_small_talk
        if part is None or self._has_failed or not self._may_be_asked():
            return None
        if part == "warm_up" and not self._model.is_ready:
            return None
        prompt = _filled(self._prompts, part, state, self._nonce())
        try:
            return await self._asked(part, prompt, state)
        except TimeoutError:
            return Worded(text=None, source=self._model.name, prompt=prompt.label, refused=LATE)
        except ModelFailedError as failure:
            self._has_failed = True
            notice = f"{failure} This is said in prepared words."
            return Worded(text=None, source=self._model.name, prompt=prompt.label, refused=failure.kind, notice=notice)

    async def _asked(self, part: SmallTalkPart, prompt: Prompt, state: SessionState) -> Worded:
        import asyncio

        patience_s = self._patience_s if part == "warm_up" else None
        reply = await asyncio.wait_for(hear_out(self._model.stream(prompt)), patience_s)
        words = reply.text.strip().strip('"“”')
        in_kind = self._prompts.language == "candidate" and is_not_english(state.small_talk[-1].text)
        fault = fault_of_small_talk(words, part=part, state=state, in_english=not in_kind)
        text = None if fault else one_line(words)
        return Worded(text=text, source=reply.model, prompt=prompt.label, refused=fault)


def _filled(prompts: SmallTalkPrompts, part: SmallTalkPart, state: SessionState, nonce: str) -> Prompt:
    """The request. Nothing in it comes from a rubric: what a model does not know, it cannot tell."""
    turns = [turn for turn in state.small_talk if turn.part == part][-TURNS_SHOWN:]
    conversation = "\n".join(_enclosed(turn, nonce) for turn in turns)
    if part == "warm_up":
        return prompts.warm_up.fill(conversation=conversation)
    questions = "\n".join(f"- {one_line(exchange.question.question)}" for exchange in state.exchanges)
    return prompts.closing.fill(questions=questions, conversation=conversation)


def _enclosed(turn: SmallTalkTurn, nonce: str) -> str:
    return enclose(turn.text, label=turn.speaker, nonce=nonce, limit=LONGEST_TURN)
