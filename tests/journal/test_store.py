"""What the journal takes in comes out again, exactly, and what is deleted is gone."""

from __future__ import annotations

import sqlite3
import stat
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.dialogue.events import AnyEvent, Recorded, Started
from interviewer.errors import JournalError
from interviewer.journal.store import SessionLine, Store, open_store
from tests.journal.samples import ENDED, NOON, STARTED, answered, asked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "journal.db") as store:
        yield store


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("shared") / "journal.db") as store:
        yield store


def record(store: Store, *events: AnyEvent, at: datetime = NOON) -> str:
    writer = store.create(at)
    writer.append(events, at=at, active_s=0)
    return writer.session_id


def bytes_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


class TestEvents:
    def test_come_back_as_they_were_with_their_numbers_and_times(self, store: Store) -> None:
        writer = store.create(NOON)

        first = writer.append([STARTED, asked()], at=NOON, active_s=0)
        second = writer.append([answered("A promise.")], at=NOON + timedelta(seconds=9), active_s=8.25)

        assert second == (Recorded(seq=3, at=NOON + timedelta(seconds=9), active_s=8.25, event=answered("A promise.")),)
        assert store.read(writer.session_id) == first + second

    def test_times_are_kept_in_utc(self, store: Store) -> None:
        session_id = record(store, STARTED, at=datetime(2026, 11, 21, 1, 30, tzinfo=timezone(timedelta(hours=2))))

        assert store.read(session_id)[0].at == datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
        assert session_id.startswith("20261120-2330-")

    @settings(max_examples=60, deadline=None)  # a slow disk is no failure
    @given(text=st.text(st.characters()), draft=st.text(st.characters()))
    def test_any_text_is_stored_exactly(self, shared_store: Store, text: str, draft: str) -> None:
        writer = shared_store.create(NOON)
        writer.append([STARTED, answered(text)], at=NOON, active_s=0)
        writer.save_draft(draft)

        assert shared_store.read(writer.session_id)[1].event == answered(text)
        assert shared_store.draft(writer.session_id) == draft

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("\x00", id="nul"),
            pytest.param("\ud800 \udfff", id="lone-surrogates"),
            pytest.param("\x1b[2J\x9b\u202e", id="escapes-and-bidi"),
            pytest.param("ab\r\ncd" * 350_000, id="two-megabytes"),
        ],
    )
    def test_hostile_text_is_stored_exactly(self, store: Store, text: str) -> None:
        session_id = record(store, STARTED, answered(text))

        assert store.read(session_id)[1].event == answered(text)

    def test_survive_closing(self, tmp_path: Path) -> None:
        with open_store(tmp_path / "journal.db") as store:
            session_id = record(store, STARTED, answered("Yes."))
        with open_store(tmp_path / "journal.db") as store:
            assert [recorded.seq for recorded in store.read(session_id)] == [1, 2]

    def test_are_all_stored_or_none(self, store: Store) -> None:
        writer = store.create(NOON)
        writer.append([STARTED], at=NOON, active_s=0)

        with pytest.raises(TypeError):
            writer.append([answered("kept?"), answered(object())], at=NOON, active_s=1)  # type: ignore[arg-type]

        assert [recorded.event for recorded in store.read(writer.session_id)] == [STARTED]
        assert writer.append([ENDED], at=NOON, active_s=2)[0].seq == 2

    def test_of_an_unknown_session_are_an_error(self, store: Store) -> None:
        with pytest.raises(JournalError, match="There is no interview 20261121-1200-xyz"):
            store.read("20261121-1200-xyz")
        with pytest.raises(JournalError, match="There is no interview 20261121-1200-xyz"):
            store.writer("20261121-1200-xyz")

    def test_of_a_newer_interviewer_are_one_clear_line(self, store: Store, tmp_path: Path) -> None:
        session_id = record(store, STARTED)
        with sqlite3.connect(tmp_path / "journal.db") as other:
            other.execute(
                "INSERT INTO events VALUES (?, 2, '2026-11-21T12:00:00+00:00', 0, 'dreamt', NULL, ?)",
                (session_id, '{"type": "dreamt"}'),
            )
        other.close()

        with pytest.raises(JournalError, match=r"cannot be read: Invalid value 'dreamt'.*upgrade"):
            store.read(session_id)


