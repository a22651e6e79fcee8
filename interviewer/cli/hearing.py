"""What it takes to make text of a recording: the engines that the settings name, and the words of the whole field."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from interviewer.errors import BankError
from interviewer.speech.choice import SERVED, second_transcriber_of, transcriber_of
from interviewer.speech.engines import Relistener
from interviewer.speech.hearing import hear, hear_ahead
from interviewer.speech.remembering import Remembering
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

    def hear_twice(
        self, audio: Audio, on_text: Callable[[str], None] | None = None
    ) -> tuple[Transcript, tuple[Repair, ...]]:
        """The same, and what is proposed to be read otherwise. `on_text` is given the text so far."""
        heard = self._hear(audio, on_text)
        return heard.transcript, self._proposals(heard)

    def hear_ahead(self, audio: Audio) -> None:
        """Hear of a recording that goes on what can be heard already, for whoever remembers it.

        Where what is said leaves this machine, nothing does before the recording has ended.
        """
        if isinstance(self.transcriber, Relistener):
            self._proposals(hear_ahead(audio, self.transcriber, self.detector, self.vocabulary))

    def remembering(self) -> Hearing:
        """The same, with recognisers that hear each part of one recording once."""
        second = None if self.second is None else _remembering(self.second)
        return self._replace(transcriber=_remembering(self.transcriber), second=second)

    def _hear(self, audio: Audio, on_text: Callable[[str], None] | None = None) -> Heard:
        return hear(audio, self.transcriber, self.detector, self.vocabulary, on_text)

    def _proposals(self, heard: Heard) -> tuple[Repair, ...]:
        return proposals(heard, self.transcriber, self.glossary, self.second)


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


def _remembering(engine: Transcriber) -> Transcriber:
    return Remembering(engine) if isinstance(engine, Relistener) else engine


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
