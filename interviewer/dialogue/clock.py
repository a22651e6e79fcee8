"""The clock of an interview: it counts active time only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime


class Clock(Protocol):
    """Where time comes from; tests hand in their own."""

    def now(self) -> datetime:
        """The time of day, UTC."""
        ...

    def monotonic_s(self) -> float:
        """Seconds from an arbitrary start; never goes back."""
        ...


class ActiveTime:
    """Active seconds: from those that an earlier process left, running until stopped."""

    def __init__(self, clock: Clock, already_s: float = 0.0) -> None:
        self._clock = clock
        self._before_s = already_s
        self._running_since: float | None = None

    @property
    def seconds(self) -> float:
        """Active seconds until now."""
        if self._running_since is None:
            return self._before_s
        return self._before_s + self._clock.monotonic_s() - self._running_since

    @property
    def is_running(self) -> bool:
        """Whether it runs now."""
        return self._running_since is not None

    def run(self) -> None:
        """Let it run; no effect when it does."""
        if self._running_since is None:
            self._running_since = self._clock.monotonic_s()

    def stop(self) -> None:
        """Stop it; no effect when it stands."""
        self._before_s = self.seconds
        self._running_since = None
