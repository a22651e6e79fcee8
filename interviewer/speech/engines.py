"""What a recogniser, a voice, a player and a source of sound can do: the Protocols that the engines implement.

All of them block: call them on a thread. What may be called from another thread meanwhile says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence

    from interviewer.speech.audio import Audio
    from interviewer.transcript.heard import Transcript


class PieceSeconds(NamedTuple):
    """How much of a recording an engine hears in one go."""

    shortest: float
    """Of less, it makes things up."""
    longest: float


class Engine(Protocol):
    """What every engine tells of itself."""

    @property
    def name(self) -> str:
        """As the settings name it: `moonshine`, `openai:gpt-4o-transcribe`, `system`."""
        ...

    @property
    def server(self) -> str | None:
        """Host and port of the server that is sent what is said; None when nothing leaves this machine."""
        ...

    def close(self) -> None:
        """Let go of models and connections; nothing can follow."""
        ...


class Transcriber(Engine, Protocol):
    """A recogniser of speech."""

    @property
    def piece_s(self) -> PieceSeconds | None:
        """How much it hears in one go; None for any recording."""
        ...

    def transcribe(
        self, audio: Audio, vocabulary: Sequence[str] = (), on_text: Callable[[str], None] | None = None
    ) -> Transcript:
        """What is said in the recording (16 kHz), as the engine heard it; without lines when it heard nothing.

        The recording is no longer than `piece_s` allows. `vocabulary` biases engines that can be biased. `on_text` is
        given the text so far, each time that it grows. Raises InterviewerError.
        """
        ...


@runtime_checkable
class Relistener(Protocol):
    """A recogniser that can be asked how well another text fits a recording than the one that it wrote."""

    @property
    def caution(self) -> float:
        """How much better than usual another text has to fit, as a natural logarithm, to be proposed.

        One that knows the terms of the field would have written them itself where they were said.
        """
        ...

    def fits(self, audio: Audio, text: str, others: Sequence[str]) -> list[float]:
        """How much more likely each other text is, as a natural logarithm: below 0 where it is less likely.

        `text` is what it heard in that piece; each other differs from it in one place. Raises InterviewerError.
        """
        ...


class Voice(Engine, Protocol):
    """Text to sound."""

    def audio(self, sentence: str) -> Generator[Audio]:
        """The sentence in pieces, as they become ready; closing the iterator stops it. Raises InterviewerError."""
        ...


class Speaker(Engine, Protocol):
    """Text to the ears of a person."""

    def speak(self, sentence: str, is_stopped: Callable[[], bool]) -> None:
        """Say it; back when it was said, or within a tenth of a second after `is_stopped` is true.

        Raises InterviewerError.
        """
        ...


class Player(Protocol):
    """A loudspeaker, or what stands in for one."""

    def play(self, pieces: Iterable[Audio], is_stopped: Callable[[], bool]) -> None:
        """Play the pieces one after the other; back when they were heard, or soon after `is_stopped` is true.

        Raises InterviewerError when there is no device.
        """
        ...


class Source(Protocol):
    """A microphone, or what stands in for one."""

    @property
    def name(self) -> str:
        """What it is, for a person."""
        ...

    def open(self, on_block: Callable[[Audio], None]) -> Callable[[], None]:
        """Begin to hand over blocks of sound (16 kHz), from another thread; returns what ends that.

        Raises InterviewerError when there is no device, or it may not be used.
        """
        ...
