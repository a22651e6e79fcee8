"""What is made of a recording by all that is loaded together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest

from interviewer.cli.hearing import Hearing
from interviewer.speech.audio import silence
from interviewer.speech.detection import Detector
from interviewer.speech.engines import PieceSeconds
from interviewer.transcript.glossary import Glossary
from interviewer.transcript.heard import HeardLine, HeardWord, Span, Transcript
from interviewer.transcript.repair import repaired
from interviewer.transcript.spoken_terms import SpokenTerms, Term
from tests.cli.said import BYTECODE, WAITING, said

if TYPE_CHECKING:
    from interviewer.speech.audio import Audio

GLOSSARY = Glossary(SpokenTerms(dunder=(), names={}, terms=(Term(term="bytecode", near=("thread",)),)))


class Hears:
    """A recogniser that writes this, without a doubt, and to which whatever it is asked about fits so well."""

    name = "hears"
    server = None
    caution = 0.0
    piece_s: PieceSeconds | None = None

    def __init__(self, text: str, fit: float = 0) -> None:
        self._text = text
        self._fit = fit
        self.given: list[Audio] = []

    def transcribe(self, audio: Audio, *_: object) -> Transcript:
        self.given.append(audio)
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


class Served:
    """A server's recogniser: it cannot be asked again."""

    name = "served"
    server = "api.example"
    piece_s = PieceSeconds(1, 3)

    def transcribe(self, audio: Audio, *_: object) -> Transcript:
        raise AssertionError("it was sent too early")

    def close(self) -> None:
        """Nothing is open."""


def test_when_the_recording_ends_only_its_end_is_left_to_hear() -> None:
    first, second = Hears("A thread runs lights."), Hears("A thread runs bytecode.")
    first.piece_s = second.piece_s = PieceSeconds(1, 3)
    hearing = Hearing(first, Detector(), GLOSSARY, (), second)
    whole = said(BYTECODE) + silence(1) + said(WAITING) + silence(1) + said(BYTECODE)
    heard, repairs = hearing.hear_twice(whole)
    pieces = [engine.given.copy() for engine in (first, second)]

    remembering = hearing.remembering()
    remembering.hear_ahead(whole.between(0, whole.seconds - 0.5))
    for engine in (first, second):
        engine.given.clear()
    texts: list[str] = []
    assert remembering.hear_twice(whole, texts.append) == (heard, repairs)
    assert texts[-1] == heard.text
    for engine, before in zip((first, second), pieces, strict=True):
        assert engine.given == before[-len(engine.given) :]
        assert len(engine.given) < len(before)


def test_what_leaves_this_machine_is_not_sent_before_the_recording_has_ended() -> None:
    hearing = Hearing(Served(), Detector(), GLOSSARY, ()).remembering()
    hearing.hear_ahead(said(BYTECODE) + silence(1) + said(WAITING))
    assert isinstance(hearing.transcriber, Served)
