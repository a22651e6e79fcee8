"""Whether a model does its work: it is asked what an interview would ask, where the right reply is known.

That no error comes back says little: servers exist that answer anything with the same words. So the content counts.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing, asynccontextmanager
from typing import NamedTuple

from msgspec import Struct

from interviewer.bank.question import Label
from interviewer.dialogue.guard import fault_of, one_line
from interviewer.dialogue.model_interviewer import LONGEST_REPLY, parse
from interviewer.dialogue.speaking import SpeakingPrompts, fill
from interviewer.errors import ModelFailedError
from interviewer.llm.calls import ConnectedModel
from interviewer.llm.canned import CannedExchange
from interviewer.llm.faults import FAULTS
from interviewer.prompting.template import Prompt
from interviewer.prompting.weighed import Weighed
from interviewer.prompting.written import Written
from interviewer.scoring.falling_back import FallingBackGrader
from interviewer.scoring.grade import CriterionVerdict, Grade, Grader, GradingFailedError
from interviewer.scoring.grade_prompt import GradingTemplates
from interviewer.scoring.model_grader import ModelGrader
from interviewer.scoring.probability_grader import ProbabilityGrader
from interviewer.scoring.yes_no_questions import YesNoQuestions
from interviewer.text.display import shorten

MOST_SHOWN = 60
"""Characters of a wrong reply that a person is shown."""
OTHER_INTERVIEWER = "Choose another model as interviewer: the words of this one would never be used."
OTHER_GRADER = "Choose another model as grader: the grades of this one cannot be trusted."


class Judgement(Struct, frozen=True, kw_only=True):
    """What the reply was worth."""

    says: str
    """A sentence or two."""
    remedy: str | None = None
    """What to do when the model does not do its work; None when it does."""
    is_doubtful: bool = False
    """Whether it does it less well than it might."""


class Examined(Struct, frozen=True, kw_only=True):
    """A judgement, and how long the model took, in seconds."""

    judgement: Judgement
    first_s: float | None = None
    """From the request to the first words; None where there was no reply, or it came in one piece."""
    whole_s: float | None = None
    """From the request to the end of the reply, a repair included; None where there was no reply."""


class Examiner(Struct, frozen=True, kw_only=True):
    """Asks models the canned exchange. Each reply has the model's `timeout_s`, however many bytes trickle in."""

    canned: CannedExchange
    speaking: SpeakingPrompts
    grading: GradingTemplates
    questions: YesNoQuestions
    nonce: Callable[[], str]
    """Returns another unguessable word at every call."""
    timer: Callable[[], float]
    """Seconds from an arbitrary start."""

    async def interviewer(self, model: ConnectedModel, timeout_s: float) -> Examined:
        """Let the model word a follow-up. A model that fails is a judgement, too."""
        state = self.canned.state()
        prompt = fill(self.speaking, self.canned.moves, state, self.nonce())
        try:
            async with _within(timeout_s, model.name):
                heard = await self._hear(model, prompt)
        except ModelFailedError as failure:
            return Examined(judgement=_of_failure(failure))
        return Examined(judgement=judge_words(heard.text, self.canned), first_s=heard.first_s, whole_s=heard.whole_s)

    async def grader(self, model: ConnectedModel, timeout_s: float) -> Examined:
        """Let the model grade the exchange in one reply. A model that fails is a judgement, too."""
        return await self._graded_by(self._in_one_reply(model, timeout_s))

    async def weigher(self, model: ConnectedModel, timeout_s: float) -> Examined:
        """Let the model grade the exchange by probabilities. One whose server tells none is a judgement, too."""
        return await self._graded_by(self._by_probability(model, timeout_s))

    async def either(self, model: ConnectedModel, timeout_s: float) -> Examined:
        """Let the model grade by probabilities, or in one reply where its server tells none."""
        return await self._graded_by(
            FallingBackGrader(self._by_probability(model, timeout_s), self._in_one_reply(model, timeout_s))
        )

    def _in_one_reply(self, model: ConnectedModel, timeout_s: float) -> Grader:
        return ModelGrader(_Bounded(model, timeout_s), self.grading, self.nonce)

    def _by_probability(self, model: ConnectedModel, timeout_s: float) -> Grader:
        return ProbabilityGrader(_Bounded(model, timeout_s), self.questions, self.nonce)

    async def _graded_by(self, grader: Grader) -> Examined:
        began = self.timer()
        try:
            grade = await grader.grade(self.canned.state().exchanges[-1].exchange())
        except GradingFailedError as failed:
            cause = failed.__cause__
            if isinstance(cause, ModelFailedError):
                return Examined(judgement=_of_failure(cause))
            judgement = Judgement(says=failed.reason, remedy=OTHER_GRADER)
        else:
            judgement = judge_grade(grade, self.canned)
        return Examined(judgement=judgement, whole_s=self.timer() - began)

    async def _hear(self, model: ConnectedModel, prompt: Prompt) -> _Heard:
        """The reply, or a little more of it than an interview would listen to."""
        began, first_s, text = self.timer(), None, ""
        async with aclosing(model.stream(prompt)) as pieces:
            async for piece in pieces:
                first_s = self.timer() - began if first_s is None else first_s
                text += piece.text
                if len(text) > LONGEST_REPLY:
                    break
        return _Heard(text, first_s, self.timer() - began)


