"""The model observer: one structured call for a whole interview, whose evidence code looks up."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from interviewer import __version__
from interviewer.bank.conduct import Conduct, conduct_hash
from interviewer.errors import ModelFailedError
from interviewer.prompting.template import Template
from interviewer.scoring.conduct import Observation, Observations, ObservingFailedError, WholeInterview
from interviewer.scoring.conduct_prompt import observing_prompt
from interviewer.scoring.conduct_reply import CONDUCT_SCHEMA, observed
from interviewer.scoring.grade import GraderStamp
from interviewer.scoring.judging import JudgingModel
from interviewer.scoring.model_grader import why_unreadable
from interviewer.scoring.reply import UnreadableReplyError
from interviewer.text.display import printable


class ModelObserver:
    """Observes by a model. Implements `Observer`; keeps nothing between interviews."""

    def __init__(
        self,
        model: JudgingModel,
        template: Template,
        nonce: Callable[[], str],
        parameters: Mapping[str, str] | None = None,
    ) -> None:
        """`nonce` returns another unguessable word at every call; `parameters` of the model go into every stamp."""
        self.name = model.name
        self._model = model
        self._template = template
        self._nonce = nonce
        self._parameters = dict(parameters or {})

    def stamp(self, conduct: Conduct) -> GraderStamp:
        """What observations by that rubric will be stamped with."""
        return GraderStamp(
            grader=self.name,
            version=__version__,
            rubric_hash=conduct_hash(conduct),
            prompt_hash=self._template.hash,
            parameters=self._parameters,
        )

    async def observe(self, conduct: Conduct, interview: WholeInterview) -> Observations:
        """Look at a whole interview with one call of the model, or none where the candidate said nothing.

        Raises ObservingFailedError when the model fails or its reply cannot be used as a whole.
        """
        import asyncio

        if not _has_words(interview):
            return Observations(habits=_nothing_said(conduct), stamp=self.stamp(conduct))
        prompt = observing_prompt(self._template, conduct.habits, interview, self._nonce())
        try:
            reply = await self._model.reply(prompt, CONDUCT_SCHEMA)
            # In a thread: to look for quotes in a long interview takes a while, and a screen is being drawn.
            habits = await asyncio.to_thread(observed, reply.text, conduct, interview)
        except ModelFailedError as failure:
            raise ObservingFailedError(str(failure)) from failure
        except UnreadableReplyError as unreadable:
            raise ObservingFailedError(
                f"{self.name} gave no usable observation: {why_unreadable(unreadable)}."
            ) from None
        return Observations(habits=habits, stamp=replace(self.stamp(conduct), grader=reply.model))


def _has_words(interview: WholeInterview) -> bool:
    turns = (turn for exchange in interview.exchanges for turn in exchange.turns)
    return any(turn.speaker == "candidate" and printable(turn.text).strip() for turn in turns)


def _nothing_said(conduct: Conduct) -> tuple[Observation, ...]:
    reason = "There was no answer."
    return tuple(Observation(habit=habit.id, outcome="no_occasion", reason=reason) for habit in conduct.habits)
