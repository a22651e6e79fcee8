"""The line that shows that somebody is heard: seconds, level, and which key does what. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable

    from interviewer.speech.recorder import Recorder

QUIET = 0.2
"""A level below this, for as long as somebody should have begun to speak, is that of a microphone that is muted."""
UNHEARD_S = 3.0
STALLED_S = 3.0
STEPS = 12
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
    is_stalled: bool = False
    """Whether nothing at all has come from the microphone for a while, not even silence."""


class Meter:
    """Reads a recorder, and remembers how loud it was at most, and since when nothing has come."""

    def __init__(self, recorder: Recorder, clock: Callable[[], float]) -> None:
        """`clock` gives seconds and never goes back."""
        self._recorder = recorder
        self._clock = clock
        self._loudest = 0.0
        self._came = (recorder.seconds, clock())

    def read(self) -> Gauge:
        """What it shows now."""
        recorder = self._recorder
        self._loudest = max(self._loudest, recorder.level)
        if recorder.is_paused or recorder.seconds != self._came[0]:
            self._came = (recorder.seconds, self._clock())
        return Gauge(
            seconds=recorder.seconds,
            level=recorder.level,
            loudest=self._loudest,
            is_paused=recorder.is_paused,
            is_full=recorder.is_full,
            is_stalled=self._clock() - self._came[1] >= STALLED_S,
        )


def meter_line(gauge: Gauge) -> str:
    """What a person sees of it.

    >>> meter_line(Gauge(seconds=7.4, level=0.5, loudest=0.6))
    'rec 0:07 [######......]  Enter stops - Space pauses - Esc discards'
    """
    minutes, seconds = divmod(int(gauge.seconds), 60)
    clock = f"{minutes}:{seconds:02}"
    if gauge.is_full:
        return f"full {clock}  Enter stops: no more can be recorded"
    if gauge.is_paused:
        return f"paused {clock}  {PAUSED_KEYS}"
    if gauge.is_stalled:
        return f"rec {clock}  the microphone gives nothing any more: Enter stops, Esc discards"
    lit = round(gauge.level * STEPS)
    bar = "#" * lit + "." * (STEPS - lit)
    is_unheard = gauge.seconds >= UNHEARD_S and gauge.loudest < QUIET
    keys = "nothing is heard: is the microphone muted?" if is_unheard else KEYS
    return f"rec {clock} [{bar}]  {keys}"
