import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.scoring.leaning import (
    BY_CUES,
    CLAIM_QUOTED,
    CLAIMED,
    CLAIMED_BY_CUES,
    FIRST,
    NO_CUES,
    QUOTED,
    SURE,
    Lines,
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


EVERY_LINES = st.sampled_from([NO_CUES, *BY_CUES.values()])


@given(ODDS, ODDS, EVERY_LINES)
def test_more_yes_is_never_less_credit(one: float, other: float, lines: Lines) -> None:
    order = ("missed", "partly", "met")
    low, high = sorted((one, other))
    assert order.index(label(low, lines)) <= order.index(label(high, lines))


@pytest.mark.parametrize("lines", [NO_CUES, *BY_CUES.values()])
def test_the_lines_stand_in_order_and_are_above_even(lines: Lines) -> None:
    assert 0 <= lines.partly <= lines.met


def test_what_cues_heard_needs_less_than_what_they_did_not() -> None:
    assert BY_CUES["met"].met < NO_CUES.met < BY_CUES["missed"].met
    assert BY_CUES["partly"].partly < NO_CUES.partly < BY_CUES["missed"].partly
    assert 0 <= CLAIMED_BY_CUES < CLAIMED
    assert 0 <= QUOTED < BY_CUES["missed"].met
    assert 0 <= CLAIM_QUOTED <= CLAIMED


@given(st.lists(ODDS, max_size=4), EVERY_LINES)
def test_what_is_settled_is_far_from_every_line(odds: list[float], lines: Lines) -> None:
    found = mean(odds)
    if is_settled(odds, (lines.partly, lines.met)):
        assert found is not None
        assert len(odds) >= FIRST
        assert min(abs(found - lines.partly), abs(found - lines.met)) >= SURE
