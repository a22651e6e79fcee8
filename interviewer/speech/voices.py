"""Voices that make sound of text: a small neural one on this machine, and those of OpenAI's protocol."""

from __future__ import annotations

from array import array
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from interviewer.errors import InterviewerError
from interviewer.speech.audio import Audio, of_floats

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

    from interviewer.errors import ModelFailedError
    from interviewer.speech.settings import SpeakerSettings

SPEECH_RATE = 24_000
"""Samples a second of both kinds of voices; OpenAI's `pcm` has no header that says so."""
_PIECE = 4_800
"""Bytes of a piece of streamed sound: a tenth of a second."""
_USUAL_VOICE = "alloy"


class Hibari:
    """The voice of the package hibari-tts, with its weights inside."""

    name = "hibari"
    server = None

    def __init__(self, speed: float = 1.0) -> None:
        """Loads the weights: about 0.3 s. Raises InterviewerError when the package is not installed."""
        try:
            from hibari import Hibari as Model
        except ImportError as error:
            raise InterviewerError(
                "The voice hibari is not installed.", 'Run: pip install "interviewer[voice]", or choose `system`.'
            ) from error
        self._model: Any = Model()
        self._speed = speed
        self._lock = Lock()

    def audio(self, sentence: str) -> Generator[Audio]:
        """The sentence; a longer text in pieces, sentence by sentence."""
        with self._lock:
            for piece in self._model.stream(sentence, speed=self._speed):
                yield of_floats(array("f", piece.tobytes()), SPEECH_RATE)

    def close(self) -> None:
        """Nothing is left open."""


class OpenAIVoice:
    """A voice of a server; its sound comes while it is made."""

    def __init__(
        self,
        settings: SpeakerSettings,
        environ: Mapping[str, str],
        wait: Callable[[float, ModelFailedError], object] | None = None,
    ) -> None:
        """The settings passed `check`. Imports openai: half a second."""
        from interviewer.llm.audio_client import AudioClient

        self.name = settings.model
        self._settings = settings
        self._client = AudioClient(settings.as_model, environ, wait=wait)
        self.server = urlsplit(self._client.target.server).netloc

    def audio(self, sentence: str) -> Generator[Audio]:
        """The sentence in pieces of a tenth of a second; closing the iterator closes the connection.

        Raises FaultError, also after pieces.
        """
        opened = self._client.patiently(lambda: self._begun(sentence))
        try:
            left = b""
            with self._client.faults():
                for piece in opened.iter_bytes(_PIECE):
                    whole = left + piece
                    even = len(whole) // 2 * 2
                    left = whole[even:]
                    if even:
                        yield Audio(whole[:even], SPEECH_RATE)
        finally:
            opened.close()

    def close(self) -> None:
        """Close the connections that were kept."""
        self._client.close()

    def _begun(self, sentence: str) -> Any:
        """The response, whose sound has not been read yet."""
        asked = {"model": self._client.model, "voice": self._settings.voice or _USUAL_VOICE, "input": sentence}
        if self._settings.instructions:
            asked["instructions"] = self._settings.instructions
        create = self._client.openai.audio.speech.with_streaming_response.create
        return create(**asked, speed=self._settings.speed, response_format="pcm").__enter__()
