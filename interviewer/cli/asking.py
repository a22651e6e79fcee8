"""Questions that a command asks at a terminal: plain lines, numbers with a default; they work in any terminal."""

from __future__ import annotations

import re
import sys
from getpass import getpass
from typing import TYPE_CHECKING, Protocol

from interviewer.errors import InterviewerError
from interviewer.text.display import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.console import Console

MOST_DIGITS = 4
OPTION = re.compile(r" +\d+\. ")
"""What an option begins with; its further lines stand below its text, not below the number."""


class Left(InterviewerError):  # noqa: N818 - the person's right, as LeftTheRoom is
    """The person left instead of answering: Ctrl-C, Ctrl-D, or the choice to."""

    exit_status = 130

    def __init__(self, message: str = "Left; nothing was changed.") -> None:
        super().__init__(message)


class Asker(Protocol):
    """Where a person reads and types. What is told may be from outside: it is made harmless here."""

    def say(self, text: str, *, strong: bool = False) -> None:
        """Show a sentence or two."""
        ...

    def show(self, text: str) -> None:
        """Show a line to copy, unwrapped."""
        ...

    def line(self, prompt: str) -> str:
        """What is typed after the prompt, without the line's end. Raises Left."""
        ...

    def secret(self, prompt: str) -> str:
        """The same, and it is not to be seen. Raises Left."""
        ...


class TerminalAsker:
    """Asks at a terminal, line by line. `read_line` returns a line with its end, and "" at the end of input."""

    def __init__(
        self, console: Console, read_line: Callable[[], str], read_secret: Callable[[str], str] = getpass
    ) -> None:
        self._console = console
        self._read_line = read_line
        self._read_secret = read_secret

    def say(self, text: str, *, strong: bool = False) -> None:
        """Show a sentence or two, wrapped between words; a strong one with air above it, an option with its number."""
        if strong:
            self._console.print()
        if option := OPTION.match(text):
            self._show_option(option[0], printable(text[option.end() :], keep_newlines=False))
        else:
            self._console.print(printable(text), style="bold" if strong else "none")

    def _show_option(self, number: str, text: str) -> None:
        from rich.text import Text

        for line in Text(text).wrap(self._console, max(self._console.width - len(number), 1), overflow="fold"):
            line.rstrip()
            self._console.print(Text(number).append_text(line))
            number = " " * len(number)

    def show(self, text: str) -> None:
        """Show a line to copy, unwrapped."""
        self._console.print(f"  {printable(text)}", soft_wrap=True)

    def line(self, prompt: str) -> str:
        """What is typed after the prompt, without the line's end. Raises Left."""
        self._console.print(printable(prompt), end=" ", soft_wrap=True)
        self._console.file.flush()
        try:
            typed = self._read_line()
        except OSError:  # the terminal is gone: reading it fails instead of coming to an end
            typed = ""
        except KeyboardInterrupt:
            self._console.print()
            raise Left from None
        if not typed:
            self._console.print()
            raise Left
        return typed.rstrip("\r\n")

    def secret(self, prompt: str) -> str:
        """The same, and it is not to be seen. Raises Left."""
        try:
            return self._read_secret(f"{printable(prompt)} ")
        except (EOFError, KeyboardInterrupt, OSError):
            self._console.print()
            raise Left from None


def asker_at_terminal(*, colour: bool) -> Asker | None:
    """Someone to ask; None where nobody types, or nobody could read the question."""
    from interviewer.cli.screen import open_console

    # With the output going elsewhere, standard error is still a screen.
    to_stderr = not sys.stdout.isatty()
    if not sys.stdin.isatty() or (to_stderr and not sys.stderr.isatty()):
        return None
    return TerminalAsker(open_console(colour=colour, to_stderr=to_stderr), sys.stdin.readline)


def choose(asker: Asker, question: str, options: Sequence[str], *, default: int = 0) -> int:
    """The index of the option that was chosen by its number, from 1; Enter alone is the default. Raises Left."""
    asker.say(question, strong=True)
    for number, option in enumerate(options, 1):
        asker.say(f"  {number}. {option}")
    while True:
        answer = asker.line(f"Number [{default + 1}]:").strip().rstrip(".")
        if not answer:
            return default
        if answer.isascii() and answer.isdecimal() and len(answer) <= MOST_DIGITS and 0 < int(answer) <= len(options):
            return int(answer) - 1
        asker.say(f"A number from 1 to {len(options)}, please. Enter alone means {default + 1}; Ctrl-C leaves.")


def confirm(asker: Asker, question: str, *, default: bool) -> bool:
    """Yes or no; Enter alone is the default. Raises Left."""
    asker.say(question, strong=True)
    while True:
        answer = asker.line("Yes or no [yes]:" if default else "Yes or no [no]:").strip().lower()
        if answer in ("", "y", "yes", "n", "no"):
            return answer.startswith("y") if answer else default
        asker.say("Please answer yes or no. Ctrl-C leaves.")


def wish(asker: Asker, what: str, default: str = "", *, trouble: Callable[[str], str | None]) -> str:
    """A text, blanks around it gone; Enter alone is the default.

    `trouble` says what is wrong with a text that cannot be taken; then it is asked for again. Raises Left.
    """
    while True:
        answer = asker.line(f"{what} [{default}]:" if default else f"{what}:").strip() or default
        wrong = trouble(answer)
        if wrong is None:
            return answer
        asker.say(wrong)