class _Heard(NamedTuple):
    text: str
    first_s: float | None
    whole_s: float


def judge_words(reply: str, canned: CannedExchange) -> Judgement:
    """Whether an interview could use the reply: it names a move and words it, and the guard lets the words pass."""
    number, text = parse(reply)
    if number is None or not 1 <= number <= len(canned.moves):
        return Judgement(
            says=f"Its reply, “{shorten(reply, MOST_SHOWN)}”, names none of the moves that it was offered.",
            remedy=OTHER_INTERVIEWER,
        )
    if not text:
        return Judgement(says="Its reply names a move and has no words for it.", remedy=OTHER_INTERVIEWER)
    move, state = canned.moves[number - 1], canned.state()
    fault = fault_of(text, exchange=state.exchanges[-1], move=move, state=state)
    shown = f"“{shorten(one_line(text), 2 * MOST_SHOWN)}”"
    if fault is None:
        return Judgement(says=f"Its wording, {shown}, could be shown.")
    return Judgement(says=f"Its wording, {shown}, would be replaced by prepared words: it {fault}.", is_doubtful=True)


def judge_grade(grade: Grade, canned: CannedExchange) -> Judgement:
    """Whether the verdicts are the known right ones; code has looked up their quotes already."""
    wrong = [
        _wrong(verdict, canned) for verdict in grade.verdicts if verdict.verdict != canned.verdicts[verdict.criterion]
    ]
    if wrong:
        return Judgement(says=" ".join(wrong), remedy=OTHER_GRADER)
    return Judgement(says=f"All {len(grade.verdicts)} verdicts are right, and the quote was found.")


def _wrong(given: CriterionVerdict, canned: CannedExchange) -> str:
    right: Label = canned.verdicts[given.criterion]
    point = shorten(canned.question.criterion(given.criterion).says, 2 * MOST_SHOWN)
    why = f" {given.reason}" if given.verdict == "unclear" else ""
    return f"“{point}” is {right} in the answer, and it came to {given.verdict}.{why}"


def _of_failure(failure: ModelFailedError) -> Judgement:
    return Judgement(says=failure.message, remedy=failure.hint)


class _Bounded:
    """The model, each of whose replies has so many seconds, however many bytes trickle in."""

    def __init__(self, model: ConnectedModel, timeout_s: float) -> None:
        self.name = model.name
        self._model = model
        self._timeout_s = timeout_s

    async def reply(self, prompt: Prompt, schema: Mapping[str, object]) -> Written:
        """One structured reply. Raises ModelFailedError."""
        async with _within(self._timeout_s, self.name):
            return await self._model.reply(prompt, schema)

    async def weigh(self, prompt: Prompt) -> Weighed:
        """How much the model leans to yes. Raises ModelFailedError."""
        async with _within(self._timeout_s, self.name):
            return await self._model.weigh(prompt)


@asynccontextmanager
async def _within(seconds: float, name: str) -> AsyncGenerator[None]:
    """Raise ModelFailedError when what is done inside takes longer."""
    import asyncio

    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        says = f"{name} was not done with its reply after {seconds:g} s."
        raise ModelFailedError("time-out", says, FAULTS["time-out"].hint) from None
