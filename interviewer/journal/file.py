"""The journal's file: making it private, opening it, and asking and changing it with clear errors."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from interviewer.errors import JournalError
from interviewer.journal.faults import ELSEWHERE, clear_errors
from interviewer.journal.schema import prepare, transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

Row = tuple[Any, ...]


class JournalFile:
    """An open connection to a journal. Every method raises JournalError where SQLite or the file system fails."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    def query(self, sql: str, *values: object) -> list[Row]:
        """The rows of one statement, all of one moment. Inside `changing` it is part of the transaction."""
        with clear_errors(self.path):
            return self._connection.execute(sql, values).fetchall()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """One transaction, which no other writer gets into; on the disk once it is left without an exception."""
        with clear_errors(self.path), transaction(self._connection):
            yield

    @contextmanager
    def changing_lazily(self) -> Iterator[None]:
        """The same, but it gets to the disk with the next change only, and costs no wait for it."""
        self.query("PRAGMA synchronous = NORMAL")
        try:
            with self.changing():
                yield
        finally:
            self.query("PRAGMA synchronous = FULL")

    def close(self) -> None:
        """Close the file. Nothing needs it: what was stored is on the disk already."""
        with clear_errors(self.path):
            self._connection.close()


def open_file(path: Path, *, busy_timeout_s: float) -> JournalFile:
    """Open the journal at `path`. It is made if there is none, in a folder with mode 0700 and with mode 0600 itself.

    `busy_timeout_s` is how many seconds to wait for another process that is writing.

    Raises JournalError when it cannot be opened, or is not a journal that this version knows.
    """
    import sqlite3

    with clear_errors(path):
        _make_private(path)
        # mode=rw: SQLite itself never makes a file, which would have the mode that the umask leaves. Its -wal and -shm
        # files get the mode of the file.
        uri = f"{path.absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(uri, uri=True, timeout=busy_timeout_s, isolation_level=None)
        try:
            prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return JournalFile(path, connection)


def _make_private(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        # Open a journal that exists through SQLite only: closing it would drop this process's locks on it.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        if path.is_dir():
            raise JournalError(f"The journal {path} is a folder.", f"Name a file. {ELSEWHERE}") from None
