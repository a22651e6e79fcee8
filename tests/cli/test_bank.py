from __future__ import annotations

import json
import os
import re
from pathlib import Path

import jsonschema
import pytest

from interviewer.bank.folders import contents
from interviewer.bank.yaml_source import parse
from interviewer.cli.main import main
from interviewer.resources import data_folder
from tests.bank.sample import ANSWERS, QUESTION, install_bank, write_bank
from tests.cli.processes import Terminal, run

SHIPPED = [file.question_id for file in contents(data_folder("rubrics")).files]


@pytest.fixture
def folder(home: Path) -> Path:
    return write_bank(home / "mine", {"home/thermostat": QUESTION}, {"home": ANSWERS})


FILTERS = [
    pytest.param(["--level", "junior"], ["a/one"], id="level"),
    pytest.param(["--tag", "heating"], ["a/one", "b/two"], id="tag"),
    pytest.param(["--tag", "heating", "--tag", "warm"], ["b/two"], id="two-tags"),
    pytest.param(["--text", "THERMOSTAT keep"], ["a/one", "b/two"], id="text-in-any-case"),
    pytest.param(["--topic", "a", "--topic", "b"], ["a/one", "b/two"], id="two-topics"),
    pytest.param(["--topic", "a", "--level", "senior"], [], id="nothing-fits"),
]


