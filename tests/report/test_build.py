from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from interviewer.dialogue.events import (
    Answered,
    AnyEvent,
    Asked,
    Continued,
    Ended,
    ExchangeEnded,
    Graded,
    GradeFailed,
    Paused,
    Recorded,
)
from interviewer.errors import JournalError
from interviewer.prompting.usage import Usage
from interviewer.report.build import build
from interviewer.report.json_view import as_json
from interviewer.report.markdown import markdown
from interviewer.report.model import QuestionReport, Range
from interviewer.report.terminal import interview_page, question_page
from tests.report.golden import shown
from tests.report.journals import (
    GENERATORS,
    LISTS,
    MEASURED,
    MODELLED,
    MRO,
    MRO_ANSWERS,
    MRO_EXCHANGE,
    MRO_GRADE,
    PRACTICE,
    QUESTIONS,
    UNCLEAR,
    WHOLE,
    asked,
    grade,
    recorded,
    started,
    verdict,
)
from tests.report.strategies import journals


def first_question(*events: AnyEvent) -> QuestionReport:
    return build(recorded(started("oop/method-resolution-order"), *events)).questions[0]


def test_the_whole_interview() -> None:
    report = build(WHOLE)
    assert (report.score, report.unaided, report.rating) == (56.25, 31.25, "mixed")
    assert (report.graded, report.asked, report.counted) == (2, 3, (1,))
    assert (report.state, report.mode, report.seed) == ("out_of_time", "interview", 7)
    assert report.started_at == datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
    assert (report.interviewer, report.grader) == ("offline", "offline")
    assert report.never_asked == ("fundamentals/list-tuple-set",)
    assert [topic.topic for topic in report.topics] == ["oop", "functions", "internals"]
    assert [(topic.score, topic.graded, topic.asked) for topic in report.topics] == [
        (56.25, 1, 1),
        (None, 0, 1),
        (None, 1, 1),
    ]


def test_a_question_by_the_worked_example_of_the_scoring_rules() -> None:
    question = build(WHOLE).questions[0]
    assert (question.id, question.question, question.text) == (1, "oop/method-resolution-order", MRO.question)
    assert (question.level, question.code, question.hints) == ("mid", None, 1)
    assert (question.status, question.failure, question.ending, question.skipped) == ("graded", None, "finished", False)
    assert (question.score, question.unaided, question.rating, question.range) == (56.25, 31.25, "mixed", None)
    assert (question.reference_answer, question.study) == (MRO.reference_answer, MRO.study)
    assert [(verdict.criterion, verdict.tier, verdict.verdict, verdict.credit) for verdict in question.verdicts] == [
        ("c3-linearisation", "core", "met", "hinted"),
        ("diamond-problem", "core", "met", "unaided"),
        ("super-follows-mro", "core", "missed", None),
        ("inspect-mro", "deeper", "partly", "unaided"),
        ("why-c3", "deeper", "met", "prompted"),
        ("inconsistent-hierarchy", "bonus", "met", "unaided"),
    ]
    assert [(claim.id, claim.stands) for claim in question.misconceptions] == [
        ("depth-first", False),
        ("super-is-parent", True),
    ]
    assert question.grader is not None
    assert (question.grader.grader, question.grader.version) == ("offline", "1")


def test_quotes_are_cut_from_the_turns_that_they_name() -> None:
    question = build(WHOLE).questions[0]
    why = question.verdicts[4]
    assert (why.turn, why.start, why.end, why.quote) == (4, 26, 59, "some merge of the parents' orders")
    assert [(more.turn, more.quote) for more in why.more_quotes] == [(4, "A shared base would come too early.")]
    missed = question.verdicts[2]
    assert (missed.quote, missed.turn, missed.start, missed.end, missed.more_quotes) == (None, None, None, None, ())
    assert question.misconceptions[1].quote == "super() is just the parent class"
    assert MRO_ANSWERS[2][question.misconceptions[1].start : question.misconceptions[1].end] == (
        "super() is just the parent class"
    )


def test_a_quote_may_be_from_an_earlier_exchange() -> None:
    gil = build(WHOLE).questions[2]
    assert (gil.verdicts[0].turn, gil.verdicts[0].quote) == (9, "one thread at a time")
    assert [(turn.number, turn.speaker, turn.in_passing) for turn in gil.transcript] == [
        (9, "candidate", True),
        (11, "interviewer", False),
        (12, "candidate", False),
        (13, "interviewer", False),
    ]


