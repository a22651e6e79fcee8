"""What is typed while nobody reads, a reply being on its way: kept as it came, for the next prompt."""

from __future__ import annotations

import os
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from prompt_toolkit.application import Application
    from prompt_toolkit.key_binding.key_processor import KeyPress

    from interviewer.cli.unmarked_paste import UnmarkedPastes

ONE_PASTE_S = 0.02
"""What comes within so short a time belongs together, as a paste does; a person is slower from key to key."""
AT_ONCE = 65_536
"""Bytes that are read at once, at most."""


class TypedAhead:
    """Takes the keys as they come, so that an Enter that was pressed alone still is one when a prompt reads it.

    Left to the terminal, all of them would arrive at once, and look like a paste. On a thread of its own: the program
    may be busy just then. No effect on Windows, where a terminal cannot be waited for that way.
    """

    def __init__(self, descriptor: int, clock: Callable[[], float], pastes: UnmarkedPastes) -> None:
        """`clock` gives seconds and never goes back; `pastes` is what tells pastes in the prompts."""
        self._descriptor = descriptor
        self._clock = clock
        self._pastes = pastes
        self._came: list[bytes] = []
        """By instants: what came together."""
        self._wake: int | None = None
        self._thread: threading.Thread | None = None

    def collect(self) -> None:
        """From now on, until `stop`."""
        if sys.platform == "win32":
            return
        woken, self._wake = os.pipe()
        self._thread = threading.Thread(target=self._read, args=(woken,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """The next prompt reads for itself."""
        if self._thread is None or self._wake is None:
            return
        os.close(self._wake)
        self._thread.join()
        self._thread = None

    def hand_to(self, app: Application[str]) -> None:
        """Let a prompt that begins have what was kept, and keep what comes after the Enter that sends."""
        if self._came:
            app.create_background_task(self._feed(app))

    async def _feed(self, app: Application[str]) -> None:
        import asyncio

        while self._came and not app.is_done:
            with self._pastes.replaying():
                app.key_processor.feed_multiple(_presses(self._came.pop(0)))
                app.key_processor.process_keys()
            await asyncio.sleep(0)

    def _read(self, woken: int) -> None:
        import select

        last_at_s = -ONE_PASTE_S
        while True:
            ready, _, _ = select.select([self._descriptor, woken], [], [])
            if woken in ready:
                os.close(woken)
                return
            try:
                came = os.read(self._descriptor, AT_ONCE)
            except OSError:  # the window was closed; whoever reads next is told
                came = b""
            if not came:
                select.select([woken], [], [])
                continue
            now_s = self._clock()
            if self._came and now_s - last_at_s < ONE_PASTE_S:
                self._came[-1] += came
            else:
                self._came.append(came)
            last_at_s = now_s


def _presses(came: bytes) -> list[KeyPress]:
    """The keys that a terminal means by these bytes."""
    from prompt_toolkit.input.vt100_parser import Vt100Parser

    presses: list[KeyPress] = []
    parser = Vt100Parser(presses.append)
    parser.feed_and_flush(came.decode("utf-8", "surrogateescape"))
    return presses
