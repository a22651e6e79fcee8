"""Answering a question once more: which one is offered, and what the report on it holds."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from interviewer.dialogue.events import AnyEvent, ExchangeEnded, Graded, RedoBegun
from interviewer.report.blocks import Paragraph, Table
from interviewer.report.build import build
from interviewer.report.markdown import markdown
from interviewer.report.model import Report
from interviewer.report.outline import interview_outline, redo_outline
from interviewer.report.redo import before_and_after, redo_of, weakest
from tests.report.journals import GENERATORS, PRACTICE, WHOLE, asked, grade, recorded, started, verdict
from tests.report.redos import AGAIN, FIRST, LATER


def worth(*labels: Sequence[str]) -> list[AnyEvent]:
    """An interview whose questions came to these verdicts."""
    events: list[AnyEvent] = [started(*["functions/generators"] * len(labels))]
    for number, of_question in enumerate(labels, start=1):
        names = [criterion.id for criterion in GENERATORS.criteria]
        verdicts = [verdict(name, label, "unaided") for name, label in zip(names, of_question, strict=True)]
        events += [asked("functions/generators"), ExchangeEnded(ending="finished")]
        events += [Graded(number=number, grade=grade("functions/generators", *verdicts))]
    return events


FULL, HALF, NONE = ["met"] * 3, ["met", "missed", "missed"], ["missed"] * 3
CUT_OFF: list[AnyEvent] = [asked("functions/generators"), ExchangeEnded(ending="cut_off")]


@pytest.mark.parametrize(
    ("events", "number"),
    [
        pytest.param(worth(FULL, NONE, HALF), 2, id="the-lowest"),
        pytest.param(worth(FULL, HALF, HALF), 2, id="the-first-of-several"),
        pytest.param(worth(FULL, FULL), None, id="nothing-to-gain"),
        pytest.param([*worth(HALF), *CUT_OFF, Graded(number=2, grade=LATER.grade)], 1, id="not-what-does-not-count"),
        pytest.param([*worth(FULL, NONE), RedoBegun(number=2, interview="x")], None, id="once-only"),
        pytest.param([*AGAIN, LATER], None, id="not-after-a-redo"),
        pytest.param(AGAIN[:2], None, id="nothing-graded"),
    ],
)
def test_which_question_is_offered(events: list[AnyEvent], number: int | None) -> None:
    question = weakest(build(recorded(*events)))

    assert (None if question is None else question.id) == number


def test_what_the_redo_remembers_holds_no_words() -> None:
    [question] = build(PRACTICE).questions

    redo = redo_of(question, FIRST)

    assert (redo.interview, redo.number, redo.score) == (FIRST, 1, 100)
    assert redo.verdicts == {"lazy-yield": "met", "constant-memory": "met", "single-use": "met"}
    assert redo.claims == {}


def test_both_answers_side_by_side() -> None:
    report = build(recorded(*AGAIN, LATER))

    [table] = [block for block in before_and_after(report) if isinstance(block, Table)]
    assert (table.head, table.rows) == (
        ("", "before", "now"),
        (
            ("  lazy-yield", "met", "met"),
            ("* constant-memory", "missed", "met"),
            ("  single-use", "missed", "missed"),
            ("* wrong claim eager", "stands", "not made"),
        ),
    )
    assert f"30 of 100 before, 80 now. The first answer stays what counts in interview {FIRST}." in paragraphs(report)
    assert table in interview_outline(report)
    assert table in redo_outline(report)
    assert "| \\* constant-memory | missed | met |" in markdown(report)


def test_before_it_is_graded_it_says_how_to_have_that_done() -> None:
    told = paragraphs(build(recorded(*AGAIN), interview="abc"))

    assert any("is not graded yet. `interviewer regrade abc` grades it." in one for one in told)


def test_the_first_interview_stays_as_it_was_and_names_the_second() -> None:
    before = build(WHOLE)
    after = build(recorded(*(one.event for one in WHOLE), RedoBegun(number=1, interview="20261121-1000-abc")))

    assert (after.score, after.counted, after.asked, after.active_minutes) == (
        before.score,
        before.counted,
        before.asked,
        before.active_minutes,
    )
    assert [question.redone for question in after.questions] == ["20261121-1000-abc", None, None]
    assert any("`interviewer report 20261121-1000-abc` shows both side by side" in one for one in told_whole(after))


def paragraphs(report: Report) -> list[str]:
    return [block.text for block in before_and_after(report) if isinstance(block, Paragraph)]


def told_whole(report: Report) -> list[str]:
    return [block.text for block in interview_outline(report) if isinstance(block, Paragraph)]
