"""The real command in a real process: through pipes, or in a pseudo terminal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pexpect
import pyte

ALL_THAT_SCROLLED_AWAY = 3
"""Of the ways to erase."""
INTERVIEWER = [sys.executable, "-m", "interviewer"]


def run(*arguments: str, answers: str | bytes = "", **environ: str) -> subprocess.CompletedProcess[bytes]:
    """The command with these arguments, fed through a pipe to its end."""
    fed = answers if isinstance(answers, bytes) else answers.encode()
    return subprocess.run(
        [*INTERVIEWER, *arguments],
        input=fed,
        capture_output=True,
        env={**os.environ, **environ},
        timeout=60,
        check=False,
    )


def with_default_signals() -> None:
    """As in a terminal of one's own: whoever runs the tests may ignore some, and children inherit that."""
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM, signal.SIGTSTP):
        signal.signal(number, signal.SIG_DFL)


class Screen(pyte.Screen):
    """A terminal keeps what scrolls away, and answers when it is asked where the cursor is.

    pyte has one that keeps it, too; it takes twice the time for everything, to be able to scroll back.
    """

    def __init__(self, process: pexpect.spawn[bytes], columns: int, lines: int) -> None:
        self._scrolled: list[str] = []
        super().__init__(columns, lines)
        self._process = process

    @property
    def text(self) -> str:
        """Everything to be seen, line by line, what scrolled away included."""
        return "\n".join([*self._scrolled, *(self._line(number) for number in range(self.lines))])

    def index(self) -> None:
        first, last = self.margins or (0, self.lines - 1)
        if self.cursor.y == last:
            self._scrolled.append(self._line(first))
        super().index()

    def erase_in_display(self, how: int = 0, *rest: object, **more: object) -> None:
        super().erase_in_display(how, *rest, **more)
        if how == ALL_THAT_SCROLLED_AWAY:
            self._scrolled.clear()

    def write_process_input(self, data: str) -> None:
        self._process.send(data)

    def _line(self, number: int) -> str:
        cells = self.buffer[number]  # behind a wide character, one is empty
        return "".join([cells[x].data for x in range(self.columns)]).rstrip()


class Terminal:
    """The command in a terminal of that size, and the screen as a person sees it, what scrolled away included."""

    def __init__(self, *arguments: str, columns: int = 100, lines: int = 40, **environ: str) -> None:
        self.process = pexpect.spawn(
            INTERVIEWER[0],
            [*INTERVIEWER[1:], *arguments],
            # Most tests are about questions, and begin with the first.
            env={**os.environ, "TERM": "xterm-256color", "INTERVIEWER_WARM_UP": "false", **environ},
            dimensions=(lines, columns),
            preexec_fn=with_default_signals,
            timeout=20,
        )
        self.screen = Screen(self.process, columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""

    def types(self, keys: str) -> Terminal:
        """Press these keys."""
        self.process.send(keys)
        return self

    def sees(self, *texts: str) -> Terminal:
        """Wait until all of the texts are to be seen, on one line each; fails after twenty seconds."""
        deadline = time.monotonic() + 20
        while not self._shows(texts):
            assert time.monotonic() < deadline, f"no {texts} on the screen:\n{self.text}"
            self.idles(0.2)
        return self

    def idles(self, seconds: float) -> Terminal:
        """Let it go on for a while."""
        self._take(timeout_s=seconds)
        return self

    def is_over(self) -> int:
        """Wait for the end of the process: its exit status."""
        while not self.process.closed and self._take(timeout_s=20):
            pass
        self.process.close()
        assert isinstance(self.process.exitstatus, int), f"killed by signal {self.process.signalstatus}:\n{self.text}"
        return self.process.exitstatus

    def is_killed(self) -> None:
        """End the process as `kill -9` does."""
        self.process.kill(signal.SIGKILL)
        self.process.wait()

    def is_resized(self, columns: int, lines: int) -> Terminal:
        """Change the size of the window."""
        self.process.setwinsize(lines, columns)
        self.screen.resize(lines, columns)
        return self

    @property
    def text(self) -> str:
        """Everything to be seen, line by line."""
        return self.screen.text

    def _shows(self, texts: tuple[str, ...]) -> bool:
        seen = self.text
        return all(text in seen for text in texts)

    def _take(self, *, timeout_s: float) -> bool:
        try:
            new = self.process.read_nonblocking(65536, timeout_s)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += new
        self._stream.feed(new)
        return True
