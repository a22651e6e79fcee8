"""A recording that is heard while it goes on."""

from __future__ import annotations

from queue import Empty, SimpleQueue

import pytest

from interviewer.errors import InterviewerError
from interviewer.speech.audio import Audio, silence
from interviewer.speech.hearing_ahead import HearingAhead
from tests.speech.sounds import tone

SOON_S = 5.0
SHORTLY_S = 0.05


class Hears:
    """Keeps what it is to hear; the first so many times it fails."""

    def __init__(self, fails: int = 0) -> None:
        self.heard: SimpleQueue[Audio] = SimpleQueue()
        self._fails = fails

    def __call__(self, audio: Audio) -> None:
        self.heard.put(audio)
        if self._fails:
            self._fails -= 1
            raise InterviewerError("The weights are gone.")


def test_all_so_far_is_heard_each_time_that_there_is_enough_new() -> None:
    hears = Hears()
    ahead = HearingAhead(hears, every_s=1.0)
    for hertz in (300, 400):
        ahead.add(tone(hertz, 0.5))
    assert hears.heard.get(timeout=SOON_S) == tone(300, 0.5) + tone(400, 0.5)
    ahead.add(tone(500, 1.2))
    assert hears.heard.get(timeout=SOON_S) == tone(300, 0.5) + tone(400, 0.5) + tone(500, 1.2)
    ahead.end()


def test_a_long_one_is_looked_at_less_often() -> None:
    hears = Hears()
    ahead = HearingAhead(hears, every_s=1.0)
    ahead.add(silence(100))
    hears.heard.get(timeout=SOON_S)
    ahead.add(silence(10))
    with pytest.raises(Empty):
        hears.heard.get(timeout=SHORTLY_S)
    ahead.add(silence(2))
    assert hears.heard.get(timeout=SOON_S).seconds == 112
    ahead.end()


def test_nothing_is_heard_of_what_is_short() -> None:
    hears = Hears()
    ahead = HearingAhead(hears, every_s=1.0)
    ahead.add(tone(300, 0.9))
    with pytest.raises(Empty):
        hears.heard.get(timeout=SHORTLY_S)
    ahead.end()


def test_nothing_is_heard_of_what_has_ended() -> None:
    hears = Hears()
    ahead = HearingAhead(hears, every_s=1.0)
    ahead.end()
    ahead.add(tone(300, 2))
    with pytest.raises(Empty):
        hears.heard.get(timeout=SHORTLY_S)


def test_what_fails_is_left_for_the_end_and_tried_again_until_then() -> None:
    hears = Hears(fails=1)
    ahead = HearingAhead(hears, every_s=1.0)
    ahead.add(tone(300, 1))
    hears.heard.get(timeout=SOON_S)
    ahead.add(tone(400, 1))
    assert hears.heard.get(timeout=SOON_S).seconds == 2
    ahead.end()
