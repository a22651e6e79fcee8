"""A quiet line that says what a person waits for, and goes away."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from interviewer.text.display import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console


@contextmanager
def waiting_line(console: Console, line: str, *, in_place: bool) -> Iterator[None]:
    """Show the line as long as what is done inside lasts, an interruption included; in a pipe nothing is shown.

    It stays where it is without `in_place`, for screen readers, and in a terminal that cannot take it away.
    """
    if not console.is_terminal:
        yield
        return
    goes = in_place and not console.is_dumb_terminal
    console.print(shorten(line, console.width - 1), style="dim", end="" if goes else "\n")
    try:
        yield
    finally:
        if goes:
            _take_away(console)


def _take_away(console: Console) -> None:
    from rich.control import Control
    from rich.segment import ControlType

    console.control(Control(ControlType.CARRIAGE_RETURN, (ControlType.ERASE_IN_LINE, 2)))
