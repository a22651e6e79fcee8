"""A played interview as a line of a file, so that a rehearsal can be gone on with. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import DecodeError, Struct

from interviewer.dialogue.events import Recorded
from interviewer.dialogue.state import fold
from interviewer.prompting.usage import Usage
from interviewer.rehearsal.candidate import Utterance
from interviewer.rehearsal.play import Played
from interviewer.rehearsal.profile import Kind, Profile

if TYPE_CHECKING:
    from collections.abc import Mapping


class Done(Struct, frozen=True, kw_only=True):
    """An interview that was played, and what it took beside what it records itself."""

    played: Played
    seconds: float
    usage: Mapping[str, Usage] = {}
    """By role, what models took that are no part of the interview: the candidate's."""


class _Line(Struct, frozen=True, kw_only=True):
    rehearsal: str
    seconds: float
    usage: dict[str, Usage]
    number: int
    kind: Kind
    profiles: dict[str, Profile]
    utterances: dict[int, Utterance]
    recorded: tuple[Recorded, ...]
    is_labelled: bool


class UnreadableLineError(Exception):
    """A line that holds no interview, or one of another rehearsal."""


def as_line(done: Done, rehearsal: str) -> bytes:
    """One line of JSON, its end included. `rehearsal` is the command that plays the same, but for its length."""
    from msgspec.json import encode

    played = done.played
    line = _Line(
        rehearsal=rehearsal,
        seconds=done.seconds,
        usage=dict(done.usage),
        number=played.number,
        kind=played.kind,
        profiles=played.profiles,
        utterances=played.utterances,
        recorded=played.recorded,
        is_labelled=played.is_labelled,
    )
    return encode(line) + b"\n"


def from_line(line: bytes, rehearsal: str) -> Done:
    """The interview in a line that `as_line` made for that rehearsal. Raises UnreadableLineError."""
    from msgspec.json import decode

    try:
        kept = decode(line, type=_Line)
    except DecodeError as error:
        raise UnreadableLineError("That is no interview of a rehearsal.") from error
    if kept.rehearsal != rehearsal:
        raise UnreadableLineError(f"It was played by `{kept.rehearsal}`.")
    played = Played(
        number=kept.number,
        kind=kept.kind,
        profiles=kept.profiles,
        utterances=kept.utterances,
        recorded=kept.recorded,
        state=fold(kept.recorded),
        is_labelled=kept.is_labelled,
    )
    return Done(played=played, seconds=kept.seconds, usage=kept.usage)
