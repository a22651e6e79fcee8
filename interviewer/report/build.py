"""The report of an interview, made of its journal alone: whole, or as far as it got."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypedDict

from msgspec import Struct
from msgspec.structs import asdict

from interviewer.bank.question import topic_of
from interviewer.dialogue.contested import Wording
from interviewer.dialogue.events import (
    Answered,
    Asked,
    ConductObserved,
    Ended,
    ExchangeEnded,
    Graded,
    Recorded,
    Remarked,
    Said,
)
from interviewer.dialogue.state import ALL, ExchangeState, SessionState, fold
from interviewer.errors import JournalError
from interviewer.report.judged import Contested, grader_of, judged, question_score, quote_of, worth_of
from interviewer.report.model import (
    BudgetReport,
    CardReport,
    ConductReport,
    ContestReport,
    EarlierGradeReport,
    HabitReport,
    QuestionReport,
    RedoReport,
    Report,
    SmallTalkReport,
    Status,
    StretchReport,
    TopicReport,
    TurnReport,
)
from interviewer.report.practise import suggest
from interviewer.report.self_judgement import self_judgement
from interviewer.report.spoken import delivery_of
from interviewer.scoring.arithmetic import Outcome, interview_score
from interviewer.scoring.grade import Turn
from interviewer.transcript.heard import Transcript

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from interviewer.bank.conduct import Habit
    from interviewer.report.judged import Judged
    from interviewer.report.model import ConductStatus, GraderReport
    from interviewer.scoring.arithmetic import Rating
    from interviewer.scoring.conduct import Observation
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
    questions = tuple(_question(exchange, details) for exchange in state.exchanges)
    asked = {question.question for question in questions}
    tally = _tally(state.exchanges)
    return Report(
        **tally,
        interview=interview,
        started_at=recorded[0].at,
        state=state.ended or "unfinished",
        mode=state.started.mode,
        active_minutes=details.over_at_s / 60,
        seed=state.started.seed,
        interviewer=state.started.interviewer,
        grader=state.started.grader,
        usage=state.usage,
        budget=_budget(state),
        redo=RedoReport(**asdict(state.started.redo)) if state.started.redo else None,
        cards=_cards(state.exchanges, details),
        topics=_topics(state.exchanges),
        questions=questions,
        small_talk=tuple(SmallTalkReport(**asdict(turn)) for turn in state.small_talk),
        never_asked=tuple(planned.question_id for planned in state.plan if planned.question_id not in asked),
        conduct=_conduct(state, details) if state.ended and state.exchanges else None,
        delivery=delivery_of(details.heard.values()),
        self_judgement=self_judgement(questions, tally["counted"]),
        practise=suggest(questions),
    )


def _budget(state: SessionState) -> BudgetReport | None:
    if state.budget is None:
        return None
    return BudgetReport(**asdict(state.budget), spent=state.budget_told == ALL, graded_offline=state.stopgaps)


class _Details(Struct, frozen=True, kw_only=True):
    """What the report tells of the events and the state does not keep. Times in seconds are of active time."""

    over_at_s: float
    """When the interview ended, or how far it has got."""
    exchange_over_at_s: dict[int, float]
    """The same of each exchange, by its number."""
    graded_at: dict[tuple[int, int], datetime]
    """When a grade was given, by the number of its exchange and how many of the contests it was given with."""
    measured: dict[int, Measured | None]
    """What was known of the grader of the last grade of an exchange, by its number."""
    conduct_at: datetime | None
    """When the look at the candidate's conduct that counts was taken."""
    said: dict[int, Said]
    """What the interviewer did, by the number of the turn."""
    heard: dict[int, Transcript]
    """What was heard of a spoken answer, by the number of the turn."""


def _details(recorded: Sequence[Recorded]) -> _Details:
    over_at_s: float | None = None
    exchange_over_at_s: dict[int, float] = {}
    graded_at: dict[tuple[int, int], datetime] = {}
    measured: dict[int, Measured | None] = {}
    conduct_at: datetime | None = None
    said: dict[int, Said] = {}
    heard: dict[int, Transcript] = {}
    current = 0
    for one in recorded:
        match one.event:
            case Asked():
                current = len(exchange_over_at_s) + 1
            case Said() as event:
                said[event.turn] = event
            case Answered(turn=turn, heard=Transcript() as transcript):
                heard[turn] = transcript
            case Graded() as graded:
                graded_at[graded.number, graded.heeds] = one.at
                measured[graded.number] = graded.measured
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
        heard=heard,
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
    return Outcome(ending=exchange.ending, score=question_score(exchange.question, exchange.grade))


