from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.bank.index import Bank, Header, open_bank, read_header
from interviewer.bank.loader import parse_question
from interviewer.bank.problem import BrokenFileError
from interviewer.errors import BankError
from tests.bank.sample import QUESTION, write_bank

FIELDS = re.split(r"(?m)^(?=\w)", QUESTION)[1:]
"""The lines of each field of the sample."""


def ids(bank: Bank) -> list[str]:
    return [header.question_id for header in bank.headers]


@settings(max_examples=60, deadline=None)
@given(st.permutations(FIELDS), st.sets(st.sampled_from(["tags", "related"])))
def test_a_header_is_what_the_whole_file_would_give(fields: list[str], left_out: set[str]) -> None:
    content = "".join(field for field in fields if field.partition(":")[0] not in left_out).encode()
    whole = parse_question(content, "f.yaml").question
    assert read_header(content, "home/thermostat", "f.yaml") == Header(
        question_id="home/thermostat",
        question=whole.question,
        level=whole.level,
        minutes=whole.minutes,
        tags=whole.tags,
        related=whole.related,
    )


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, len(QUESTION) - 1),
    st.sampled_from(["", "\t", "level: senior\n", "x", ": ", "- ", '"', "\n", "tags: [other]\n"]),
)
def test_a_damaged_file_gives_the_same_header_or_a_problem(at: int, damage: str) -> None:
    content = f"{QUESTION[:at]}{damage}{QUESTION[at + 1 :]}".encode()
    try:
        whole = parse_question(content, "f.yaml").question
    except BrokenFileError:
        return
    header = read_header(content, "home/thermostat", "f.yaml")
    assert (header.question, header.level, header.minutes) == (whole.question, whole.level, whole.minutes)
    assert (header.tags, header.related) == (whole.tags, whole.related)


def test_a_header_needs_no_more_than_its_fields() -> None:
    content = b"format: 1\nquestion: Why?\nlevel: mid\nminutes: 5\ntags: []\nrelated: []\ncriteria: [broken"
    assert read_header(content, "a/b", "f.yaml").question == "Why?"


def test_problems_of_a_header_are_those_of_its_fields() -> None:
    with pytest.raises(BrokenFileError) as caught:
        read_header(b"format: 2\nquestion: Why?\nlevel: mid\nx: 1", "a/b", "f.yaml")
    assert [str(problem) for problem in caught.value.problems] == [
        "f.yaml:1:1: `minutes` is missing here. Add it.",
        "f.yaml:1:9: `format` is the value 2, and must be 1.",
    ]


class TestBank:
    def test_headers_are_ordered_and_questions_are_loaded_by_id(self, tmp_path: Path) -> None:
        folder = write_bank(tmp_path, {"b/two": QUESTION, "a/one": QUESTION.replace("minutes: 6", "minutes: 9")})
        bank = open_bank([folder], cache=None)
        assert ids(bank) == ["a/one", "b/two"]
        assert bank.headers[0].minutes == 9
        assert bank.load("a/one").minutes == 9
        assert bank.problems == ()

    def test_the_first_folder_goes_before_the_others(self, tmp_path: Path) -> None:
        mine = write_bank(tmp_path / "mine", {"a/one": QUESTION.replace("minutes: 6", "minutes: 9")})
        shipped = write_bank(tmp_path / "shipped", {"a/one": QUESTION, "a/two": QUESTION})
        bank = open_bank([mine, shipped], cache=None)
        assert [(header.question_id, header.minutes) for header in bank.headers] == [("a/one", 9), ("a/two", 6)]
        assert bank.load("a/one").minutes == 9

    @pytest.mark.parametrize(
        ("asked", "hint"),
        [
            pytest.param("a/on", "Did you mean `a/one`?", id="near"),
            pytest.param("zzz", "There are: a/one, a/two.", id="far"),
        ],
    )
    def test_an_unknown_id_is_an_error_that_names_the_nearest(self, tmp_path: Path, asked: str, hint: str) -> None:
        bank = open_bank([write_bank(tmp_path, {"a/one": QUESTION, "a/two": QUESTION})], cache=None)
        with pytest.raises(BankError) as caught:
            bank.load(asked)
        assert str(caught.value) == f"The bank has no question `{asked}`. {hint}"

    def test_a_broken_file_is_left_out_and_is_an_error_only_when_asked_for(self, tmp_path: Path) -> None:
        folder = write_bank(tmp_path, {"a/one": QUESTION, "a/two": QUESTION.replace("level: mid", "level: mit")})
        bank = open_bank([folder], cache=None)
        assert ids(bank) == ["a/one"]
        assert [(problem.path, problem.line) for problem in bank.problems] == [(str(folder / "a" / "two.yaml"), 3)]
        with pytest.raises(BrokenFileError, match=r"two\.yaml:3:8: `level` is"):
            bank.load("a/two")

    def test_what_is_broken_below_the_header_shows_when_the_question_is_loaded(self, tmp_path: Path) -> None:
        bank = open_bank([write_bank(tmp_path, {"a/one": QUESTION + "x: 1\n"})], cache=None)
        assert ids(bank) == ["a/one"]
        with pytest.raises(BrokenFileError, match="`x` is not a field here"):
            bank.load("a/one")

    def test_a_broken_file_of_the_first_folder_hides_the_one_behind_it(self, tmp_path: Path) -> None:
        mine = write_bank(tmp_path / "mine", {"a/one": "["})
        bank = open_bank([mine, write_bank(tmp_path / "shipped", {"a/one": QUESTION})], cache=None)
        assert ids(bank) == []
        assert len(bank.problems) == 1

    def test_a_missing_folder_is_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(BankError, match="no such bank folder"):
            open_bank([tmp_path / "missing"], cache=None)


