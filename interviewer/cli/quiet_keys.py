"""Keys that are pressed while nobody reads: they wait for the next prompt, and are not echoed into the talk."""

from __future__ import annotations

import atexit
import os
import signal
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType


class QuietKeys:
    """A terminal that neither echoes nor translates keys between two prompts; Ctrl-C and Ctrl-Z still work.

    Left alone, it would echo them in the middle of the interviewer's words and turn Enter into a new line. Whoever
    stops the process (Ctrl-Z, `kill -TSTP`) finds the terminal as it was before. No effect where there is no termios
    (Windows, which does neither).
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
        signal.signal(signal.SIGTSTP, self._stop)
        quiet = termios.tcgetattr(sys.stdin)
        quiet[0] &= ~termios.ICRNL
        quiet[3] &= ~(termios.ECHO | termios.ICANON)
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, quiet)

    def off(self) -> None:
        """As the terminal was before."""
        if self._before is None or sys.platform == "win32":
            return
        import termios

        with suppress(termios.error):  # its window was closed
            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, self._before)
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        self._before = None
        atexit.unregister(self.off)

    def forget(self) -> None:
        """Let go of the keys that nobody has read yet."""
        if sys.platform != "win32":
            import termios

            with suppress(termios.error):  # its window was closed
                termios.tcflush(sys.stdin, termios.TCIFLUSH)

    @contextmanager
    def interrupted(self) -> Iterator[None]:
        """As the terminal was before, for another program."""
        self.off()
        try:
            yield
        finally:
            self.on()

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        with self.interrupted():
            os.kill(os.getpid(), number)  # now it stops, and goes on from here
