"""Journals as hypothesis makes them up: any text, any verdict, any course of an interview."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import get_args

from hypothesis import strategies as st

from interviewer.bank.conduct import Conduct, Habit
from interviewer.bank.question import Criterion, Misconception, Question, StudyLink, Verdict, rubric_hash
from interviewer.dialogue.events import (
    Answered,
    AnyEvent,
    Asked,
    ConductFailed,
    ConductObserved,
    Corrected,
    Ended,
    ExchangeEnded,
    Graded,
    GradeFailed,
    PlannedQuestion,
    Recorded,
    Remarked,
    Said,
    SmallTalkAnswered,
    SmallTalkEnded,
    SmallTalkPart,
    SmallTalkSaid,
    Started,
)
from interviewer.scoring.conduct import Observation, Observations, Outcome
from interviewer.scoring.grade import Credit, CriterionVerdict, Finding, Grade, GraderStamp, Span
from tests.report.hostile import HOSTILE
from tests.report.journals import BEGAN, MEASURED

outside_text = st.one_of(
    st.sampled_from(list(HOSTILE.values())),
    st.text(st.characters(exclude_categories=()), max_size=60),
    st.text(st.sampled_from("\\`*_[]()<>#+-=.!|~$&:/ \n\tw1a\u200b\u00a0\r"), max_size=40),
)
lines = outside_text.map(lambda text: f"{text}.")
seconds = st.floats(0, 90)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """A question with a rubric of one to four criteria, one of them core."""
    tiers = ["core", *draw(st.lists(st.sampled_from(["core", "deeper", "bonus"]), max_size=3))]
    return Question(
        format=1,
        question=draw(lines),
        level=draw(st.sampled_from(["junior", "mid", "senior"])),
        minutes=5,
        code=draw(st.none() | lines),
        criteria=tuple(
            Criterion(id=f"c{place}", says=draw(lines), tier=tier)  # type: ignore[arg-type]
            for place, tier in enumerate(tiers)
        ),
        misconceptions=(Misconception(id="m0", says=draw(lines), correction=draw(lines), challenge="Is it?"),),
        reference_answer=draw(lines),
        study=tuple(StudyLink(title=draw(lines), at=at) for at in draw(st.lists(lines, max_size=2))),
    )


@st.composite
def grades(draw: st.DrawFn, question: Question, turn: int, text: str) -> Grade:
    """Any grade of an answer."""
    start = draw(st.integers(0, len(text)))
    span = Span(turn=turn, start=start, end=draw(st.integers(start, len(text))))
    verdicts = []
    for criterion in question.criteria:
        label = draw(st.sampled_from(get_args(Verdict)))
        heard = label in ("met", "partly")
        verdicts.append(
            CriterionVerdict(
                criterion=criterion.id,
                verdict=label,
                credit=draw(st.sampled_from(get_args(Credit))) if heard else None,
                evidence=(span,) * draw(st.integers(1, 2)) if heard else (),
                reason=draw(lines),
            )
        )
    findings = draw(
        st.lists(
            st.builds(
                Finding, misconception=st.just("m0"), stands=st.booleans(), evidence=st.just((span,)), reason=lines
            ),
            max_size=1,
        )
    )
    stamp = GraderStamp(grader=draw(lines), version="1", rubric_hash=rubric_hash(question))
    return Grade(verdicts=tuple(verdicts), findings=tuple(findings), stamp=stamp)


@st.composite
def conducts(draw: st.DrawFn, turn: int, events: Sequence[AnyEvent]) -> ConductObserved:
    """A look at somebody's conduct in any words, with evidence from that turn."""
    text = next(event.text for event in events if isinstance(event, Answered) and event.turn == turn)
    habits = tuple(
        Habit(id=name, says=draw(lines), why=draw(lines), advice=draw(lines), shown_by=("so",))
        for name in ("thinking-aloud", "collaborative")
    )
    seen = tuple(
        Observation(
            habit=habit.id,
            outcome=draw(st.sampled_from(get_args(Outcome))),
            evidence=(Span(turn=turn, start=0, end=len(text)),) if draw(st.booleans()) else (),
            reason=draw(lines),
        )
        for habit in habits
    )
    stamp = GraderStamp(grader=draw(lines), version="1", rubric_hash="0" * 12)
    conduct = Conduct(format=1, habits=habits)
    return ConductObserved(conduct=conduct, observations=Observations(habits=seen, stamp=stamp))


