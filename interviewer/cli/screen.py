"""The one place where a rich console is made, so that every command honours the same switches."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def open_console(*, colour: bool, to_stderr: bool = False, width: int | None = None) -> Console:
    """A console on standard output (or error) that takes all text literally: no markup, no highlighting, no emoji.

    `width` is in columns; None measures the terminal.
    """
    from rich.console import Console

    return Console(
        file=sys.stderr if to_stderr else sys.stdout,
        width=width,
        no_color=not colour,
        color_system="auto" if colour else None,
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=False,
    )
