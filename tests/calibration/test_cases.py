"""What is graded, and how it is known again."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from interviewer.calibration.cases import Labelled, bank_hash, cases, sample, set_hash
from tests.calibration.answers import ANSWERS, RUBRIC, labelled
from tests.scoring.rubric import criterion, question


def test_repeats_and_variations_come_after_the_answers_as_they_are() -> None:
    of = cases(ANSWERS[:2], variations=["padding"], repeats=2)

    assert [(case.labelled.answer.id, case.variation, case.repeat) for case in of] == [
        ("first", "plain", 0), ("second", "plain", 0),
        ("first", "plain", 1), ("second", "plain", 1),
        ("first", "padding", 0), ("second", "padding", 0),
    ]  # fmt: skip
    assert [case.is_first for case in of] == [True, True, False, False, False, False]
    assert len({case.key for case in of}) == 6


def other(**changes: object) -> Labelled:
    return Labelled(replace(ANSWERS[0].answer, **changes), RUBRIC)


@pytest.mark.parametrize(
    ("changed", "is_same"),
    [
        pytest.param(other(), True, id="nothing"),
        pytest.param(other(verdicts={"one": "missed", "two": "met"}), True, id="a-label-which-no-grade-depends-on"),
        pytest.param(other(answer="Something else."), False, id="the-text"),
        pytest.param(other(style="spoken"), False, id="whether-it-was-spoken"),
        pytest.param(Labelled(ANSWERS[0].answer, question(criterion("one"))), False, id="the-rubric"),
    ],
)
def test_a_grading_is_known_by_what_its_grade_depends_on(changed: Labelled, is_same: bool) -> None:
    (one,), (other_one,) = cases([ANSWERS[0]]), cases([changed])

    assert (one.key == other_one.key) == is_same


def test_a_spoken_answer_is_graded_as_one() -> None:
    (case,) = cases([labelled("um", "met", "met", style="spoken")])

    assert case.exchange.turns[-1].spoken


@settings(deadline=None)
@given(st.lists(st.integers(1, 6), min_size=1, max_size=6), st.integers(1, 40), st.integers(0, 9))
def test_a_sample_is_spread_over_the_questions(sizes: list[int], number: int, seed: int) -> None:
    answers = [
        Labelled(replace(ANSWERS[0].answer, id=f"a{question}-{place}", question=f"oop/q{question}"), RUBRIC)
        for question, size in enumerate(sizes)
        for place in range(size)
    ]
    drawn = sample(answers, number, seed)
    share = Counter(one.answer.question for one in drawn)

    assert drawn == sample(answers, number, seed)
    assert drawn == [one for one in answers if one in drawn]
    assert len(drawn) == min(number, len(answers))
    most = max(share.values())
    # Who has one less than another has no more to give.
    assert all(share[f"oop/q{at}"] >= min(size, most - 1) for at, size in enumerate(sizes))


def test_hashes_know_labels_and_rubrics_and_no_order() -> None:
    relabelled = Labelled(replace(ANSWERS[0].answer, verdicts={"one": "met", "two": "missed"}), RUBRIC)

    assert set_hash(ANSWERS) == set_hash(ANSWERS[::-1]) != set_hash([relabelled, *ANSWERS[1:]])
    assert bank_hash(ANSWERS) == bank_hash([relabelled, *ANSWERS[1:]]) != bank_hash(ANSWERS[:3])
