"""The line that shows that somebody is heard: seconds, level, and which key does what. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from interviewer.speech.recorder import Recorder

QUIET = 0.2
"""A level below this, for as long as somebody should have begun to speak, is that of a microphone that is muted."""
UNHEARD_S = 3.0
STEPS = 12
NARROW = 60
KEYS = "Enter stops - Space pauses - Esc discards"
PAUSED_KEYS = "Space goes on - Enter stops - Esc discards"


class Gauge(Struct, frozen=True, kw_only=True):
    """What there is to show of a recording."""

    seconds: float
    level: float
    """From 0 to 1."""
    loudest: float
    """The highest level so far."""
    is_paused: bool = False
    is_full: bool = False


class Meter:
    """Reads a recorder, and remembers how loud it was at most."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._loudest = 0.0

    def read(self) -> Gauge:
        """What it shows now."""
        recorder = self._recorder
        self._loudest = max(self._loudest, recorder.level)
        return Gauge(
            seconds=recorder.seconds,
            level=recorder.level,
            loudest=self._loudest,
            is_paused=recorder.is_paused,
            is_full=recorder.is_full,
        )


def meter_line(gauge: Gauge, columns: int) -> str:
    """One line for a terminal of so many columns.

    >>> meter_line(Gauge(seconds=7.4, level=0.5, loudest=0.6), 80)
    'rec 0:07 [######......]  Enter stops - Space pauses - Esc discards'
    """
    minutes, seconds = divmod(int(gauge.seconds), 60)
    clock = f"{minutes}:{seconds:02}"
    if gauge.is_full:
        return _fitting(f"full {clock}  Enter stops: no more can be recorded", columns)
    if gauge.is_paused:
        return _fitting(f"paused {clock}  {PAUSED_KEYS}", columns)
    lit = round(gauge.level * STEPS)
    bar = "#" * lit + "." * (STEPS - lit)
    is_unheard = gauge.seconds >= UNHEARD_S and gauge.loudest < QUIET
    keys = "nothing is heard: is the microphone muted?" if is_unheard else KEYS
    return _fitting(f"rec {clock} [{bar}]  {keys}", columns)


def _fitting(line: str, columns: int) -> str:
    return line if len(line) < columns else line[: max(0, columns - 1)]
