"""Grades that were given before, kept beside the interviews so that they go when those are deleted."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from interviewer.errors import JournalError

if TYPE_CHECKING:
    from interviewer.journal.file import JournalFile


class KeptGrades:
    """A cache of grades. One that cannot be reached is an empty one: nothing here raises."""

    def __init__(self, file: JournalFile, session_id: str) -> None:
        self._file = file
        self._session_id = session_id

    def get(self, key: str) -> str | None:
        """What was put under the key in any interview; None when nothing was."""
        with suppress(JournalError):
            rows = self._file.query("SELECT text FROM grades WHERE key = ?", key)
            return str(rows[0][0]) if rows else None
        return None

    def put(self, key: str, text: str) -> None:
        """Keep a text under the key, in place of an earlier one, as long as this interview is kept."""
        with suppress(JournalError), self._file.changing():
            self._file.query("INSERT OR REPLACE INTO grades VALUES (?, ?, ?)", key, self._session_id, text)
