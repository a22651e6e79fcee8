"""How a candidate's words come in: what the room wants of a terminal, a pipe or a test."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from interviewer.dialogue.engine import Interview
    from interviewer.transcript.heard import Transcript

END_OF_INPUT = None
"""What a reader returns when the candidate closed the input: the interview ends."""


HOW_TO_LEAVE = "Your text is kept. Ctrl-C again saves and leaves; /end finishes the interview."


class LeftTheRoom(Exception):  # noqa: N818 - not an error: the candidate's right
    """The candidate leaves and wants to go on another time; everything is saved."""


class SpokenAnswer(NamedTuple):
    """An answer that was spoken, and confirmed by the candidate."""

    text: str
    """What was confirmed."""
    heard: Transcript


class Choice(NamedTuple):
    """One of the things that a person can do now."""

    name: str
    key: str
    """The key that chooses it, as prompt_toolkit calls it."""
    typed: str
    """What chooses it where keys come in lines: nothing stands for Enter alone."""


class Reader(Protocol):
    """How the candidate's words come in."""

    sending: str
    """One sentence: how an answer is sent here."""
    can_be_asked: bool
    """Whether a person is there who could answer a question about the room."""

    async def read(self, interview: Interview, draft: str) -> str | SpokenAnswer | None:
        """The next thing that the candidate sends; None at the end of input. `draft` is what was being typed.

        Saves what is being typed every few seconds. Raises LeftTheRoom.
        """
        ...

    async def line(self, prompt: str) -> str | None:
        """One line that a person types after the prompt, without its end; None where they would rather not (Ctrl-C).

        Only where somebody `can_be_asked`.
        """
        ...

    async def key(self) -> None:
        """Return when a key is pressed while nobody reads (a line, where keys come in lines); in a pipe never."""
        ...

    async def interrupted_by(self, show: Callable[[], None]) -> None:
        """Let something be shown now, although the candidate may be typing."""
        ...

    def close(self) -> None:
        """Let go of the terminal: nothing is read any more."""
        ...

    def edit(self, text: str) -> str | None:
        """Let the candidate write in their editor, from `text`; None where that cannot be done."""
        ...


class TypingReader(Reader, Protocol):
    """One in which a person types, who may also be asked to press a key."""

    edits_in_place: bool
    """Whether a draft can be changed anywhere, and not only be gone on with."""

    async def read(self, interview: Interview, draft: str) -> str | None:
        """As a reader's. Empty for Enter alone, which in a spoken interview begins a recording."""
        ...

    async def choose(self, choices: Sequence[Choice], line: Callable[[], str], how: str, leaving: str) -> str:
        """The name of what a person chose.

        Meanwhile the line is shown, drawn again all the time where that can be done; elsewhere `how` says once what to
        type. A first Ctrl-C is answered with `leaving`, a second raises LeftTheRoom.
        """
        ...
