"""A recording that is heard while it goes on, so that little is left to wait for when it ends."""

from __future__ import annotations

from contextlib import suppress
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from interviewer.errors import InterviewerError
from interviewer.speech.audio import Audio

if TYPE_CHECKING:
    from collections.abc import Callable

EVERY_S = 8.0
"""Seconds of sound after which it is looked at again: no engine is given less at a time."""
EVERY_PART = 0.1
"""The same for a long recording, as a part of it: each time the detector of speech begins at its beginning."""


class HearingAhead:
    """Has the recording so far heard from time to time, on a thread of its own, until it ends."""

    def __init__(self, hear: Callable[[Audio], object], every_s: float = EVERY_S) -> None:
        """What `hear` cannot do is left for the end, which tells of it."""
        self._hear = hear
        self._every_s = every_s
        self._lock = Lock()
        self._blocks: list[Audio] = []
        self._seconds = self._new_s = 0.0
        self._is_due = Event()
        self._is_over = False
        Thread(target=self._run, daemon=True).start()

    def add(self, block: Audio) -> None:
        """What was recorded next."""
        with self._lock:
            self._blocks.append(block)
            self._seconds += block.seconds
            self._new_s += block.seconds
            if self._new_s >= max(self._every_s, EVERY_PART * self._seconds):
                self._new_s = 0.0
                self._is_due.set()

    def end(self) -> None:
        """Hear no more of it. What is being heard at this moment is not waited for."""
        self._is_over = True
        self._is_due.set()

    def _run(self) -> None:
        while True:
            self._is_due.wait()
            self._is_due.clear()
            if self._is_over:
                return
            with self._lock:
                audio = Audio(b"".join(block.pcm for block in self._blocks))
            with suppress(InterviewerError):
                self._hear(audio)