class TestDraft:
    def test_is_the_last_one_saved(self, store: Store) -> None:
        writer = store.create(NOON)
        writer.append([STARTED], at=NOON, active_s=0)
        writer.save_draft("A tup")
        writer.save_draft("A tuple")

        assert store.draft(writer.session_id) == "A tuple"

    @pytest.mark.parametrize(
        ("event", "draft"),
        [pytest.param(answered("A tuple."), "", id="answered"), pytest.param(asked(), "A tup", id="anything-else")],
    )
    def test_is_cleared_by_an_answer_only(self, store: Store, event: AnyEvent, draft: str) -> None:
        writer = store.create(NOON)
        writer.save_draft("A tup")
        writer.append([event], at=NOON, active_s=0)

        assert store.draft(writer.session_id) == draft

    def test_of_another_session_stays(self, store: Store) -> None:
        one, other = store.create(NOON), store.create(NOON)
        one.save_draft("one")
        other.save_draft("other")
        one.append([answered("one")], at=NOON, active_s=0)

        assert (store.draft(one.session_id), store.draft(other.session_id)) == ("", "other")


class TestContinuedElsewhere:
    def test_a_stale_writer_is_refused_and_nothing_is_lost(self, store: Store) -> None:
        here = store.create(NOON)
        here.append([STARTED], at=NOON, active_s=0)
        there = store.writer(here.session_id)
        there.append([answered("there")], at=NOON, active_s=1)

        with pytest.raises(JournalError, match="was continued in another window"):
            here.append([answered("here")], at=NOON, active_s=1)
        with pytest.raises(JournalError, match="was continued in another window"):
            here.save_draft("he")

        assert [recorded.event for recorded in store.read(here.session_id)] == [STARTED, answered("there")]
        assert there.append([ENDED], at=NOON, active_s=2)[0].seq == 3

    def test_a_writer_of_a_deleted_session_is_refused(self, store: Store) -> None:
        writer = store.create(NOON)
        writer.append([STARTED], at=NOON, active_s=0)
        store.delete(writer.session_id)

        with pytest.raises(JournalError, match="was deleted in another window"):
            writer.append([ENDED], at=NOON, active_s=1)


class TestList:
    def test_says_how_far_each_came_the_newest_first(self, store: Store) -> None:
        practice = Started(version="0.1.0", mode="practice", plan=(), interviewer="offline", grader="offline")
        old = record(store, STARTED, asked(), asked("oop/mro"), ENDED)
        new = record(store, practice, at=NOON + timedelta(hours=1))

        assert store.sessions() == (
            SessionLine(
                session_id=new,
                started_at=NOON + timedelta(hours=1),
                mode="practice",
                asked=0,
                planned=0,
                is_finished=False,
            ),
            SessionLine(session_id=old, started_at=NOON, mode="interview", asked=2, planned=2, is_finished=True),
        )

    def test_leaves_out_what_never_began(self, store: Store) -> None:
        store.create(NOON)

        assert store.sessions() == ()
        assert store.latest() is None

    @pytest.mark.parametrize(
        ("sessions", "unfinished", "expected"),
        [
            pytest.param([], False, None, id="none"),
            pytest.param([[STARTED], [STARTED, ENDED]], False, 1, id="newest"),
            pytest.param([[STARTED], [STARTED, ENDED]], True, 0, id="newest-unfinished"),
            pytest.param([[STARTED, ENDED]], True, None, id="all-finished"),
        ],
    )
    def test_knows_the_latest(
        self, store: Store, sessions: Sequence[Sequence[AnyEvent]], unfinished: bool, expected: int | None
    ) -> None:
        made = [record(store, *events, at=NOON + timedelta(days=day)) for day, events in enumerate(sessions)]

        assert store.latest(unfinished=unfinished) == (None if expected is None else made[expected])

    def test_finds_by_part_of_an_id(self, store: Store) -> None:
        session_id = record(store, STARTED)
        record(store, STARTED, at=NOON + timedelta(days=1))

        assert store.find("20261121") == session_id


