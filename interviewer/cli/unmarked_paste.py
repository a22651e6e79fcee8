"""Pastes in a terminal that does not mark them: they come as keys, thousands in an instant."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prompt_toolkit.application import Application
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
    from prompt_toolkit.key_binding.key_processor import KeyPress

SAME_INSTANT_S = 0.02
"""Nobody presses two keys in so short a time, and a pasted text that comes in parts has no longer gap."""
QUIET_S = 0.05
"""After so long without a key, a key is no part of what came before it. More than an instant, since the program itself
may have been busy with something else."""


def _arrives(descriptor: int, within_s: float) -> bool:
    import select

    return bool(select.select([descriptor], [], [], within_s)[0])


class UnmarkedPastes:
    """Tells keys that are part of a paste from keys that are pressed, by what comes just before and after them."""

    def __init__(self, clock: Callable[[], float], arrives: Callable[[int, float], bool] = _arrives) -> None:
        """`clock` gives seconds and never goes back; `arrives` waits at a file descriptor for at most some seconds."""
        self._clock = clock
        self._arrives = arrives
        self._busy_at_s = clock()
        self._is_replay = False

    @property
    def is_replay(self) -> bool:
        """Whether the keys of this moment were typed earlier."""
        return self._is_replay

    @contextmanager
    def replaying(self) -> Iterator[None]:
        """Meanwhile the keys are those that were typed earlier: what arrives now has nothing to do with them."""
        self._is_replay = True
        try:
            yield
        finally:
            self._is_replay = False

    def watch(self, app: Application[str]) -> None:
        """Notice when the application deals with keys, and when it has drawn what they changed."""
        app.key_processor.after_key_press += self._is_busy
        app.after_render += self._is_busy

    def bind(self, keys: KeyBindings) -> None:
        """Insert all plain characters that wait at once.

        One by one, each would be a step to undo and a screen to draw: seconds, and hundreds of megabytes.
        """

        @keys.add("tab")
        def _tab(event: KeyPressEvent) -> None:
            if self.goes_on(event):
                _insert(event)

        @keys.add("<any>", save_before=lambda event: not event.is_repeat)
        def _insert(event: KeyPressEvent) -> None:
            waiting = event.app.key_processor.input_queue
            pieces = [event.data * event.arg]
            # An Enter that comes last may be one that sends.
            while waiting and (piece := _plain(waiting[0])) and (piece != "\n" or len(waiting) > 1):
                pieces.append(piece)
                waiting.popleft()
            event.current_buffer.insert_text("".join(pieces))

    def goes_on(self, event: KeyPressEvent) -> bool:
        """Whether more arrives in the same instant as this key, so that it is part of a paste.

        That instant is waited for only where the key itself came close behind another. An Enter after a pause is a
        person's, and would be 20 ms late.
        """
        if event.app.key_processor.input_queue:
            return True
        if self._is_replay or sys.platform == "win32":
            return False
        from prompt_toolkit.keys import Keys

        is_alone = self._clock() - self._busy_at_s > QUIET_S
        if not self._arrives(event.app.input.fileno(), 0 if is_alone else SAME_INSTANT_S):
            return False
        arrived = event.app.input.read_keys()
        event.app.key_processor.feed_multiple(arrived)
        # What the terminal answers when it is asked where the cursor is, nobody has pasted.
        return not arrived or any(press.key != Keys.CPRResponse for press in arrived)

    def _is_busy(self, _: object) -> None:
        self._busy_at_s = self._clock()


def _plain(press: KeyPress) -> str:
    """What a key adds to a text; nothing for one that does something else."""
    from prompt_toolkit.keys import Keys

    if press.key in (Keys.ControlM, Keys.ControlJ):
        return "\n"
    if press.key == Keys.ControlI:
        return "\t"
    return press.data if press.data == press.key else ""
