"""What is proposed to be read otherwise than it was heard: by the glossary, and by asking the recording again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.speech.engines import Relistener
from interviewer.speech.hearing import NothingHeardError, hear
from interviewer.transcript.guess import upheld
from interviewer.transcript.marking import doubtful_places
from interviewer.transcript.second_opinion import Opinion, second_opinions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewer.speech.audio import Audio
    from interviewer.speech.detection import Detector
    from interviewer.speech.engines import Transcriber
    from interviewer.speech.hearing import Heard
    from interviewer.transcript.glossary import Glossary
    from interviewer.transcript.guess import Guess
    from interviewer.transcript.repair import Repair

SURE = 0.8
"""The confidence from which on a recogniser is not asked about a word again: it heard no term otherwise."""


def proposals(
    heard: Heard, transcriber: Transcriber, glossary: Glossary, other: Opinion | None = None
) -> tuple[Repair, ...]:
    """What may have been meant, in order, without overlaps. Blocks; call it on a thread.

    `transcriber` is the one that heard it, and `other` what another one made of the same recording. Raises
    InterviewerError when it fails.
    """
    return upheld(glossary.repairs(heard.transcript.text), weighed(heard, transcriber, glossary, other))


def opinion_of(audio: Audio, transcriber: Transcriber, detector: Detector, glossary: Glossary) -> Opinion | None:
    """What that recogniser makes of a recording; None where it hears nothing.

    Blocks, and raises, as `proposals` does.
    """
    try:
        heard = hear(audio, transcriber, detector)
    except NothingHeardError:
        return None
    return Opinion(heard.transcript.text, proposals(heard, transcriber, glossary))


def weighed(
    heard: Heard, transcriber: Transcriber, glossary: Glossary, other: Opinion | None = None
) -> Iterator[tuple[Guess, float]]:
    """What else may have been meant, each guess with how well its best wording fits the recording.

    Nothing where the recogniser cannot be asked. What reaches across two pieces of the recording is left out. Blocks,
    and raises, as `proposals` does.
    """
    if not isinstance(transcriber, Relistener):
        return
    guesses = _guesses(heard, glossary, other)
    begin = 0
    for piece in heard.pieces:
        text = " ".join(line.text for line in piece.lines)
        end = begin + len(text)
        here = [guess for guess in guesses if begin <= guess.repair.start and guess.repair.end <= end]
        texts = [wording for guess in here for wording in guess.instead(text, begin)]
        fits = iter(transcriber.fits(piece.audio, text, texts) if texts else ())
        for guess in here:
            yield guess, max(next(fits) for _ in guess.wordings)
        begin = end + 1 if text else begin


def _guesses(heard: Heard, glossary: Glossary, other: Opinion | None) -> list[Guess]:
    """What the recogniser is asked about: by sound only where it was not sure, by the other one everywhere."""
    text = heard.transcript.text
    repairs = glossary.repairs(text)
    unsure = list(doubtful_places(heard.transcript, SURE))
    guesses = [
        guess
        for guess in glossary.guesses(text, repairs)
        if any(guess.repair.start < end and start < guess.repair.end for start, end in unsure)
    ]
    if other is not None:
        guesses += second_opinions(Opinion(text, repairs), other, glossary)
    return guesses
