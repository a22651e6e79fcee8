"""A recording that a person starts, pauses, stops or throws away. Silence never ends it."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from interviewer.speech.audio import Audio, level

if TYPE_CHECKING:
    from collections.abc import Callable

    from interviewer.speech.engines import Source

LONGEST_S = 1_800.0
"""Seconds of a recording after which no more is kept: half an hour, 58 MB."""


class Recorder:
    """One recording after the other from one source. All methods may be called from any thread."""

    def __init__(self, source: Source, longest_s: float = LONGEST_S) -> None:
        self.source = source
        self._on_kept: Callable[[Audio], None] = _nowhere_else
        self._longest_s = longest_s
        self._lock = Lock()
        self._blocks: list[Audio] = []
        self._seconds = 0.0
        self._level = 0.0
        self._is_paused = False
        self._close: Callable[[], None] | None = None

    @property
    def is_recording(self) -> bool:
        """Whether a recording was started and not yet ended; also while it is paused."""
        return self._close is not None

    @property
    def is_paused(self) -> bool:
        """Whether what is said now is left out."""
        return self._is_paused

    @property
    def is_full(self) -> bool:
        """Whether the recording is as long as one may be; what is said now is lost."""
        return self._seconds >= self._longest_s

    @property
    def seconds(self) -> float:
        """How much was recorded so far, without the pauses."""
        return self._seconds

    @property
    def level(self) -> float:
        """How loud the last block was, from 0 to 1, in proportion to decibels; 0 while it is paused."""
        return self._level

    def start(self, on_kept: Callable[[Audio], None] | None = None) -> None:
        """Begin anew. `on_kept` is given every block that belongs to the recording, on another thread.

        Raises InterviewerError when there is no device, ValueError when one is under way.
        """
        if self.is_recording:
            raise ValueError("a recording is under way")
        with self._lock:
            self._blocks, self._seconds, self._level, self._is_paused = [], 0.0, 0.0, False
            self._on_kept = on_kept or _nowhere_else
        self._close = self.source.open(self._take)

    def pause(self) -> None:
        """Leave out what is said until `go_on`."""
        self._is_paused, self._level = True, 0.0

    def go_on(self) -> None:
        """Record again after a pause."""
        self._is_paused = False

    def stop(self) -> Audio:
        """End the recording; all that was recorded. Raises ValueError when none is under way."""
        self._end()
        with self._lock:
            blocks, self._blocks = self._blocks, []
        return Audio(b"".join(block.pcm for block in blocks))

    def discard(self) -> None:
        """End the recording and forget it. Does nothing when none is under way."""
        if self.is_recording:
            self._end()
        with self._lock:
            self._blocks = []

    def _end(self) -> None:
        if self._close is None:
            raise ValueError("no recording is under way")
        close, self._close = self._close, None
        close()

    def _take(self, block: Audio) -> None:
        with self._lock:
            if self._is_paused or self.is_full:
                return
            self._blocks.append(block)
            self._seconds += block.seconds
            self._level = level(block)
            self._on_kept(block)


def _nowhere_else(_block: Audio) -> None:
    """It is kept in memory alone."""
