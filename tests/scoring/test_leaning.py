import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.scoring.leaning import (
    CLAIM_QUOTED,
    CLAIMED,
    FIRST,
    MET,
    PARTLY,
    QUOTED,
    SURE,
    is_settled,
    label,
    mean,
    probability,
)

ODDS = st.floats(-12, 12)


@pytest.mark.parametrize(
    ("odds", "expected"),
    [
        pytest.param([1.0, 3.0], 2.0, id="mean"),
        pytest.param([1.0, 3.0, None], 2.0, id="one-unknown"),
        pytest.param([1.0, None], None, id="half-unknown"),
        pytest.param([None], None, id="all-unknown"),
        pytest.param([], None, id="none-asked"),
    ],
)
def test_mean(odds: list[float | None], expected: float | None) -> None:
    assert mean(odds) == expected


@given(st.lists(ODDS, min_size=1))
def test_the_mean_is_between_the_extremes(odds: list[float]) -> None:
    found = mean(odds)
    assert found is not None
    assert min(odds) - 1e-9 <= found <= max(odds) + 1e-9


@given(ODDS)
def test_probability_is_one_and_turns_with_the_sign(odds: float) -> None:
    assert 0 < probability(odds) < 1
    assert probability(odds) + probability(-odds) == pytest.approx(1)


@given(ODDS, ODDS)
def test_more_yes_is_never_less_credit(one: float, other: float) -> None:
    order = ("missed", "partly", "met")
    low, high = sorted((one, other))
    assert order.index(label(low)) <= order.index(label(high))


def test_the_lines_stand_in_order_and_are_above_even() -> None:
    assert 0 <= QUOTED <= PARTLY <= MET
    assert 0 <= CLAIM_QUOTED <= CLAIMED


@given(st.lists(ODDS, max_size=4))
def test_what_is_settled_is_surely_on_one_side_of_all_lines(odds: list[float]) -> None:
    found = mean(odds)
    if is_settled(odds, (PARTLY, MET)):
        assert found is not None
        assert len(odds) >= FIRST
        assert found >= MET + SURE or found <= PARTLY - SURE
