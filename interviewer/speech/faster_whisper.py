"""Whisper on this machine, by the package faster-whisper. Its weights are fetched by the user, never here."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any

from interviewer.errors import InterviewerError
from interviewer.speech.audio import floats
from interviewer.speech.bias import bias
from interviewer.transcript.heard import HeardLine, HeardWord, Span, Transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from interviewer.speech.audio import Audio

NAME = "faster-whisper"
USUAL = "base.en"
"""The weights that are looked for when none are named: 145 MB."""


class FasterWhisper:
    """A recogniser that tells words, times and confidence, and is biased by a prompt."""

    server = None

    def __init__(self, weights: str | None = None) -> None:
        """`weights` is a size such as `small.en`, or a folder. Raises InterviewerError when anything is missing."""
        try:
            from faster_whisper import WhisperModel
        except ImportError as error:
            raise InterviewerError(
                "The recogniser faster-whisper is not installed.", "Run: pip install faster-whisper"
            ) from error
        wanted = weights or USUAL
        self.name = f"{NAME}:{weights}" if weights else NAME
        self._lock = Lock()
        try:
            self._model: Any = WhisperModel(wanted, device="cpu", compute_type="int8", local_files_only=True)
        except (OSError, RuntimeError, ValueError) as error:
            raise InterviewerError(
                f"The weights `{wanted}` of faster-whisper are not on this machine.",
                f"Fetch them: python -c \"import faster_whisper; faster_whisper.download_model('{wanted}')\"",
            ) from error

    def transcribe(
        self, audio: Audio, vocabulary: Sequence[str] = (), on_text: Callable[[str], None] | None = None
    ) -> Transcript:
        """What is said in the recording (16 kHz)."""
        import numpy as np

        prompt = bias(NAME, vocabulary).get("prompt")
        lines: list[HeardLine] = []
        with self._lock:
            segments, _ = self._model.transcribe(
                np.frombuffer(floats(audio), dtype=np.float32),
                language="en",
                beam_size=1,
                word_timestamps=True,
                initial_prompt=prompt,
                condition_on_previous_text=False,
            )
            for segment in segments:
                lines.append(_line(segment))
                if on_text is not None:
                    on_text(" ".join(line.text for line in lines))
        return Transcript(engine=self.name, seconds=audio.seconds, lines=tuple(lines))

    def close(self) -> None:
        """Its memory is given back with it."""


def _line(segment: Any) -> HeardLine:
    words = tuple(
        HeardWord(text=word.word.strip(), span=Span(word.start, word.end), confidence=round(word.probability, 3))
        for word in segment.words or ()
    )
    return HeardLine(text=segment.text.strip(), span=Span(segment.start, segment.end), words=words)