def test_the_transcript_names_the_moves() -> None:
    turns = build(WHOLE).questions[0].transcript
    assert [(turn.number, turn.speaker, turn.move, turn.spoken) for turn in turns] == [
        (1, "interviewer", "ask", False),
        (2, "candidate", None, False),
        (3, "interviewer", "challenge", False),
        (4, "candidate", None, False),
        (5, "interviewer", "hint", False),
        (6, "candidate", None, True),
        (7, "interviewer", "advance", False),
    ]
    assert turns[5].text == MRO_ANSWERS[6]


@pytest.mark.parametrize(
    ("afterwards", "status", "failure", "score"),
    [
        pytest.param((), "pending", None, None, id="not-graded-yet"),
        pytest.param((Graded(number=1, grade=MRO_GRADE),), "graded", None, 56.25, id="graded"),
        pytest.param((GradeFailed(number=1, reason="No."),), "failed", "No.", None, id="failed"),
        pytest.param(
            (GradeFailed(number=1, reason="No."), GradeFailed(number=1, reason="Still no.")),
            "failed",
            "Still no.",
            None,
            id="failed-again",
        ),
        pytest.param(
            (GradeFailed(number=1, reason="No."), Graded(number=1, grade=MRO_GRADE)),
            "graded",
            None,
            56.25,
            id="graded-after-a-failure",
        ),
        pytest.param(
            (Graded(number=1, grade=MRO_GRADE), GradeFailed(number=1, reason="No.")),
            "graded",
            None,
            56.25,
            id="a-failed-regrade-erases-nothing",
        ),
        pytest.param(
            (
                Graded(number=1, grade=grade("oop/method-resolution-order", verdict("diamond-problem", "missed"))),
                Graded(number=1, grade=MRO_GRADE),
            ),
            "graded",
            None,
            56.25,
            id="the-last-grade-counts",
        ),
    ],
)
def test_status(afterwards: tuple[AnyEvent, ...], status: str, failure: str | None, score: float | None) -> None:
    question = first_question(*MRO_EXCHANGE, *afterwards)
    assert (question.status, question.failure, question.score) == (status, failure, score)
    assert bool(question.verdicts) == bool(question.grader) == (status == "graded")


def test_the_grade_that_counts_says_when_it_was_given() -> None:
    events = recorded(
        started("oop/method-resolution-order"),
        *MRO_EXCHANGE,
        Graded(number=1, grade=MRO_GRADE),
        Graded(number=1, grade=MRO_GRADE),
        GradeFailed(number=1, reason="No."),
    )
    grader = build(events).questions[0].grader
    assert grader is not None
    assert grader.at == events[-2].at


def test_what_is_cut_off_is_shown_and_not_counted() -> None:
    gil = build(WHOLE).questions[2]
    assert (gil.status, gil.ending) == ("graded", "cut_off")
    assert (gil.score, gil.range, gil.unaided, gil.rating) == (None, None, None, None)
    assert [verdict.verdict for verdict in gil.verdicts] == ["met", "missed"]


def test_what_is_unclear_leaves_a_range() -> None:
    report = build(UNCLEAR)
    gil = report.questions[0]
    assert (gil.status, gil.score, gil.rating, gil.range) == ("graded", None, None, Range(low=25, high=75))
    assert gil.grader is not None
    assert (gil.grader.grader, gil.grader.prompt_hash) == ("scripted:careful", "0123456789ab")
    assert gil.grader.parameters == {"temperature": "0"}


def test_a_question_that_is_still_talked_about_has_no_ending() -> None:
    report = build(UNCLEAR)
    open_one = report.questions[1]
    assert (open_one.status, open_one.ending, open_one.score) == ("pending", None, None)
    assert (open_one.code, open_one.text) == (GENERATORS.code, GENERATORS.question)
    assert (report.state, report.never_asked) == ("unfinished", ())


def test_a_rubric_of_nothing_but_bonus_points_has_a_report_and_no_score() -> None:
    only_bonus = replace(LISTS, criteria=(replace(LISTS.criteria[0], tier="bonus"),))
    report = build(
        recorded(
            started("fundamentals/list-tuple-set"),
            Asked(question_id="fundamentals/list-tuple-set", question=only_bonus, rubric_hash="0"),
            ExchangeEnded(ending="finished"),
            Graded(number=1, grade=grade("fundamentals/list-tuple-set", verdict("mutability", "missed"))),
        )
    )
    assert (report.score, report.questions[0].status, report.questions[0].score) == (None, "graded", None)


