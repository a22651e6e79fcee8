"""Reading answers line by line: from a pipe, for screen readers, and where the terminal can do no more.

An answer is a block of lines that ends with a line holding a single `.`; a command stands in a line of its own.
"""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from interviewer.cli.editor import edit_or_explain
from interviewer.cli.leaving import TOLD_TO_LEAVE, LeftWithoutText, failure_to_keep, how_to_leave
from interviewer.cli.reader import END_OF_INPUT, LeftTheRoom
from interviewer.cli.room_commands import read_submission

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterator, Sequence
    from types import FrameType
    from typing import TextIO

    from interviewer.cli.presenter import Presenter
    from interviewer.cli.reader import Choice
    from interviewer.dialogue.engine import Interview

END_OF_ANSWER = "."
SAVE_EVERY_S = 3.0


class LineReader:
    """Reads blocks of lines from a text stream, on a thread of its own so that grading goes on meanwhile.

    Where a person types (`is_typed`), the block so far is saved every few seconds and Ctrl-C asks twice.
    """

    sending = "End an answer with a line that holds a single dot."
    edits_in_place = False

    def __init__(
        self, stream: TextIO, presenter: Presenter, *, is_typed: bool, hush: Callable[[], None] | None = None
    ) -> None:
        """`hush` is called at every line; where there is one, answers may be spoken, and Enter alone is returned."""
        self._stream = stream
        self._hush = hush
        self._presenter = presenter
        self._is_typed = is_typed
        self.can_be_asked = is_typed
        self._arrived: asyncio.Queue[str | None] | None = None
        self._is_reading = False

    async def read(self, interview: Interview, draft: str) -> str | None:
        """The next block, or the next command; None at the end of input. What stands before the end is an answer.

        On the second Ctrl-C, or when the terminal is gone, raises LeftTheRoom, or LeftWithoutText where the journal
        could not keep the block so far. When it is cancelled, it keeps that first.
        """
        import asyncio

        lines = draft.splitlines()
        if draft:
            self._presenter.note("This is what you have written so far; go on from here:")
            self._presenter.candidate_said(draft)
        try:
            with self._interrupts_caught():
                return await self._block(interview, lines)
        except (LeftTheRoom, asyncio.CancelledError):
            if failure := failure_to_keep(interview, "\n".join(lines)):
                raise LeftWithoutText(failure) from failure
            raise

    async def _block(self, interview: Interview, lines: list[str]) -> str | None:
        """As `read`; what has arrived of the block is added to `lines`."""
        saved_at_s = interview.active_s
        may_leave = False
        while True:
            line = await self._next_line()
            if line is None:
                if may_leave:
                    raise LeftTheRoom
                may_leave = True
                self._presenter.note(how_to_leave(failure_to_keep(interview, "\n".join(lines))))
                continue
            text = line.rstrip("\r\n")
            if not line:
                if self._is_typed and not self._stream.isatty():
                    raise LeftTheRoom  # The window was closed.
                return "\n".join(lines) if any(map(str.strip, lines)) else END_OF_INPUT
            if text.strip() == END_OF_ANSWER or self._passes(text, lines, interview):
                return "\n".join(lines)
            if not lines and read_submission(text).command:
                return text
            if not lines and not text.strip() and self._hush is not None:
                return ""
            lines.append(text)
            is_due = interview.active_s - saved_at_s >= SAVE_EVERY_S or not interview.is_timed
            if self._is_typed and is_due:
                failure_to_keep(interview, "\n".join(lines))  # With the next line it is tried again.
                saved_at_s = interview.active_s

    def _passes(self, text: str, lines: list[str], interview: Interview) -> bool:
        """Whether a person would rather go on: Enter alone, where nothing is scored."""
        return self._is_typed and not text.strip() and not lines and interview.state.in_small_talk is not None

    async def line(self, prompt: str) -> str | None:
        """One line; None for Ctrl-C, and at the end of input."""
        self._presenter.ask(prompt)
        with self._interrupts_caught():
            return (line := await self._next_line()) and line.rstrip("\r\n")

    async def choose(self, choices: Sequence[Choice], line: Callable[[], str], how: str, leaving: str) -> str:  # noqa: ARG002 - it cannot be drawn again
        """The name of what was chosen by a line. Raises LeftTheRoom.

        Lines that were typed before are forgotten: nobody chooses before they are asked.
        """
        while not self._queue().empty():
            self._queue().get_nowait()
        names = {choice.typed: choice.name for choice in choices}
        may_leave = False
        while True:
            self._presenter.note(how)
            with self._interrupts_caught():
                typed = await self._next_line()
            if typed == "" or (typed is None and may_leave):
                raise LeftTheRoom
            if typed is None:
                may_leave = True
                self._presenter.note(leaving)
            elif (name := names.get(typed.strip().lower())) is not None:
                return name

    async def key(self) -> None:
        """Return when a person has typed a line; it is used up. What comes through a pipe is an answer, and waits."""
        import asyncio

        await (self._next_line() if self._is_typed else asyncio.Event().wait())

    async def interrupted_by(self, show: Callable[[], None]) -> None:
        """Show it between two lines."""
        show()

    def close(self) -> None:
        """Nothing is held."""

    def edit(self, text: str) -> str | None:
        """Let the candidate write in their editor; None without a terminal, or when they have set none."""
        return edit_or_explain(text, self._presenter) if self._is_typed else None

    async def _next_line(self) -> str | None:
        """The next line with its end, "" at the end of input, None when the candidate pressed Ctrl-C."""
        import asyncio

        if not self._is_reading:
            self._is_reading = True
            # A daemon: a read that nobody answers must not keep the process alive.
            arguments = (asyncio.get_running_loop(), self._queue())
            threading.Thread(target=self._read_line, args=arguments, daemon=True).start()
        line = await self._queue().get()
        if self._hush is not None:
            self._hush()
        return line

    def _queue(self) -> asyncio.Queue[str | None]:
        import asyncio

        if self._arrived is None:
            self._arrived = asyncio.Queue()
        return self._arrived

    def _read_line(self, loop: asyncio.AbstractEventLoop, arrived: asyncio.Queue[str | None]) -> None:
        try:
            line = self._stream.readline()
        except OSError:  # The terminal is gone: reading it fails instead of coming to an end.
            line = ""
        self._is_reading = False
        loop.call_soon_threadsafe(arrived.put_nowait, line)

    @contextmanager
    def _interrupts_caught(self) -> Iterator[None]:
        """Where a person types: Ctrl-C is something that arrives. To be told to leave still cancels the talk."""
        if not self._is_typed:
            yield
            return
        import asyncio

        loop, arrived = asyncio.get_running_loop(), self._queue()
        before = {number: signal.getsignal(number) for number in (signal.SIGINT, *TOLD_TO_LEAVE)}

        def restore() -> None:
            for number, handler in before.items():
                signal.signal(number, handler)

        def leave(number: int, _frame: FrameType | None) -> None:
            restore()
            signal.raise_signal(number)

        signal.signal(signal.SIGINT, lambda *_: loop.call_soon_threadsafe(arrived.put_nowait, None))
        for number in TOLD_TO_LEAVE:
            if callable(before[number]):
                signal.signal(number, leave)
        try:
            yield
        finally:
            restore()
