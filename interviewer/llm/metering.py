"""What models took for one piece of work, told apart from the work that is going on beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from interviewer.prompting.usage import Usage


class Meter:
    """Adds up what models take."""

    def __init__(self) -> None:
        self.usage = Usage(cost=0.0)

    def add(self, usage: Usage) -> None:
        """Count one more call."""
        self.usage += usage


# A context variable, because every task has its own: of many calls at once, each finds the work that it is part of.
_running: ContextVar[Meter | None] = ContextVar("meter", default=None)


@contextmanager
def metered() -> Iterator[Meter]:
    """Count the calls that are made within, in this task or in tasks that it begins, by whatever model."""
    meter = Meter()
    token = _running.set(meter)
    try:
        yield meter
    finally:
        _running.reset(token)


def tell_meter(usage: Usage) -> None:
    """Say what a call took that is part of what this task does."""
    if (meter := _running.get()) is not None:
        meter.add(usage)
