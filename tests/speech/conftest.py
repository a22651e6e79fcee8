"""Real speech, made once for each process of tests: nothing big is kept in the repository."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from functools import cache

import pytest

from interviewer.speech.audio import RATE, Audio, at_rate, of_floats
from interviewer.speech.detection import Detector
from interviewer.speech.moonshine import Moonshine
from interviewer.speech.voices import SPEECH_RATE

SENTENCE = "The lock protects the list, and a thread has to wait for it."


@pytest.fixture(scope="session")
def say() -> Callable[[str], Audio]:
    """A text as 16 kHz speech, always the same."""
    from hibari import Hibari

    model = Hibari()

    @cache
    def spoken(text: str) -> Audio:
        return at_rate(of_floats(array("f", model(text, seed=0).tobytes()), SPEECH_RATE), RATE)

    return spoken


@pytest.fixture(scope="session")
def spoken(say: Callable[[str], Audio]) -> Audio:
    return say(SENTENCE)


@pytest.fixture(scope="session")
def detector() -> Detector:
    return Detector()


@pytest.fixture(scope="session")
def moonshine() -> Moonshine:
    return Moonshine()
