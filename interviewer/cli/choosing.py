"""Choosing by one key, below a line that shows what happens meanwhile (prompt_toolkit)."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from interviewer.cli.reader import LeftTheRoom

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from prompt_toolkit.application import Application
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
    from prompt_toolkit.output import ColorDepth, Output

    from interviewer.cli.reader import Choice

LIVE_EVERY_S = 0.1
"""How often the line is drawn again."""
ESCAPE_S = 0.05
"""After so long, Escape is the key, and not the beginning of another."""


async def choose_by_key(
    choices: Sequence[Choice],
    line: Callable[[], str],
    tell: Callable[[], None],
    *,
    color_depth: ColorDepth | None,
    output: Output | None,
) -> str:
    """The name of what was chosen; then the line is gone. `tell` says how to leave, after a first Ctrl-C.

    Raises LeftTheRoom after a second one.
    """
    from prompt_toolkit.application import Application
    from prompt_toolkit.layout import FormattedTextControl, Layout, Window

    def shown() -> str:
        return fill(line(), app.output.get_size().columns - 1)

    app: Application[str] = Application(
        layout=Layout(Window(FormattedTextControl(shown), dont_extend_height=True, always_hide_cursor=True)),
        key_bindings=_keys(choices, tell),
        refresh_interval=LIVE_EVERY_S,
        erase_when_done=True,
        color_depth=color_depth,
        output=output,
    )
    app.ttimeoutlen = ESCAPE_S
    return await app.run_async(handle_sigint=False)


def _keys(choices: Sequence[Choice], tell: Callable[[], None]) -> KeyBindings:
    from prompt_toolkit.application import run_in_terminal
    from prompt_toolkit.key_binding import KeyBindings

    keys = KeyBindings()
    told: list[bool] = []
    for choice in choices:
        keys.add(choice.key)(lambda event, name=choice.name: event.app.exit(result=name))

    @keys.add("c-c")
    def _leave(event: KeyPressEvent) -> None:
        if told:
            event.app.exit(exception=LeftTheRoom)
        else:
            told.append(True)
            run_in_terminal(tell)

    return keys
