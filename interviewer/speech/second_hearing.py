"""What is proposed to be read otherwise than it was heard: by the glossary, and by asking the recording again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.speech.engines import Relistener
from interviewer.transcript.guess import upheld

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewer.speech.engines import Transcriber
    from interviewer.speech.hearing import Heard
    from interviewer.transcript.glossary import Glossary
    from interviewer.transcript.guess import Guess
    from interviewer.transcript.repair import Repair


def proposals(heard: Heard, transcriber: Transcriber, glossary: Glossary) -> tuple[Repair, ...]:
    """What may have been meant, in order, without overlaps. Blocks; call it on a thread.

    `transcriber` is the one that heard it. Raises InterviewerError when it fails.
    """
    return upheld(glossary.repairs(heard.transcript.text), weighed(heard, transcriber, glossary))


def weighed(heard: Heard, transcriber: Transcriber, glossary: Glossary) -> Iterator[tuple[Guess, float]]:
    """What else may have been meant, each guess with how well its best wording fits the recording.

    Nothing where the recogniser cannot be asked. What reaches across two pieces of the recording is left out. Blocks,
    and raises, as `proposals` does.
    """
    if not isinstance(transcriber, Relistener):
        return
    whole = heard.transcript.text
    guesses = glossary.guesses(whole, glossary.repairs(whole))
    begin = 0
    for piece in heard.pieces:
        text = " ".join(line.text for line in piece.lines)
        end = begin + len(text)
        here = [guess for guess in guesses if begin <= guess.repair.start and guess.repair.end <= end]
        others = [other for guess in here for other in guess.instead(text, begin)]
        fits = iter(transcriber.fits(piece.audio, text, others) if others else ())
        for guess in here:
            yield guess, max(next(fits) for _ in guess.wordings)
        begin = end + 1 if text else begin
