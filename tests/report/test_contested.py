"""The report of an interview whose grades were contested: both grades, and what lies between them."""

from __future__ import annotations

import json

import pytest

from interviewer.dialogue.events import AnyEvent, Graded, GradeFailed
from interviewer.report.blocks import Facts, Finding, Paragraph
from interviewer.report.build import build
from interviewer.report.json_view import as_json
from interviewer.report.model import QuestionReport
from interviewer.report.outline import question_outline
from tests.report.journals import (
    CONTESTED,
    CORRECTED,
    GIL_FIRST,
    GIL_HEARD,
    GIL_LATER,
    GIL_REMARK,
    GIL_RIGHT,
    GRADED_ONCE,
    REMARKED,
    recorded,
)

[QUESTION] = build(CONTESTED).questions


def question(*events: AnyEvent) -> QuestionReport:
    return build(recorded(*GRADED_ONCE, *events)).questions[0]


def paragraphs(told: QuestionReport) -> list[str]:
    return [block.text for block in question_outline(told) if isinstance(block, Paragraph)]


def test_the_later_grade_counts_and_the_earlier_one_is_kept() -> None:
    [first] = QUESTION.earlier_grades
    assert (QUESTION.score, first.score) == (75, 0)
    assert [verdict.verdict for verdict in QUESTION.verdicts] == ["met", "partly"]
    assert [verdict.verdict for verdict in first.verdicts] == ["missed", "partly"]
    assert [claim.id for claim in first.misconceptions] == ["always-slower"]
    assert build(CONTESTED).score == 75


def test_each_verdict_says_what_it_was_before_and_what_was_remarked() -> None:
    assert [(one.before, one.remarks) for one in QUESTION.verdicts] == [("missed", ()), ("partly", (GIL_REMARK,))]
    assert [one.before for one in QUESTION.earlier_grades[0].verdicts] == [None, None]
    findings = [block for block in question_outline(QUESTION) if isinstance(block, Finding)]
    assert [finding.facts for finding in findings] == [
        ("core", "before you contested it: missed"),
        ("core", "as before your remark"),
    ]
    assert [finding.remarks for finding in findings] == [(), (GIL_REMARK,)]


def test_quotes_are_those_of_the_text_that_their_grade_saw_and_tell_what_was_put_right() -> None:
    made, unmade = QUESTION.verdicts
    assert (made.quote, made.corrected) == ("Only one thread at a time", True)
    assert (unmade.quote, unmade.corrected) == ("the guild is let go", False)
    assert QUESTION.earlier_grades[0].misconceptions[0].quote == "They wait for the net"
    finding = next(block for block in question_outline(QUESTION) if isinstance(block, Finding))
    assert finding.corrected == ("Only one thread at a time",)


def test_the_transcript_holds_both_wordings_and_the_remark_apart() -> None:
    [_, said, remarked] = QUESTION.transcript
    assert (said.text, said.original, said.words_changed) == (GIL_RIGHT, GIL_HEARD, 1)
    assert [said.text[one.start : one.end] for one in said.corrected] == ["thread"]
    assert (remarked.number, remarked.text, remarked.remark) == (3, GIL_REMARK, True)


def test_what_was_contested_is_listed_and_told() -> None:
    assert [(one.kind, one.status, one.criterion, one.turn, one.old, one.new) for one in QUESTION.contests] == [
        ("correction", "graded", None, 2, ("fred",), "thread"),
        ("remark", "graded", "released-for-io", 3, (), GIL_REMARK),
    ]
    assert paragraphs(QUESTION) == [
        "Corrected by you in turn 2: “fred” is “thread”.",
        "You contested the grade, and this is the later one. The first was: 0 of 100, poor, unaided 0, by offline.",
        "No longer found: “Threads are always slower.”",
    ]


@pytest.mark.parametrize(
    ("events", "status", "told"),
    [
        pytest.param(
            [CORRECTED],
            "pending",
            "What you contested is not graded yet, and the grade before stands. `interviewer regrade` grades it.",
            id="killed-before-it-was-graded",
        ),
        pytest.param(
            [CORRECTED, GradeFailed(number=1, reason="The model was away.")],
            "failed",
            "What you contested could not be graded, and the grade before stands. The model was away. "
            "`interviewer regrade` tries again.",
            id="failed",
        ),
    ],
)
def test_until_it_is_graded_the_first_grade_stands_in_its_own_words(
    events: list[AnyEvent], status: str, told: str
) -> None:
    now = question(*events)
    assert (now.status, now.score, now.contests[0].status) == ("graded", 0, status)
    assert (now.transcript[1].text, now.transcript[1].original) == (GIL_HEARD, None)
    assert now.earlier_grades == ()
    assert paragraphs(now) == [told]


def test_a_failure_of_a_plain_regrade_is_no_failure_of_a_contest() -> None:
    again = question(CORRECTED, Graded(number=1, grade=GIL_LATER, heeds=1), GradeFailed(number=1, reason="Away."))
    assert (again.contest_failure, again.score) == (None, 75)


def test_before_is_what_it_was_before_anything_was_contested() -> None:
    twice = question(
        CORRECTED, Graded(number=1, grade=GIL_LATER, heeds=1), REMARKED, Graded(number=1, grade=GIL_LATER, heeds=2)
    )
    assert [one.before for one in twice.verdicts] == ["missed", "partly"]
    assert [one.score for one in twice.earlier_grades] == [0, 75]


def test_a_grade_that_was_not_contested_is_as_it_was() -> None:
    plain = question(Graded(number=1, grade=GIL_FIRST))
    assert (plain.contests, plain.earlier_grades, [one.before for one in plain.verdicts]) == ((), (), [None, None])


def test_json_holds_both_grades() -> None:
    told = json.loads(as_json(build(CONTESTED)))["questions"][0]
    assert [told["verdicts"][0]["verdict"], told["earlier_grades"][0]["verdicts"][0]["verdict"]] == ["met", "missed"]
    assert isinstance(next(block for block in question_outline(QUESTION) if isinstance(block, Facts)), Facts)
