"""Whisper on this machine, by the package faster-whisper. Its weights are fetched by the user, never here."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from interviewer.errors import InterviewerError
from interviewer.speech.audio import floats
from interviewer.speech.bias import bias
from interviewer.speech.pieces import pieces
from interviewer.speech.whisper_weights import folder_of
from interviewer.text.display import printable
from interviewer.transcript.heard import HeardLine, HeardWord, Span, Transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from interviewer.speech.audio import Audio

NAME = "faster-whisper"
USUAL = "base.en"
"""The weights that are looked for when none are named: 145 MB."""
SHORTEST_PIECE_S, LONGEST_PIECE_S = 12.0, 28.0
"""Seconds that are heard in one go: Whisper looks at thirty, and has its prompt for the first thirty alone."""
LEFT_OVER_S = 1.0
"""What is left of a piece behind the last words is not heard again, alone: out of a breath Whisper makes “Thank you.”,
or the terms that it was told to expect."""
_OPTIONS: dict[str, object] = {
    "language": "en",
    "beam_size": 5,
    "temperature": (0.0, 0.4),
    "word_timestamps": True,
    "condition_on_previous_text": False,
}
"""The second temperature is for what repeats itself at the first one."""


class FasterWhisper:
    """A recogniser that tells words, times and confidence, and can be biased by a prompt."""

    server = None

    def __init__(self, weights: str | None = None) -> None:
        """`weights` is a size such as `small.en`, or a folder. Raises InterviewerError when anything is missing."""
        try:
            from faster_whisper import WhisperModel
        except (ImportError, OSError) as error:  # OSError: a library of its does not run on this system
            raise InterviewerError(
                "The recogniser faster-whisper is not installed, or does not run on this system.",
                "Run: pip install faster-whisper, or choose another transcriber.",
            ) from error
        self.name = f"{NAME}:{weights}" if weights else NAME
        self._lock = Lock()
        folder = str(folder_of(weights or USUAL))
        try:
            self._model: Any = WhisperModel(folder, device="cpu", compute_type="int8", local_files_only=True)
        except (OSError, RuntimeError, ValueError) as error:
            raise InterviewerError(
                f"The weights in `{printable(folder)}` cannot be read: {printable(str(error))}.",
                "Delete that folder and fetch them again; they must be in the form of faster-whisper.",
            ) from error

    def transcribe(
        self, audio: Audio, vocabulary: Sequence[str] = (), on_text: Callable[[str], None] | None = None
    ) -> Transcript:
        """What is said in the recording (16 kHz)."""
        import numpy as np

        prompt = bias(NAME, vocabulary).get("prompt")
        transcript = Transcript(engine=self.name, seconds=audio.seconds)
        for start_s, end_s in pieces(audio, SHORTEST_PIECE_S, LONGEST_PIECE_S):
            samples = np.frombuffer(floats(audio.between(start_s, end_s)), dtype=np.float32)
            with self._lock:
                segments, _ = self._model.transcribe(samples, initial_prompt=prompt, **_OPTIONS)
                lines = [_line(segment, start_s) for segment in _before(end_s - start_s - LEFT_OVER_S, segments)]
            transcript = replace(transcript, lines=(*transcript.lines, *lines))
            if on_text is not None:
                on_text(transcript.text)
        return transcript

    def close(self) -> None:
        """Its memory is given back with it."""


def _before(end_s: float, segments: Iterable[Any]) -> Iterator[Any]:
    """The segments up to the one that reaches `end_s`. They are heard as they are asked for, so the rest is not."""
    for segment in segments:
        yield segment
        if segment.end > end_s:
            return


def _line(segment: Any, start_s: float) -> HeardLine:
    words = tuple(
        HeardWord(text=word.word.strip(), span=_span(word, start_s), confidence=round(float(word.probability), 3))
        for word in segment.words or ()
    )
    return HeardLine(text=segment.text.strip(), span=_span(segment, start_s), words=words)


def _span(heard: Any, start_s: float) -> Span:
    # Its times are numbers of numpy, which no journal can hold.
    return Span(round(start_s + float(heard.start), 3), round(start_s + float(heard.end), 3))
