"""Moonshine: a recogniser that runs on this machine, with its weights inside its package."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from interviewer.errors import InterviewerError
from interviewer.speech.audio import floats
from interviewer.speech.pieces import pieces
from interviewer.transcript.heard import HeardLine, Span, Transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from interviewer.speech.audio import Audio

NAME = "moonshine"
SHORTEST_PIECE_S, LONGEST_PIECE_S = 8.0, 22.0
"""Seconds that are heard in one go. Of a minute it would make a word or two."""
_WEIGHTS = "tiny-en"
"""The English weights that its wheel brings along; others would be downloaded."""

_OPTIONS = {"return_audio_data": "false", "vad_threshold": "0.0"}
"""Its own detector of speech is off, as ours has worked already: it cut beginnings off, and heard `You` in them."""


class Moonshine:
    """The recogniser of the package moonshine-voice. It cannot be biased, tells no words apart and no confidence."""

    name = NAME
    server = None

    def __init__(self) -> None:
        """Loads the weights: about 0.3 s. Raises InterviewerError when package or weights are missing."""
        try:
            from moonshine_voice import ModelArch, Transcriber
            from moonshine_voice.utils import get_model_path
        except (ImportError, OSError) as error:  # OSError: its library does not run on this system
            raise InterviewerError(
                "The recogniser moonshine is not installed, or does not run on this system.",
                'Run: pip install "interviewer[voice]", or choose another transcriber.',
            ) from error
        weights = get_model_path(_WEIGHTS)
        if not weights.is_dir():
            raise InterviewerError(
                "The recogniser moonshine lacks its weights.", "Run: pip install moonshine-voice==0.1.0"
            )
        self._lock = Lock()
        self._model: Any = Transcriber(model_path=str(weights), model_arch=ModelArch.TINY, options=_OPTIONS)

    def transcribe(
        self,
        audio: Audio,
        vocabulary: Sequence[str] = (),  # noqa: ARG002 (this engine has no bias)
        on_text: Callable[[str], None] | None = None,
    ) -> Transcript:
        """What is said in the recording (16 kHz)."""
        transcript = Transcript(engine=self.name, seconds=audio.seconds)
        for start_s, end_s in pieces(audio, SHORTEST_PIECE_S, LONGEST_PIECE_S):
            with self._lock:
                heard = self._model.transcribe_without_streaming(floats(audio.between(start_s, end_s)), audio.rate)
            lines = (*transcript.lines, *(_line(line, start_s) for line in heard.lines))
            transcript = replace(transcript, lines=lines)
            if on_text is not None:
                on_text(transcript.text)
        return transcript

    def close(self) -> None:
        """Let go of the weights."""
        self._model.close()


def _line(line: Any, start_s: float) -> HeardLine:
    start = round(start_s + line.start_time, 3)
    return HeardLine(text=line.text.strip(), span=Span(start, round(start + line.duration, 3)))
