"""The report of an interview, made of its journal alone: whole, or as far as it got."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from msgspec import Struct
from msgspec.structs import asdict

from interviewer.bank.question import topic_of
from interviewer.dialogue.events import Asked, ConductObserved, Ended, ExchangeEnded, Graded, Recorded, Said
from interviewer.dialogue.state import ExchangeState, SessionState, fold
from interviewer.errors import JournalError
from interviewer.report.model import (
    CardReport,
    ConductReport,
    GraderReport,
    HabitReport,
    MisconceptionReport,
    OtherClaimReport,
    QuestionReport,
    Quote,
    Range,
    Report,
    Status,
    TopicReport,
    TurnReport,
    VerdictReport,
)
from interviewer.report.practise import suggest
from interviewer.scoring.arithmetic import Outcome, QuestionScore, interview_score, score

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from interviewer.bank.conduct import Habit
    from interviewer.bank.question import Question
    from interviewer.report.model import ConductStatus
    from interviewer.scoring.arithmetic import Rating
    from interviewer.scoring.conduct import Observation
    from interviewer.scoring.grade import CriterionVerdict, Finding, GraderStamp, OutsideClaim, Span, Turn
    from interviewer.scoring.measured import Measured


def build(recorded: Sequence[Recorded], *, interview: str | None = None) -> Report:
    """The report of the interview that these events are, or are the beginning of. `interview` is its id, where known.

    The last grade of a question counts; a later attempt that failed takes nothing from it.
    Raises JournalError when there is not even the first event.
    """
    state = fold(recorded)
    if state.started is None:
        raise JournalError("This interview holds nothing yet.", "Start one with `interviewer`.")
    details = _details(recorded)
    questions = tuple(_question(exchange, state, details) for exchange in state.exchanges)
    asked = {question.question for question in questions}
    return Report(
        **_tally(state.exchanges),
        interview=interview,
        started_at=recorded[0].at,
        state=state.ended or "unfinished",
        mode=state.started.mode,
        active_minutes=details.over_at_s / 60,
        seed=state.started.seed,
        interviewer=state.started.interviewer,
        grader=state.started.grader,
        usage=state.usage,
        cards=_cards(state.exchanges, details),
        topics=_topics(state.exchanges),
        questions=questions,
        never_asked=tuple(planned.question_id for planned in state.plan if planned.question_id not in asked),
        conduct=_conduct(state, details) if state.ended else None,
        practise=suggest(questions),
    )


class _Details(Struct, frozen=True, kw_only=True):
    """What the report tells of the events and the state does not keep. Times in seconds are of active time."""

    over_at_s: float
    """When the interview ended, or how far it has got."""
    exchange_over_at_s: dict[int, float]
    """The same of each exchange, by its number."""
    graded_at: dict[int, datetime]
    """When the grade that counts was given, by the number of its exchange."""
    measured: dict[int, Measured | None]
    """What was known of its grader then."""
    conduct_at: datetime | None
    """When the look at the candidate's conduct that counts was taken."""
    said: dict[int, Said]
    """What the interviewer did, by the number of the turn."""


def _details(recorded: Sequence[Recorded]) -> _Details:
    over_at_s: float | None = None
    exchange_over_at_s: dict[int, float] = {}
    graded_at: dict[int, datetime] = {}
    measured: dict[int, Measured | None] = {}
    conduct_at: datetime | None = None
    said: dict[int, Said] = {}
    current = 0
    for one in recorded:
        match one.event:
            case Asked():
                current = len(exchange_over_at_s) + 1
            case Said() as event:
                said[event.turn] = event
            case Graded(number=number) as event:
                graded_at[number] = one.at
                measured[number] = event.measured
            case ConductObserved():
                conduct_at = one.at
            case Ended():
                over_at_s = one.active_s
        if current:
            exchange_over_at_s[current] = one.active_s
        if isinstance(one.event, ExchangeEnded):
            current = 0
    return _Details(
        over_at_s=recorded[-1].active_s if over_at_s is None else over_at_s,
        exchange_over_at_s=exchange_over_at_s,
        graded_at=graded_at,
        measured=measured,
        conduct_at=conduct_at,
        said=said,
    )


def _cards(exchanges: Sequence[ExchangeState], details: _Details) -> tuple[CardReport, ...]:
    """Of each grader the newest card among those that its grades that count were given with."""
    newest: dict[str, Measured] = {}
    for exchange in exchanges:
        measured = details.measured.get(exchange.number)
        if exchange.grade is None or measured is None:
            continue
        grader = exchange.grade.stamp.grader
        if grader not in newest or newest[grader].made_at < measured.made_at:
            newest[grader] = measured
    return tuple(CardReport(grader=grader, **asdict(measured)) for grader, measured in sorted(newest.items()))


class _Tally(TypedDict):
    score: float | None
    unaided: float | None
    rating: Rating | None
    graded: int
    asked: int
    counted: tuple[int, ...]


def _tally(exchanges: Sequence[ExchangeState]) -> _Tally:
    outcomes = {exchange.number: _outcome(exchange) for exchange in exchanges}
    total = interview_score(list(outcomes.values()))
    return {
        "score": total.score,
        "unaided": total.unaided,
        "rating": total.rating,
        "graded": total.graded,
        "asked": total.total,
        "counted": tuple(number for number, outcome in outcomes.items() if interview_score([outcome]).counted),
    }


def _topics(exchanges: Sequence[ExchangeState]) -> tuple[TopicReport, ...]:
    by_topic: dict[str, list[ExchangeState]] = {}
    for exchange in exchanges:
        by_topic.setdefault(topic_of(exchange.question_id), []).append(exchange)
    return tuple(TopicReport(topic=topic, **_tally(of_topic)) for topic, of_topic in by_topic.items())


