"""A candidate that is played by a model. It is told what it knows; what it makes of that, no label says."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING

from interviewer.prompting.outside import enclose
from interviewer.rehearsal.candidate import Utterance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from interviewer.dialogue.events import Said
    from interviewer.dialogue.model_interviewer import SpeakingModel
    from interviewer.dialogue.state import ExchangeState
    from interviewer.prompting.template import Prompt, Template
    from interviewer.rehearsal.profile import Kind, Profile

LONGEST = 1500
"""Characters of an answer; what is said beyond is not heard."""
NO_ANSWER = "…"
"""What an empty reply counts as: silence."""
CHARACTERS: dict[Kind, str] = {
    "strong": "You know your trade, and you answer to the point.",
    "partial": "You know some of it, and you say so when you do not know.",
    "wrong": "You are sure of yourself, of what is wrong too, and you never say that you do not know.",
    "vague": "You speak in general terms, and become concrete only when you are asked for something certain.",
    "parrot": "You know nothing of it. You say the question back in other words, as if that were an answer.",
    "silent": "You say as little as you can: a few words, often that you do not know.",
    "hostile": "You are annoyed. You complain, you ask for the solution, you try to give the orders, and answer late.",
}


class ModelCandidate:
    """Answers in a model's words, one call a turn."""

    def __init__(self, *, model: SpeakingModel, template: Template, nonce: Callable[[], str]) -> None:
        """`nonce` gives a new random word each time."""
        self._model = model
        self._template = template
        self._nonce = nonce

    async def reply(self, profile: Profile, exchange: ExchangeState, said: Said) -> Utterance:  # noqa: ARG002 - the Protocol's
        """What the model says. Raises ModelFailedError."""
        text = await self._hear_out(fill(self._template, profile, exchange, self._nonce()))
        return Utterance(text=text.strip()[:LONGEST] or NO_ANSWER)

    async def _hear_out(self, prompt: Prompt) -> str:
        stream = self._model.stream(prompt)
        text = ""
        try:
            async for piece in stream:
                text += piece.text
                if len(text) > LONGEST:
                    break
        finally:
            if isinstance(stream, AsyncGenerator):
                await stream.aclose()
        return text


def fill(template: Template, profile: Profile, exchange: ExchangeState, nonce: str) -> Prompt:
    """What the model is asked: its hidden profile, as the rubric words it, and the exchange so far."""
    question = exchange.question
    says = {criterion.id: criterion.says for criterion in question.criteria}
    return template.fill(
        character=CHARACTERS[profile.kind],
        known=_list(says[name] for name in says if name in profile.points),
        partly=_list(says[name] for name in says if name in profile.parts),
        held=_list(one.says for one in question.misconceptions if one.id in profile.claims),
        question="\n\n".join(filter(None, (question.question.strip(), question.code))),
        conversation="\n".join(
            enclose(turn.text, label=turn.speaker, nonce=nonce) for turn in exchange.turns if not turn.in_passing
        ),
    )


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {' '.join(line.split())}" for line in lines) or "- nothing"
