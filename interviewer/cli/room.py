"""The room of an interview: who reads, who shows, and, where it is spoken, who listens and speaks."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from interviewer.cli.keyboard_reader import KeyboardReader
from interviewer.cli.line_reader import LineReader
from interviewer.cli.presenter import Presenter
from interviewer.cli.screen import open_console

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from interviewer.bank.index import Bank
    from interviewer.cli.reader import Reader
    from interviewer.cli.voice import Voice
    from interviewer.config import Config


class Room(NamedTuple):
    """What a candidate sits in front of."""

    presenter: Presenter
    reader: Reader
    voice: Voice | None
    """None where the interview is typed."""


def open_room(config: Config, session_id: str, keys: Mapping[str, str], bank: Callable[[], Bank]) -> Room:
    """The room that the settings and this terminal, or pipe, allow. `keys` is where engines of speech find theirs.

    `bank` holds the words that recognisers may be told to expect.
    Raises UsageError for engines that do not exist.
    """
    colour = config.colour and not config.plain
    is_typed = sys.stdin.isatty()
    # With the report going elsewhere, the talk still has a screen: standard error.
    to_stderr = not (is_typed and sys.stdout.isatty())
    has_screen = (sys.stderr if to_stderr else sys.stdout).isatty()
    console = open_console(colour=colour, to_stderr=to_stderr)

    def typing_reader(presenter: Presenter, hush: Callable[[], None] | None = None) -> KeyboardReader | LineReader:
        if is_typed and has_screen and not config.plain and os.environ.get("TERM") != "dumb":
            return KeyboardReader(presenter, colour=colour, to_stderr=to_stderr, hush=hush)
        return LineReader(sys.stdin, presenter, is_typed=is_typed, hush=hush)

    if not (config.voice and is_typed):
        presenter = Presenter(console, plain=config.plain)
        return Room(presenter, typing_reader(presenter), None)
    from interviewer.cli.spoken_presenter import SpokenPresenter
    from interviewer.cli.spoken_reader import SpokenReader
    from interviewer.cli.voice import Voice

    def tell(text: str) -> None:
        spoken.note(text)

    voice = Voice(config, session_id, keys, bank, tell)
    spoken = SpokenPresenter(console, plain=config.plain, say=voice.say)
    return Room(spoken, SpokenReader(typing_reader(spoken, voice.narrator.stop), spoken, voice), voice)
