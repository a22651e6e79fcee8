"""The line that says what is waited for."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from interviewer.cli.waiting_line import LEAST_SHOWN, waiting_line, with_end

LINE = "Writing down..."
ESCAPE = "\x1b"


def console(*, is_terminal: bool = True, width: int = 60) -> tuple[Console, io.StringIO]:
    file = io.StringIO()
    return Console(file=file, width=width, force_terminal=is_terminal, markup=False, highlight=False), file


def test_the_text_grows_behind_it_and_all_of_it_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interviewer.cli.waiting_line.EVERY_S", 0)
    screen, file = console()
    with waiting_line(screen, LINE, in_place=True) as waiting:
        waiting.follow("The GIL")
        waiting.follow("The GIL is a lock, and one thread at a time holds it.")
    waiting.follow("Too late.")
    shown = file.getvalue()
    assert "The GIL" in shown
    assert "one thread at a time holds it." in shown
    assert "Too late" not in shown
    assert shown.rpartition("\r")[2].strip(f"{ESCAPE}[2K\r") == ""


def test_it_does_not_flicker() -> None:
    screen, file = console()
    with waiting_line(screen, LINE, in_place=True) as waiting:
        for _ in range(1_000):
            waiting.follow("A word.")
    assert file.getvalue().count("A word.") < 100


def test_for_a_screen_reader_it_is_said_once() -> None:
    screen, file = console()
    with waiting_line(screen, LINE, in_place=False) as waiting:
        waiting.follow("The GIL")
    assert "GIL" not in file.getvalue()
    assert file.getvalue().count(LINE) == 1


def test_in_a_pipe_there_is_nothing() -> None:
    screen, file = console(is_terminal=False)
    with waiting_line(screen, LINE, in_place=True) as waiting:
        waiting.follow("The GIL")
    assert file.getvalue() == ""


@pytest.mark.parametrize("width", range(20, 80, 7))
def test_the_end_of_the_text_fits(width: int) -> None:
    text = "a long answer\nwith \x1b[31mcolours and an_extraordinarily_long_identifier_in_it at its end"
    line = with_end(LINE, text, width)
    assert len(line) <= max(width, len(LINE))
    assert line.startswith(LINE)
    assert ESCAPE not in line
    assert line == LINE or line.endswith("end")
    assert (line == LINE) == (width - len(LINE) - 1 < LEAST_SHOWN)
