"""A recogniser that is asked about each sound once: what was heard ahead is there when the recording ends."""

from __future__ import annotations

from hashlib import blake2b
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from interviewer.speech.engines import Relistener, Transcriber

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from interviewer.speech.audio import Audio
    from interviewer.speech.engines import PieceSeconds
    from interviewer.transcript.heard import Transcript


class LocalTranscriber(Transcriber, Relistener, Protocol):
    """A recogniser of this machine."""


class Remembering:
    """The same recogniser, with a memory of one recording. All methods may be called from any thread."""

    server = None

    def __init__(self, engine: LocalTranscriber) -> None:
        self.name = engine.name
        self._engine = engine
        self._lock = Lock()  # what is being heard ahead is waited for, not heard twice
        self._heard: dict[tuple[bytes, tuple[str, ...]], Transcript] = {}
        self._fits: dict[tuple[bytes, str], dict[str, float]] = {}

    @property
    def piece_s(self) -> PieceSeconds | None:
        """How much it hears in one go."""
        return self._engine.piece_s

    @property
    def caution(self) -> float:
        """How much better than usual another text has to fit."""
        return self._engine.caution

    def transcribe(
        self, audio: Audio, vocabulary: Sequence[str] = (), on_text: Callable[[str], None] | None = None
    ) -> Transcript:
        """What is said in the recording. Raises InterviewerError, and forgets that."""
        key = (_digest(audio), tuple(vocabulary))
        with self._lock:
            transcript = self._heard.get(key)
            if transcript is None:
                transcript = self._heard[key] = self._engine.transcribe(audio, vocabulary)
        if on_text is not None:
            on_text(transcript.text)
        return transcript

    def fits(self, audio: Audio, text: str, others: Sequence[str]) -> list[float]:
        """How much more likely each other text is than that one. Raises InterviewerError."""
        with self._lock:
            known = self._fits.setdefault((_digest(audio), text), {})
            new = [other for other in others if other not in known]
            if new:
                known.update(zip(new, self._engine.fits(audio, text, new), strict=True))
            return [known[other] for other in others]

    def close(self) -> None:
        """Let go of the recogniser."""
        self._engine.close()


def _digest(audio: Audio) -> bytes:
    return blake2b(audio.pcm, digest_size=16).digest()
