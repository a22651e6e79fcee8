"""What is loaded once for each process of tests: it takes a second, and keeps nothing of what it has heard."""

from __future__ import annotations

from functools import cache

from interviewer.speech.moonshine import Moonshine


@cache
def moonshine() -> Moonshine:
    """The recogniser of this machine. Nobody closes it."""
    return Moonshine()
