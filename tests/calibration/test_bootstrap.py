"""Draws of questions and of the answers in them, and the intervals that come of them."""

from __future__ import annotations

import time
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.bank.question import Label, Verdict
from interviewer.calibration.agreement import LABELS, Counts, figures, kappa, readings, total
from interviewer.calibration.bootstrap import Interval, draws, interval, percentiles, resampled


def answer(*pairs: tuple[Label, Verdict]) -> Counts:
    return readings(pairs, (), ())


RIGHT, WRONG = answer(("met", "met"), ("missed", "missed")), answer(("met", "missed"), ("missed", "met"))


def accuracy(one: Counts) -> float | None:
    return figures(one).accuracy


def test_the_same_seed_draws_the_same() -> None:
    questions = ["a", "a", "b", "c"]

    assert draws(questions, rounds=50) == draws(questions, rounds=50)
    assert draws(questions, rounds=50) != draws(questions, rounds=50, seed=2)


def test_whole_questions_are_drawn() -> None:
    assert {tuple(draw) for draw in draws(["a", "b", "b"], rounds=400)} == {
        (2, 0, 0), (1, 2, 0), (1, 1, 1), (1, 0, 2), (0, 4, 0), (0, 3, 1), (0, 2, 2), (0, 1, 3), (0, 0, 4)
    }  # fmt: skip


def test_answers_to_one_question_are_not_taken_for_independent_ones() -> None:
    answers = [RIGHT] * 5 + [WRONG] * 5
    apart, together = (
        interval(resampled(answers, draws(questions)), accuracy) for questions in (range(10), [0] * 5 + [1] * 5)
    )

    assert apart is not None
    assert together == Interval(low=0.0, high=1.0)
    assert 0.0 < apart.low < 0.5 < apart.high < 1.0


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([], None, id="none"),
        pytest.param([0.5], Interval(low=0.5, high=0.5), id="one"),
        pytest.param([float(n) for n in range(1000)], Interval(low=25.0, high=974.0), id="a-thousand"),
    ],
)
def test_percentiles(values: list[float], expected: Interval | None) -> None:
    assert percentiles(values) == expected


def test_a_figure_that_many_draws_do_not_determine_has_no_interval() -> None:
    only_met = answer(("met", "met"))

    assert interval(resampled([only_met, RIGHT], draws([0, 1])), lambda one: kappa(one.verdicts)) is None


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.sampled_from(LABELS), st.sampled_from(LABELS)), min_size=1, max_size=40)
)
def test_the_interval_contains_the_figure(of: list[tuple[int, Label, Label]]) -> None:
    answers = [answer((true, given)) for _, true, given in of]
    found = interval(resampled(answers, draws([question for question, _, _ in of], rounds=200)), accuracy)
    figure = accuracy(total(answers))

    assert found is not None
    assert figure is not None
    assert found.low <= figure <= found.high


def test_a_thousand_draws_of_four_hundred_answers_take_a_few_seconds() -> None:
    chance = Random(1)
    answers = [answer(*[(chance.choice(LABELS), chance.choice(LABELS)) for _ in range(8)]) for _ in range(400)]
    began = time.perf_counter()
    resampled(answers, draws([number // 6 for number in range(400)]))

    assert time.perf_counter() - began < 10