@st.composite
def contests(draw: st.DrawFn, questions_asked: Sequence[AnyEvent]) -> list[AnyEvent]:
    """What was contested of the first question, if it was graded, and perhaps a grade with that."""
    asked = next(event for event in questions_asked if isinstance(event, Asked))
    text = next(event.text for event in questions_asked if isinstance(event, Answered))
    if not draw(st.booleans()) or not any(isinstance(one, Graded) and one.number == 1 for one in questions_asked):
        return []
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, len(text)))
    new = draw(outside_text)
    corrected = f"{text[:start]}{new}{text[end:]}"
    contested: list[AnyEvent] = [
        Remarked(number=1, criterion="c0", turn=99, text=draw(outside_text)),
        Corrected(number=1, turn=2, new=new, places=(Span(turn=2, start=start, end=end),)),
    ]
    if draw(st.booleans()):
        return [*contested, Graded(number=1, grade=draw(grades(asked.question, 2, corrected)), heeds=2)]
    return [*contested, *draw(st.lists(st.builds(GradeFailed, number=st.just(1), reason=lines), max_size=1))]


@st.composite
def small_talk(draw: st.DrawFn, part: SmallTalkPart) -> list[AnyEvent]:
    """That part of it, or none."""
    said: list[AnyEvent] = [
        SmallTalkSaid(part=part, text=draw(lines), source=draw(lines), prompt=draw(st.none() | lines)),
        SmallTalkAnswered(part=part, text=draw(outside_text)),
        SmallTalkSaid(part=part, text=draw(lines), refused=draw(st.none() | lines)),
        SmallTalkEnded(part=part),
    ]
    return said if draw(st.booleans()) else []


@st.composite
def journals(draw: st.DrawFn) -> list[Recorded]:
    """A journal of up to three questions, cut off anywhere."""
    ids = draw(st.lists(st.sampled_from(["a/x", "a/y", "b/z"]), unique=True, min_size=1))
    plan = tuple(PlannedQuestion(question_id=question_id, minutes=5) for question_id in ids)
    events: list[AnyEvent] = [
        Started(
            version="0.1.0",
            mode=draw(st.sampled_from(["interview", "practice"])),
            plan=plan,
            seed=draw(st.none() | st.integers(0, 9)),
            interviewer=draw(lines),
            grader=draw(lines),
        )
    ]
    events += draw(small_talk("warm_up"))
    for number, question_id in enumerate(ids, start=1):
        question, text, turn = draw(questions()), draw(outside_text), 2 * number
        events += [
            Asked(question_id=question_id, question=question, rubric_hash=rubric_hash(question)),
            Said(turn=turn - 1, move="ask", text=draw(lines)),
            Answered(turn=turn, text=text, spoken=draw(st.booleans())),
            ExchangeEnded(ending=draw(st.sampled_from(["finished", "cut_off"])), skipped=draw(st.booleans())),
        ]
        events += draw(
            st.lists(
                st.one_of(
                    st.builds(
                        Graded,
                        number=st.just(number),
                        grade=grades(question, turn, text),
                        measured=st.sampled_from([None, MEASURED]),
                    ),
                    st.builds(GradeFailed, number=st.just(number), reason=lines),
                ),
                max_size=2,
            )
        )
    events += draw(small_talk("closing"))
    events.append(Ended(reason=draw(st.sampled_from(["completed", "left", "out_of_time"]))))
    events += draw(contests(questions_asked=events))
    events += draw(st.lists(st.one_of(conducts(2, events), st.builds(ConductFailed, reason=lines)), max_size=2))
    step_s = draw(seconds)
    whole = [
        Recorded(seq=seq, at=BEGAN + timedelta(seconds=step_s * seq), active_s=step_s * seq, event=event)
        for seq, event in enumerate(events, start=1)
    ]
    return whole[: draw(st.integers(1, len(whole)))]
