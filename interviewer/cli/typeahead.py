"""Keys that are pressed while nobody reads: they wait for the next prompt, and are not echoed into the talk."""

from __future__ import annotations

import atexit
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


class QuietKeys:
    """A terminal that neither echoes nor translates keys between two prompts; Ctrl-C still interrupts.

    Left alone, it would echo them in the middle of the interviewer's words and turn Enter into a new line. No effect
    where there is no termios (Windows, which does neither).
    """

    def __init__(self) -> None:
        self._before: list[Any] | None = None

    def on(self) -> None:
        """Be quiet from now on, until `off` or the end of the process."""
        if self._before is not None or sys.platform == "win32":
            return
        import termios

        self._before = termios.tcgetattr(sys.stdin)
        atexit.register(self.off)
        quiet = termios.tcgetattr(sys.stdin)
        quiet[0] &= ~termios.ICRNL
        quiet[3] &= ~(termios.ECHO | termios.ICANON)
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, quiet)

    def off(self) -> None:
        """As the terminal was before."""
        if self._before is None or sys.platform == "win32":
            return
        import termios

        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, self._before)
        self._before = None
        atexit.unregister(self.off)

    @contextmanager
    def interrupted(self) -> Iterator[None]:
        """As the terminal was before, for another program."""
        self.off()
        try:
            yield
        finally:
            self.on()
