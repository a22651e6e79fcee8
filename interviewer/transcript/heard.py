"""What a recogniser heard in a recording: lines with their times, words where the engine tells them."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

Confidence = Annotated[float, Meta(ge=0, le=1)]
"""How sure the engine was, from 0 to 1. Engines reckon it in different ways: only figures of one engine compare."""
DOUBTFUL = 0.4
"""Words whose confidence is below this are marked for the person who confirms them."""


class Span(Struct, frozen=True):
    """A stretch of a recording, in seconds from its beginning."""

    start_s: float
    end_s: float

    @property
    def seconds(self) -> float:
        """How long it is."""
        return self.end_s - self.start_s


class HeardWord(Struct, frozen=True, kw_only=True):
    """One word, as the engine wrote it: punctuation is part of it."""

    text: str
    span: Span
    confidence: Confidence | None = None
    """None where the engine does not tell."""


class HeardLine(Struct, frozen=True, kw_only=True):
    """A stretch of speech that the engine recognised in one go, about a sentence."""

    text: str
    span: Span
    confidence: Confidence | None = None
    words: tuple[HeardWord, ...] = ()
    """Empty where the engine tells no words apart."""


class Transcript(Struct, frozen=True, kw_only=True):
    """All that one engine heard in one recording, before a person looked at it."""

    engine: str
    """As the settings name it: `moonshine`, `openai:gpt-4o-transcribe`."""
    seconds: float
    """Of the whole recording, silence included."""
    lines: tuple[HeardLine, ...] = ()
    """In the order of time; empty when nothing was heard."""
    speech: tuple[Span, ...] = ()
    """Where somebody spoke, as the detector of speech found it; empty where none looked."""

    @property
    def text(self) -> str:
        """The whole as one line of text."""
        return " ".join(line.text for line in self.lines)

    @property
    def doubtful(self) -> tuple[str, ...]:
        """The words that the engine itself was unsure of, in order."""
        return tuple(
            word.text
            for line in self.lines
            for word in line.words
            if word.confidence is not None and word.confidence < DOUBTFUL
        )
