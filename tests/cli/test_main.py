"""The entry point: which command runs, and how failures end."""

from __future__ import annotations

import subprocess
import sys

import pytest

from interviewer import __version__
from interviewer.cli.main import COMMANDS, main
from tests.cli.processes import run


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"interviewer {__version__}\n"


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["--no-color", "--help"]])
def test_the_overview_names_every_command(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 0
    overview = capsys.readouterr().out
    assert all(f"  {command} " in overview for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([command, "--help"])
    assert capsys.readouterr().out.startswith(f"usage: interviewer {command}")


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["--no-color", "bank", "list"], id="before_the_command"),
        pytest.param(["bank", "--no-color", "list"], id="in_it"),
        pytest.param(["bank", "list", "--no-color"], id="behind_it"),
    ],
)
def test_common_options_stand_anywhere(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 0
    assert "internals/gil" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "hint"),
    [("reprot", "Did you mean `report`?"), ("xyzzy", "There are: start, resume")],
)
def test_an_unknown_command_names_the_nearest(name: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name]) == 2
    assert hint in capsys.readouterr().err


def test_a_known_failure_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "no-such-interview"]) == 1
    error = capsys.readouterr().err
    assert error.startswith("interviewer: ")
    assert error.count("\n") == 1


def test_control_characters_of_an_argument_never_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["\x1b[31mred\nnext"]) == 2
    assert "\x1b" not in capsys.readouterr().err


def test_debug_shows_where_a_known_failure_comes_from() -> None:
    done = run("--debug", "report")

    assert done.returncode == 1
    assert b"Traceback" in done.stderr


BROKEN = "import sys; from interviewer.cli import main; main.COMMANDS['antigravity_'] = ''; sys.exit(main.main({!r}))"


@pytest.mark.parametrize(("arguments", "traceback"), [(["antigravity_"], False), (["antigravity_", "--debug"], True)])
def test_an_unknown_failure_is_one_line_without_debug(arguments: list[str], traceback: bool) -> None:
    done = subprocess.run([sys.executable, "-c", BROKEN.format(arguments)], capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert ("Traceback" in done.stderr) is traceback
    assert "ModuleNotFoundError" in done.stderr
