"""Real speech, made once for each process of tests: nothing big is kept in the repository."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from interviewer.speech.audio import Audio
from interviewer.speech.detection import Detector
from interviewer.speech.moonshine import Moonshine
from tests.cli.said import said
from tests.speech import loaded

SENTENCE = "The lock protects the list, and a thread has to wait for it."


@pytest.fixture(scope="session")
def say() -> Callable[[str], Audio]:
    """A text as 16 kHz speech, always the same."""
    return said


@pytest.fixture(scope="session")
def spoken(say: Callable[[str], Audio]) -> Audio:
    return say(SENTENCE)


@pytest.fixture(scope="session")
def detector() -> Detector:
    return Detector()


@pytest.fixture(scope="session")
def moonshine() -> Moonshine:
    return loaded.moonshine()
