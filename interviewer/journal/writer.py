"""Writing one session: appending its events, and keeping what is being typed."""

from __future__ import annotations

import json
from datetime import UTC
from typing import TYPE_CHECKING

from msgspec import to_builtins

from interviewer.dialogue.events import Answered, AnyEvent, Asked, Recorded, SmallTalkAnswered
from interviewer.errors import JournalError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from interviewer.journal.file import JournalFile


class SessionWriter:
    """The one place from which a session grows. A session has one writer at a time: of two, the second is told."""

    def __init__(self, file: JournalFile, session_id: str, *, last_seq: int) -> None:
        self.session_id = session_id
        self._file = file
        self._last_seq = last_seq

    def append(self, events: Sequence[AnyEvent], *, at: datetime, active_s: float) -> tuple[Recorded, ...]:
        """Store the events, all or none. They are on the disk when this returns.

        What the candidate said clears the draft in the same transaction: what was submitted is no draft any more.
        `at` is an aware time; `active_s` the seconds of active interview time.

        Raises JournalError, and stores nothing, when the disk fails, or another process has gone on with the session
        or deleted it.
        """
        stamped = at.astimezone(UTC)
        recorded = tuple(
            Recorded(seq=seq, at=stamped, active_s=active_s, event=event)
            for seq, event in enumerate(events, start=self._last_seq + 1)
        )
        with self._file.changing():
            self._refuse_if_stale()
            for record in recorded:
                self._insert(record)
            if any(isinstance(event, Answered | SmallTalkAnswered) for event in events):
                self._file.query("DELETE FROM drafts WHERE session_id = ?", self.session_id)
        self._last_seq += len(recorded)
        return recorded

    def save_draft(self, text: str) -> None:
        """Keep what is being typed, in place of the draft before it. It is on the disk when this returns.

        Raises JournalError as `append` does.
        """
        with self._file.changing():
            self._refuse_if_stale()
            self._file.query("INSERT OR REPLACE INTO drafts VALUES (?, ?)", self.session_id, json.dumps(text))

    def _insert(self, record: Recorded) -> None:
        content = to_builtins(record.event)
        self._file.query(
            "INSERT INTO events (session_id, seq, at, active_s, type, asked_question_id, payload)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            self.session_id,
            record.seq,
            record.at.isoformat(timespec="microseconds"),
            record.active_s,
            content["type"],
            record.event.question_id if isinstance(record.event, Asked) else None,
            # ASCII JSON of the stdlib: it alone keeps NULs and lone surrogates exactly.
            json.dumps(content),
        )

    def _refuse_if_stale(self) -> None:
        [(exists, last_seq)] = self._file.query(
            "SELECT EXISTS (SELECT * FROM sessions WHERE id = ?), coalesce(max(seq), 0)"
            " FROM events WHERE session_id = ?",
            self.session_id,
            self.session_id,
        )
        if not exists:
            raise JournalError(f"The interview {self.session_id} was deleted in another window.")
        if last_seq != self._last_seq:
            raise JournalError(
                f"The interview {self.session_id} was continued in another window.",
                f"Go on there, or come back to it with `interviewer resume {self.session_id}`.",
            )
