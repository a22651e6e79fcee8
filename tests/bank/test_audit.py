from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.bank.audit import audit
from interviewer.errors import BankError
from tests.bank.sample import ANSWERS, QUESTION, write_bank


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_bank(
        tmp_path,
        {"home/thermostat": QUESTION, "home/broken": "level: mit", "garden/hose": QUESTION.replace("tags", "tgs")},
        {"home": ANSWERS},
    )


def test_a_whole_folder(folder: Path) -> None:
    (folder / "stray.yaml").write_text("x", encoding="utf-8")
    questions, problems = audit(folder, parse_cue=str)
    assert questions == 3
    assert [Path(problem.path).relative_to(folder).as_posix() for problem in problems] == [
        "garden/hose.yaml",
        "home/broken.yaml",
        "home/broken.yaml",
        "stray.yaml",
    ]


@pytest.mark.parametrize(
    ("only", "problems"),
    [
        pytest.param("home/thermostat", 0, id="good"),
        pytest.param("home/broken", 2, id="broken"),
        pytest.param("garden/hose", 1, id="no-calibration-file-for-a-broken-question"),
    ],
)
def test_only_some_questions(folder: Path, only: str, problems: int) -> None:
    found = audit(folder, parse_cue=str, only={only})
    assert (found.questions, len(found.problems)) == (1, problems)


def test_related_questions_may_be_in_another_bank(tmp_path: Path) -> None:
    related = QUESTION.replace("related: []", "related: [oop/far]")
    folder = write_bank(tmp_path, {"home/thermostat": related}, {"home": ANSWERS})
    assert len(audit(folder, parse_cue=str).problems) == 1
    assert audit(folder, parse_cue=str, other_ids=["oop/far"]).problems == []


def test_a_calibration_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    folder = write_bank(tmp_path, {"home/thermostat": QUESTION})
    (folder / "calibration" / "home.jsonl").mkdir(parents=True)
    problems = audit(folder, parse_cue=str).problems
    assert [problem.message.partition(" ")[0] for problem in problems] == [
        "Cannot",
        str(folder / "calibration" / "home.jsonl"),
    ]


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BankError):
        audit(tmp_path / "missing", parse_cue=str)
