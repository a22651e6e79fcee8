"""The lines of a file or a pipe of any length, while other things go on beside the reading."""

from __future__ import annotations

import os
import threading
from queue import SimpleQueue
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncGenerator

CHUNK = 1 << 16
"""Bytes that are read at a time."""
LONGEST = 32 << 20
"""Bytes of the longest line that is kept: a text of two million characters needs at most 24 MB in JSON."""


class FileLine(Struct, frozen=True, kw_only=True):
    """A line without its end."""

    number: int
    """From 1."""
    text: bytes | None
    """None where the line is longer than what is kept."""


class LineSource:
    """Reads lines from a file descriptor, as they are asked for, on a thread of its own. Made in a running event loop.

    Not through Python's buffered streams: a process cannot end well while a thread waits in one of those.
    """

    def __init__(self, descriptor: int, *, longest: int = LONGEST) -> None:
        import asyncio

        self.handed_out_bytes = 0
        """How long the lines are, ends included, that were asked for until now."""
        self._descriptor = descriptor
        self._longest = longest
        self._loop = asyncio.get_running_loop()
        self._wanted: SimpleQueue[asyncio.Future[bytes]] = SimpleQueue()
        # A daemon: a read that nobody answers must not keep the process alive.
        threading.Thread(target=self._read, daemon=True).start()

    async def lines(self) -> AsyncGenerator[FileLine]:
        """Every line; one that is not ended counts, unless it is empty. Raises OSError."""
        number, parts, length = 1, list[bytes](), 0
        while chunk := await self._chunk():
            *ended, rest = chunk.split(b"\n")
            for part in ended:
                self.handed_out_bytes += length + len(part) + 1
                yield self._line(number, [*parts, part], length + len(part))
                number, parts, length = number + 1, [], 0
            length += len(rest)
            parts = [*parts, rest] if length <= self._longest else []
        if length:
            self.handed_out_bytes += length
            yield self._line(number, parts, length)

    def _line(self, number: int, parts: list[bytes], length: int) -> FileLine:
        return FileLine(number=number, text=b"".join(parts).rstrip(b"\r") if length <= self._longest else None)

    async def _chunk(self) -> bytes:
        """The next bytes; none at the end."""
        arrived: asyncio.Future[bytes] = self._loop.create_future()
        self._wanted.put(arrived)
        return await arrived

    def _read(self) -> None:
        while True:
            arrived = self._wanted.get()
            try:
                chunk = os.read(self._descriptor, CHUNK)
            except OSError as error:
                self._tell(arrived, error)
                return
            self._tell(arrived, chunk)
            if not chunk:
                return

    def _tell(self, arrived: asyncio.Future[bytes], result: bytes | OSError) -> None:
        def once() -> None:
            if arrived.done():
                return
            if isinstance(result, OSError):
                arrived.set_exception(result)
            else:
                arrived.set_result(result)

        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(once)
