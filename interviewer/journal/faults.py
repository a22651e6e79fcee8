"""Turns what SQLite and the file system report into one clear line each."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from interviewer.errors import JournalError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

ELSEWHERE = "INTERVIEWER_JOURNAL=FILE keeps the journal elsewhere."
LEFT = "It was left as it is."
SAFE = "What was stored before is safe."
SENTENCES = {
    "SQLITE_BUSY": ("is locked by another program.", f"Close what uses it and try again. {SAFE}"),
    "SQLITE_LOCKED": ("is locked by another program.", f"Close what uses it and try again. {SAFE}"),
    "SQLITE_FULL": ("cannot grow: the disk is full.", f"Free some space and try again. {SAFE}"),
    "SQLITE_READONLY": ("may not be written.", f"Allow writing to the file and its folder, or: {ELSEWHERE}"),
    "SQLITE_PERM": ("may not be opened.", f"Allow access to the file and its folder, or: {ELSEWHERE}"),
    "SQLITE_CANTOPEN": ("cannot be opened.", f"Allow access to the file and its folder, or: {ELSEWHERE}"),
    "SQLITE_IOERR": ("cannot be read or written: the disk reports an error.", f"Check the disk. {SAFE}"),
    "SQLITE_CORRUPT": ("is damaged.", f"{LEFT} Restore a backup, or move it away; or: {ELSEWHERE}"),
    "SQLITE_NOTADB": ("is no journal, or is damaged.", f"{LEFT} Move it away, or: {ELSEWHERE}"),
}
"""Of each primary result code: how the sentence about the journal ends, and what to do."""


@contextmanager
def clear_errors(path: Path) -> Iterator[None]:
    """Raises JournalError in place of what SQLite or the file system raises about the journal at `path`.

    A mistake in our use of the sqlite3 module is passed on.
    """
    import sqlite3

    try:
        yield
    except sqlite3.Error as error:
        if isinstance(error, sqlite3.ProgrammingError):
            raise
        raise _clear(path, error) from error
    except OSError as error:
        raise JournalError(f"The journal {path} cannot be opened: {error.strerror or error}.", ELSEWHERE) from error


def _clear(path: Path, error: sqlite3.Error) -> JournalError:
    # The one error without a code is about bytes that should be UTF-8 and are not.
    code = getattr(error, "sqlite_errorname", "SQLITE_CORRUPT")
    known = next((name for name in SENTENCES if code.startswith(name)), None)
    if known is None:
        return JournalError(f"The journal {path} fails: {error} ({code}).", SAFE)
    ending, hint = SENTENCES[known]
    return JournalError(f"The journal {path} {ending}", hint)
