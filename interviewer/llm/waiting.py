"""How long to wait before a request is sent again. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

TRIES = 3
LONGEST_S = 60.0
"""However long a server asks for: a person is waiting, or will be."""
STEPS_S = (1.0, 4.0)
"""Where the server does not say: before the second and the third try."""
JITTER = 0.25
"""The part of a step that chance may add, so that many clients do not come back at once."""


def wait_s(tries: int, retry_after: str | None, now: datetime, chance: float) -> float:
    """Seconds to wait after `tries` failed tries (1 or more).

    `retry_after` is the header as it came, seconds or an HTTP date; what cannot be read counts as not said. `now` knows
    its time zone; `chance` is from 0 to 1.

    >>> now = datetime(2026, 11, 21, tzinfo=UTC)
    >>> wait_s(1, "7", now, 0.5), wait_s(2, None, now, 0.0), wait_s(1, "9e9", now, 0.0)
    (7.0, 4.0, 60.0)
    """
    asked = _seconds(retry_after, now) if retry_after else None
    if asked is not None:
        return min(max(asked, 0.0), LONGEST_S)
    return STEPS_S[min(tries, len(STEPS_S)) - 1] * (1 + JITTER * chance)


def _seconds(retry_after: str, now: datetime) -> float | None:
    try:
        seconds = float(retry_after)
    except ValueError:
        return _until(retry_after, now)
    return None if seconds != seconds else seconds  # noqa: PLR0124 (only not-a-number differs from itself)


def _until(date: str, now: datetime) -> float | None:
    try:
        then = parsedate_to_datetime(date)
    except (ValueError, OverflowError):
        return None
    return ((then if then.tzinfo else then.replace(tzinfo=UTC)) - now).total_seconds()
