"""What is made of a recording by all that is loaded together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest

from interviewer.cli.hearing import Hearing
from interviewer.speech.detection import Detector
from interviewer.transcript.glossary import Glossary
from interviewer.transcript.heard import HeardLine, HeardWord, Span, Transcript
from interviewer.transcript.repair import repaired
from interviewer.transcript.spoken_terms import SpokenTerms, Term
from tests.cli.said import BYTECODE, said

if TYPE_CHECKING:
    from interviewer.speech.audio import Audio

GLOSSARY = Glossary(SpokenTerms(dunder=(), names={}, terms=(Term(term="bytecode", near=("thread",)),)))


class Hears:
    """A recogniser that writes this, without a doubt, and to which whatever it is asked about fits so well."""

    name = "hears"
    server = None
    piece_s = None

    def __init__(self, text: str, fit: float = 0) -> None:
        self._text = text
        self._fit = fit

    def transcribe(self, audio: Audio, *_: object) -> Transcript:
        span = Span(0, audio.seconds)
        words = tuple(HeardWord(text=word, span=span, confidence=1.0) for word in self._text.split())
        line = HeardLine(text=self._text, span=span, words=words)
        return Transcript(engine=self.name, seconds=audio.seconds, lines=(line,))

    def fits(self, audio: Audio, text: str, others: Sequence[str]) -> list[float]:
        return [self._fit for _ in others]

    def close(self) -> None:
        """Nothing is open."""


@pytest.mark.parametrize(
    ("fit", "second", "meant"),
    [
        pytest.param(-1, "A thread runs bytecode.", "A thread runs bytecode.", id="heard-by-the-second"),
        pytest.param(-30, "A thread runs bytecode.", "A thread runs lights.", id="not-upheld-by-the-first"),
        pytest.param(-1, "…", "A thread runs lights.", id="the-second-heard-nothing"),
        pytest.param(-1, None, "A thread runs lights.", id="no-second"),
    ],
)
def test_the_first_weighs_what_a_second_one_heard(fit: float, second: str | None, meant: str) -> None:
    other = None if second is None else Hears(second)
    hearing = Hearing(Hears("A thread runs lights.", fit), Detector(), GLOSSARY, (), other)
    heard, repairs = hearing.hear_twice(said(BYTECODE))
    assert heard == hearing.hear(said(BYTECODE))
    assert repaired(heard.text, repairs) == meant
