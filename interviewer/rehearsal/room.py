"""Where a rehearsal takes place: a journal in memory, and a clock that goes by what is said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from interviewer.dialogue.events import Recorded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewer.dialogue.events import AnyEvent

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
"""When every rehearsed interview begins: the same seed gives the same journal."""
THINKING_S = 8.0
SECONDS_A_WORD = 1.5
"""Somebody who types 40 words a minute."""


class RehearsalClock:
    """Stands but for the time that the candidate takes."""

    def __init__(self, pace: float = 1.0) -> None:
        """`pace` is by how much the candidate is slower than most."""
        self._pace = pace
        self._seconds = 0.0

    def now(self) -> datetime:
        """The time of day in the rehearsal."""
        return NOON + timedelta(seconds=self._seconds)

    def monotonic_s(self) -> float:
        """Seconds since it began."""
        return self._seconds

    def passes(self, text: str) -> None:
        """The time that it takes to think of this and to type it."""
        self._seconds += self._pace * (THINKING_S + SECONDS_A_WORD * len(text.split()))


class RehearsalJournal:
    """Keeps events in memory, for as long as somebody holds it."""

    def __init__(self) -> None:
        self.recorded: list[Recorded] = []

    def append(self, events: Sequence[AnyEvent], *, at: datetime, active_s: float) -> Sequence[Recorded]:
        """Keep them."""
        first = len(self.recorded) + 1
        new = [
            Recorded(seq=seq, at=at, active_s=active_s, event=event) for seq, event in enumerate(events, start=first)
        ]
        self.recorded += new
        return new

    def save_draft(self, text: str) -> None:
        """No draft is kept: nobody types here."""