class TestCache:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        return write_bank(tmp_path / "bank", {"a/one": QUESTION, "a/two": QUESTION})

    @pytest.fixture
    def cache(self, tmp_path: Path) -> Path:
        return tmp_path / "deep" / "cache"

    def test_what_is_kept_is_not_read_again(self, folder: Path, cache: Path) -> None:
        open_bank([folder], cache)
        path = folder / "a" / "one.yaml"
        before = path.stat()
        path.write_text(QUESTION.replace("minutes: 6", "minutes: 9"), encoding="utf-8")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert open_bank([folder], cache).headers[0].minutes == 6

    @pytest.mark.parametrize(
        "change",
        [
            pytest.param(("minutes: 6", "minutes: 9"), id="same-size"),
            pytest.param(("minutes: 6", "minutes: 10"), id="other-size"),
        ],
    )
    def test_a_file_that_changed_is_read_again(self, folder: Path, cache: Path, change: tuple[str, str]) -> None:
        open_bank([folder], cache)
        path = folder / "a" / "one.yaml"
        path.write_text(QUESTION.replace(*change), encoding="utf-8")
        later = path.stat().st_mtime_ns + 1_000_000
        os.utime(path, ns=(later, later))
        expected = int(change[1].removeprefix("minutes: "))
        assert open_bank([folder], cache).headers[0].minutes == expected
        assert open_bank([folder], cache).headers[0].minutes == expected

    def test_files_come_and_go(self, folder: Path, cache: Path) -> None:
        open_bank([folder], cache)
        (folder / "a" / "one.yaml").unlink()
        write_bank(folder, {"a/three": QUESTION})
        assert ids(open_bank([folder], cache)) == ["a/three", "a/two"]
        assert ids(open_bank([folder], cache)) == ["a/three", "a/two"]

    def test_two_banks_do_not_share_a_cache_file(self, tmp_path: Path, folder: Path, cache: Path) -> None:
        other = write_bank(tmp_path / "other", {"a/one": QUESTION.replace("minutes: 6", "minutes: 9")})
        for _ in range(2):
            assert open_bank([folder], cache).headers[0].minutes == 6
            assert open_bank([other], cache).headers[0].minutes == 9
        assert len(list(cache.iterdir())) == 2

    @pytest.mark.parametrize(
        "damage",
        [
            pytest.param(b"", id="empty"),
            pytest.param(b"{", id="cut-off"),
            pytest.param(b"\xff\xfe", id="bytes"),
            pytest.param(b"[" * 100_000, id="deep"),
            pytest.param(b'{"version": 1, "kept": {"a/one": [1, 2, {"level": "easy"}]}}', id="wrong-values"),
            pytest.param(b'{"version": 0, "kept": {}}', id="other-version"),
            pytest.param(b'{"version": 1, "kept": {"x/y": null}}', id="wrong-shape"),
        ],
    )
    def test_a_damaged_cache_is_rebuilt(self, folder: Path, cache: Path, damage: bytes) -> None:
        open_bank([folder], cache)
        (cache_file,) = cache.iterdir()
        whole = cache_file.read_bytes()
        cache_file.write_bytes(damage)
        assert ids(open_bank([folder], cache)) == ["a/one", "a/two"]
        assert cache_file.read_bytes() == whole
        assert list(cache.iterdir()) == [cache_file]

    def test_a_cache_that_cannot_be_written_changes_nothing(self, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("", encoding="utf-8")
        assert ids(open_bank([folder], tmp_path / "file" / "cache")) == ["a/one", "a/two"]

    def test_a_folder_in_the_cache_files_place_changes_nothing(self, folder: Path, cache: Path) -> None:
        open_bank([folder], cache)
        (cache_file,) = cache.iterdir()
        cache_file.unlink()
        (cache_file / "x").mkdir(parents=True)
        assert ids(open_bank([folder], cache)) == ["a/one", "a/two"]
        assert list(cache.iterdir()) == [cache_file]

    def test_broken_files_are_said_again(self, folder: Path, cache: Path) -> None:
        write_bank(folder, {"a/broken": "["})
        first = open_bank([folder], cache)
        again = open_bank([folder], cache)
        assert len(first.problems) == 1
        assert again.problems == first.problems
