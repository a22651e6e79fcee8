"""The journal: every interview as its events, appended to one SQLite file and on the disk before anything else happens.

A store and its writers belong to the thread that opened it. Any number of processes may have the same file open.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from random import SystemRandom
from typing import TYPE_CHECKING, Any

from msgspec import Struct, ValidationError, convert

from interviewer.dialogue.events import AnyEvent, Mode, Recorded, Started
from interviewer.errors import JournalError
from interviewer.journal import ids
from interviewer.journal.file import JournalFile, open_file
from interviewer.journal.grades import KeptGrades
from interviewer.journal.writer import SessionWriter

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import Self

# A session that has no event yet is in no list. The newest comes first.
SESSIONS = """
    SELECT id, created_at, payload,
        (SELECT count(*) FROM events WHERE session_id = id AND type = 'asked'),
        EXISTS (SELECT * FROM events WHERE session_id = id AND type = 'ended') AS is_finished
    FROM sessions JOIN events ON session_id = id AND seq = 1
    ORDER BY created_at DESC, id DESC
"""


class SessionLine(Struct, frozen=True, kw_only=True):
    """What a list of interviews says about one."""

    session_id: str
    started_at: datetime
    """UTC."""
    mode: Mode
    asked: int
    planned: int
    is_finished: bool
    """Whether the interview is over. Grades may still be missing."""
    redo_of: str | None = None
    """The id of the interview of which it asks a question once more; None where it does not."""


def open_store(path: Path, *, busy_timeout_s: float = 5.0) -> Store:
    """The journal at `path`, made if there is none. Leaving it as a context manager closes it.

    `busy_timeout_s` is how many seconds to wait for another process that is writing.

    Raises JournalError when it cannot be made or opened, or is not a journal that this version knows.
    """
    return Store(open_file(path, busy_timeout_s=busy_timeout_s))


class Store:
    """An open journal. Every method may raise JournalError; the file stays whole whatever fails."""

    def __init__(self, file: JournalFile) -> None:
        self._file = file

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. Nothing depends on it: what was stored is on the disk already."""
        self._file.close()

    def create(self, at: datetime) -> SessionWriter:
        """A writer for a new session, whose id no other session has. `at` is an aware time."""
        choose = SystemRandom().choice
        created_at = at.astimezone(UTC).isoformat(timespec="microseconds")
        with self._file.changing_lazily():
            session_id = ids.new_id(at, choose)
            while self._file.query("SELECT 1 FROM sessions WHERE id = ?", session_id):
                session_id = ids.new_id(at, choose)
            self._file.query("INSERT INTO sessions (id, created_at) VALUES (?, ?)", session_id, created_at)
        return SessionWriter(self._file, session_id, last_seq=0)

    def writer(self, session_id: str) -> SessionWriter:
        """A writer that goes on where the session stands. Raises JournalError when there is no such session."""
        self._require(session_id)
        [(last_seq,)] = self._file.query("SELECT coalesce(max(seq), 0) FROM events WHERE session_id = ?", session_id)
        return SessionWriter(self._file, session_id, last_seq=last_seq)

    def grades(self, session_id: str) -> KeptGrades:
        """Where grades of any interview are found, and those given in this one are kept."""
        return KeptGrades(self._file, session_id)

    def read(self, session_id: str) -> tuple[Recorded, ...]:
        """All events of the session, in order. Raises JournalError when there is no such session."""
        self._require(session_id)
        rows = self._file.query(
            "SELECT seq, at, active_s, payload FROM events WHERE session_id = ? ORDER BY seq", session_id
        )
        return tuple(
            Recorded(
                seq=seq,
                at=datetime.fromisoformat(at),
                active_s=active_s,
                event=self._decoded(payload, AnyEvent, session_id),
            )
            for seq, at, active_s, payload in rows
        )

    def draft(self, session_id: str) -> str:
        """What was being typed when the session was left; empty when nothing was."""
        rows = self._file.query("SELECT text FROM drafts WHERE session_id = ?", session_id)
        return self._decoded(rows[0][0], str, session_id) if rows else ""

    def sessions(self) -> tuple[SessionLine, ...]:
        """All interviews, the newest first."""
        return tuple(
            self._line(session_id, created_at, payload, asked, is_finished=bool(is_finished))
            for session_id, created_at, payload, asked, is_finished in self._file.query(SESSIONS)
        )

    def latest(self, *, unfinished: bool = False, redos: bool = True) -> str | None:
        """The id of the newest interview, or of the newest that is not over; None when there is none.

        Without `redos`, one that asks a question of an earlier interview once more is passed over.
        """
        lines = [line for line in self.sessions() if redos or line.redo_of is None]
        return next((line.session_id for line in lines if not (unfinished and line.is_finished)), None)

    def find(self, text: str) -> str:
        """The id of the one interview that a person means by `text`: an id, its beginning, or a part of it.

        Raises JournalError, with some to choose from, when there is none or more than one.
        """
        return ids.find(text, [line.session_id for line in self.sessions()])

    def is_empty(self) -> bool:
        """Whether no interview has begun yet."""
        [(has_events,)] = self._file.query("SELECT EXISTS (SELECT 1 FROM events)")
        return not has_events

    def servers(self) -> frozenset[str]:
        """The servers of models that answers were sent to in the interviews that are kept."""
        rows = self._file.query("SELECT payload FROM events WHERE type = 'started'")
        return frozenset(server for (payload,) in rows for server in json.loads(payload).get("servers", ()))

    def recent_question_ids(self, limit: int) -> tuple[str, ...]:
        """The questions that were asked last in any interview, each once, the most recent first."""
        rows = self._file.query(
            "SELECT asked_question_id FROM events WHERE asked_question_id IS NOT NULL"
            " GROUP BY asked_question_id ORDER BY max(at) DESC LIMIT ?",
            limit,
        )
        return tuple(question_id for (question_id,) in rows)

    def delete(self, session_id: str) -> None:
        """Delete the interview for good: no byte of it stays in the journal's files.

        Raises JournalError when there is no such session, and when another process keeps the last traces from being
        removed (the session is gone all the same).
        """
        self._require(session_id)
        # Overwrite what is deleted even where VACUUM cannot run, and let that put its copy in no file of its own.
        self._file.query("PRAGMA secure_delete = ON")
        self._file.query("PRAGMA temp_store = MEMORY")
        with self._file.changing():
            self._file.query("DELETE FROM sessions WHERE id = ?", session_id)
            self._file.query("DELETE FROM events WHERE session_id = ?", session_id)
            self._file.query("DELETE FROM drafts WHERE session_id = ?", session_id)
            self._file.query("DELETE FROM grades WHERE session_id = ?", session_id)
        if not self._wipe():
            raise JournalError(
                f"The interview {session_id} is deleted, but traces of it are still on the disk.",
                "Close other windows of interviewer or free disk space; the next `sessions delete` removes them.",
            )

    def _wipe(self) -> bool:
        """Write the file anew without what was deleted, and empty its log. False when another process is in the way."""
        try:
            self._file.query("VACUUM")
            [(is_busy, *_)] = self._file.query("PRAGMA wal_checkpoint(TRUNCATE)")
        except JournalError:
            return False
        return not is_busy

    def problems(self) -> tuple[str, ...]:
        """What a check of the whole file finds; empty when it is sound. Takes seconds for a very large journal."""
        return tuple(line for (line,) in self._file.query("PRAGMA integrity_check") if line != "ok")

    def writes_ahead(self) -> bool:
        """Whether the file is in WAL mode, which not every folder allows."""
        [(journal_mode,)] = self._file.query("PRAGMA journal_mode")
        return bool(journal_mode == "wal")

    def _require(self, session_id: str) -> None:
        if not self._file.query("SELECT 1 FROM sessions WHERE id = ?", session_id):
            raise JournalError(f"There is no interview {session_id}.", "`interviewer sessions` lists them.")

    def _line(self, session_id: str, created_at: str, payload: str, asked: int, *, is_finished: bool) -> SessionLine:
        started = self._decoded(payload, Started, session_id)
        return SessionLine(
            session_id=session_id,
            started_at=datetime.fromisoformat(created_at),
            mode=started.mode,
            asked=asked,
            planned=len(started.plan),
            is_finished=is_finished,
            redo_of=started.redo.interview if started.redo else None,
        )

    def _decoded(self, payload: str, kind: Any, session_id: str) -> Any:
        try:
            return convert(json.loads(payload), kind)
        except (ValueError, ValidationError) as error:
            raise JournalError(
                f"The interview {session_id} in {self._file.path} cannot be read: {error}.",
                "A newer interviewer may have written it: upgrade.",
            ) from error
