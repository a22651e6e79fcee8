"""From a recording to what was heard in it: silence and noise taken out, the rest written down, the times put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from interviewer.errors import InterviewerError
from interviewer.speech.audio import RATE, Audio, at_rate, level
from interviewer.speech.detection import condensed
from interviewer.transcript.heard import HeardLine, HeardWord, Transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from interviewer.speech.detection import Condensed, Detector
    from interviewer.speech.engines import Transcriber

SHORTEST_ANSWER_S = 0.3
"""Speech of less than this in all is none."""
QUIET = 0.15
"""The level (60 dB are 1) below which a recording without speech counts as silent rather than noisy: -51 dB."""


class NothingHeardError(InterviewerError):
    """Nobody speaks in the recording: it is to be made again, and never graded."""


def hear(
    audio: Audio,
    transcriber: Transcriber,
    detector: Detector,
    vocabulary: Sequence[str] = (),
    on_text: Callable[[str], None] | None = None,
) -> Transcript:
    """What is said in the recording. Blocks; call it on a thread.

    Raises NothingHeardError when nobody speaks in it, or the engine made no words of it, InterviewerError when the
    engine fails.
    """
    audio = at_rate(audio, RATE)
    speech = detector.speech(audio)
    if sum(span.seconds for span in speech) < SHORTEST_ANSWER_S:
        raise _nothing(audio)
    left = condensed(audio, speech)
    heard = transcriber.transcribe(left.audio, vocabulary, on_text)
    if not any(character.isalnum() for character in heard.text):
        raise _nothing(audio)
    lines = tuple(_in_time(line, left) for line in heard.lines if line.text.strip())
    return replace(heard, seconds=round(audio.seconds, 3), lines=lines, speech=speech)


def _nothing(audio: Audio) -> NothingHeardError:
    if not audio.pcm:
        return NothingHeardError("The recording is empty.", "Record it again, or type the answer.")
    if level(audio) < QUIET:
        return NothingHeardError(
            f"Nothing was heard in {audio.seconds:.0f} s.",
            "Is the microphone muted? Record it again, or type the answer.",
        )
    return NothingHeardError(
        f"No words were heard in {audio.seconds:.0f} s, only noise.",
        "Come closer to the microphone and record it again, or type the answer.",
    )


def _in_time(line: HeardLine, left: Condensed) -> HeardLine:
    """The line with the times of the whole recording."""
    words = tuple(_word_in_time(word, left) for word in line.words)
    return replace(line, text=line.text.strip(), span=left.original(line.span), words=words)


def _word_in_time(word: HeardWord, left: Condensed) -> HeardWord:
    return replace(word, span=left.original(word.span))