class TestList:
    def test_a_pipe_gets_one_line_each_with_tabs(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["bank", "list"]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert [line.split("\t")[0] for line in lines] == SHIPPED
        assert all(len(line.split("\t")) == 4 for line in lines)

    def test_a_topic(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["bank", "list", "--topic", "internals"]) == 0
        found = [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()]
        assert found == [question_id for question_id in SHIPPED if question_id.startswith("internals/")]

    def test_an_unknown_topic(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["bank", "list", "--topic", "internal"]) == 2
        assert capsys.readouterr().err == "interviewer: The bank has no topic `internal`. Did you mean `internals`?\n"

    @pytest.mark.parametrize(("options", "expected"), FILTERS)
    def test_filters(
        self,
        home: Path,
        options: list[str],
        expected: list[str],
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        tagged = QUESTION.replace("[heating, control]", "[heating, warm]").replace("level: mid", "level: senior")
        bank = write_bank(home, {"a/one": QUESTION.replace("level: mid", "level: junior"), "b/two": tagged})
        monkeypatch.setenv("INTERVIEWER_BANKS", str(bank))
        assert main(["bank", "list", *options]) == 0
        shown = capsys.readouterr()
        ours = [line.split("\t")[0] for line in shown.out.splitlines()]
        assert [question_id for question_id in ours if question_id not in SHIPPED] == expected
        assert shown.err.startswith(f"{len(ours)} of {len(SHIPPED) + 2} questions.\n2 from {bank}\n{len(SHIPPED)} from")

    def test_an_unknown_tag(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["bank", "list", "--tag", "thread"]) == 2
        assert capsys.readouterr().err.startswith("interviewer: The bank has no tag `thread`. Did you mean `threads`?")

    def test_ones_own_banks_are_in_it_and_what_is_broken_is_said(
        self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_bank(folder, {"home/broken": "level: mit"})
        monkeypatch.setenv("INTERVIEWER_BANKS", str(folder))
        assert main(["bank", "list"]) == 0
        shown = capsys.readouterr()
        assert "home/thermostat\tmid\t6\tHow does a thermostat keep a room warm?\n" in shown.out
        assert f"Left out: {folder}/home/broken.yaml:1:1: `format`" in shown.err

    @pytest.mark.parametrize(
        ("columns", "arguments", "expected"),
        [
            pytest.param(100, [], r"question +level +min +asks", id="table"),
            pytest.param(20, [], r"internals/gil\s+mid, 7 min", id="narrow"),
            pytest.param(100, ["--plain"], r"internals/gil\s+mid, 7 min", id="plain"),
        ],
    )
    def test_a_terminal_gets_what_it_has_room_for(self, columns: int, arguments: list[str], expected: str) -> None:
        terminal = Terminal(*arguments, "bank", "list", columns=columns, NO_COLOR="1")
        assert terminal.is_over() == 0
        assert re.search(expected, terminal.text)
        assert b"\x1b[3" not in terminal.raw


class TestShow:
    def test_everything_the_file_holds_is_shown(
        self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("INTERVIEWER_BANKS", str(folder))
        monkeypatch.setenv("COLUMNS", "200")
        assert main(["bank", "show", "home/thermostat"]) == 0
        shown = capsys.readouterr().out
        assert [text for text in texts_of(parse(QUESTION.encode(), "q").data) if text.strip() not in shown] == []

    def test_coverage_is_shown_and_of_the_measuring_answers_numbers_only(
        self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("INTERVIEWER_BANKS", str(folder))
        assert main(["bank", "show", "home/thermostat"]) == 0
        shown = capsys.readouterr().out
        assert shown.endswith(
            "coverage by 4 examples\n"
            "  - feedback: 2 met, 1 partly, 1 missed\n"
            "  - hysteresis: 1 met, 0 partly, 3 missed\n"
            "  - inertia: 1 met, 0 partly, 3 missed\n"
            "  - faster-when-higher: held by 1\n"
            "  - timer: held by 0\n"
            "  not covered: None holds timer.\n"
            "\n"
            "coverage by 3 measuring answers\n"
            "  - feedback: 1 met, 1 partly, 1 missed\n"
            "  - hysteresis: 1 met, 0 partly, 2 missed\n"
            "  - inertia: 0 met, 0 partly, 3 missed\n"
            "  - faster-when-higher: held by 1\n"
            "  - timer: held by 0\n"
            "  not covered: None meets inertia. None holds timer.\n"
        )
        assert "It checks the room" not in shown

    def test_outside_text_is_shown_harmlessly_and_is_no_markup(
        self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hostile = "[red]How[/red] \u200bwarm :smile:?"
        write_bank(
            folder, {"home/hostile": QUESTION.replace("How does a thermostat keep a room warm?", f'"{hostile}"')}
        )
        monkeypatch.setenv("INTERVIEWER_BANKS", str(folder))
        assert main(["bank", "show", "home/hostile"]) == 0
        assert "[red]How[/red] warm :smile:?" in capsys.readouterr().out

    def test_twenty_columns(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COLUMNS", "20")
        assert main(["bank", "show", SHIPPED[0]]) == 0
        assert max(len(line) for line in capsys.readouterr().out.splitlines()) <= 20

    def test_an_unknown_question(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["bank", "show", "internals/gill"]) == 2
        assert capsys.readouterr().err == (
            "interviewer: The bank has no question `internals/gill`. Did you mean `internals/gil`?\n"
        )


class TestCheck:
    @pytest.mark.parametrize(
        "target",
        [
            pytest.param("mine", id="bank"),
            pytest.param("mine/home", id="topic"),
            pytest.param("mine/home/thermostat.yaml", id="file"),
        ],
    )
    def test_a_clean_question(self, folder: Path, target: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["bank", "check", target]) == 0
        assert capsys.readouterr().out == "1 question checked, 0 problems found.\n"

    def test_problems_are_lines_that_an_editor_can_follow(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write_bank(folder, {"home/thermostat": QUESTION.replace('cues: ["timer"]', 'cues: ["(timer"]')})
        assert main(["bank", "check", "mine"]) == 1
        first, last = capsys.readouterr().out.splitlines()
        assert first.startswith("mine/home/thermostat.yaml:43:12: The cue `(timer` cannot be read: ")
        assert last == "1 question checked, 1 problem found."

    def test_a_slip_is_a_problem_unless_the_bank_lists_the_word(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write_bank(folder, {"home/thermostat": QUESTION.replace("It is a timer", "It is a timerr")})
        assert main(["bank", "check", "mine"]) == 1
        assert "mine/home/thermostat.yaml:42:11: `timerr` is in no word list." in capsys.readouterr().out
        (folder / "words.txt").write_text("timerr\n", encoding="utf-8")
        assert main(["bank", "check", "mine/home"]) == 0

    def test_without_the_package_it_says_that_spelling_was_not_checked(
        self, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "spellchecker.py").write_text("raise ImportError", encoding="utf-8")
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *filter(None, [os.getenv("PYTHONPATH")])]))
        done = run("bank", "check", "mine")
        assert (done.returncode, done.stdout) == (0, b"1 question checked, 0 problems found.\n")
        assert done.stderr == b'Spelling was not checked. It is with `pip install "interviewer[bank]"`.\n'

    def test_several_targets_of_one_bank_are_checked_together(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write_bank(folder, {"home/other": "level: mit"})
        main(["bank", "check", "mine/home/other.yaml", "mine/home/thermostat.yaml", "mine/home/other.yaml"])
        assert capsys.readouterr().out.endswith("2 questions checked, 2 problems found.\n")

    def test_a_shipped_question_by_its_id(self, capsys: pytest.CaptureFixture[str]) -> None:
        main(["bank", "check", SHIPPED[0]])
        assert "1 question checked" in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("target", "message"),
        [
            pytest.param(
                "internals/gill", "`internals/gill` is no folder, file or question. Did you mean", id="unknown"
            ),
            pytest.param(
                "Stray.yaml", "Stray.yaml: This file's path is no question's id.", id="file-that-is-no-question"
            ),
        ],
    )
    def test_what_cannot_be_checked(
        self, home: Path, target: str, message: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (home / "Stray.yaml").write_text("x", encoding="utf-8")
        assert main(["bank", "check", target]) == 2
        assert capsys.readouterr().err.startswith(f"interviewer: {message}")

    def test_links_are_listed_and_their_shape_is_checked(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["bank", "check", "--links", "mine"]) == 1
        listed, problem, last = capsys.readouterr().out.splitlines()
        assert listed == "Thermostat\thttps://en.wikipedia.org/wiki/Thermostat\thome/thermostat"
        assert problem.startswith("mine/home/thermostat.yaml:55:29: `en.wikipedia.org` is no known host")
        assert last == "1 link checked, 1 problem found."
        (folder / "hosts.txt").write_text("en.wikipedia.org\n", encoding="utf-8")
        assert main(["bank", "check", "--links", "mine"]) == 0

    def test_a_terminal_gets_a_link_on_three_lines(self, folder: Path) -> None:
        terminal = Terminal("bank", "check", "--links", "internals/gil", columns=60, NO_COLOR="1")
        assert terminal.is_over() == 0
        assert "\n  https://peps.python.org/pep-0779/\n  internals/gil\n" in terminal.text

    def test_links_of_a_broken_question_are_no_reason_to_stop(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write_bank(folder, {"home/broken": "level: mit"})
        assert main(["bank", "check", "--links", "mine/home/broken.yaml"]) == 1
        assert capsys.readouterr().out.endswith("0 links checked, 2 problems found.\n")

    def test_weird_names_are_harmless(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (folder / "home" / "\x1b[31m\udcff.yaml").write_text("x", encoding="utf-8")
        assert main(["bank", "check", "mine"]) == 1
        assert "\x1b" not in capsys.readouterr().out


class TestInstalledBanks:
    @pytest.fixture
    def installed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A package with a bank, where Python looks for packages; and one whose bank is gone."""
        site = install_bank(tmp_path / "site", "[interviewer.banks]\nwarm = heating.bank\ngone = cooling\n")
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(site), *filter(None, [os.getenv("PYTHONPATH")])]))
        return site

    def test_their_questions_are_in_the_bank(self, installed: Path) -> None:
        done = run("bank", "list", "--topic", "home")
        assert done.stdout.startswith(b"home/thermostat\tmid\t6\t")
        said = done.stderr.decode().splitlines()
        assert said[0] == f"1 of {len(SHIPPED) + 1} questions."
        assert said[1] == f"1 from {installed}/heating/bank, installed as warm"
        assert said[3].startswith(f"Left out: {installed}/heating-1.dist-info/entry_points.txt: The bank `gone` of")

    def test_they_override_shipped_questions_and_a_folder_of_ones_own_overrides_them(
        self, installed: Path, folder: Path
    ) -> None:
        write_bank(installed / "heating" / "bank", {SHIPPED[0]: QUESTION})
        assert b"thermostat keep a room warm" in run("bank", "show", SHIPPED[0]).stdout
        write_bank(folder, {SHIPPED[0]: QUESTION.replace("keep a room warm", "keep a house warm")})
        assert b"keep a house warm" in run("bank", "show", SHIPPED[0], INTERVIEWER_BANKS=str(folder)).stdout

    def test_an_interview_asks_them_and_check_and_doctor_know_them(self, installed: Path) -> None:
        talk = run("start", "--question", "home/thermostat", answers="/end\n.\n").stderr
        assert b"How does a thermostat keep a room warm?" in talk
        assert run("bank", "check", "home/thermostat").stdout == b"1 question checked, 0 problems found.\n"
        doctor = run("doctor").stdout.decode()
        assert f"ok      bank: {installed}/heating/bank has 1 questions." in doctor
        assert "not ok  bank: The bank `gone` of an installed package cannot be used" in doctor


@pytest.mark.parametrize("of", ["question", "report", "rehearsal"])
def test_schemas_are_schemas(of: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bank", "schema", "--of", of]) == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(capsys.readouterr().out))


def test_the_schema_takes_what_the_loader_takes(capsys: pytest.CaptureFixture[str]) -> None:
    main(["bank", "schema"])
    validator = jsonschema.Draft202012Validator(json.loads(capsys.readouterr().out))
    data = parse(QUESTION.encode(), "q").data
    assert list(validator.iter_errors(data)) == []
    assert len(list(validator.iter_errors(data | {"level": "easy", "tgs": []}))) == 2


def texts_of(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts_of(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in texts_of(inner)]
    return [value] if isinstance(value, str) else []
