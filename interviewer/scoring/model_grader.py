"""The model grader: one structured call for an exchange, its evidence checked, one repair, and second looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from interviewer import __version__
from interviewer.bank.question import Question, rubric_hash
from interviewer.errors import ModelFailedError
from interviewer.prompting.template import Prompt
from interviewer.scoring.assessment import Assessment, assess, mended
from interviewer.scoring.grade import Exchange, Grade, GraderStamp, GradingFailedError
from interviewer.scoring.grade_prompt import GradingTemplates, first_prompt, repair_prompt
from interviewer.scoring.judging import JudgingModel
from interviewer.scoring.reply import GRADE_SCHEMA, Complaint, Fault, UnreadableReplyError, read_reply
from interviewer.scoring.second_look import SecondLook
from interviewer.scoring.silence import is_silent, nothing_said

_WHY_UNREADABLE: Mapping[Fault, str] = {
    "not-json": "the reply was not JSON",
    "wrong-shape": "the reply did not have the form that was asked for",
    "unknown-verdict": "it held a verdict that does not exist",
    "unknown-id": "it judged something that is not in the rubric",
    "duplicate-id": "it judged one point twice",
    "missing-id": "it left out points of the rubric",
}


class ModelGrader:
    """Grades by a model. Implements `Grader`; keeps nothing between exchanges."""

    def __init__(
        self,
        model: JudgingModel,
        templates: GradingTemplates,
        nonce: Callable[[], str],
        parameters: Mapping[str, str] | None = None,
        second_look: SecondLook | None = None,
    ) -> None:
        """`nonce` returns another unguessable word at every call; `parameters` of the model go into every stamp.

        Without a `second_look` the word of the one call counts, as far as its evidence is found.
        """
        self.name = model.name
        self._model = model
        self._templates = templates
        self._nonce = nonce
        self._parameters = dict(parameters or {})
        self._second_look = second_look

    def stamp(self, question: Question) -> GraderStamp:
        """What a grade of the question will be stamped with."""
        return GraderStamp(
            grader=self.name,
            version=__version__,
            rubric_hash=rubric_hash(question),
            prompt_hash=_both(self._templates.hash, self._second_look),
            parameters={**self._parameters, "second_looks": _extent(self._second_look)},
        )

    async def grade(self, exchange: Exchange) -> Grade:
        """Grade one exchange with one call of the model, or two when the first reply needs mending; then look again.

        Where the candidate said nothing, every criterion is missed, and no model is asked. Raises GradingFailedError
        when the model fails, or twice gives a reply that is no grade as a whole.
        """
        if is_silent(exchange):
            return nothing_said(exchange, self.stamp(exchange.question))
        asked: list[str] = []
        checked = await self._assessment(exchange, asked)
        grade = Grade(
            verdicts=tuple(checked.verdicts[criterion.id] for criterion in exchange.question.criteria),
            findings=tuple(checked.findings.values()),
            outside=checked.outside,
            stamp=self.stamp(exchange.question),
        )
        if self._second_look is not None:
            grade = await self._second_look.over(grade, exchange, asked, repaired=checked.repaired)
        return replace(grade, stamp=replace(grade.stamp, grader=" and ".join(dict.fromkeys(asked))))

    async def _assessment(self, exchange: Exchange, asked: list[str]) -> Assessment:
        """`asked` is told which model wrote each reply: a fallback may have."""
        prompt = first_prompt(self._templates, exchange, self._nonce())
        try:
            first = await self._ask(prompt, exchange, asked)
        except UnreadableReplyError as unreadable:
            return await self._second_try(prompt, exchange, unreadable.complaint, asked)
        if not first.complaints:
            return first
        try:
            second = await self._ask(repair_prompt(self._templates, prompt, first.complaints), exchange, asked)
        except UnreadableReplyError:
            return first  # what it proved stands, and the rest is unclear
        return mended(first, second, exchange.question)

    async def _second_try(
        self, prompt: Prompt, exchange: Exchange, complaint: Complaint, asked: list[str]
    ) -> Assessment:
        try:
            return await self._ask(repair_prompt(self._templates, prompt, [complaint]), exchange, asked)
        except UnreadableReplyError as unreadable:
            why = why_unreadable(unreadable)
            raise GradingFailedError(f"{self.name} was asked twice and gave no usable grade: {why}.") from None

    async def _ask(self, prompt: Prompt, exchange: Exchange, asked: list[str]) -> Assessment:
        import asyncio

        try:
            reply = await self._model.reply(prompt, GRADE_SCHEMA)
        except ModelFailedError as failure:
            raise GradingFailedError(str(failure)) from failure
        asked.append(reply.model)
        return await asyncio.to_thread(_checked, reply.text, exchange)


def _both(hash_of_first: str, second_look: SecondLook | None) -> str:
    """The hash of all that was asked: of the one call, or of that and the looks."""
    return hash_of_first if second_look is None else f"{hash_of_first} {second_look.hash}"


def _extent(second_look: SecondLook | None) -> str:
    if second_look is None:
        return "none"
    return "all" if second_look.thorough else "where due"


def why_unreadable(unreadable: UnreadableReplyError) -> str:
    """Why a reply cannot be used as a whole, in a person's words."""
    return _WHY_UNREADABLE[unreadable.complaint.fault]


def _checked(text: str, exchange: Exchange) -> Assessment:
    """Runs in a thread: looking for a quote in a long transcript takes 40 ms and more, and somebody may be typing."""
    return assess(read_reply(text, exchange.question), exchange)
