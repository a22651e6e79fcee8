"""The grader for small local models: many questions that take one token each, and the probability of yes as the answer.

A small model that is asked for a whole grade copies the rubric; asked one thing at a time, and listened to by how much
it leans to yes rather than by what it says, it can tell (`docs/models.md` has how well).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec.structs import replace

from interviewer import __version__
from interviewer.bank.question import Criterion, Misconception, Question, rubric_hash
from interviewer.errors import ModelFailedError
from interviewer.scoring.credit import credit_of
from interviewer.scoring.grade import (
    CriterionVerdict,
    Exchange,
    Finding,
    Grade,
    GraderStamp,
    GradingFailedError,
    Span,
)
from interviewer.scoring.leaning import CLAIMED, MET, PARTLY, QUOTED, label, mean, probability
from interviewer.scoring.likely_sentences import likely_sentences, words_of
from interviewer.scoring.passages import whole
from interviewer.scoring.silence import is_silent, nothing_said
from interviewer.scoring.weighing import WeighingModel
from interviewer.scoring.yes_no_questions import YesNoQuestions, in_words

SENTENCES = 3
"""So many sentences of an answer are asked about as evidence of one point."""


class NoProbabilitiesError(GradingFailedError):
    """The model's server does not tell what this strategy needs: another strategy may grade."""


class ProbabilityGrader:
    """Grades by the log-odds of yes. Implements `Grader`; keeps nothing between exchanges.

    One exchange after another, and one question after another: a server on a laptop has one place, and keeps the
    beginning of the last prompt.
    """

    def __init__(
        self,
        model: WeighingModel,
        questions: YesNoQuestions,
        nonce: Callable[[], str],
        parameters: Mapping[str, str] | None = None,
    ) -> None:
        """`nonce` returns another unguessable word at every call; `parameters` of the model go into every stamp."""
        import asyncio

        self.name = model.name
        self._model = model
        self._questions = questions
        self._nonce = nonce
        self._parameters = dict(parameters or {})
        self._turn = asyncio.Lock()

    def stamp(self, question: Question) -> GraderStamp:
        """What a grade of the question will be stamped with."""
        return GraderStamp(
            grader=self.name,
            version=__version__,
            rubric_hash=rubric_hash(question),
            prompt_hash=self._questions.hash,
            parameters={**self._parameters, "strategy": "probability"},
        )

    async def grade(self, exchange: Exchange) -> Grade:
        """Grade one exchange. Raises GradingFailedError when the model fails.

        Raises NoProbabilitiesError when the server tells no probabilities, or the model never says yes or no.
        """
        stamp = self.stamp(exchange.question)
        if is_silent(exchange):
            return nothing_said(exchange, stamp)
        async with self._turn:
            hearing = _Hearing(self._model, self._questions, self._nonce(), exchange)
            verdicts = await self._verdicts(hearing, exchange)
            findings = await self._findings(hearing, exchange)
        return Grade(
            verdicts=verdicts,
            findings=findings,
            stamp=replace(stamp, grader=" and ".join(dict.fromkeys(hearing.asked))),
        )

    async def _verdicts(self, hearing: _Hearing, exchange: Exchange) -> tuple[CriterionVerdict, ...]:
        wordings = self._questions.wordings.points
        means = await hearing.means(wordings, [criterion.says for criterion in exchange.question.criteria])
        if all(one is None for one in means):
            raise NoProbabilitiesError(f"{self.name} says neither yes nor no, which the strategy `probability` needs.")
        leanings = dict(zip(exchange.question.criteria, means, strict=True))
        given = [one for one, leaning in leanings.items() if leaning is not None and label(leaning) != "missed"]
        quotes = await hearing.quotes(wordings[0], [_phrases(criterion) for criterion in given], QUOTED)
        evidence = {criterion.id: quote for criterion, quote in zip(given, quotes, strict=True)}
        return tuple(
            _verdict(criterion, leaning, evidence.get(criterion.id), exchange, in_words(wordings))
            for criterion, leaning in leanings.items()
        )

    async def _findings(self, hearing: _Hearing, exchange: Exchange) -> tuple[Finding, ...]:
        wordings = self._questions.wordings.claims
        claims = exchange.question.misconceptions
        means = await hearing.means(wordings, [claim.says for claim in claims])
        held = {claim: one for claim, one in zip(claims, means, strict=True) if one is not None and one >= CLAIMED}
        quotes = await hearing.quotes(wordings[0], [(claim.says,) for claim in held], CLAIMED)
        return tuple(
            _finding(claim, leaning, quote, in_words(wordings))
            for (claim, leaning), quote in zip(held.items(), quotes, strict=True)
            if quote is not None
        )


