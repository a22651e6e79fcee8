"""Sound as a value."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.speech.audio import Audio, at_rate, floats, level, mono, of_floats, of_samples, silence
from tests.speech.sounds import noise, pitch, tone

RATES = (8_000, 11_025, 16_000, 22_050, 44_100, 48_000)


@pytest.mark.parametrize("rate", RATES)
def test_another_rate_keeps_pitch_and_length(rate: int) -> None:
    heard = at_rate(tone(440, 0.5, rate), 16_000)
    assert heard.rate == 16_000
    assert heard.seconds == pytest.approx(0.5, abs=0.001)
    assert pitch(heard) == pytest.approx(440, abs=4)


@given(st.lists(st.integers(-32_768, 32_767), max_size=200), st.sampled_from(RATES), st.sampled_from(RATES))
def test_any_sound_has_any_rate(samples: list[int], before: int, after: int) -> None:
    made = at_rate(of_samples(array("h", samples), before), after)
    assert abs(made.seconds - len(samples) / before) <= 1 / after
    if samples and made.samples:
        assert min(samples) <= min(made.samples) <= max(made.samples) <= max(samples)


@pytest.mark.parametrize(
    ("audio", "least", "most"),
    [
        pytest.param(silence(0.5), 0.0, 0.0, id="silence"),
        pytest.param(silence(0), 0.0, 0.0, id="empty"),
        pytest.param(tone(440, 0.5, loudness=1), 0.9, 1.0, id="full-scale"),
        pytest.param(tone(440, 0.5, loudness=0.1), 0.55, 0.65, id="20-dB-below"),
        pytest.param(noise(0.5, 0.001), 0.0, 0.02, id="hiss"),
    ],
)
def test_level_goes_by_decibels(audio: Audio, least: float, most: float) -> None:
    assert least <= level(audio) <= most


def test_channels_become_their_mean() -> None:
    assert list(mono(array("h", [100, 300, -100, -300]), 2)) == [200, -200]


@given(st.lists(st.floats(-1, 1, width=32), max_size=50))
def test_numbers_survive_the_way_there_and_back(numbers: list[float]) -> None:
    assert list(floats(of_floats(array("f", numbers), 16_000))) == pytest.approx(numbers, abs=1e-4)


def test_what_is_too_loud_is_clipped() -> None:
    assert list(of_floats(array("f", [2.0, -2.0]), 16_000).samples) == [32_767, -32_767]


@pytest.mark.parametrize(
    ("start_s", "end_s", "seconds"),
    [
        pytest.param(0.25, 0.75, 0.5, id="inside"),
        pytest.param(-1, 0.5, 0.5, id="begins-before"),
        pytest.param(0.5, 9, 0.5, id="ends-after"),
        pytest.param(0.5, 0.25, 0.0, id="backwards"),
    ],
)
def test_a_part_of_a_sound(start_s: float, end_s: float, seconds: float) -> None:
    assert silence(1).between(start_s, end_s).seconds == seconds


def test_sounds_of_two_rates_do_not_join() -> None:
    with pytest.raises(ValueError, match="do not join"):
        silence(1) + silence(1, 8_000)
