"""What a file is before it is opened decides what happens to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from interviewer.errors import JournalError
from interviewer.journal.schema import APPLICATION_ID, FIRST, MIGRATIONS, prepare
from interviewer.journal.store import open_store
from tests.journal.samples import ENDED, NOON, STARTED, answered

if TYPE_CHECKING:
    from collections.abc import Callable

# A file as version 1 left it: never to be changed, whatever becomes of the tables.
VERSION_1 = """
CREATE TABLE sessions (id TEXT PRIMARY KEY, created_at TEXT NOT NULL);
CREATE TABLE events (session_id TEXT NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL, active_s REAL NOT NULL,
    type TEXT NOT NULL, asked_question_id TEXT, payload TEXT NOT NULL, PRIMARY KEY (session_id, seq));
CREATE INDEX events_asked ON events (asked_question_id, at) WHERE asked_question_id IS NOT NULL;
CREATE TABLE drafts (session_id TEXT PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE grades (key TEXT PRIMARY KEY, session_id TEXT NOT NULL, text TEXT NOT NULL);
INSERT INTO sessions VALUES ('20261121-1200-old', '2026-11-21T12:00:00.000000+00:00');
INSERT INTO events VALUES ('20261121-1200-old', 1, '2026-11-21T12:00:00.000000+00:00', 0.0, 'started', NULL,
    '{"type": "started", "version": "0.1.0", "mode": "interview", "plan": [],
     "interviewer": "offline", "grader": "offline"}');
INSERT INTO events VALUES ('20261121-1200-old', 2, '2026-11-21T12:00:09.500000+00:00', 9.5, 'answered', NULL,
    '{"type": "answered", "turn": 1, "text": "\\ud800 kept"}');
INSERT INTO drafts VALUES ('20261121-1200-old', '"half a sen"');
PRAGMA application_id = 1229870166;
PRAGMA user_version = 1;
"""


def make(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)


def test_a_file_of_version_1_opens(tmp_path: Path) -> None:
    make(tmp_path / "journal.db", VERSION_1)

    with open_store(tmp_path / "journal.db") as store:
        assert store.read("20261121-1200-old")[1].event == answered("\ud800 kept")
        assert store.draft("20261121-1200-old") == "half a sen"
        writer = store.writer("20261121-1200-old")
        assert writer.append([ENDED], at=NOON, active_s=10)[0].seq == 3


def test_a_file_opens_while_another_program_reads_it(tmp_path: Path) -> None:
    """It cannot be switched to write-ahead then."""
    make(tmp_path / "journal.db", VERSION_1)
    with closing(sqlite3.connect(tmp_path / "journal.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM events").fetchone()
        with open_store(tmp_path / "journal.db", busy_timeout_s=0.05) as store:
            assert len(store.read("20261121-1200-old")) == 2
            assert not store.writes_ahead()

    with open_store(tmp_path / "journal.db") as store:
        assert store.writes_ahead()


def test_an_older_file_is_brought_up_to_date_and_keeps_everything(tmp_path: Path) -> None:
    make(tmp_path / "journal.db", VERSION_1)
    next_version = (*MIGRATIONS, ("ALTER TABLE sessions ADD COLUMN title TEXT NOT NULL DEFAULT 'untitled'",))

    with closing(sqlite3.connect(tmp_path / "journal.db", isolation_level=None)) as connection:
        prepare(connection, tmp_path / "journal.db", next_version)

        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
        assert connection.execute("SELECT id, title FROM sessions").fetchall() == [("20261121-1200-old", "untitled")]
        assert connection.execute("SELECT count(*) FROM events").fetchone() == (2,)


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    make(tmp_path / "journal.db", VERSION_1)
    broken = (*MIGRATIONS, ("CREATE TABLE half (id)", "CREATE TABLE sessions (id)"))

    with closing(sqlite3.connect(tmp_path / "journal.db", isolation_level=None)) as connection:
        with pytest.raises(sqlite3.OperationalError, match="already exists"):
            prepare(connection, tmp_path / "journal.db", broken)

        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone() == (0,)


def test_the_tables_are_those_of_version_1(tmp_path: Path) -> None:
    """Fails when somebody changes a migration that was released instead of adding one."""
    make(tmp_path / "by-hand.db", VERSION_1)
    with open_store(tmp_path / "journal.db"):
        pass
    columns = 'SELECT m.name, c.name, c.type, c."notnull", c.pk FROM sqlite_master m, pragma_table_info(m.name) c'
    rows = []
    for name in ("by-hand.db", "journal.db"):
        with closing(sqlite3.connect(tmp_path / name)) as connection:
            rows.append(sorted(connection.execute(columns).fetchall()))

    assert len(MIGRATIONS) == 1
    assert rows[0] == rows[1]


def foreign(path: Path) -> None:
    make(path, "CREATE TABLE bookmarks (url)")


def foreign_and_empty(path: Path) -> None:
    make(path, "PRAGMA application_id = 7")


def newer(path: Path) -> None:
    make(path, f"CREATE TABLE sessions (id); PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 9")


def text_file(path: Path) -> None:
    path.write_text("Dear diary, " * 1000)


def short_file(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00")


def zeroed_schema(path: Path) -> None:
    recorded_journal(path)
    content = bytearray(path.read_bytes())
    content[100:4096] = bytes(3996)
    path.write_bytes(content)


def cut_short(path: Path) -> None:
    recorded_journal(path)
    path.write_bytes(path.read_bytes()[:6000])


def recorded_journal(path: Path) -> str:
    with open_store(path) as store:
        writer = store.create(NOON)
        writer.append([STARTED, answered("A long story. " * 2000)], at=NOON, active_s=0)
    return writer.session_id


@pytest.mark.parametrize(
    ("make_file", "says"),
    [
        pytest.param(foreign, "belongs to another program. It was left as it is.", id="another-program's"),
        pytest.param(foreign_and_empty, "belongs to another program.", id="another-program's-empty-one"),
        pytest.param(newer, "was written by a newer interviewer (version 9; this one knows 1).", id="newer"),
        pytest.param(text_file, "is no journal, or is damaged. It was left as it is.", id="text"),
        pytest.param(short_file, "is no journal, or is damaged. It was left as it is.", id="short"),
        pytest.param(zeroed_schema, "is damaged. It was left as it is.", id="zeroed-schema"),
        pytest.param(cut_short, "is damaged. It was left as it is.", id="cut-short"),
    ],
)
def test_a_file_that_is_no_sound_journal_is_left_alone(
    tmp_path: Path, make_file: Callable[[Path], None], says: str
) -> None:
    path = tmp_path / "journal.db"
    make_file(path)
    before = path.read_bytes()

    with pytest.raises(JournalError) as caught:
        open_store(path)

    assert str(path) in str(caught.value)
    assert says in str(caught.value)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["journal.db"]


def test_damage_in_the_middle_is_a_clear_line_and_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    session_id = recorded_journal(path)
    content = path.read_bytes()
    path.write_bytes(content[: 10 * 4096] + b"\xff" * (len(content) - 10 * 4096))

    with open_store(path) as store:
        with pytest.raises(JournalError, match="is damaged"):
            store.read(session_id)
        assert store.problems()


def test_bytes_that_are_no_text_are_a_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    make(path, VERSION_1.replace("'\"half a sen\"'", "CAST(x'ff' AS TEXT)"))

    with open_store(path) as store, pytest.raises(JournalError, match="is damaged"):
        store.draft("20261121-1200-old")


def test_an_empty_file_becomes_a_journal(tmp_path: Path) -> None:
    (tmp_path / "journal.db").touch()

    recorded_journal(tmp_path / "journal.db")


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        pytest.param("UPDATE events SET payload = '{}'", "events never change", id="update"),
        pytest.param("DELETE FROM events WHERE seq = 2", "events go with their session", id="delete"),
        pytest.param("INSERT OR REPLACE INTO events SELECT * FROM events", "follow each other", id="replace"),
        pytest.param(
            "INSERT INTO events SELECT session_id, 9, at, active_s, type, NULL, payload FROM events WHERE seq = 1",
            "follow each other",
            id="gap",
        ),
        pytest.param(
            "INSERT INTO events SELECT 'nobody', 1, at, active_s, type, NULL, payload FROM events WHERE seq = 1",
            "follow each other",
            id="no-such-session",
        ),
    ],
)
def test_the_file_itself_refuses_what_is_no_append(tmp_path: Path, statement: str, refusal: str) -> None:
    path = tmp_path / "journal.db"
    recorded_journal(path)

    with closing(sqlite3.connect(path)) as other, pytest.raises(sqlite3.IntegrityError, match=refusal):
        other.execute(statement)


def test_the_first_migration_makes_every_trigger() -> None:
    assert sum("CREATE TRIGGER" in statement for statement in FIRST) == 3


def is_a_folder(path: Path) -> None:
    path.mkdir()


def is_in_no_folder(path: Path) -> None:
    path.parent.rmdir()
    path.parent.touch()


def leads_nowhere(path: Path) -> None:
    path.symlink_to("nowhere")


@pytest.mark.parametrize(
    ("make_path", "says"),
    [
        pytest.param(is_a_folder, "is a folder. Name a file.", id="folder"),
        pytest.param(is_in_no_folder, "cannot be opened: ", id="in-a-file"),
        pytest.param(leads_nowhere, "cannot be opened. Allow access", id="broken-link"),
    ],
)
def test_what_can_be_no_file_is_one_line(tmp_path: Path, make_path: Callable[[Path], None], says: str) -> None:
    path = tmp_path / "folder" / "journal.db"
    path.parent.mkdir()
    make_path(path)

    with pytest.raises(JournalError) as caught:
        open_store(path)

    assert f"{path} {says}" in str(caught.value)
    assert "INTERVIEWER_JOURNAL=FILE" in str(caught.value)