@pytest.mark.parametrize(
    ("events", "whole", "of_question"),
    [
        pytest.param((asked("internals/gil"),), 0.5, 0, id="just-asked"),
        pytest.param((asked("internals/gil"), Answered(turn=1, text="a")), 1, 0.5, id="still-open"),
        pytest.param(
            (asked("internals/gil"), Answered(turn=1, text="a"), ExchangeEnded(ending="finished"), Paused()),
            2,
            1,
            id="between-two-questions",
        ),
        pytest.param(
            (
                asked("internals/gil"),
                ExchangeEnded(ending="finished"),
                Ended(reason="left"),
                Continued(),
                GradeFailed(number=1, reason="No."),
            ),
            1.5,
            0.5,
            id="what-comes-after-the-end-takes-no-time",
        ),
    ],
)
def test_minutes(events: tuple[AnyEvent, ...], whole: float, of_question: float) -> None:
    report = build(recorded(started("internals/gil"), *events))
    assert (report.active_minutes, report.questions[0].active_minutes) == (whole, of_question)


@pytest.mark.parametrize("journal", [[], recorded(asked("internals/gil"))], ids=["empty", "without-a-beginning"])
def test_nothing_is_no_interview(journal: list[Recorded]) -> None:
    with pytest.raises(JournalError, match="holds nothing yet"):
        build(journal)


@pytest.mark.parametrize("length", range(1, len(WHOLE) + 1))
def test_every_prefix_of_a_journal_has_a_report(length: int) -> None:
    prefix = WHOLE[:length]
    report = build(prefix)
    asked_ids = [one.event.question_id for one in prefix if isinstance(one.event, Asked)]
    assert [question.question for question in report.questions] == asked_ids
    assert report.never_asked == tuple(QUESTIONS)[len(asked_ids) :]
    said_by_now = {one.event.text for one in prefix if isinstance(one.event, Answered)}
    assert {
        turn.text for question in report.questions for turn in question.transcript if turn.speaker == "candidate"
    } == said_by_now
    assert (report.state == "unfinished") == (not any(isinstance(one.event, Ended) for one in prefix))
    assert (report.score is None) == (report.counted == ())
    assert shown(interview_page(report), 40)
    assert markdown(report)
    assert as_json(report)


@given(journals())
@settings(max_examples=60, deadline=None)
def test_any_journal_has_a_report_in_every_view(journal: list[Recorded]) -> None:
    report = build(journal)
    assert markdown(report).encode()
    assert as_json(report).encode("ascii")
    for plain in (False, True):
        assert shown(interview_page(report, plain=plain), 30, "ascii")
        for question in report.questions:
            assert shown(question_page(question, plain=plain), 100)


def test_practice_in_which_nothing_was_missed() -> None:
    report = build(PRACTICE)
    assert (report.score, report.rating, report.unaided, report.practise) == (100, "excellent", 100, ())


def test_what_models_did_is_told() -> None:
    report = build(MODELLED)
    (question,) = report.questions

    assert report.usage == {
        "interviewer": Usage(calls=2, uncounted=1, tokens_in=900, tokens_cached=600, tokens_out=12, seconds=1.25),
        "grader": Usage(calls=2, tokens_in=5000, tokens_out=400, seconds=6.2, cost=0.0125),
    }
    assert question.grader is not None
    assert (report.grader, question.grader.grader) == ("openai:careful", "openai:spare")
    assert [(turn.source, turn.prompt, turn.refused) for turn in question.transcript] == [
        ("authored", None, None),
        (None, None, None),
        ("openai:quick", "speak v1 (0123456789ab)", None),
        (None, None, None),
        ("authored", "speak v1 (0123456789ab)", "judges: great"),
    ]


def test_a_wrong_claim_beyond_the_rubric_is_quoted_and_costs_nothing() -> None:
    (question,) = build(MODELLED).questions

    (claim,) = question.other_wrong_claims
    assert (claim.quote, claim.turn) == ("Threads are always slower in Python", 2)
    assert claim.why == "While they wait for a network, they are not."
    assert question.score == 50


def test_the_newest_card_of_each_grader_counts() -> None:
    later = replace(MEASURED, verdicts=2000, agreed=1900, made_at=datetime(2026, 11, 22, tzinfo=UTC))
    again = recorded(*(one.event for one in WHOLE), Graded(number=1, grade=MRO_GRADE, measured=later))

    assert [(card.grader, card.agreed) for card in build(WHOLE).cards] == [("offline", 899)]
    assert [(card.grader, card.agreed) for card in build(again).cards] == [("offline", 1900)]


def test_a_grade_that_was_given_without_a_card_has_none() -> None:
    assert build(PRACTICE).cards == ()
