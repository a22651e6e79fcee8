"""The entry point: which command runs, and how failures end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from interviewer import __version__
from interviewer.cli.main import COMMANDS, main
from tests.cli.processes import INTERVIEWER, run, with_default_signals


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


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["start", "--seed", "x"], "--seed takes a whole number, not 'x'.", id="no-number"),
        pytest.param(["start", "--level", "expert"], "--level takes junior, mid or senior, not 'expert'.", id="choice"),
        pytest.param(["start", "--xyzzy"], "`--xyzzy` is not understood (there are --help,", id="unknown-option"),
        pytest.param(["start", "--levle=mid"], "`--levle=mid` is not understood (did you mean `--level`?).", id="near"),
        pytest.param(["report", "-o"], "-o/--output needs a value.", id="no-value"),
        pytest.param(["report", "one", "two"], "`two` is not understood.", id="one-too-many"),
        pytest.param(["bank"], "COMMAND is missing: list, show, check, new or schema.", id="no-sub-command"),
        pytest.param(["bank", "show"], "ID is missing.", id="nothing-to-show"),
        pytest.param(
            ["bank", "lst"], "COMMAND takes list, show, check, new or schema, not 'lst'.", id="unknown-sub-command"
        ),
        pytest.param(["bank", "list", "--no-colour=1"], "`--no-colour=1` is not understood", id="in-a-sub-command"),
        pytest.param(["config"], "COMMAND is missing: show, path, prompts or init.", id="config"),
        pytest.param(["sessions", "delete"], "ID is missing.", id="sessions"),
        pytest.param(["start", "--no-color=1"], "--no-color: ignored explicit argument '1'.", id="anything-else"),
    ],
)
def test_wrong_arguments_are_one_line(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"interviewer: {message}")
    assert error.endswith("--help` says more.\n")
    assert f"`interviewer {arguments[0]}" in error
    assert error.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["bank", "list"], id="much"),
        pytest.param(["config", "path"], id="little"),
        pytest.param(["bank", "show", "internals/gil"], id="with-rich"),
    ],
)
def test_an_output_that_takes_no_more_is_one_line(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*INTERVIEWER, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False)

    assert done.returncode == 1
    assert done.stderr == "interviewer: The output cannot be written: No space left on device.\n"


EARLY = """
import signal, sys
class Interrupts:
    def find_spec(self, name, path, target=None):
        if name == {module!r}:
            signal.raise_signal(signal.{number})
sys.meta_path.insert(0, Interrupts())
sys.argv = ["interviewer", "doctor"]
from interviewer.cli.main import run
run()
"""


@pytest.mark.parametrize(
    ("module", "number"),
    [
        pytest.param("interviewer.cli.leaving", "SIGINT", id="first-of-all"),
        pytest.param("interviewer.cli.arguments", "SIGINT", id="before-the-command"),
        pytest.param("interviewer.cli.doctor", "SIGINT", id="the-command"),
        pytest.param("interviewer.cli.doctor", "SIGTERM", id="told-to-leave"),
        pytest.param("rich.console", "SIGINT", id="what-the-command-needs"),
    ],
)
def test_an_interrupt_while_modules_are_imported_is_one_line(module: str, number: str) -> None:
    code = EARLY.format(module=module, number=number)
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=with_default_signals,
    )

    assert done.returncode == 130
    assert done.stderr == "interviewer: Interrupted.\n"


BROKEN = "import sys; from interviewer.cli import main; main.COMMANDS['antigravity_'] = ''; sys.exit(main.main({!r}))"


@pytest.mark.parametrize(("arguments", "traceback"), [(["antigravity_"], False), (["antigravity_", "--debug"], True)])
def test_an_unknown_failure_is_one_line_without_debug(arguments: list[str], traceback: bool) -> None:
    done = subprocess.run([sys.executable, "-c", BROKEN.format(arguments)], capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert ("Traceback" in done.stderr) is traceback
    assert "ModuleNotFoundError" in done.stderr


LEFT_AT_WORK = """
import atexit, sys, threading
from interviewer.cli import main

def leave(argv):
    threading.Thread(target=threading.Event().wait, daemon={0}).start() if {0} is not None else None
    atexit.register(print, "Python ends")
    print("written", end="")
    return 1

main.main = leave
main.run()
"""


@pytest.mark.parametrize(
    ("is_daemon", "written"),
    [pytest.param(True, "written", id="work-for-nobody"), pytest.param(None, "writtenPython ends\n", id="none")],
)
def test_nobody_waits_for_work_that_is_left_and_nothing_written_is_lost(is_daemon: bool | None, written: str) -> None:
    script = LEFT_AT_WORK.format(is_daemon)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=20)
    assert (done.returncode, done.stdout) == (1, written)
