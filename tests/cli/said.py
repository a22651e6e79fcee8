"""Sentences that are said: synthesised once for each process of tests, always the same."""

from __future__ import annotations

from array import array
from functools import cache
from typing import TYPE_CHECKING

from interviewer.speech.audio import RATE, Audio, at_rate, of_floats
from interviewer.speech.files import write_wav
from interviewer.speech.voices import SPEECH_RATE

if TYPE_CHECKING:
    from pathlib import Path

BYTECODE = "Only one thread at a time runs Python bytecode."
WAITING = "A thread that waits for the network releases the lock."


@cache
def _model() -> object:
    from hibari import Hibari

    return Hibari()


@cache
def said(text: str) -> Audio:
    """The text as 16 kHz speech."""
    samples = _model()(text, seed=0)  # type: ignore[operator]  # the package has no types
    return at_rate(of_floats(array("f", samples.tobytes()), SPEECH_RATE), RATE)


def record(path: Path, text: str) -> Path:
    """A recording of the text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_wav(said(text), path)
    return path
