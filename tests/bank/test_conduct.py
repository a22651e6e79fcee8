"""The file of the interview-wide rubric: what is refused in it, where, and whose is used."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pytest
from msgspec import to_builtins

from interviewer.bank.conduct import conduct_hash, find_conduct, parse_conduct
from interviewer.bank.conduct_check import check_conduct
from interviewer.cli.main import main
from interviewer.errors import BankError
from interviewer.resources import data_folder
from interviewer.scoring.cues import parse_cue

if TYPE_CHECKING:
    from pathlib import Path

RUBRIC = """\
format: 1
habits:
  - id: asks-first
    says: Asks before they build.
    why: It saves work.
    advice: Ask.
    shown_by: [what is it for?]
    against: [I just start]
    cues: ["what .. for"]
    against_cues: ["i start"]
"""


def problems(text: str) -> list[str]:
    return [str(problem) for problem in check_conduct(text.encode(), "conduct.yaml", parse_cue=parse_cue)]


def test_a_good_one() -> None:
    assert problems(RUBRIC) == []


def test_the_shipped_one() -> None:
    path = data_folder("rubrics") / "conduct.yaml"
    assert problems(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("    why: It", "    whi: It", "conduct.yaml:5:5: `whi` is not a field here.", id="unknown-field"),
        pytest.param("    advice: Ask.\n", "", "conduct.yaml:3:5: `advice` is missing here.", id="missing-field"),
        pytest.param("[what is it for?]", "[]", "conduct.yaml:7:15: `shown_by` is empty.", id="nothing-shows-it"),
        pytest.param("id: asks-first", "id: Asks first", "conduct.yaml:3:9: `id` is the text", id="no-name"),
        pytest.param('["what .. for"]', '["(what"]', "conduct.yaml:9:12: The cue `(what` cannot be read", id="cue"),
        pytest.param('["i start"]', '["i |"]', "conduct.yaml:10:20: The cue `i |` cannot be read", id="cue-against"),
        pytest.param('["what .. for"]', '["~ what"]', "9:12: The cue `~ what` would be half a sign.", id="half-a-sign"),
        pytest.param('    cues: ["what .. for"]\n', "", "`asks-first` has no `cues`.", id="cannot-be-heard"),
        pytest.param("    against: [I just start]\n", "", "has `against_cues` and no `against`.", id="no-opposite"),
        pytest.param("format: 1", "format: 2", "conduct.yaml:1:9: `format` is", id="another-format"),
        pytest.param(
            "    why: It", "    heard_in: songs\n    why: It", "`heard_in` is the text 'songs'", id="heard-in"
        ),
        pytest.param("habits:", "habits: [", "This is not YAML", id="no-yaml"),
    ],
)
def test_what_is_refused(old: str, new: str, expected: str) -> None:
    assert old in RUBRIC
    assert any(expected in problem for problem in problems(RUBRIC.replace(old, new)))


def test_an_id_that_is_there_twice() -> None:
    twice = RUBRIC + RUBRIC.partition("habits:\n")[2]
    [problem] = problems(twice)
    assert problem.startswith("conduct.yaml:11:9: `asks-first` is the id of another habit too.")


def test_the_first_folder_that_has_one_is_used(tmp_path: Path) -> None:
    mine, none = tmp_path / "mine", tmp_path / "none"
    for folder in (mine, none):
        folder.mkdir()
    (mine / "conduct.yaml").write_text(RUBRIC, encoding="utf-8")
    shipped = data_folder("rubrics")
    assert [habit.id for habit in find_conduct([none, mine, shipped]).habits] == ["asks-first"]
    assert len(find_conduct([none, shipped]).habits) == 9


def test_a_broken_one_says_where(tmp_path: Path) -> None:
    (tmp_path / "conduct.yaml").write_text("habits: 1\n", encoding="utf-8")
    with pytest.raises(BankError, match=r"conduct\.yaml:1:1"):
        find_conduct([tmp_path, data_folder("rubrics")])


def test_none_at_all_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(BankError, match="no such file"):
        find_conduct([tmp_path])


def test_the_hash_changes_with_any_word() -> None:
    one = parse_conduct(RUBRIC.encode(), "a").conduct
    other = parse_conduct(RUBRIC.replace("It saves", "It always saves").encode(), "b").conduct
    assert conduct_hash(one) == conduct_hash(parse_conduct(RUBRIC.encode(), "c").conduct)
    assert conduct_hash(one) != conduct_hash(other)


class TestCommand:
    def test_check_looks_at_it_with_its_bank(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "conduct.yaml").write_text(RUBRIC.replace("why:", "whi:"), encoding="utf-8")
        assert main(["bank", "check", str(tmp_path)]) == 1
        assert "conduct.yaml:5:5: `whi` is not a field here." in capsys.readouterr().out

    def test_check_takes_the_file_itself(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = tmp_path / "conduct.yaml"
        path.write_text(RUBRIC, encoding="utf-8")
        assert main(["bank", "check", str(path)]) == 0
        assert "0 problems found" in capsys.readouterr().out

    def test_check_of_a_file_that_is_not_there(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["bank", "check", str(tmp_path / "conduct.yaml")]) == 1
        assert "Cannot be read" in capsys.readouterr().out

    def test_the_schema_fits_the_shipped_one(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["bank", "schema", "--of", "conduct"]) == 0
        schema = json.loads(capsys.readouterr().out)
        shipped = to_builtins(find_conduct([data_folder("rubrics")]))
        jsonschema.validate(json.loads(json.dumps(shipped)), schema)
