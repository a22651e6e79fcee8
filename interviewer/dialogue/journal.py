"""What the dialogue wants of whatever keeps its events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from interviewer.dialogue.events import AnyEvent, Recorded


class Journal(Protocol):
    """Where the events of one interview go."""

    def append(self, events: Sequence[AnyEvent], *, at: datetime, active_s: float) -> Sequence[Recorded]:
        """Keep these events, all or none; they are on the disk when this returns. Raises JournalError."""
        ...

    def save_draft(self, text: str) -> None:
        """Keep what is being typed, in place of the draft before; an `answered` event clears it."""
        ...
