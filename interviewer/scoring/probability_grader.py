"""The grader for small local models: many questions that take one token each, and the probability of yes as the answer.

A small model that is asked for a whole grade copies the rubric; asked one thing at a time, and listened to by how much
it leans to yes rather than by what it says, it can tell (`docs/models.md` has how well). What the cues of the rubric
heard is weighed in: where they heard a point the model has to lean to it a little, and where they did not, a lot.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from interviewer import __version__
from interviewer.bank.question import Criterion, Label, Question, rubric_hash
from interviewer.errors import ModelFailedError
from interviewer.scoring.credit import credit_of
from interviewer.scoring.cued import Heard, listen
from interviewer.scoring.grade import (
    CriterionVerdict,
    Exchange,
    Finding,
    Grade,
    GraderStamp,
    GradingFailedError,
    Span,
)
from interviewer.scoring.leaning import (
    BY_CUES,
    CLAIM_QUOTED,
    CLAIMED,
    CLAIMED_BY_CUES,
    NO_CUES,
    QUOTED,
    Leaning,
    Lines,
    is_settled,
    label,
    mean,
    probability,
)
from interviewer.scoring.likely_sentences import likely_sentences, words_of
from interviewer.scoring.passages import whole
from interviewer.scoring.silence import is_silent, nothing_said
from interviewer.scoring.weighing import WeighingModel
from interviewer.scoring.yes_no_questions import Subject, YesNoQuestions, in_words

SENTENCES = 3
"""So many sentences of an answer are asked about as evidence of one point, at most."""


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
        heard = listen(exchange)
        async with self._turn:
            hearing = _Hearing(self._model, self._questions, self._nonce(), exchange)
            verdicts = await self._verdicts(hearing, heard, exchange)
            findings = await self._findings(hearing, heard, exchange)
        return Grade(
            verdicts=verdicts,
            findings=findings,
            stamp=replace(stamp, grader=" and ".join(dict.fromkeys(hearing.asked))),
        )

    async def _verdicts(self, hearing: _Hearing, heard: Heard, exchange: Exchange) -> tuple[CriterionVerdict, ...]:
        wordings, criteria = self._questions.wordings.points, exchange.question.criteria
        lines = [_lines(heard.of(criterion)) for criterion in criteria]
        leanings = await hearing.leanings(
            wordings,
            [Subject(criterion.says, criterion.counts) for criterion in criteria],
            [(between.partly, between.met) for between in lines],
        )
        if all(leaning.log_odds is None for leaning in leanings):
            raise NoProbabilitiesError(f"{self.name} says neither yes nor no, which the strategy `probability` needs.")
        weighed = [
            _Weighed(criterion, leaning, between, heard.evidence(criterion))
            for criterion, leaning, between in zip(criteria, leanings, lines, strict=True)
        ]
        unproved = [one for one in weighed if one.given and not one.heard]
        quotes = await hearing.quotes(wordings[0], [_phrases(one.criterion) for one in unproved], QUOTED)
        found = {one.criterion.id: (quote,) for one, quote in zip(unproved, quotes, strict=True) if quote is not None}
        return tuple(_verdict(one, one.heard or found.get(one.criterion.id, ()), exchange) for one in weighed)

    async def _findings(self, hearing: _Hearing, heard: Heard, exchange: Exchange) -> tuple[Finding, ...]:
        wordings, claims = self._questions.wordings.claims, exchange.question.misconceptions
        lines = [CLAIMED_BY_CUES if claim.id in heard.findings else CLAIMED for claim in claims]
        leanings = await hearing.leanings(
            wordings, [Subject(claim.says) for claim in claims], [(one,) for one in lines]
        )
        held = [
            (claim, _reason(leaning, line))
            for claim, leaning, line in zip(claims, leanings, lines, strict=True)
            if leaning.reaches(line)
        ]
        unproved = [claim for claim, _ in held if claim.id not in heard.findings]
        quotes = await hearing.quotes(wordings[0], [(claim.says,) for claim in unproved], CLAIM_QUOTED)
        found = {claim.id: quote for claim, quote in zip(unproved, quotes, strict=True) if quote is not None}
        return tuple(
            replace(heard.findings[claim.id], reason=reason)
            if claim.id in heard.findings
            else Finding(misconception=claim.id, stands=True, evidence=(found[claim.id],), reason=reason)
            for claim, reason in held
            if claim.id in heard.findings or claim.id in found
        )


class _Weighed(Struct, frozen=True):
    """A criterion, how much the model leans to it, from where on that counts, and where the cues heard it."""

    criterion: Criterion
    leaning: Leaning
    lines: Lines
    heard: tuple[Span, ...]

    @property
    def given(self) -> bool:
        """Whether the point is met or partly met, if there is evidence."""
        return self.leaning.reaches(self.lines.partly)


class _Hearing:
    """The questions about one exchange; `asked` has who replied to each."""

    def __init__(self, model: WeighingModel, questions: YesNoQuestions, nonce: str, exchange: Exchange) -> None:
        self.asked: list[str] = []
        self._model = model
        self._questions = questions
        self._nonce = nonce
        self._exchange = exchange

    async def leanings(
        self, wordings: Sequence[str], subjects: Sequence[Subject], lines: Sequence[Sequence[float]]
    ) -> list[Leaning]:
        """How much the model leans to yes on each subject, asked about all that the candidate said.

        A subject is asked about in more wordings where the first ones leave open on which side of its lines it is.
        """
        passages = whole(self._exchange)
        odds: list[list[float | None]] = [[] for _ in subjects]
        # By wording: then two prompts in a row have the wording in common, too, and only the subject is read anew.
        for wording in wordings:
            for so_far, subject, between in zip(odds, subjects, lines, strict=True):
                if not is_settled(so_far, between):
                    so_far.append(await self._weigh(passages, wording, subject))
        return [Leaning(mean(one), len(one)) for one in odds]

    async def quotes(self, wording: str, subjects: Sequence[Sequence[str]], line: float) -> list[Span | None]:
        """For each subject a sentence that makes it when seen alone; None where none of the likeliest reaches the line.

        A subject is what it says, and then other wordings of it: the sentence most like any of them is asked about
        first, and the next one only when that does not make it.
        """
        import asyncio

        exchange = self._exchange
        chosen = [await asyncio.to_thread(likely_sentences, phrases, exchange, SENTENCES) for phrases in subjects]
        return [
            await self._first_that_reaches(line, wording, phrases[0], spans)
            for phrases, spans in zip(subjects, chosen, strict=True)
        ]

    async def _first_that_reaches(self, line: float, wording: str, says: str, spans: Sequence[Span]) -> Span | None:
        for span in spans:
            odds = await self._weigh([words_of(span, self._exchange)], wording, Subject(says))
            if odds is not None and odds >= line:
                return span
        return None

    async def _weigh(self, passages: Sequence[str], wording: str, subject: Subject) -> float | None:
        try:
            weighed = await self._model.weigh(self._questions.ask(passages, self._nonce, wording, subject))
        except ModelFailedError as failure:
            kind = NoProbabilitiesError if failure.kind == "no-logprobs" else GradingFailedError
            raise kind(str(failure)) from failure
        self.asked.append(weighed.model)
        return weighed.log_odds


def _phrases(criterion: Criterion) -> tuple[str, ...]:
    return (criterion.says, *((criterion.partly,) if criterion.partly else ()), *criterion.counts)


def _lines(heard: Label | None) -> Lines:
    return NO_CUES if heard is None else BY_CUES[heard]


def _verdict(weighed: _Weighed, evidence: tuple[Span, ...], exchange: Exchange) -> CriterionVerdict:
    criterion, leaning, lines = weighed.criterion.id, weighed.leaning, weighed.lines
    if leaning.log_odds is None:
        reason = "The model said neither yes nor no to this."
        return CriterionVerdict(criterion=criterion, verdict="unclear", reason=reason)
    verdict = label(leaning.log_odds, lines)
    reason = _reason(leaning, lines.partly if verdict == "missed" else lines.met)
    if verdict == "missed":
        return CriterionVerdict(criterion=criterion, verdict=verdict, reason=reason)
    if not evidence:
        unproved = f"{reason[:-1]}, but no one sentence of the answer was found to say it."
        return CriterionVerdict(criterion=criterion, verdict="unclear", reason=unproved)
    return CriterionVerdict(
        criterion=criterion,
        verdict=verdict,
        credit=credit_of(criterion, evidence, exchange),
        evidence=evidence,
        reason=reason,
    )


def _reason(leaning: Leaning, line: float) -> str:
    """How much the model leaned to yes, and from where on it counts."""
    yes = probability(leaning.log_odds or 0.0)
    return f"Yes at {yes:.2f} over {in_words(leaning.wordings)} wordings, where {probability(line):.2f} is enough."
