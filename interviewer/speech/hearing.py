"""From a recording to what was heard in it: silence and noise taken out, the rest written down, the times put right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from interviewer.errors import InterviewerError
from interviewer.speech.audio import RATE, Audio, at_rate, level
from interviewer.speech.denoising import cleaned, noise_of
from interviewer.speech.detection import condensed
from interviewer.speech.pieces import pieces as cut
from interviewer.speech.pieces import settled
from interviewer.transcript.heard import DOUBTFUL, HeardLine, Span, Transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from interviewer.speech.denoising import Noise
    from interviewer.speech.detection import Detector
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

    @property
    def text(self) -> str:
        """Its part of the transcript's text; empty without a line."""
        return " ".join(line.text for line in self.lines)

    @property
    def doubt(self) -> float:
        """The part of its words that are doubtful, from 0 to 1; 0 where the engine does not tell."""
        sure = [word.confidence for line in self.lines for word in line.words if word.confidence is not None]
        return sum(each < DOUBTFUL for each in sure) / max(1, len(sure))


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
    noise = _noise(audio, speech, transcriber)
    heard = _listen(left.audio, cut(left.audio, transcriber.piece_s), noise, transcriber, vocabulary, on_text)
    if not any(character.isalnum() for character in heard.transcript.text):
        raise _nothing(audio)
    pieces = tuple(_moved(piece, left.original) for piece in heard.pieces)
    return Heard(replace(_transcript(transcriber, audio, pieces), speech=speech), pieces)


def listen(audio: Audio, transcriber: Transcriber) -> Heard:
    """What is said in speech (16 kHz) without silence or noise, whatever it is. Blocks. Raises InterviewerError."""
    return _listen(audio, cut(audio, transcriber.piece_s), None, transcriber, (), None)


def hear_ahead(audio: Audio, transcriber: Transcriber, detector: Detector, vocabulary: Sequence[str] = ()) -> Heard:
    """What is said in that part of a recording that goes on of which the same will be heard in the whole.

    Its times are not those of the recording. Blocks. Raises InterviewerError.
    """
    speech = detector.speech(audio)
    left = condensed(audio, speech).audio
    noise = _noise(audio, speech, transcriber)
    return _listen(left, settled(left, transcriber.piece_s), noise, transcriber, vocabulary, None)


def _noise(audio: Audio, speech: Sequence[Span], transcriber: Transcriber) -> Noise | None:
    """What is to be taken out; servers have larger models, which are used to noise."""
    return noise_of(audio, speech) if transcriber.server is None else None


def _listen(
    audio: Audio,
    cuts: Iterable[tuple[float, float]],
    noise: Noise | None,
    transcriber: Transcriber,
    vocabulary: Sequence[str],
    on_text: Callable[[str], None] | None,
) -> Heard:
    heard: list[HeardPiece] = []
    for start_s, end_s in cuts:
        piece = cleaned(audio.between(start_s, end_s), noise)
        lines = transcriber.transcribe(piece, vocabulary, _behind(heard, on_text)).lines
        kept = tuple(replace(line, text=line.text.strip()) for line in lines if line.text.strip())
        heard.append(_moved(HeardPiece(piece, kept), partial(_later, start_s)))
    return Heard(_transcript(transcriber, audio, heard), tuple(heard))


def _transcript(transcriber: Transcriber, audio: Audio, pieces: Iterable[HeardPiece]) -> Transcript:
    lines = tuple(line for piece in pieces for line in piece.lines)
    return Transcript(engine=transcriber.name, seconds=round(audio.seconds, 3), lines=lines)


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


def _later(seconds: float, span: Span) -> Span:
    return Span(span.start_s + seconds, span.end_s + seconds)


def _moved(piece: HeardPiece, move: Callable[[Span], Span]) -> HeardPiece:
    """The piece with its lines and their words at other times."""
    lines = (
        replace(line, span=move(line.span), words=tuple(replace(word, span=move(word.span)) for word in line.words))
        for line in piece.lines
    )
    return piece._replace(lines=tuple(lines))
