"""What is printed, where it goes to a file or to another program."""

from __future__ import annotations

import pytest

from interviewer.cli.main import main
from interviewer.cli.screen import open_console
from tests.cli.processes import Terminal


@pytest.mark.parametrize("to_stderr", [False, True], ids=["output", "error"])
def test_no_line_ends_in_blanks(to_stderr: bool, capsys: pytest.CaptureFixture[str]) -> None:
    console = open_console(colour=False, to_stderr=to_stderr, width=12)
    console.print("eleven cols and more \t\n  indented")
    console.print("ends in a blank? ", end="")
    shown = capsys.readouterr()
    assert (shown.err if to_stderr else shown.out) == "eleven cols\nand more\n  indented\nends in a\nblank? "


@pytest.mark.parametrize("columns", ["20", "80"])
def test_a_shown_question_has_no_blanks_at_line_ends(
    columns: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert main(["bank", "show", "internals/gil"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line != line.rstrip()] == []


def test_a_terminal_is_not_padded_either() -> None:
    terminal = Terminal("bank", "show", "internals/gil", NO_COLOR="1")
    assert terminal.is_over() == 0
    assert b" \r\n" not in terminal.raw