def _question(exchange: ExchangeState, details: _Details) -> QuestionReport:
    question, grade = exchange.question, exchange.grade
    # An exchange that was cut off is graded and shown, and is not worth a number.
    worth = _outcome(exchange).score if exchange.ending == "finished" else None
    graded = exchange.grades[-1] if exchange.grades else None
    texts = exchange.wordings(exchange.heeded)
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
        **worth_of(worth),
        self_rating=exchange.self_rating,
        **_judged(exchange, graded),
        reference_answer=question.reference_answer,
        study=question.study,
        delivery=delivery_of(
            details.heard[turn.number]
            for turn in exchange.turns
            if turn.number in details.heard and not turn.in_passing
        ),
        hints=len(exchange.hinted),
        active_minutes=(details.exchange_over_at_s[exchange.number] - exchange.asked_at_s) / 60,
        transcript=tuple(_turn(turn, texts.get(turn.number), details) for turn in _all_turns(exchange)),
        grader=_graded_by(graded, details) if graded else None,
        contests=tuple(_contests(exchange)),
        contest_failure=exchange.failure if grade and exchange.awaits_grade else None,
        earlier_grades=tuple(_earlier(exchange, graded, details) for graded in exchange.earlier),
        redone=exchange.redone,
    )


def _all_turns(exchange: ExchangeState) -> Iterator[Turn]:
    yield from exchange.turns
    for contest in exchange.contests:
        if isinstance(contest, Remarked):
            yield Turn(number=contest.turn, speaker="candidate", text=contest.text, remarks_on=contest.criterion)


def _contests(exchange: ExchangeState) -> Iterator[ContestReport]:
    ungraded: Status = "pending" if exchange.failure is None else "failed"
    for place, contest in enumerate(exchange.contests):
        status: Status = "graded" if place < exchange.heeded else ungraded
        if isinstance(contest, Remarked):
            criterion, text = contest.criterion, contest.text
            yield ContestReport(kind="remark", status=status, criterion=criterion, turn=contest.turn, old=(), new=text)
            continue
        text = exchange.wordings(place)[contest.turn].text
        old = tuple(text[one.start : one.end] for one in contest.places)
        yield ContestReport(
            kind="correction", status=status, criterion=None, turn=contest.turn, old=old, new=contest.new
        )


def _earlier(exchange: ExchangeState, graded: Graded, details: _Details) -> EarlierGradeReport:
    outcome = question_score(exchange.question, graded.grade) if exchange.ending == "finished" else None
    return EarlierGradeReport(**worth_of(outcome), **_judged(exchange, graded), grader=_graded_by(graded, details))


def _judged(exchange: ExchangeState, graded: Graded | None) -> Judged:
    """What a grade says, in the words that it was given for, and what was contested before it."""
    if graded is None:
        return judged(exchange.question, None, {})
    earlier = [one for one in exchange.earlier if one.heeds < graded.heeds]
    remarks: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for contest in exchange.contests[: graded.heeds]:
        if isinstance(contest, Remarked):
            remarks[contest.criterion] += (contest.text,)
    before = {one.criterion: one.verdict for one in earlier[0].grade.verdicts} if earlier else {}
    contested = Contested(before=before, remarks=remarks)
    return judged(exchange.question, graded.grade, exchange.wordings(graded.heeds), contested)


def _graded_by(graded: Graded, details: _Details) -> GraderReport:
    return grader_of(graded.grade.stamp, details.graded_at[graded.number, graded.heeds])


def _status(exchange: ExchangeState) -> Status:
    if exchange.grade is not None:
        return "graded"
    return "pending" if exchange.failure is None else "failed"


def _conduct(state: SessionState, details: _Details) -> ConductReport:
    if state.conduct is None or details.conduct_at is None:
        status: ConductStatus = "pending" if state.conduct_failure is None else "failed"
        return ConductReport(status=status, failure=state.conduct_failure, habits=(), observer=None)
    observations = state.conduct.observations
    texts = {number: Wording(text=text) for number, text in state.texts.items()}
    seen = {observation.habit: observation for observation in observations.habits}
    return ConductReport(
        status="observed",
        failure=None,
        habits=tuple(_habit(habit, seen[habit.id], texts) for habit in state.conduct.conduct.habits),
        observer=grader_of(observations.stamp, details.conduct_at),
    )


def _habit(habit: Habit, seen: Observation, texts: Mapping[int, Wording]) -> HabitReport:
    return HabitReport(
        habit=habit.id,
        says=habit.says,
        outcome=seen.outcome,
        quotes=tuple(quote_of(span, texts) for span in seen.evidence),
        reason=seen.reason,
        why=habit.why,
        advice=habit.advice,
    )


def _turn(turn: Turn, wording: Wording | None, details: _Details) -> TurnReport:
    worded = wording or Wording(text=turn.text)
    said, heard = details.said.get(turn.number), details.heard.get(turn.number)
    return TurnReport(
        number=turn.number,
        speaker=turn.speaker,
        text=worded.text,
        original=turn.text if worded.corrected else None,
        corrected=tuple(StretchReport(start=place.start, end=place.end) for place in worded.corrected),
        words_changed=worded.words_changed,
        remark=turn.remarks_on is not None,
        move=said.move if said else None,
        spoken=turn.spoken,
        heard=heard.text if heard else None,
        in_passing=turn.in_passing,
        source=said.source if said else None,
        prompt=said.prompt if said else None,
        refused=said.refused if said else None,
    )
