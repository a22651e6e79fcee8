"""Steady noise that a recogniser is spared."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from interviewer.speech.audio import RATE, Audio, silence
from interviewer.speech.denoising import ENOUGH, HOP, cleaned, noise_of
from interviewer.speech.detection import Detector
from interviewer.transcript.heard import Span
from tests.speech.sounds import noise, tone

LOUDNESS = 0.01
"""About 20 dB below the voice."""


def samples(audio: Audio) -> NDArray[np.float64]:
    return np.frombuffer(audio.pcm, "<i2").astype(np.float64)


def mixed(one: Audio, other: Audio) -> Audio:
    return Audio(np.clip(samples(one) + samples(other), -32_768, 32_767).astype("<i2").tobytes())


def decibels(audio: Audio) -> float:
    return float(10 * np.log10(np.mean(samples(audio) ** 2)))


@pytest.fixture(scope="module")
def clear(spoken: Audio) -> Audio:
    return silence(1) + spoken + silence(1)


@pytest.fixture(scope="module")
def noisy(clear: Audio) -> Audio:
    return mixed(clear, noise(clear.seconds, LOUDNESS))


def test_the_voice_comes_nearer_to_what_it_was(clear: Audio, noisy: Audio, detector: Detector) -> None:
    made = cleaned(noisy, noise_of(noisy, detector.speech(noisy)))
    before, after = (np.mean((samples(each) - samples(clear)) ** 2) for each in (noisy, made))
    assert after < before / 2
    assert decibels(made.between(0.1, 0.8)) < decibels(noisy.between(0.1, 0.8)) - 15


def test_a_voice_in_a_quiet_room_stays_as_it_is(clear: Audio, detector: Detector) -> None:
    made = cleaned(clear, noise_of(clear, detector.speech(clear)))
    assert np.max(np.abs(samples(made) - samples(clear))) < 100


def test_nothing_is_done_where_nobody_knows_what_the_noise_is(noisy: Audio) -> None:
    everywhere = [Span(0, noisy.seconds)]
    assert noise_of(noisy, everywhere) is None
    assert cleaned(noisy, None) is noisy


def test_noise_is_what_the_first_three_seconds_without_speech_are_like() -> None:
    first = noise(ENOUGH * HOP / RATE + 0.2, LOUDNESS)
    heard = noise_of(first + tone(300, 2), [Span(first.seconds, first.seconds + 2)])
    later = noise_of(first + tone(300, 2) + noise(2, 0.3), [Span(first.seconds, first.seconds + 2)])
    assert heard is not None
    assert later is not None
    assert np.array_equal(heard, later)


@given(st.integers(0, 3_000))
def test_no_sample_is_lost(count: int) -> None:
    audio = Audio(bytes(2 * count))
    known = noise_of(noise(0.4, LOUDNESS), ())
    assert known is not None
    assert cleaned(audio, known) == audio