def _outcome(exchange: ExchangeState) -> Outcome:
    question, grade = exchange.question, exchange.grade
    # `bank check` refuses a rubric of nothing but bonus points; an interview takes it, and its report must be there.
    can_score = any(criterion.tier != "bonus" for criterion in question.criteria)
    return Outcome(ending=exchange.ending, score=score(question, grade) if grade and can_score else None)


def _question(exchange: ExchangeState, state: SessionState, details: _Details) -> QuestionReport:
    question, grade = exchange.question, exchange.grade
    # An exchange that was cut off is graded and shown, and is not worth a number.
    worth = _outcome(exchange).score if exchange.ending == "finished" else None
    return QuestionReport(
        id=exchange.number,
        question=exchange.question_id,
        text=question.question,
        code=question.code,
        level=question.level,
        status=_status(exchange),
        failure=None if grade else exchange.failure,
        ending=exchange.ending,
        skipped=exchange.skipped,
        score=worth.score if worth else None,
        range=Range(low=worth.low, high=worth.high) if worth and _has_range(worth) else None,
        unaided=worth.unaided if worth else None,
        rating=worth.rating if worth else None,
        verdicts=tuple(_verdict(verdict, question, state.texts) for verdict in grade.verdicts) if grade else (),
        misconceptions=tuple(_finding(finding, question, state.texts) for finding in grade.findings) if grade else (),
        other_wrong_claims=tuple(_other_claim(claim, state.texts) for claim in grade.outside) if grade else (),
        reference_answer=question.reference_answer,
        study=question.study,
        hints=len(exchange.hinted),
        active_minutes=(details.exchange_over_at_s[exchange.number] - exchange.asked_at_s) / 60,
        transcript=tuple(_turn(turn, details.said.get(turn.number)) for turn in exchange.turns),
        grader=_grader(grade.stamp, details.graded_at[exchange.number]) if grade else None,
    )


def _has_range(worth: QuestionScore) -> bool:
    return worth.score is None or worth.is_borderline


def _status(exchange: ExchangeState) -> Status:
    if exchange.grade is not None:
        return "graded"
    return "pending" if exchange.failure is None else "failed"


def _verdict(verdict: CriterionVerdict, question: Question, texts: Mapping[int, str]) -> VerdictReport:
    criterion = question.criterion(verdict.criterion)
    return VerdictReport(
        criterion=criterion.id,
        says=criterion.says,
        tier=criterion.tier,
        verdict=verdict.verdict,
        credit=verdict.credit,
        votes=verdict.votes,
        reason=verdict.reason,
        **_evidence(verdict.evidence, texts),
    )


def _finding(finding: Finding, question: Question, texts: Mapping[int, str]) -> MisconceptionReport:
    misconception = question.misconception(finding.misconception)
    return MisconceptionReport(
        id=misconception.id,
        says=misconception.says,
        stands=finding.stands,
        correction=misconception.correction,
        reason=finding.reason,
        **_evidence(finding.evidence, texts),
    )


def _conduct(state: SessionState, details: _Details) -> ConductReport:
    if state.conduct is None or details.conduct_at is None:
        status: ConductStatus = "pending" if state.conduct_failure is None else "failed"
        return ConductReport(status=status, failure=state.conduct_failure, habits=(), observer=None)
    observations = state.conduct.observations
    seen = {observation.habit: observation for observation in observations.habits}
    return ConductReport(
        status="observed",
        failure=None,
        habits=tuple(_habit(habit, seen[habit.id], state.texts) for habit in state.conduct.conduct.habits),
        observer=_grader(observations.stamp, details.conduct_at),
    )


def _habit(habit: Habit, seen: Observation, texts: Mapping[int, str]) -> HabitReport:
    return HabitReport(
        habit=habit.id,
        says=habit.says,
        outcome=seen.outcome,
        quotes=tuple(_quote(span, texts) for span in seen.evidence),
        reason=seen.reason,
        why=habit.why,
        advice=habit.advice,
    )


def _other_claim(claim: OutsideClaim, texts: Mapping[int, str]) -> OtherClaimReport:
    span = claim.evidence
    quote = texts[span.turn][span.start : span.end]
    return OtherClaimReport(quote=quote, turn=span.turn, start=span.start, end=span.end, why=claim.why)


class _Evidence(TypedDict):
    quote: str | None
    turn: int | None
    start: int | None
    end: int | None
    more_quotes: tuple[Quote, ...]


def _evidence(spans: Sequence[Span], texts: Mapping[int, str]) -> _Evidence:
    """The quotes of the spans, each from the turn of the candidate that it names."""
    quotes = [_quote(span, texts) for span in spans]
    if not quotes:
        return {"quote": None, "turn": None, "start": None, "end": None, "more_quotes": ()}
    first, *more = quotes
    return {"quote": first.quote, "turn": first.turn, "start": first.start, "end": first.end, "more_quotes": (*more,)}


def _quote(span: Span, texts: Mapping[int, str]) -> Quote:
    return Quote(quote=texts[span.turn][span.start : span.end], turn=span.turn, start=span.start, end=span.end)


def _turn(turn: Turn, said: Said | None) -> TurnReport:
    return TurnReport(
        number=turn.number,
        speaker=turn.speaker,
        text=turn.text,
        move=said.move if said else None,
        spoken=turn.spoken,
        in_passing=turn.in_passing,
        source=said.source if said else None,
        prompt=said.prompt if said else None,
        refused=said.refused if said else None,
    )


def _grader(stamp: GraderStamp, at: datetime) -> GraderReport:
    return GraderReport(
        grader=stamp.grader,
        version=stamp.version,
        rubric_hash=stamp.rubric_hash,
        prompt_hash=stamp.prompt_hash,
        parameters=stamp.parameters,
        at=at,
    )