class _Hearing:
    """The questions about one exchange; `asked` has who replied to each."""

    def __init__(self, model: WeighingModel, questions: YesNoQuestions, nonce: str, exchange: Exchange) -> None:
        self.asked: list[str] = []
        self._model = model
        self._questions = questions
        self._nonce = nonce
        self._exchange = exchange

    async def means(self, wordings: Sequence[str], subjects: Sequence[str]) -> list[float | None]:
        """The mean log-odds for each subject over the wordings, asked about all that the candidate said."""
        passages = whole(self._exchange)
        # By wording: then two prompts in a row have the wording in common, too, and only the subject is read anew.
        by_wording = [[await self._weigh(passages, wording, says) for says in subjects] for wording in wordings]
        return [mean(odds) for odds in zip(*by_wording, strict=True)]

    async def quotes(self, wording: str, subjects: Sequence[Sequence[str]], line: float) -> list[Span | None]:
        """For each subject the sentence that makes it most clearly when seen alone; None where none reaches the line.

        A subject is what it says, and then other wordings of it, by which the sentences to ask about are chosen.
        """
        import asyncio

        exchange = self._exchange
        chosen = [await asyncio.to_thread(likely_sentences, phrases, exchange, SENTENCES) for phrases in subjects]
        odds: dict[tuple[Span, int], float] = {}
        for span in dict.fromkeys(span for spans in chosen for span in spans):
            for number, phrases in enumerate(subjects):
                if span in chosen[number]:
                    weighed = await self._weigh([words_of(span, exchange)], wording, phrases[0])
                    odds[span, number] = line - 1 if weighed is None else weighed
        return [
            max(
                (span for span in spans if odds[span, number] >= line),
                key=lambda span: odds[span, number],
                default=None,
            )
            for number, spans in enumerate(chosen)
        ]

    async def _weigh(self, passages: Sequence[str], wording: str, says: str) -> float | None:
        try:
            weighed = await self._model.weigh(self._questions.ask(passages, self._nonce, wording, says))
        except ModelFailedError as failure:
            kind = NoProbabilitiesError if failure.kind == "no-logprobs" else GradingFailedError
            raise kind(str(failure)) from failure
        self.asked.append(weighed.model)
        return weighed.log_odds


def _phrases(criterion: Criterion) -> tuple[str, ...]:
    return (criterion.says, *((criterion.partly,) if criterion.partly else ()), *criterion.counts)


def _verdict(
    criterion: Criterion, leaning: float | None, quote: Span | None, exchange: Exchange, wordings: str
) -> CriterionVerdict:
    if leaning is None:
        reason = "The model said neither yes nor no to this."
        return CriterionVerdict(criterion=criterion.id, verdict="unclear", reason=reason)
    verdict = label(leaning)
    if verdict == "missed":
        return CriterionVerdict(criterion=criterion.id, verdict=verdict, reason=_reason(leaning, PARTLY, wordings))
    reason = _reason(leaning, MET, wordings)
    if quote is None:
        unproved = f"{reason[:-1]}, but no one sentence of the answer was found to say it."
        return CriterionVerdict(criterion=criterion.id, verdict="unclear", reason=unproved)
    return CriterionVerdict(
        criterion=criterion.id,
        verdict=verdict,
        credit=credit_of(criterion.id, [quote], exchange),
        evidence=(quote,),
        reason=reason,
    )


def _finding(claim: Misconception, leaning: float, quote: Span, wordings: str) -> Finding:
    reason = _reason(leaning, CLAIMED, wordings)
    return Finding(misconception=claim.id, stands=True, evidence=(quote,), reason=reason)


def _reason(leaning: float, line: float, wordings: str) -> str:
    """How much the model leaned to yes, and from where on it counts."""
    return f"Yes at {probability(leaning):.2f} over {wordings} wordings, where {probability(line):.2f} is enough."
