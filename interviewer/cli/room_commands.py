"""The commands that a candidate can give in the room: `/hint` and its like."""

from __future__ import annotations

from msgspec import Struct

ROOM_COMMANDS = {
    "hint": "a hint; a point that needed one earns half",
    "skip": "on to the next question",
    "repeat": "hear the last question again",
    "clarify": "hear what is meant by the question",
    "edit": "write the answer in your editor",
    "time": "the active time so far",
    "cost": "what the models have cost so far",
    "model": "ask a model again that failed, take another, or go on offline",
    "pause": "stop the clock",
    "end": "end the interview and see the report",
    "help": "these commands",
}


class Submission(Struct, frozen=True, kw_only=True):
    """What a candidate sent: a command, and whatever stood below it; or, without a command, an answer."""

    command: str | None
    text: str


def read_submission(text: str) -> Submission:
    """Take a known command that stands alone on the first line for one; everything else is an answer, slash or not.

    >>> read_submission("/hint").command
    'hint'
    >>> read_submission("/usr/bin holds it").command is None
    True
    """
    first, _, rest = text.partition("\n")
    word = first.strip()
    if word.startswith("/") and word[1:] in ROOM_COMMANDS:
        return Submission(command=word[1:], text=rest)
    return Submission(command=None, text=text)
