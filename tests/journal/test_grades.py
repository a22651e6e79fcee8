"""Grades that are kept beside the interviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.journal.store import open_store
from tests.journal.samples import NOON, STARTED

if TYPE_CHECKING:
    from pathlib import Path


def test_a_grade_is_found_again_from_any_interview_and_the_last_one_counts(tmp_path: Path) -> None:
    with open_store(tmp_path / "journal.db") as store:
        one, other = store.create(NOON), store.create(NOON)
        store.grades(one.session_id).put("key", "first")
        store.grades(other.session_id).put("key", "second")

        assert store.grades(one.session_id).get("key") == "second"
        assert store.grades(one.session_id).get("another") is None


def test_a_grade_goes_with_its_interview(tmp_path: Path) -> None:
    with open_store(tmp_path / "journal.db") as store:
        writer = store.create(NOON)
        writer.append([STARTED], at=NOON, active_s=0)
        store.grades(writer.session_id).put("key", "what was said, quoted")

        store.delete(writer.session_id)

        assert store.grades(writer.session_id).get("key") is None
    assert b"what was said, quoted" not in (tmp_path / "journal.db").read_bytes()


def test_a_cache_that_cannot_be_reached_is_an_empty_one(tmp_path: Path) -> None:
    with open_store(tmp_path / "journal.db") as store:
        kept = store.grades(store.create(NOON).session_id)
        store._file.query("DROP TABLE grades")

        kept.put("key", "text")
        assert kept.get("key") is None
