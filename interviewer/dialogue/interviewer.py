"""Whoever words the moves: the Protocol, and the embedded interviewer that needs no model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from interviewer.dialogue.events import AUTHORED
from interviewer.dialogue.moves import Move

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from interviewer.dialogue.state import SessionState


class Wording(Struct, frozen=True, kw_only=True):
    """The move that was picked, and the words for it."""

    move: Move
    text: str
    source: str
    """`authored`, or the model that worded it as `provider:model`."""
    prompt: str | None = None
    """What a model was asked with (`Prompt.label`); None when none was asked."""
    refused: str | None = None
    """Why the words of a model that was asked are not used; None when they are."""
    notice: str | None = None
    """What the candidate should quietly know, such as that the model failed and why."""


class Interviewer(Protocol):
    """Picks one of the ranked moves and words it."""

    name: str
    """How a person reads it: `offline`, or `provider:model`."""

    async def word(self, moves: Sequence[Move], state: SessionState) -> Wording:
        """Pick and word one of `moves` (one to four, the most fitting first)."""
        ...


class OfflineInterviewer:
    """Makes the most fitting move, in the words of the question's author."""

    name = "offline"

    async def word(self, moves: Sequence[Move], state: SessionState) -> Wording:  # noqa: ARG002 - the Protocol's
        """The first move, in its authored words."""
        return Wording(move=moves[0], text=moves[0].text, source=AUTHORED)


class FrugalInterviewer:
    """Lets the `first` word the moves as long as the budget lasts, and the `other` from then on."""

    def __init__(self, first: Interviewer, other: Interviewer, is_spent: Callable[[], bool]) -> None:
        self.name = first.name
        self._first = first
        self._other = other
        self._is_spent = is_spent

    async def word(self, moves: Sequence[Move], state: SessionState) -> Wording:
        """As the one whose turn it is."""
        return await (self._other if self._is_spent() else self._first).word(moves, state)
