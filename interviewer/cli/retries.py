"""The waits before a model is asked again: to be shown, and to be cut short by whoever does not want to wait."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from interviewer.errors import ModelFailedError


class Wait(Struct, frozen=True, kw_only=True):
    """One of them."""

    until_s: float
    """By the clock that the waits are measured with."""
    failure: ModelFailedError
    """Why."""


class Retries:
    """The waits of all models of a process."""

    def __init__(self, monotonic_s: Callable[[], float]) -> None:
        self._monotonic_s = monotonic_s
        self._waits: list[Wait] = []
        self._sleepers: list[asyncio.Event] = []

    @property
    def next(self) -> Wait | None:
        """The wait that is over first."""
        return min(self._waits, key=lambda wait: wait.until_s, default=None)

    def seconds_left(self, wait: Wait) -> float:
        """How long it still takes, 0 or more."""
        return max(wait.until_s - self._monotonic_s(), 0.0)

    async def wait(self, seconds: float, failure: ModelFailedError) -> None:
        """Wait so long, or until `hurry`."""
        import asyncio

        wait, hurried = Wait(until_s=self._monotonic_s() + seconds, failure=failure), asyncio.Event()
        self._waits.append(wait)
        self._sleepers.append(hurried)
        try:
            with suppress(TimeoutError):
                await asyncio.wait_for(hurried.wait(), seconds)
        finally:
            self._waits.remove(wait)
            self._sleepers.remove(hurried)

    def hurry(self) -> None:
        """End every wait now."""
        for hurried in self._sleepers:
            hurried.set()
