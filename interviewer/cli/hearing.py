"""What it takes to make text of a recording: the engines that the settings name, and the words of the whole field."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from interviewer.errors import BankError
from interviewer.speech.choice import transcriber_of
from interviewer.speech.hearing import hear

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from interviewer.bank.index import Bank
    from interviewer.bank.question import Question
    from interviewer.config import Config
    from interviewer.speech.audio import Audio
    from interviewer.speech.detection import Detector
    from interviewer.speech.engines import Transcriber
    from interviewer.transcript.glossary import Glossary
    from interviewer.transcript.heard import Transcript


class Hearing(NamedTuple):
    """Everything, loaded."""

    transcriber: Transcriber
    detector: Detector
    glossary: Glossary
    vocabulary: tuple[str, ...]

    def hear(self, audio: Audio) -> Transcript:
        """What is said in it. Blocks. Raises NothingHeardError and InterviewerError."""
        return hear(audio, self.transcriber, self.detector, self.vocabulary)


def load_hearing(config: Config, keys: Mapping[str, str], bank: Bank) -> Hearing:
    """What the settings name. Blocks for a second or two. Raises InterviewerError where something is missing."""
    from interviewer.speech.detection import Detector
    from interviewer.speech.vocabulary import load_glossary, vocabulary

    transcriber, glossary = transcriber_of(config.transcriber, keys), load_glossary()
    # The default engine cannot be told what to expect, so no bank is read for it.
    questions = _all(bank) if config.transcriber is not None else ()
    words = vocabulary(questions, glossary.terms)
    return Hearing(transcriber, Detector(), glossary, words)


def _all(bank: Bank) -> Iterator[Question]:
    """Every question that can be read."""
    for header in bank.headers:
        try:
            yield bank.load(header.question_id)
        except BankError:
            continue
