"""The offline grader: no model, no network; cues, phrases and plain rules. Approximate, and it quotes what it heard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from interviewer import __version__
from interviewer.bank.question import Criterion, Question, rubric_hash
from interviewer.scoring import findings
from interviewer.scoring.candidate import CandidateTurn, prepare
from interviewer.scoring.credit import LEAST_TO_MOST_HELP, credit
from interviewer.scoring.cues import CueError
from interviewer.scoring.grade import (
    Credit,
    CriterionVerdict,
    Exchange,
    Finding,
    Grade,
    GraderStamp,
    GradingFailedError,
    Span,
)
from interviewer.scoring.phrases import Phrasebook, phrasebook
from interviewer.scoring.recognition import Recognised, recognise
from interviewer.text.language import is_not_english


class Reading(Struct, frozen=True, kw_only=True):
    """What was heard: a verdict on every criterion, in the order of the rubric, and the misconceptions."""

    verdicts: tuple[CriterionVerdict, ...]
    findings: tuple[Finding, ...]


class OfflineGrader:
    """The grader that is always there."""

    name = "offline"

    async def grade(self, exchange: Exchange) -> Grade:
        """Grade one exchange. Raises GradingFailedError when a cue of its rubric cannot be read."""
        reading = read(exchange)
        return Grade(
            verdicts=reading.verdicts,
            findings=reading.findings,
            stamp=GraderStamp(grader=self.name, version=__version__, rubric_hash=rubric_hash(exchange.question)),
        )


def read(exchange: Exchange) -> Reading:
    """As `verdicts`. Raises GradingFailedError when a cue of the rubric cannot be read."""
    try:
        return verdicts(exchange)
    except CueError as error:
        raise GradingFailedError(
            f"A cue of {exchange.question_id} cannot be read: {error} `interviewer bank check` says where."
        ) from error


def verdicts(exchange: Exchange) -> Reading:
    """Verdicts and misconceptions of an exchange, so far or whole. The same input always gives the same reading.

    Raises CueError when a cue of the rubric cannot be read (`bank check` refuses such a rubric).
    """
    said = prepare(exchange)
    question = exchange.question
    book = phrasebook((*question.criteria, *question.misconceptions))

    def is_met(criterion: str, turn: CandidateTurn) -> bool:
        return any(found.verdict == "met" for found in recognise(question.criterion(criterion), [turn], book))

    found = tuple(
        finding
        for misconception in question.misconceptions
        if (finding := findings.find(misconception, exchange, said, book, is_met)) is not None
    )
    wrong = _wrong_claims(question, found)
    judged: list[CriterionVerdict] = []
    for criterion in question.criteria:
        turns = [turn.without(wrong[criterion.id]) for turn in said] if criterion.id in wrong else said
        judged.append(_verdict(criterion, exchange, turns, book))
    return Reading(verdicts=tuple(judged), findings=found)


def _wrong_claims(question: Question, found: Iterable[Finding]) -> dict[str, list[Span]]:
    """By criterion, where a standing claim gets it wrong: the same sentence does not get it right."""
    wrong: defaultdict[str, list[Span]] = defaultdict(list)
    for finding in found:
        about = question.misconception(finding.misconception).about
        if finding.stands and about is not None:
            wrong[about].extend(finding.evidence)
    return wrong


def _verdict(
    criterion: Criterion, exchange: Exchange, said: Sequence[CandidateTurn], book: Phrasebook
) -> CriterionVerdict:
    best = _best(criterion, exchange, recognise(criterion, said, book))
    if best is not None:
        found, earned = best
        return CriterionVerdict(
            criterion=criterion.id, verdict=found.verdict, credit=earned, evidence=found.evidence, reason=found.reason
        )
    if is_not_english("\n".join(turn.turn.text for turn in said)):
        reason = "The offline grader reads English only and could not tell."
        return CriterionVerdict(criterion=criterion.id, verdict="unclear", reason=reason)
    reason = "Nothing in the answer was recognised as this point."
    return CriterionVerdict(criterion=criterion.id, verdict="missed", reason=reason)


def _best(criterion: Criterion, exchange: Exchange, ways: Iterable[Recognised]) -> tuple[Recognised, Credit] | None:
    """The best verdict that was reached, by the least help, in the fewest turns."""
    rated = [
        (found, credit(criterion.id, found.turn, exchange.turns, exchange.question.misconceptions)) for found in ways
    ]
    return min(
        rated,
        key=lambda way: (way[0].verdict != "met", LEAST_TO_MOST_HELP.index(way[1]), way[0].turn),
        default=None,
    )
