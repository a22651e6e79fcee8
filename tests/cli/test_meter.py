"""The line that shows that somebody is heard."""

from __future__ import annotations

import pytest

from interviewer.cli.meter import Gauge, Meter, meter_line
from interviewer.speech.recorder import Recorder
from interviewer.speech.sources import Recordings
from tests.speech.sounds import tone

KEYS = "Enter stops - Space pauses - Esc discards"


@pytest.mark.parametrize(
    ("gauge", "line"),
    [
        (Gauge(seconds=0, level=0, loudest=0), f"rec 0:00 [............]  {KEYS}"),
        (Gauge(seconds=61.9, level=1, loudest=1), f"rec 1:01 [############]  {KEYS}"),
        (Gauge(seconds=2.9, level=0, loudest=0.1), f"rec 0:02 [............]  {KEYS}"),
        (
            Gauge(seconds=3, level=0.1, loudest=0.1),
            "rec 0:03 [#...........]  nothing is heard: is the microphone muted?",
        ),
        (Gauge(seconds=9, level=0, loudest=0.7), f"rec 0:09 [............]  {KEYS}"),
        (
            Gauge(seconds=9, level=0, loudest=0.7, is_paused=True),
            "paused 0:09  Space goes on - Enter stops - Esc discards",
        ),
        (
            Gauge(seconds=1800, level=0, loudest=0.7, is_full=True),
            "full 30:00  Enter stops: no more can be recorded",
        ),
        (
            Gauge(seconds=9, level=0.5, loudest=0.7, is_stalled=True),
            "rec 0:09  the microphone gives nothing any more: Enter stops, Esc discards",
        ),
    ],
    ids=[
        "begins",
        "a-minute",
        "not-yet",
        "unheard",
        "silent-for-now",
        "paused",
        "full",
        "unplugged",
    ],
)
def test_what_it_shows(gauge: Gauge, line: str) -> None:
    assert meter_line(gauge) == line


def test_it_remembers_how_loud_it_was() -> None:
    recorder = Recorder(Recordings([tone(440, 1)], pace=0))
    meter = Meter(recorder, lambda: 0.0)
    recorder.start()
    loud = meter.read()
    recorder.pause()
    paused = meter.read()

    assert (loud.level, loud.seconds, loud.is_paused) == (paused.loudest, 1.0, False)
    assert (paused.level, paused.is_paused) == (0.0, True)


def test_a_microphone_that_is_unplugged_is_noticed_and_a_pause_is_no_such_thing() -> None:
    now = 10.0
    recorder = Recorder(Recordings([tone(440, 1)], pace=0))
    recorder.start()
    meter = Meter(recorder, lambda: now)
    found = []
    for after_s, is_paused in ((1.0, False), (1.9, False), (0.1, False), (9.0, True), (2.9, False), (0.1, False)):
        now += after_s
        (recorder.pause if is_paused else recorder.go_on)()
        found.append(meter.read().is_stalled)

    assert found == [False, False, True, False, False, True]
