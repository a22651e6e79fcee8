"""From a recording to what was heard in it: silence and noise taken out, the rest written down, the times put right."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from interviewer.errors import InterviewerError
from interviewer.speech.audio import RATE, Audio, at_rate, level
from interviewer.speech.detection import condensed
from interviewer.speech.pieces import pieces
from interviewer.transcript.heard import HeardLine, Span, Transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from interviewer.speech.detection import Condensed, Detector
    from interviewer.speech.engines import Transcriber

SHORTEST_ANSWER_S = 0.3
"""Speech of less than this in all is none."""
QUIET = 0.15
"""The level (60 dB are 1) below which a recording without speech counts as silent rather than noisy: -51 dB."""


class NothingHeardError(InterviewerError):
    """Nobody speaks in the recording: it is to be made again, and never graded."""


class HeardPiece(NamedTuple):
    """A part of a recording that was heard in one go."""

    audio: Audio
    lines: tuple[HeardLine, ...]
    """Those of the transcript."""


class Heard(NamedTuple):
    """What was heard, and in which sounds."""

    transcript: Transcript
    pieces: tuple[HeardPiece, ...]
    """The lines of all of them are those of the transcript, in order."""


def hear(
    audio: Audio,
    transcriber: Transcriber,
    detector: Detector,
    vocabulary: Sequence[str] = (),
    on_text: Callable[[str], None] | None = None,
) -> Heard:
    """What is said in the recording. Blocks; call it on a thread.

    Raises NothingHeardError when nobody speaks in it, or the engine made no words of it, InterviewerError when the
    engine fails.
    """
    audio = at_rate(audio, RATE)
    speech = detector.speech(audio)
    if sum(span.seconds for span in speech) < SHORTEST_ANSWER_S:
        raise _nothing(audio)
    left = condensed(audio, speech)
    heard: list[HeardPiece] = []
    for start_s, end_s in pieces(left.audio, transcriber.piece_s):
        piece = left.audio.between(start_s, end_s)
        lines = transcriber.transcribe(piece, vocabulary, _behind(heard, on_text)).lines
        kept = tuple(_in_time(line, start_s, left) for line in lines if line.text.strip())
        heard.append(HeardPiece(piece, kept))
    transcript = Transcript(
        engine=transcriber.name,
        seconds=round(audio.seconds, 3),
        lines=tuple(line for piece in heard for line in piece.lines),
        speech=speech,
    )
    if not any(character.isalnum() for character in transcript.text):
        raise _nothing(audio)
    return Heard(transcript, tuple(heard))


def _behind(heard: Iterable[HeardPiece], on_text: Callable[[str], None] | None) -> Callable[[str], None] | None:
    """What shows a text behind that of the pieces before it."""
    before = "".join(f"{line.text} " for piece in heard for line in piece.lines)
    return on_text and (lambda text: on_text(before + text))


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


def _in_time(line: HeardLine, start_s: float, left: Condensed) -> HeardLine:
    """A line of the piece that begins there, with the times of the whole recording."""

    def moved(span: Span) -> Span:
        return left.original(Span(span.start_s + start_s, span.end_s + start_s))

    words = tuple(replace(word, span=moved(word.span)) for word in line.words)
    return replace(line, text=line.text.strip(), span=moved(line.span), words=words)
