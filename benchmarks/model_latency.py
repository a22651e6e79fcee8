"""What `interviewer` adds to the time that a model takes: in a real (pseudo) terminal, at a server of fixed latency.

    python -m benchmarks.model_latency

Two times a turn, by the clock of the machine: from the candidate's Enter to the complete request at the server, and
from the moment when the server sends the last token of the reply to the reply on the terminal. Beside them the
yardstick, measured in the same turns: from a keypress to its echo in the same terminal. Goal: under 20 ms each at the
median.
"""

from __future__ import annotations

import argparse
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from benchmarks.model_server import ModelServer, Served, running

INTERVIEWS = 6
TURNS = 40
MOST_INTERVIEWS = 40
"""After so many the turns that were asked for will not come any more."""
GOAL_S = 0.020
LATENCY_S = 0.1
READING_S = 5.0
"""For the first question of an interview, in which the model is loaded."""
THINKING_S = 0.3
"""Before each keypress, so that what is measured begins in quiet."""
PATIENCE_S = 30.0
ANSWER = "I think that this is about what happens in the case"
KEY = "Q"
ENTER = b"\r"
PROMPT_IS_THERE = b"/help"
"""The end of the status line, which stands under the prompt and nowhere else."""
TALK_IS_OVER = b"How well did you do?"
"""What is asked once nothing is left to answer."""
WHERE_IS_THE_CURSOR, HERE = b"\x1b[6n", b"\x1b[30;1R"
SIZE = struct.pack("HHHH", 40, 100, 0, 0)


class Turn(msgspec.Struct, frozen=True):
    """What one turn took, in seconds."""

    echo_s: float
    to_the_wire_s: float
    to_the_screen_s: float
    is_first: bool


class Screen:
    """The other end of the pseudo terminal: what is written to it, and when."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._seen: list[tuple[float, bytes]] = []

    @property
    def text(self) -> str:
        """Everything since the last keypress."""
        return b"".join(part for _, part in self._seen).decode(errors="replace")

    def press(self, keys: bytes) -> float:
        """Press the keys, forgetting what was seen before: when that was."""
        self._seen.clear()
        pressed_s = time.monotonic()
        os.write(self._descriptor, keys)
        return pressed_s

    def shows(self, *texts: bytes) -> bool:
        """Wait for one of the texts; False when the process ends without it."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            if any(self.shown_at(text) is not None for text in texts):
                return True
            if not select.select([self._descriptor], [], [], max(deadline - time.monotonic(), 0))[0]:
                raise SystemExit(f"none of {texts} within {PATIENCE_S:.0f} s; the screen shows: {self.text}")
            if not self._read():
                return False

    def shown_at(self, text: bytes) -> float | None:
        """When the text was whole on the screen; None when it is not there."""
        seen = b""
        for at_s, part in self._seen:
            seen += part
            if text in seen:
                return at_s
        return None

    def rest(self, seconds: float) -> None:
        """Go on reading for so long."""
        until = time.monotonic() + seconds
        while (left_s := until - time.monotonic()) > 0:
            if select.select([self._descriptor], [], [], left_s)[0] and not self._read():
                return

    def _read(self) -> bool:
        try:
            part = os.read(self._descriptor, 65536)
        except OSError:  # how Linux says that nobody has the other end open
            return False
        self._seen.append((time.monotonic(), part))
        if WHERE_IS_THE_CURSOR in part:
            os.write(self._descriptor, HERE)
        return bool(part)


