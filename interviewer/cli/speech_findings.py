"""What `doctor` says about speaking: does the microphone hear, does the loudspeaker speak, is a sentence understood?"""

from __future__ import annotations

import time
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from interviewer.cli.finding import Finding, failure
from interviewer.cli.meter import QUIET
from interviewer.errors import InterviewerError
from interviewer.text.words import tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager

    from interviewer.config import Config
    from interviewer.speech.audio import Audio
    from interviewer.speech.detection import Detector
    from interviewer.speech.engines import Source, Speaker, Transcriber, Voice

    Waiting = Callable[[str], AbstractContextManager[object]]

LISTENED_S = 3.0
SPOKEN = "This is how your interviewer speaks."
SENTENCE = "Only one thread at a time runs Python bytecode."
"""Plain words that every recogniser has to get right."""
MOST_WRONG = 0.25
"""The part of its words that may be missing in what is understood."""
OFF = Finding(part="voice", says="Off. `interviewer doctor --voice` tests microphone, loudspeaker and recogniser.")


def speech(config: Config, keys: Mapping[str, str], waiting: Waiting) -> Iterator[Finding]:
    """A finding about each part that a spoken interview needs. Makes sound, and listens for three seconds."""
    from interviewer.cli.voice import source_of
    from interviewer.speech.choice import speaker_of, transcriber_of
    from interviewer.speech.speakers import Loudspeaker

    with waiting("Say something: the microphone listens for 3 s ..."):
        yield _found("microphone", lambda: microphone(source_of(config), time.sleep))
    with waiting("A sentence is spoken ..."):
        yield _found("loudspeaker", lambda: loudspeaker(speaker_of(config.speaker, keys, Loudspeaker())))
    with waiting("A sentence is listened to ..."):
        yield _found("recogniser", lambda: _recogniser(partial(transcriber_of, config.transcriber, keys)))


def microphone(source: Source, sleep: Callable[[float], None]) -> Finding:
    """Whether it opens, and how loud it is. Raises InterviewerError."""
    from interviewer.speech.recorder import Recorder

    name, recorder = source.name, Recorder(source)
    loudest = 0.0
    recorder.start()
    try:
        for _ in range(round(LISTENED_S * 10)):
            sleep(0.1)
            loudest = max(loudest, recorder.level)
    finally:
        recorder.discard()
    if recorder.seconds == 0:
        return Finding(part="microphone", says=f"{name} opens, and gives no sound.", remedy="Choose another one.")
    if loudest < QUIET:
        says = f"{name} opens, and nothing was heard in {LISTENED_S:.0f} s: is it muted?"
        return Finding(part="microphone", says=says, is_doubtful=True)
    return Finding(part="microphone", says=f"{name} hears, up to {loudest:.0%} of the meter.")


def loudspeaker(speaker: Speaker) -> Finding:
    """Whether a sentence is spoken without an error. Raises InterviewerError."""
    try:
        speaker.speak(SPOKEN, Event().is_set)
    finally:
        speaker.close()
    says = f"{speaker.name} said “{SPOKEN}” If you heard nothing, see to the volume."
    return Finding(part="loudspeaker", says=says)


def recogniser(transcriber: Transcriber, detector: Detector, sentence: Audio, clock: Callable[[], float]) -> Finding:
    """Whether it understands a sentence, and how fast. `clock` gives seconds. Raises InterviewerError."""
    from interviewer.speech.engines import Relistener
    from interviewer.speech.hearing import hear

    began = clock()
    heard = hear(sentence, transcriber, detector).transcript
    took_s = clock() - began
    wanted, got = (_words(text) for text in (SENTENCE, heard.text))
    says = f"{transcriber.name} heard “{heard.text}” in {took_s:.1f} s ({sentence.seconds:.0f} s of speech)."
    if isinstance(transcriber, Relistener) and transcriber.caution:
        says += " It is used to the words of the field."
    return Finding(part="recogniser", says=says, is_doubtful=len(wanted - got) > MOST_WRONG * len(wanted))


def _recogniser(make: Callable[[], Transcriber]) -> Finding:
    from interviewer.speech.detection import Detector
    from interviewer.speech.voices import Hibari

    transcriber, detector = make(), Detector()
    try:
        voice = Hibari()
    except InterviewerError as error:
        says = f"{transcriber.name} is there, and was not tried: {error.message}"
        return Finding(part="recogniser", says=says, is_doubtful=True)
    try:
        return recogniser(transcriber, detector, _said(voice), time.monotonic)
    finally:
        transcriber.close()


def _said(voice: Voice) -> Audio:
    first, *rest = voice.audio(SENTENCE)
    return sum(rest, first)


def _words(text: str) -> set[str]:
    return {token.text for token in tokens(text) if token.is_word}


def _found(part: str, look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except InterviewerError as error:
        return failure(part, error)
