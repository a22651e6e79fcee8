"""The line that shows that somebody is heard."""

from __future__ import annotations

import pytest

from interviewer.cli.meter import Gauge, Meter, meter_line
from interviewer.speech.recorder import Recorder
from interviewer.speech.sources import Recordings
from tests.speech.sounds import tone

KEYS = "Enter stops - Space pauses - Esc discards"


@pytest.mark.parametrize(
    ("gauge", "columns", "line"),
    [
        (Gauge(seconds=0, level=0, loudest=0), 80, f"rec 0:00 [............]  {KEYS}"),
        (Gauge(seconds=61.9, level=1, loudest=1), 80, f"rec 1:01 [############]  {KEYS}"),
        (Gauge(seconds=2.9, level=0, loudest=0.1), 80, f"rec 0:02 [............]  {KEYS}"),
        (
            Gauge(seconds=3, level=0.1, loudest=0.1),
            80,
            "rec 0:03 [#...........]  nothing is heard: is the microphone muted?",
        ),
        (Gauge(seconds=9, level=0, loudest=0.7), 80, f"rec 0:09 [............]  {KEYS}"),
        (
            Gauge(seconds=9, level=0, loudest=0.7, is_paused=True),
            80,
            "paused 0:09  Space goes on - Enter stops - Esc discards",
        ),
        (
            Gauge(seconds=1800, level=0, loudest=0.7, is_full=True),
            80,
            "full 30:00  Enter stops: no more can be recorded",
        ),
        (Gauge(seconds=9, level=0.5, loudest=0.7), 24, "rec 0:09 [######......]"),
        (Gauge(seconds=9, level=0.5, loudest=0.7), 1, ""),
    ],
    ids=["begins", "a-minute", "not-yet", "unheard", "silent-for-now", "paused", "full", "narrow", "no-room"],
)
def test_what_it_shows(gauge: Gauge, columns: int, line: str) -> None:
    assert meter_line(gauge, columns) == line


def test_it_remembers_how_loud_it_was() -> None:
    recorder = Recorder(Recordings([tone(440, 1)], pace=0))
    meter = Meter(recorder)
    recorder.start()
    loud = meter.read()
    recorder.pause()
    paused = meter.read()

    assert (loud.level, loud.seconds, loud.is_paused) == (paused.loudest, 1.0, False)
    assert (paused.level, paused.is_paused) == (0.0, True)
