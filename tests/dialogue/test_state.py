"""The state of an interview is a fold over its events."""

from __future__ import annotations

import pytest

from interviewer.dialogue.events import (
    Continued,
    Ended,
    ExchangeEnded,
    Graded,
    GradeFailed,
    HeardInPassing,
    Listened,
    Paused,
    Recorded,
    Requested,
    Said,
)
from interviewer.dialogue.state import SessionState, fold
from interviewer.scoring.grade import Grade, GraderStamp, Span
from tests.dialogue.story import NOON, Story


def told() -> Story:
    """An interview with a bit of everything."""
    return (
        Story()
        .asks()
        .hears("did_not_know")
        .says("reassure", "Care for a hint?", "alpha")
        .hears("accepted")
        .says("hint", "Hint 1 for a.", "alpha")
        .later(30)
        .hears(met=["alpha"], standing=["sorted"], text="It is alpha in a sorted list.")
        .says("challenge", "What would the second element be?", "beta", "sorted")
        .hears(met=["alpha"], partly=["beta"], text="Anything, right.")
        .is_asked_for("skip")
        .says("advance", "Next.")
        .moves_on()
        .asks()
    )


def after(story: Story, *events: object) -> SessionState:
    seq = len(story.recorded)
    more = [
        Recorded(seq=seq + place, at=NOON, active_s=story.active_s, event=event)  # type: ignore[arg-type]
        for place, event in enumerate(events, start=1)
    ]
    return fold([*story.recorded, *more])


def test_the_fold_gives_the_state_that_the_running_interview_has() -> None:
    story = told()

    assert fold(story.recorded) == story.state


def test_an_exchange_keeps_what_was_used_up() -> None:
    first, second = told().state.exchanges

    assert first.ending == "finished"
    assert first.probed == ("beta",)
    assert first.challenged == ("sorted",)
    assert first.hinted == ("alpha",)
    assert first.offered == ("alpha",)
    assert first.last_asked == "What would the second element be?"
    assert [turn.number for turn in first.turns] == list(range(1, 10))
    assert second.number == 2
    assert second.asked_at_s == 30


def test_turns_say_what_they_aimed_at() -> None:
    turns = {turn.text: turn for turn in told().state.exchanges[0].turns}

    assert turns["Hint 1 for a."].hints == "alpha"
    assert turns["What would the second element be?"].probes == "beta"
    assert turns["What would the second element be?"].challenges == "sorted"
    assert turns["Care for a hint?"].probes is None


DUE = {
    "started": (1, "question"),
    "asked": (3, "candidate"),
    "answered": (4, "listening"),
    "listened": (5, "reply"),
    "said": (6, "candidate"),
    "requested": (15, "reply"),
    "ended_exchange": (17, "question"),
}


@pytest.mark.parametrize(("events", "due"), DUE.values(), ids=DUE)
def test_what_is_due_follows_from_the_events_alone(events: int, due: str) -> None:
    assert fold(told().recorded[:events]).due == due


def test_nothing_is_due_when_the_interview_is_over() -> None:
    state = after(told(), ExchangeEnded(ending="cut_off"), Ended(reason="left"))

    assert state.due == "nothing"
    assert state.ended == "left"
    assert state.current is None
    assert state.pending == (1, 2)


def test_a_pause_lasts_until_the_interview_is_continued() -> None:
    assert after(told(), Paused()).paused
    assert not after(told(), Paused(), Continued()).paused


def test_not_knowing_is_counted_in_a_row() -> None:
    story = Story().asks().hears("did_not_know").hears("did_not_know")

    assert story.state.exchanges[0].gave_up == 2
    assert story.hears().state.exchanges[0].gave_up == 0


def test_a_hint_is_on_offer_until_the_interviewer_says_something_else() -> None:
    story = Story().asks().hears("did_not_know").says("reassure", "Care for a hint?", "alpha")

    assert story.state.exchanges[0].hint_is_offered
    assert not story.hears("accepted").says("hint", "!", "alpha").state.exchanges[0].hint_is_offered


def test_what_was_heard_in_passing_stands_in_the_exchange_that_it_belongs_to() -> None:
    evidence = (Span(turn=2, start=12, end=18),)
    heard = HeardInPassing(question_id="structures/trees", criterion="leaves", evidence=evidence)
    between = Story().asks().hears(text="By the way, leaves.").says("advance", "Next.").moves_on()
    asked = told().recorded[-2].event

    state = after(between, heard, heard, asked)

    assert [(turn.number, turn.text, turn.in_passing) for turn in state.exchanges[-1].turns] == [
        (2, "By the way, leaves.", True)
    ]


def test_the_last_grade_counts_and_a_failure_is_no_grade() -> None:
    grade = Grade(verdicts=(), findings=(), stamp=GraderStamp(grader="offline", version="1", rubric_hash="0"))
    failed = after(told(), GradeFailed(number=1, reason="The model is away."))
    graded = after(told(), GradeFailed(number=1, reason="The model is away."), Graded(number=1, grade=grade))

    assert failed.exchanges[0].failure == "The model is away."
    assert failed.exchanges[0].grade is None
    assert failed.pending == ()
    assert graded.exchanges[0].grade == grade
    assert graded.exchanges[0].failure is None


def test_sentences_are_remembered_without_case_and_spacing() -> None:
    state = Story().asks().says("reassure", "Take your  Time. Nothing is lost.").state

    assert {"take your time.", "nothing is lost."} <= state.said


def test_the_time_limit() -> None:
    assert Story(limit_minutes=2).state.is_over_limit(120)
    assert not Story(limit_minutes=2).state.is_over_limit(119.9)
    assert not Story().state.is_over_limit(1e9)


def test_an_interview_begins_with_started() -> None:
    with pytest.raises(ValueError, match="begins with"):
        _ = SessionState().plan


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(Said(turn=1, move="close", text="Bye."), id="said"),
        pytest.param(Listened(turn=1, act="answered"), id="listened"),
        pytest.param(Requested(command="hint"), id="requested"),
    ],
)
def test_events_between_two_exchanges_change_no_exchange(event: object) -> None:
    between = Story().asks().hears().says("advance", "Next.").moves_on()

    assert after(between, event).exchanges == between.state.exchanges
