"""Pastes in a terminal that does not mark them: they come as keys, thousands in an instant."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
    from prompt_toolkit.key_binding.key_processor import KeyPress

SAME_INSTANT_S = 0.02
"""Nobody presses two keys in so short a time, and a pasted text that comes in parts has no longer gap."""


def bind_unmarked_pastes(keys: KeyBindings) -> None:
    """Insert all plain characters that wait at once.

    One by one, each would be a step to undo and a screen to draw: seconds, and hundreds of megabytes.
    """

    @keys.add("tab")
    def _tab(event: KeyPressEvent) -> None:
        if goes_on(event):
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


def goes_on(event: KeyPressEvent) -> bool:
    """Whether more arrived in the same instant as this key, so that it is part of a paste."""
    if event.app.key_processor.input_queue:
        return True
    if sys.platform == "win32":
        return False
    import select

    return bool(select.select([event.app.input.fileno()], [], [], SAME_INSTANT_S)[0])


def _plain(press: KeyPress) -> str:
    """What a key adds to a text; nothing for one that does something else."""
    from prompt_toolkit.keys import Keys

    if press.key in (Keys.ControlM, Keys.ControlJ):
        return "\n"
    if press.key == Keys.ControlI:
        return "\t"
    return press.data if press.data == press.key else ""
