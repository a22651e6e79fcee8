"""Where the candidate misjudges themselves: their 1 to 4 against the word for the score of each counted question."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from interviewer.dialogue.events import AnyEvent, Graded, SelfRated
from interviewer.report.blocks import Facts, Paragraph, Table
from interviewer.report.build import build
from interviewer.report.markdown import markdown
from interviewer.report.outline import question_outline, summary_outline
from interviewer.report.self_judgement import judgement_outline
from tests.report.journals import GENERATORS, UNCLEAR, WHOLE, grade, recorded, verdict

EVENTS = [one.event for one in WHOLE]
"""Question 1 came to 56, mixed; question 2 could not be graded; question 3 was cut off."""
TWO_COUNTED = [
    *EVENTS,
    Graded(
        number=2,
        grade=grade("functions/generators", *(verdict(one.id, "missed") for one in GENERATORS.criteria)),
    ),
]
"""Question 2 came to 0, poor."""


def rated(*ratings: tuple[int, int], of: Sequence[AnyEvent] = EVENTS) -> list[AnyEvent]:
    return [*of, *(SelfRated(number=number, rating=rating) for number, rating in ratings)]


@pytest.mark.parametrize(
    ("rating", "off_by", "told"),
    [
        pytest.param(1, -1, ("poor", "mixed", "1 step too low"), id="too-low"),
        pytest.param(2, 0, ("mixed", "mixed", "as graded"), id="as-graded"),
        pytest.param(3, 1, ("good", "mixed", "1 step too high"), id="too-high"),
        pytest.param(4, 2, ("excellent", "mixed", "2 steps too high"), id="far-too-high"),
    ],
)
def test_the_rating_against_the_four_words(rating: int, off_by: int, told: tuple[str, ...]) -> None:
    report = build(recorded(*rated((1, rating))))

    assert [(one.question, one.rated, one.graded, one.off_by) for one in report.self_judgement] == [
        (1, rating, "mixed", off_by)
    ]
    [table] = [block for block in judgement_outline(report) if isinstance(block, Table)]
    assert table.rows == (("1. oop/method-resolution-order", *told),)
    assert (
        f"you said {told[0]}"
        in next(block for block in question_outline(report.questions[0]) if isinstance(block, Facts)).parts
    )


def test_only_counted_questions_are_compared() -> None:
    report = build(recorded(*rated((1, 3), (2, 3), (3, 3))))

    assert tuple(one.question for one in report.self_judgement) == report.counted
    assert [question.self_rating for question in report.questions] == [3] * len(report.questions)


def test_nor_is_one_without_a_score() -> None:
    report = build(recorded(*(one.event for one in UNCLEAR), SelfRated(number=1, rating=3)))

    assert (report.questions[0].self_rating, report.self_judgement) == (3, ())


@pytest.mark.parametrize(
    ("ratings", "told"),
    [
        pytest.param([(1, 2)], "You judged yourself as the grades do.", id="as-the-grades-do"),
        pytest.param([(1, 4)], "Of 1 counted question you judged 1 too high.", id="too-high"),
        pytest.param(
            [(1, 1), (2, 1)], "Of 2 counted questions you judged 1 as the grades do, 1 too low.", id="some-too-low"
        ),
    ],
)
def test_in_short(ratings: list[tuple[int, int]], told: str) -> None:
    blocks = summary_outline(build(recorded(*rated(*ratings, of=TWO_COUNTED))))

    assert told in [block.text for block in blocks if isinstance(block, Paragraph)]


def test_without_ratings_nothing_is_said_of_it() -> None:
    assert list(judgement_outline(build(WHOLE))) == []


def test_in_markdown() -> None:
    written = markdown(build(recorded(*rated((1, 4)))))

    assert "## How you judged yourself" in written
    assert "| 1. oop/method-resolution-order | excellent | mixed | 2 steps too high |" in written
