"""The one place where a rich console is made, so that every command honours the same switches."""

from __future__ import annotations

import re
import sys
from typing import IO, TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from rich.console import Console

BLANKS_AT_THE_END = re.compile(r"[ \t]+(?=\n)")


class _Trimmed:
    """A stream whose lines end in no blanks; in all else the one that it is made of."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write whole lines, or the beginning of one."""
        return self._stream.write(BLANKS_AT_THE_END.sub("", text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def open_console(*, colour: bool, to_stderr: bool = False, width: int | None = None) -> Console:
    """A console on standard output (or error) that takes all text literally: no markup, no highlighting, no emoji.

    `width` is in columns; None measures the terminal. What reaches a file or a pipe has no blanks at the end of a line.
    """
    from rich.console import Console

    stream = sys.stderr if to_stderr else sys.stdout
    return Console(
        file=stream if stream.isatty() else cast("IO[str]", _Trimmed(stream)),
        width=width,
        no_color=not colour,
        color_system="auto" if colour else None,
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=False,
    )
