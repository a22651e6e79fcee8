from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.bank.folders import contents, question_id_of
from interviewer.errors import BankError


def touch(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x", encoding="utf-8")
    return folder


def test_questions_are_found_by_place_and_ordered_by_id(tmp_path: Path) -> None:
    touch(tmp_path, "oop/b.yaml", "oop/a-2.yaml", "gc/x.yaml")
    files, problems = contents(tmp_path)
    assert [file.question_id for file in files] == ["gc/x", "oop/a-2", "oop/b"]
    assert files[0].path == tmp_path / "gc" / "x.yaml"
    assert (files[0].size, files[0].mtime_ns) == (1, (tmp_path / "gc" / "x.yaml").stat().st_mtime_ns)
    assert problems == []


def test_what_is_no_question_is_left_aside(tmp_path: Path) -> None:
    touch(
        tmp_path, "conduct.yaml", "calibration/oop.jsonl", "calibration/notes.yaml", "attacks/x.yaml", "README.md",
        "oop/notes.txt", ".git/x.yaml", "oop/.#b.yaml", "oop/deep/er.yaml",
    )  # fmt: skip
    assert contents(tmp_path) == ([], [])


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("oop.yaml", "A question lies in the folder of its topic.", id="no-topic"),
        pytest.param("oop/b.yml", "This file's path is no question's id.", id="other-ending"),
        pytest.param("oop/My Question.yaml", "This file's path is no question's id.", id="spaces"),
        pytest.param("Oop/b.yaml", "This file's path is no question's id.", id="capitals"),
        pytest.param("oop/b\n.yaml", "This file's path is no question's id.", id="newline"),
        pytest.param("oop/\x1b[31m.yaml", "This file's path is no question's id.", id="escape"),
        pytest.param("oop/\udcff.yaml", "This file's path is no question's id.", id="no-utf-8"),
    ],
)
def test_what_looks_like_a_question_and_is_none_is_a_problem(tmp_path: Path, name: str, message: str) -> None:
    touch(tmp_path, name, "oop/good.yaml")
    files, problems = contents(tmp_path)
    assert [file.question_id for file in files] == ["oop/good"]
    assert [(problem.path, problem.message) for problem in problems] == [(str(tmp_path / name), message)]


def test_loops_and_folders_in_place_of_files_are_problems(tmp_path: Path) -> None:
    touch(tmp_path, "oop/good.yaml")
    (tmp_path / "oop" / "loop.yaml").symlink_to("loop.yaml")
    (tmp_path / "oop" / "folder.yaml").mkdir()
    (tmp_path / "topic").symlink_to("topic")
    (tmp_path / "oop" / "up").symlink_to(tmp_path)
    files, problems = contents(tmp_path)
    assert [file.question_id for file in files] == ["oop/good"]
    assert [(Path(problem.path).name, problem.message) for problem in problems] == [
        ("folder.yaml", "Cannot be read: it is not a regular file."),
        ("loop.yaml", "Cannot be read: Too many levels of symbolic links."),
        ("topic", "Cannot be read: Too many levels of symbolic links."),
    ]


def test_a_link_to_a_topic_is_followed(tmp_path: Path) -> None:
    touch(tmp_path / "elsewhere", "oop/good.yaml")
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank" / "oop").symlink_to(tmp_path / "elsewhere" / "oop")
    assert [file.question_id for file in contents(tmp_path / "bank").files] == ["oop/good"]


@pytest.mark.parametrize("name", ["missing", "file"])
def test_a_bank_that_is_no_folder_is_an_error(tmp_path: Path, name: str) -> None:
    touch(tmp_path, "file")
    with pytest.raises(BankError, match="There is no such bank folder"):
        contents(tmp_path / name)


@pytest.mark.parametrize(
    ("path", "question_id"),
    [
        pytest.param("/bank/oop/dunder-methods.yaml", "oop/dunder-methods", id="question"),
        pytest.param("/bank/oop/dunder-methods.yml", None, id="other-ending"),
        pytest.param("/bank/Oop/x.yaml", None, id="topic-is-none"),
        pytest.param("/x.yaml", None, id="no-topic"),
    ],
)
def test_question_id_of(path: str, question_id: str | None) -> None:
    assert question_id_of(Path(path)) == question_id
