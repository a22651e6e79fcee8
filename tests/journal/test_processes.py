"""Real processes on one real file: kills, races, and disks that fail."""

from __future__ import annotations

import random
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path

import pytest

from interviewer.errors import JournalError
from interviewer.journal.store import open_store
from tests.journal.samples import ENDED, NOON, STARTED, answered, child

APPEND_UNTIL_KILLED = """
writer = store.create(NOON)
writer.append([STARTED], at=NOON, active_s=0)
print(writer.session_id, flush=True)
for turn in range(100_000):
    writer.save_draft(f"answer {turn}")
    writer.append([answered(f"answer {turn}", turn=turn)] * (1 + turn % 3), at=NOON, active_s=turn)
    print(turn, flush=True)
"""
APPEND_OWN = """
writer = store.create(NOON)
writer.append([STARTED], at=NOON, active_s=0)
for turn in range(40):
    writer.append([answered(f"{words[0]} {turn}")], at=NOON, active_s=turn)
print(writer.session_id)
"""
APPEND_SHARED = """
writer = store.writer(words[0])
print("ready", flush=True)
input()
for turn in range(40):
    try:
        writer.append([answered(words[1])], at=NOON, active_s=turn)
    except JournalError as error:
        print(error)
        break
    print("stored", flush=True)
"""
CREATE_MANY = "print(*[store.create(NOON).session_id for _ in range(150)])"
APPEND_UNTIL_THE_DISK_FAILS = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
writer = store.writer(words[0])
for turn in range(100):
    try:
        writer.append([answered("x" * 10_000)], at=NOON, active_s=turn)
    except JournalError as error:
        print(error)
        break
    print("stored", flush=True)
"""

APPEND_AS_NOBODY = """
import os
if os.geteuid() == 0:
    os.setuid(65534)
store = open_store(Path(path))
print(len(store.read(words[0])))
try:
    store.writer(words[0]).append([ENDED], at=NOON, active_s=1)
except JournalError as error:
    print(error)
"""


def started_session(path: Path) -> str:
    with open_store(path) as store:
        writer = store.create(NOON)
        writer.append([STARTED], at=NOON, active_s=0)
    return writer.session_id


def test_kill_9_at_any_moment_loses_nothing_acknowledged(tmp_path: Path) -> None:
    chance = random.Random(7)
    path = tmp_path / "journal.db"
    for _ in range(6):
        with child(APPEND_UNTIL_KILLED, path) as process:
            assert process.stdout is not None
            session_id = process.stdout.readline().strip()
            time.sleep(chance.uniform(0, 0.1))  # the moment of the kill is the input; nothing is waited for
            process.kill()
            acknowledged = len(process.stdout.readlines())

        with open_store(path) as store:
            stored = store.read(session_id)[1:]
            turns = max((recorded.event.turn + 1 for recorded in stored), default=0)  # type: ignore[union-attr]
            assert turns in (acknowledged, acknowledged + 1)
            assert [recorded.event for recorded in stored] == [
                answered(f"answer {turn}", turn=turn) for turn in range(turns) for _ in range(1 + turn % 3)
            ]
            assert store.draft(session_id) in ("", f"answer {turns}")
            assert store.problems() == ()


def test_two_sessions_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    processes = {name: child(APPEND_OWN, path, name) for name in ("left", "right")}
    ids = {name: process.communicate()[0].strip() for name, process in processes.items()}

    with open_store(path) as store:
        for name, session_id in ids.items():
            events = [recorded.event for recorded in store.read(session_id)]
            assert events == [STARTED, *(answered(f"{name} {turn}") for turn in range(40))]


def test_of_two_windows_on_one_session_one_is_refused_and_nothing_is_interleaved(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    session_id = started_session(path)
    processes = [child(APPEND_SHARED, path, session_id, name) for name in ("left", "right")]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    outputs = [process.communicate("go\n")[0] for process in processes]

    refused = [output for output in outputs if "was continued in another window" in output]
    assert len(refused) == 1
    assert "stored" not in refused[0]
    with open_store(path) as store:
        assert len(store.read(session_id)) == 41


def test_ids_are_unique_and_a_new_file_is_made_once(tmp_path: Path) -> None:
    path = tmp_path / "new" / "journal.db"
    processes = [child(CREATE_MANY, path) for _ in range(4)]
    results = [process.communicate() for process in processes]

    assert [stderr for _, stderr in results] == [""] * 4
    ids = [session_id for stdout, _ in results for session_id in stdout.split()]
    assert len(set(ids)) == len(ids) == 600


def test_a_disk_that_takes_no_more_is_one_line_and_the_journal_stays_whole(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    session_id = started_session(path)

    *stored, refusal, _ = child(APPEND_UNTIL_THE_DISK_FAILS, path, session_id).communicate()[0].split("\n")

    assert "cannot be read or written: the disk reports an error." in refusal
    with open_store(path) as store:
        assert len(store.read(session_id)) == 1 + len(stored)
        assert len(stored) > 5
        assert store.problems() == ()
        assert store.writer(session_id).append([ENDED], at=NOON, active_s=0)


def test_a_full_disk_is_one_line_and_the_journal_stays_whole(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    session_id = started_session(path)
    with open_store(path) as store:
        store._file.query("PRAGMA max_page_count = 20")
        writer = store.writer(session_id)
        writer.append([answered("fits")], at=NOON, active_s=1)

        with pytest.raises(JournalError, match="cannot grow: the disk is full"):
            writer.append([answered("does not"), answered("x" * 100_000)], at=NOON, active_s=2)

        assert [recorded.event for recorded in store.read(session_id)] == [STARTED, answered("fits")]
        assert writer.append([ENDED], at=NOON, active_s=3)[0].seq == 3
        assert store.problems() == ()


def test_a_locked_journal_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    session_id = started_session(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with open_store(path, busy_timeout_s=0.05) as store:
            assert len(store.read(session_id)) == 1
            with pytest.raises(JournalError, match="is locked by another program"):
                store.writer(session_id).append([ENDED], at=NOON, active_s=1)
            other.execute("ROLLBACK")
            assert store.writer(session_id).append([ENDED], at=NOON, active_s=1)


def test_a_file_that_may_not_be_written_can_be_read_and_is_one_line() -> None:
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        path = Path(name) / "journal.db"
        session_id = started_session(path)
        path.chmod(0o444)

        output = child(APPEND_AS_NOBODY, path, session_id).communicate()[0]

    assert output.startswith(f"1\nThe journal {path} may not be written. Allow writing to the file and its folder")
