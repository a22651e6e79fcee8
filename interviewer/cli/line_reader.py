"""Reading answers line by line: from a pipe, for screen readers, and where the terminal can do no more.

An answer is a block of lines that ends with a line holding a single `.`; a command stands in a line of its own.
"""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

from interviewer.cli.editor import edit_in_editor
from interviewer.cli.reader import END_OF_INPUT, HOW_TO_LEAVE, LeftTheRoom
from interviewer.cli.room_commands import read_submission

if TYPE_CHECKING:
    import asyncio
    from typing import TextIO

    from interviewer.cli.presenter import Presenter
    from interviewer.dialogue.engine import Interview

END_OF_ANSWER = "."
SAVE_EVERY_S = 3.0


class LineReader:
    """Reads blocks of lines from a text stream, on a thread of its own so that grading goes on meanwhile.

    Where a person types (`is_typed`), the block so far is saved every few seconds and Ctrl-C asks twice.
    """

    sending = "End an answer with a line that holds a single dot."

    def __init__(self, stream: TextIO, presenter: Presenter, *, is_typed: bool) -> None:
        self._stream = stream
        self._presenter = presenter
        self._is_typed = is_typed
        self._arrived: asyncio.Queue[str | None] | None = None
        self._is_reading = False

    async def read(self, interview: Interview, draft: str) -> str | None:
        """The next block, or the next command; None at the end of input. What stands before the end is an answer."""
        lines = draft.splitlines()
        if draft:
            self._presenter.note("This is what you have written so far; go on from here:")
            self._presenter.candidate_said(draft)
        saved_at_s = interview.active_s
        may_leave = False
        while True:
            line = await self._next_line()
            if line is None:
                interview.save_draft("\n".join(lines))
                if may_leave:
                    raise LeftTheRoom
                may_leave = True
                self._presenter.note(HOW_TO_LEAVE)
                continue
            text = line.rstrip("\r\n")
            if not line:
                return "\n".join(lines) if any(map(str.strip, lines)) else END_OF_INPUT
            if text.strip() == END_OF_ANSWER:
                return "\n".join(lines)
            if not lines and read_submission(text).command:
                return text
            lines.append(text)
            if self._is_typed and interview.active_s - saved_at_s >= SAVE_EVERY_S:
                interview.save_draft("\n".join(lines))
                saved_at_s = interview.active_s

    def edit(self, text: str) -> str | None:
        """Let the candidate write in their editor; None without a terminal or an editor."""
        return edit_in_editor(text) if self._is_typed else None

    async def _next_line(self) -> str | None:
        """The next line with its end, "" at the end of input, None when the candidate pressed Ctrl-C."""
        import asyncio

        if self._arrived is None:
            self._arrived = asyncio.Queue()
            if self._is_typed:
                self._catch_interrupts(asyncio.get_running_loop(), self._arrived)
        if not self._is_reading:
            self._is_reading = True
            # A daemon: a read that nobody answers must not keep the process alive.
            arguments = (asyncio.get_running_loop(), self._arrived)
            threading.Thread(target=self._read_line, args=arguments, daemon=True).start()
        return await self._arrived.get()

    def _read_line(self, loop: asyncio.AbstractEventLoop, arrived: asyncio.Queue[str | None]) -> None:
        line = self._stream.readline()
        self._is_reading = False
        loop.call_soon_threadsafe(arrived.put_nowait, line)

    @staticmethod
    def _catch_interrupts(loop: asyncio.AbstractEventLoop, arrived: asyncio.Queue[str | None]) -> None:
        signal.signal(signal.SIGINT, lambda *_: loop.call_soon_threadsafe(arrived.put_nowait, None))
