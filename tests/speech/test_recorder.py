"""Push to talk: one recording after the other, paused, stopped or thrown away."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from interviewer.errors import InterviewerError
from interviewer.speech.audio import Audio, silence
from interviewer.speech.recorder import Recorder
from interviewer.speech.sources import Microphone, Recordings
from tests.speech.sounds import tone

TONE = tone(440, 0.5)


class Hand:
    """A source from which a test hands over blocks."""

    name = "hand"

    def __init__(self) -> None:
        self.is_open = False

    def open(self, on_block: Callable[[Audio], None]) -> Callable[[], None]:
        self.is_open, self.give = True, on_block

        def close() -> None:
            self.is_open = False

        return close


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def recorder(hand: Hand) -> Recorder:
    return Recorder(hand)


def test_what_is_said_between_start_and_stop_is_recorded(recorder: Recorder, hand: Hand) -> None:
    recorder.start()
    hand.give(TONE)
    hand.give(TONE)
    assert (recorder.seconds, recorder.level > 0.8, recorder.is_recording) == (1.0, True, True)
    assert recorder.stop() == TONE + TONE
    assert not hand.is_open
    assert not recorder.is_recording


def test_a_pause_leaves_out_what_is_said(recorder: Recorder, hand: Hand) -> None:
    recorder.start()
    hand.give(TONE)
    recorder.pause()
    hand.give(silence(3))
    assert (recorder.level, recorder.seconds, recorder.is_paused, recorder.is_recording) == (0.0, 0.5, True, True)
    recorder.go_on()
    hand.give(TONE)
    assert recorder.stop() == TONE + TONE


def test_silence_never_ends_a_recording(recorder: Recorder, hand: Hand) -> None:
    recorder.start()
    for _ in range(60):
        hand.give(silence(1))
    assert recorder.is_recording
    assert recorder.stop().seconds == 60


def test_what_was_discarded_is_in_no_later_recording(recorder: Recorder, hand: Hand) -> None:
    recorder.start()
    hand.give(TONE)
    recorder.discard()
    assert not hand.is_open
    recorder.start()
    hand.give(silence(1))
    assert recorder.stop() == silence(1)


def test_a_recording_is_not_longer_than_it_may_be(hand: Hand) -> None:
    recorder = Recorder(hand, longest_s=1.0)
    recorder.start()
    for _ in range(5):
        hand.give(TONE)
    assert recorder.is_full
    assert recorder.stop().seconds == 1.0


@pytest.mark.parametrize("order", ["stop", "start-start"])
def test_what_makes_no_sense_is_an_error_of_the_caller(order: str, recorder: Recorder) -> None:
    *before, last = order.split("-")
    for step in before:
        getattr(recorder, step)()
    with pytest.raises(ValueError, match="under way"):
        getattr(recorder, last)()


def test_to_discard_nothing_is_nothing(recorder: Recorder) -> None:
    recorder.discard()
    assert not recorder.is_recording


class TestRecordings:
    def test_each_opening_hears_the_next_one(self) -> None:
        recorder = Recorder(Recordings([TONE, silence(1)], pace=0))
        heard: list[Audio] = []
        for _ in range(2):
            recorder.start()
            heard.append(recorder.stop())
        assert heard == [TONE, silence(1)]

    def test_is_heard_at_its_pace_and_followed_by_silence(self) -> None:
        recorder = Recorder(Recordings([TONE], pace=20))
        recorder.start()
        until = time.monotonic() + 5
        while recorder.seconds < 0.8 and time.monotonic() < until:
            time.sleep(0.005)
        heard = recorder.stop()
        assert heard.between(0, 0.5) == TONE
        assert not any(heard.between(0.52, 9).samples)

    def test_when_there_is_none_left_it_says_so(self) -> None:
        with pytest.raises(InterviewerError, match="no recording left"):
            Recorder(Recordings([])).start()


def test_a_microphone_that_is_not_there_is_one_line() -> None:
    with pytest.raises(InterviewerError) as error:
        Recorder(Microphone("no microphone has this name")).start()
    assert error.value.hint
    assert "\n" not in str(error.value)