class Room:
    """A candidate's terminal with an interview in it."""

    def __init__(self, descriptor: int, server: ModelServer) -> None:
        self._screen = Screen(descriptor)
        self._server = server

    def turns(self) -> Iterator[Turn]:
        """Sit the interview to its end; the turns in which the model spoke."""
        if not self._screen.shows(PROMPT_IS_THERE):
            raise SystemExit(f"the interview did not begin: {self._screen.text}")
        self._screen.rest(READING_S)
        is_first = True
        while True:
            echo_s = self._type()
            sent_s = self._screen.press(ENTER)
            goes_on = self._screen.shows(PROMPT_IS_THERE, TALK_IS_OVER)
            served = self._server.served()
            turn = None if served is None else self._turn(served, echo_s, sent_s, is_first=is_first)
            if turn is not None:
                yield turn
            if not goes_on or self._screen.shown_at(TALK_IS_OVER) is not None:
                return
            is_first = self._screen.shown_at(b"Question ") is not None
            self._screen.rest(THINKING_S)

    def _type(self) -> float:
        """Write an answer; the seconds that the echo of its last key takes."""
        self._screen.press(ANSWER.encode())
        self._screen.rest(THINKING_S)
        pressed_s = self._screen.press(KEY.encode())
        self._screen.shows(KEY.encode())
        echoed_s = self._screen.shown_at(KEY.encode())
        assert echoed_s is not None
        self._screen.rest(THINKING_S)
        return echoed_s - pressed_s

    def _turn(self, served: Served, echo_s: float, sent_s: float, *, is_first: bool) -> Turn | None:
        """What the turn took; None where the guard refused the reply, for the few authored words that it dislikes."""
        shown_s = self._screen.shown_at(served.begins.encode())
        if shown_s is None or served.last_token_s is None:
            return None
        return Turn(echo_s, served.complete_s - sent_s, shown_s - served.last_token_s, is_first)


def main() -> int:
    """Sit interviews, print what the turns took, and exit with 1 where the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=TURNS, help="at least so many")
    parser.add_argument("--interviews", type=int, default=INTERVIEWS, help="over at least so many interviews")
    args = parser.parse_args()
    turns: list[Turn] = []
    interviews = 0
    with running(LATENCY_S) as server:
        while len(turns) < args.turns or interviews < args.interviews:
            if interviews > MOST_INTERVIEWS:
                raise SystemExit("the guard refuses nearly every reply of the model, and nothing is measured")
            with sitting(server) as room:
                turns += room.turns()
            interviews += 1
    print(f"{len(turns)} turns in {interviews} interviews, a server of {LATENCY_S * 1000:.0f} ms")
    return 0 if report(turns) else 1


@contextmanager
def sitting(server: ModelServer) -> Iterator[Room]:
    """A new interview in a new home."""
    with tempfile.TemporaryDirectory() as home:
        Path(home, "interviewer.toml").write_text(server.settings())
        names = ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")
        here, there = pty.openpty()
        set_size(there)
        environ = {**os.environ, **dict.fromkeys(names, home), "TERM": "xterm-256color", "INTERVIEWER_WARM_UP": "false"}
        command = [sys.executable, "-m", "interviewer", "start", "--questions", "3"]
        process = subprocess.Popen(command, env=environ, stdin=there, stdout=there, stderr=there, cwd=home)
        os.close(there)
        try:
            yield Room(here, server)
        finally:
            process.kill()
            process.wait()
            os.close(here)


def set_size(descriptor: int) -> None:
    """Make it a window of 100 columns and 40 lines."""
    import fcntl
    import termios

    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, SIZE)


def report(turns: list[Turn]) -> bool:
    """Print the figures; whether the goal is reached."""
    yardstick_s = statistics.median(turn.echo_s for turn in turns)
    rows = [
        ("a keypress to its echo", [turn.echo_s for turn in turns]),
        ("Enter to the request", [turn.to_the_wire_s for turn in turns]),
        ("  the first of a question", [turn.to_the_wire_s for turn in turns if turn.is_first]),
        ("last token to the screen", [turn.to_the_screen_s for turn in turns]),
        ("  the first of a question", [turn.to_the_screen_s for turn in turns if turn.is_first]),
    ]
    for name, seconds in rows:
        median_s, high_s = statistics.median(seconds), statistics.quantiles(seconds, n=10)[-1]
        print(
            f"{name:28} median {median_s * 1000:6.1f} ms {median_s / yardstick_s:6.1f} x   "
            f"p90 {high_s * 1000:6.1f} ms {high_s / yardstick_s:6.1f} x   n {len(seconds)}"
        )
    return all(
        statistics.median(seconds) < GOAL_S
        for seconds in ([turn.to_the_wire_s for turn in turns], [turn.to_the_screen_s for turn in turns])
    )


if __name__ == "__main__":
    sys.exit(main())
