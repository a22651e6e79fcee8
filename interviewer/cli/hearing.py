"""What it takes to make text of a recording: the engines that the settings name, and the words of the whole field."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from interviewer.errors import BankError
from interviewer.speech.choice import SERVED, second_transcriber_of, transcriber_of
from interviewer.speech.hearing import hear
from interviewer.speech.second_hearing import proposals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from interviewer.bank.index import Bank
    from interviewer.bank.question import Question
    from interviewer.config import Config
    from interviewer.errors import ModelFailedError
    from interviewer.speech.audio import Audio
    from interviewer.speech.detection import Detector
    from interviewer.speech.engines import Transcriber
    from interviewer.speech.hearing import Heard
    from interviewer.transcript.glossary import Glossary
    from interviewer.transcript.heard import Transcript
    from interviewer.transcript.repair import Repair


class Hearing(NamedTuple):
    """Everything, loaded."""

    transcriber: Transcriber
    detector: Detector
    glossary: Glossary
    vocabulary: tuple[str, ...]
    second: Transcriber | None = None
    """Whose opinion the other one weighs."""

    def hear(self, audio: Audio) -> Transcript:
        """What is said in it. Blocks. Raises NothingHeardError and InterviewerError."""
        return self._hear(audio).transcript

    def hear_twice(self, audio: Audio) -> tuple[Transcript, tuple[Repair, ...]]:
        """The same, and what is proposed to be read otherwise."""
        heard = self._hear(audio)
        return heard.transcript, proposals(heard, self.transcriber, self.glossary, self.second)

    def _hear(self, audio: Audio) -> Heard:
        return hear(audio, self.transcriber, self.detector, self.vocabulary)


def load_hearing(
    config: Config, keys: Mapping[str, str], bank: Bank, tell: Callable[[str], None] | None = None
) -> Hearing:
    """What the settings name. Blocks for a second or two. Raises InterviewerError where something is missing.

    `tell` is told, on the thread that hears, what is waited for before a server is asked again.
    """
    from interviewer.speech.detection import Detector
    from interviewer.speech.vocabulary import load_glossary, vocabulary

    transcriber, glossary = transcriber_of(config.transcriber, keys, _patience(tell)), load_glossary()
    # Of the engines of this machine one cannot be told what to expect, and the other hears fewer terms in clear voices
    # when it is (docs/voice.md), so no bank is read for them.
    is_told = config.transcriber is not None and config.transcriber.engine == SERVED
    words = vocabulary(_all(bank), glossary.terms) if is_told else ()
    return Hearing(transcriber, Detector(), glossary, words, second_transcriber_of(config.transcriber))


def _patience(tell: Callable[[str], None] | None) -> Callable[[float, ModelFailedError], object] | None:
    if tell is None:
        return None

    def wait(seconds: float, why: ModelFailedError) -> None:
        tell(f"{why} It is asked again in {seconds:.0f} s.")
        time.sleep(seconds)

    return wait


def _all(bank: Bank) -> Iterator[Question]:
    """Every question that can be read."""
    for header in bank.headers:
        try:
            yield bank.load(header.question_id)
        except BankError:
            continue
