from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from interviewer.cli.doctor import bank, editor, terminal
from interviewer.cli.main import main
from interviewer.journal.store import open_store
from interviewer.paths import default_journal_file

if TYPE_CHECKING:
    from collections.abc import Mapping


def lines(out: str) -> dict[str, str]:
    """What is said about each part, by the part."""
    return {line[8:].partition(":")[0]: line for line in out.splitlines()}


def test_on_a_fresh_machine_everything_is_ok(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0

    out = capsys.readouterr().out
    parts = ["Python", "settings", "bank", "prompts", "journal", "interviewer", "grader", "voice", "terminal", "editor"]
    assert list(lines(out)) == parts
    assert all(line.startswith("ok      ") for line in out.splitlines())
    assert lines(out)["journal"] == f"ok      journal: {default_journal_file()}, made by the first interview."
    assert list(home.iterdir()) == []


def test_a_journal_that_is_there_is_looked_at(capsys: pytest.CaptureFixture[str]) -> None:
    with open_store(default_journal_file()):
        pass

    assert main(["doctor"]) == 0

    assert lines(capsys.readouterr().out)["journal"].endswith("journal.db, sound and private.")


def test_what_is_wrong_comes_with_what_to_do_and_nothing_hides_the_rest(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "interviewer.toml").write_text("question = 4")
    default_journal_file().parent.mkdir(parents=True)
    default_journal_file().write_text("Dear diary")
    monkeypatch.setenv("EDITOR", "no-such-editor")

    assert main(["doctor"]) == 1

    found = lines(capsys.readouterr().out)
    assert found["settings"] == (
        f'not ok  settings: {home}/interviewer.toml:1: There is no setting "question". Did you mean questions?'
    )
    assert found["editor"] == (
        "not ok  editor: There is no program `no-such-editor`. "
        "Set the variable EDITOR (or VISUAL) to a program that is installed, such as nano."
    )
    assert found["journal"].startswith("not ok  journal: ")
    assert found["bank"].startswith("ok ")


def test_every_bank_of_the_settings_is_looked_at(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "interviewer.toml").write_text('banks = ["missing", "empty"]')
    (home / "empty").mkdir()

    assert main(["doctor"]) == 1

    out = capsys.readouterr().out
    assert f"not ok  bank: {home}/missing: " in out
    assert f"not ok  bank: {home}/empty has 0 questions. Put some there" in out


def test_a_broken_question_is_named(tmp_path: Path) -> None:
    (tmp_path / "oop").mkdir()
    (tmp_path / "oop" / "broken.yaml").write_text("question: [")

    found = bank(tmp_path)

    assert f"{tmp_path}/oop/broken.yaml:" in found.says
    assert found.remedy == f"`interviewer bank check {tmp_path}` says all that is wrong."


@pytest.mark.parametrize(
    ("environ", "says", "works"),
    [
        pytest.param({}, "None is set; `/edit` needs the variable EDITOR, such as EDITOR=nano.", True, id="none"),
        pytest.param({"EDITOR": "sh -c"}, "sh -c.", True, id="with-arguments"),
        pytest.param({"VISUAL": "sh", "EDITOR": "gone"}, "sh.", True, id="visual-goes-before"),
        pytest.param({"EDITOR": "gone --wait"}, "There is no program `gone`.", False, id="not-installed"),
        pytest.param({"EDITOR": "'open"}, "`'open` is no command.", False, id="no-command"),
        pytest.param({"EDITOR": " "}, "` ` is no command.", False, id="blank"),
    ],
)
def test_editor(environ: Mapping[str, str], says: str, works: bool) -> None:
    found = editor(environ)

    assert (found.says, found.remedy is None) == (says, works)


@pytest.mark.parametrize(
    ("encoding", "is_terminal", "colours", "says", "works"),
    [
        pytest.param("utf-8", True, "256", "utf-8, 60 columns, 20 lines, colour.", True, id="terminal"),
        pytest.param("utf-8", True, None, "utf-8, 60 columns, 20 lines, no colour.", True, id="no-colour"),
        pytest.param("latin-1", True, None, "latin-1, 60 columns, 20 lines, no colour.", False, id="latin-1"),
        pytest.param("ascii", False, None, "The output goes to a file or another program.", True, id="pipe"),
    ],
)
def test_terminal(encoding: str, is_terminal: bool, colours: str | None, says: str, works: bool) -> None:
    console = Console(
        file=io.TextIOWrapper(io.BytesIO(), encoding=encoding),
        force_terminal=is_terminal,
        color_system=colours,  # type: ignore[arg-type]
        width=60,
        height=20,
    )

    found = terminal(console)

    assert (found.says, found.remedy is None) == (says, works)
