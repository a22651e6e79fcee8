"""Moonshine: a recogniser that runs on this machine, with its weights inside its package."""

from __future__ import annotations

from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from interviewer.errors import InterviewerError
from interviewer.speech.audio import floats
from interviewer.speech.engines import PieceSeconds
from interviewer.speech.moonshine_network import Network
from interviewer.transcript.heard import HeardLine, HeardWord, Span, Transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from interviewer.speech.audio import Audio
    from interviewer.speech.moonshine_network import Impression

NAME = "moonshine"
_WEIGHTS = "tiny-en"
"""The English weights that its wheel brings along; others would be downloaded."""
_REINSTALL = "Run: pip install --force-reinstall moonshine-voice==0.1.0"
_OPTIONS = {"return_audio_data": "false", "vad_threshold": "0.0"}
"""Its own detector of speech is off, as ours has worked already: it cut beginnings off, and heard `You` in them."""


class Moonshine:
    """The recogniser of the package moonshine-voice. It cannot be told which words to expect.

    Its library tells no confidence, so its network is asked for that, and for how well other texts fit.
    """

    name = NAME
    server = None
    caution = 0.0
    piece_s = PieceSeconds(8.0, 22.0)  # of a minute it would make a word or two

    def __init__(self) -> None:
        """Loads the weights: about 0.5 s. Raises InterviewerError when a package or weights are missing."""
        try:
            import onnxruntime  # noqa: F401 (the network needs it)
            from moonshine_voice import ModelArch, Transcriber
            from moonshine_voice.utils import get_model_path
        except (ImportError, OSError) as error:  # OSError: its library does not run on this system
            raise InterviewerError(
                "The recogniser moonshine is not installed, or does not run on this system.",
                'Run: pip install "interviewer[voice]", or choose another transcriber.',
            ) from error
        weights = get_model_path(_WEIGHTS)
        if not weights.is_dir():
            raise InterviewerError("The recogniser moonshine lacks its weights.", _REINSTALL)
        self._lock = Lock()
        self._model: Any = Transcriber(model_path=str(weights), model_arch=ModelArch.TINY, options=_OPTIONS)
        try:
            self._network = Network(weights)
        except Exception as error:  # the errors of onnxruntime have no base of their own
            raise InterviewerError(f"The weights of moonshine cannot be read: {error}.", _REINSTALL) from error

    def transcribe(
        self,
        audio: Audio,
        vocabulary: Sequence[str] = (),  # noqa: ARG002 (this engine has no bias)
        on_text: Callable[[str], None] | None = None,
    ) -> Transcript:
        """What is said in the recording (16 kHz)."""
        with self._lock:
            heard = self._model.transcribe_without_streaming(floats(audio), audio.rate)
            lines = _sure([_line(line) for line in heard.lines], self._network.listen(audio))
        transcript = Transcript(engine=self.name, seconds=audio.seconds, lines=lines)
        if on_text is not None:
            on_text(transcript.text)
        return transcript

    def fits(self, audio: Audio, text: str, others: Sequence[str]) -> list[float]:
        """How much more likely each other text is, as a natural logarithm: below 0 where it is less likely."""
        with self._lock:
            return self._network.listen(audio).fits(text, others)

    def close(self) -> None:
        """Let go of the weights."""
        self._model.close()


def _sure(lines: Sequence[HeardLine], impression: Impression) -> tuple[HeardLine, ...]:
    """The lines with how sure the network is of each word; the times of words it does not tell."""
    chances = iter(impression.chances(" ".join(line.text for line in lines)))
    return tuple(
        replace(
            line,
            words=tuple(
                HeardWord(text=word, span=line.span, confidence=round(chance, 3))
                for word, chance in islice(chances, len(line.text.split()))
            ),
        )
        for line in lines
    )


def _line(line: Any) -> HeardLine:
    span = Span(round(line.start_time, 3), round(line.start_time + line.duration, 3))
    return HeardLine(text=line.text.strip(), span=span)