class TestRecentQuestions:
    def test_are_each_named_once_the_last_asked_first(self, store: Store) -> None:
        for hour, question_id in enumerate(["a/one", "a/two", "a/three", "a/one"]):
            record(store, STARTED, asked(question_id), at=NOON + timedelta(hours=hour))

        assert store.recent_question_ids(10) == ("a/one", "a/three", "a/two")
        assert store.recent_question_ids(2) == ("a/one", "a/three")


class TestDelete:
    def test_leaves_no_byte_of_it(self, tmp_path: Path) -> None:
        path = tmp_path / "journal.db"
        with open_store(path) as store:
            kept = record(store, STARTED, answered("I stay. " * 500))
            writer = store.create(NOON)
            writer.append([STARTED, asked()], at=NOON, active_s=0)
            for turn in range(30):
                writer.append([answered(f"secret-{turn} " * (turn * 40 + 1), turn=turn)], at=NOON, active_s=turn)
            writer.save_draft("unsent-long " * 2000)
        with open_store(path) as store:
            store._file.query("PRAGMA secure_delete = OFF")  # many a build of SQLite has it on by default
            store.writer(writer.session_id).save_draft("unsent-short")
        # Closing moved all of it from the log to the file, where the pages of the long draft are free now.
        for text in (b"secret-0", b"unsent-long", b"unsent-short"):
            assert text in bytes_in(tmp_path)

        with open_store(path) as store:
            store.delete(writer.session_id)

            left = bytes_in(tmp_path)
            assert b"secret" not in left
            assert b"unsent" not in left
            assert writer.session_id.encode() not in left
            assert [line.session_id for line in store.sessions()] == [kept]
            assert store.read(kept)[1].event == answered("I stay. " * 500)
            assert store.problems() == ()

    def test_leaves_no_byte_while_another_window_is_open(self, store: Store, tmp_path: Path) -> None:
        with open_store(tmp_path / "journal.db") as other:
            going_on = other.create(NOON)
            going_on.append([STARTED], at=NOON, active_s=0)
            store.delete(record(store, STARTED, answered("secret")))

            assert b"secret" not in bytes_in(tmp_path)
            assert going_on.append([ENDED], at=NOON, active_s=1)[0].seq == 2

    def test_says_so_when_another_process_is_in_the_way(self, tmp_path: Path) -> None:
        path = tmp_path / "journal.db"
        with open_store(path, busy_timeout_s=0.05) as store:
            session_id = record(store, STARTED, answered("secret"))
            reader = sqlite3.connect(path, isolation_level=None)
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM events").fetchone()

            with pytest.raises(JournalError, match=r"is deleted, but traces of it are still on the disk.*Close"):
                store.delete(session_id)

            reader.close()
            assert store.sessions() == ()
        assert b"secret" not in bytes_in(tmp_path)

    def test_of_an_unknown_session_is_an_error(self, store: Store) -> None:
        with pytest.raises(JournalError, match="There is no interview nowhere"):
            store.delete("nowhere")


class TestFile:
    def test_is_private_from_the_start(self, tmp_path: Path) -> None:
        folder = tmp_path / "new" / "folder"
        with open_store(folder / "journal.db") as store:
            record(store, STARTED)
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}

        assert modes == {"journal.db": 0o600, "journal.db-wal": 0o600, "journal.db-shm": 0o600}
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700

    def test_of_a_strange_name_is_found_again(self, tmp_path: Path) -> None:
        path = tmp_path / "a?mode=memory#%20 é.db"
        with open_store(path) as store:
            session_id = record(store, STARTED)
        with open_store(path) as store:
            assert store.latest() == session_id
        assert path.exists()

    def test_writes_ahead_and_is_sound(self, store: Store) -> None:
        assert store.writes_ahead()
        assert store.problems() == ()
