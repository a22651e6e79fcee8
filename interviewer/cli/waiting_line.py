"""A quiet line that says what a person waits for, and goes away."""

from __future__ import annotations

import time
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from interviewer.text.display import printable, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

EVERY_S = 1 / 12
"""At the least between two states of the line."""
LEAST_SHOWN = 20
"""Columns below which a text behind the line tells nothing."""


class WaitingLine:
    """The line, as long as it stands there."""

    def __init__(self, console: Console, line: str, *, in_place: bool) -> None:
        self._console = console
        self._line = line
        self._goes = in_place and not console.is_dumb_terminal
        self._lock = Lock()
        self._is_there = console.is_terminal
        self._shown_at = 0.0

    def show(self) -> None:
        """Put it there."""
        if self._is_there:
            self._put(self._line)

    def follow(self, text: str) -> None:
        """Show the end of a text that grows behind it; on any thread, and only where the line goes away again."""
        now = time.monotonic()
        with self._lock:
            if self._is_there and self._goes and now - self._shown_at >= EVERY_S:
                self._shown_at = now
                self._take_away()
                self._put(with_end(self._line, text, self._console.width - 1))

    def end(self) -> None:
        """Take it away."""
        with self._lock:
            if self._is_there and self._goes:
                self._take_away()
            self._is_there = False

    def _put(self, line: str) -> None:
        line = shorten(line, self._console.width - 1)
        self._console.print(line, style="dim", end="" if self._goes else "\n")

    def _take_away(self) -> None:
        from rich.control import Control
        from rich.segment import ControlType

        self._console.control(Control(ControlType.CARRIAGE_RETURN, (ControlType.ERASE_IN_LINE, 2)))


@contextmanager
def waiting_line(console: Console, line: str, *, in_place: bool) -> Iterator[WaitingLine]:
    """Show the line as long as what is done inside lasts, an interruption included; in a pipe nothing is shown.

    It stays where it is without `in_place`, for screen readers, and in a terminal that cannot take it away.
    """
    waiting = WaitingLine(console, line, in_place=in_place)
    waiting.show()
    try:
        yield waiting
    finally:
        waiting.end()


def with_end(line: str, text: str, width: int) -> str:
    """The line and as much of the end of the text as fits, from a word on.

    >>> with_end("Wait.", "one two three four five six", 30)
    'Wait. ...three four five six'
    """
    room = width - len(line) - 1
    if room < LEAST_SHOWN:
        return line
    whole = " ".join(printable(text, keep_newlines=False).split())
    if len(whole) <= room:
        return f"{line} {whole}"
    _, _, end = whole[-(room - len("...")) :].partition(" ")
    return f"{line} ...{end}"
