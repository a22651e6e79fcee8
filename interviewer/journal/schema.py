"""The tables of the journal, and how a file comes to have them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from interviewer.errors import JournalError
from interviewer.journal.faults import ELSEWHERE, LEFT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from pathlib import Path

APPLICATION_ID = 0x494E5456
"""`INTV`: tells a journal from any other program's SQLite file."""

Migration = tuple[str, ...]
"""The statements that take a journal from one version to the next."""

# An UPDATE, a gap, an event put between others and a lone DELETE are refused by the file itself. To delete a
# session, its row in `sessions` goes first, in the same transaction.
FIRST: Migration = (
    "CREATE TABLE sessions (id TEXT PRIMARY KEY, created_at TEXT NOT NULL)",
    """
    CREATE TABLE events (
        session_id TEXT NOT NULL,
        seq INTEGER NOT NULL,
        at TEXT NOT NULL,
        active_s REAL NOT NULL,
        type TEXT NOT NULL,
        asked_question_id TEXT,
        payload TEXT NOT NULL,
        PRIMARY KEY (session_id, seq)
    )
    """,
    "CREATE INDEX events_asked ON events (asked_question_id, at) WHERE asked_question_id IS NOT NULL",
    "CREATE TABLE drafts (session_id TEXT PRIMARY KEY, text TEXT NOT NULL)",
    # Grades that were paid for, to be had again for nothing. They go with the interview that they were given in.
    "CREATE TABLE grades (key TEXT PRIMARY KEY, session_id TEXT NOT NULL, text TEXT NOT NULL)",
    """
    CREATE TRIGGER events_never_change BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'events never change'); END
    """,
    """
    CREATE TRIGGER events_follow_each_other BEFORE INSERT ON events
    WHEN NEW.seq != (SELECT coalesce(max(seq), 0) + 1 FROM events WHERE session_id = NEW.session_id)
        OR NEW.session_id NOT IN (SELECT id FROM sessions)
    BEGIN SELECT RAISE(ABORT, 'events follow each other in a session'); END
    """,
    """
    CREATE TRIGGER events_go_with_their_session BEFORE DELETE ON events
    WHEN OLD.session_id IN (SELECT id FROM sessions)
    BEGIN SELECT RAISE(ABORT, 'events go with their session'); END
    """,
)
MIGRATIONS: tuple[Migration, ...] = (FIRST,)
"""In order; how many of them a file has been through is its version. Never change one that was released: add one."""


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing, and no other writer meanwhile: what is in it is durable once it is left without an exception."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # SQLite has rolled back by itself after some failures, a full disk among them.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def prepare(connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring the file of the connection up to date, and set how it is written.

    Raises JournalError for a file that is a newer version's or another program's, and leaves it alone.
    """
    # Look before anything is written, so that a file that is not ours stays byte for byte what it was. In one
    # transaction, so that a journal that another process is making at this moment is seen before or after, not half.
    connection.execute("BEGIN")
    version = _version(connection, path, len(migrations))
    connection.execute("COMMIT")
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous = FULL")
    if version < len(migrations):
        with transaction(connection):
            # Asked again, now that no other process can be at it.
            version = _version(connection, path, len(migrations))
            _migrate(connection, migrations[version:])
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {len(migrations)}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    import sqlite3

    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        # Whoever is in the way is switching the same new file over (SQLite waits for no one then), or reads a file that
        # was copied: then the next opening switches it, and until then it is slower, and as safe.
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise


def _migrate(connection: sqlite3.Connection, migrations: Sequence[Migration]) -> None:
    for migration in migrations:
        for statement in migration:
            connection.execute(statement)


def _version(connection: sqlite3.Connection, path: Path, newest: int) -> int:
    """How many migrations the file has been through.

    Raises JournalError when it is another program's, or has been through more than `newest`.
    """
    application_id = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    is_empty = not (application_id or version or tables)
    if application_id != APPLICATION_ID and not is_empty:
        raise JournalError(f"The file {path} belongs to another program.", f"{LEFT} {ELSEWHERE}")
    if version > newest:
        raise JournalError(
            f"The journal {path} was written by a newer interviewer (version {version}; this one knows {newest}).",
            f"Upgrade interviewer. {LEFT}",
        )
    return version
