from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from rich.console import Console

from interviewer.cli.asking import Left, TerminalAsker, choose, confirm, wish
from tests.cli.script import Script

OPTIONS = ["offline", "small", "another"]


@pytest.mark.parametrize(
    ("answers", "chosen"),
    [
        pytest.param(["2"], 1, id="a number"),
        pytest.param([" 3. "], 2, id="as it is printed"),
        pytest.param([""], 1, id="Enter alone is the default"),
        pytest.param(["0", "4", "-1", "two", "²", "9" * 5000, "1"], 0, id="asked until it is one of them"),
    ],
)
def test_choose(answers: list[str], chosen: int) -> None:
    person = Script(*answers)

    assert choose(person, "Which?", OPTIONS, default=1) == chosen
    assert person.is_done
    assert person.told.startswith("Which?\n  1. offline\n  2. small\n  3. another\nNumber [2]:")


@pytest.mark.parametrize(
    ("answers", "default", "confirmed"),
    [
        pytest.param([""], True, True, id="Enter alone is yes"),
        pytest.param([""], False, False, id="Enter alone is no"),
        pytest.param(["Y"], False, True, id="a letter"),
        pytest.param(["perhaps", "no"], True, False, id="asked until it is one of them"),
    ],
)
def test_confirm(answers: list[str], default: bool, confirmed: bool) -> None:
    person = Script(*answers)

    assert confirm(person, "Really?", default=default) is confirmed
    assert person.is_done


def test_a_wish_is_asked_for_until_it_can_be_taken() -> None:
    person = Script("", "  blue ", " red ")

    def trouble(text: str) -> str | None:
        return None if text == "red" else f"Not {text or 'nothing'}."

    assert wish(person, "Colour", trouble=trouble) == "red"
    assert person.told == "Colour:\nNot nothing.\nColour:\nNot blue.\nColour:"


def test_a_wish_has_a_default_to_edit() -> None:
    person = Script("")

    assert wish(person, "Colour", "red", trouble=lambda _: None) == "red"
    assert person.told == "Colour [red]:"


def terminal(typed: str, *, width: int = 80) -> tuple[TerminalAsker, io.StringIO]:
    screen = io.StringIO()
    console = Console(file=screen, width=width, markup=False, highlight=False, color_system=None)
    return TerminalAsker(console, io.StringIO(typed).readline, read_secret=lambda prompt: f"<{prompt}>"), screen


def test_at_a_terminal() -> None:
    asker, screen = terminal("one\n\n")

    asker.say("A sentence.")
    assert asker.line("Name:") == "one"
    assert asker.line("Name:") == ""
    asker.show("a = 1")
    assert asker.secret("Key:") == "<Key: >"
    assert screen.getvalue() == "A sentence.\nName: Name:   a = 1\n"


def test_narrow_windows_wrap_sentences_and_not_what_is_to_be_copied() -> None:
    asker, screen = terminal("", width=20)

    asker.say("A sentence that is longer than the window.")
    asker.show('model = "openai:a-long-name"')

    shown = [line.rstrip() for line in screen.getvalue().splitlines()]
    assert shown == ["A sentence that is", "longer than the", "window.", '  model = "openai:a-long-name"']


def test_text_from_outside_is_made_harmless() -> None:
    asker, screen = terminal("\n")

    asker.say("a\x1b[31mb [bold]c[/bold]")
    asker.show("\x9b2J")
    asker.line("d\x07")

    assert screen.getvalue() == "a␛[31mb [bold]c[/bold]\n  \ufffd2J\nd␇ "


def interrupted() -> str:
    raise KeyboardInterrupt


def gone() -> str:
    raise OSError("no such device")


@pytest.mark.parametrize(
    "read_line",
    [
        pytest.param(lambda: "", id="Ctrl-D"),
        pytest.param(interrupted, id="Ctrl-C"),
        pytest.param(gone, id="a window that is closed"),
    ],
)
def test_whoever_leaves_is_let_go(read_line: Callable[[], str]) -> None:
    with pytest.raises(Left) as left:
        TerminalAsker(Console(file=io.StringIO()), read_line).line("Name:")

    assert left.value.exit_status == 130


@pytest.mark.parametrize("how", [EOFError, KeyboardInterrupt, OSError])
def test_also_in_the_middle_of_a_key(how: type[BaseException]) -> None:
    def read_secret(_prompt: str) -> str:
        raise how

    with pytest.raises(Left):
        TerminalAsker(Console(file=io.StringIO()), lambda: "", read_secret).secret("Key:")
