"""Sentences to windows of sound, as the recogniser will be given them: in a room, silence and noise taken out."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import add
from pathlib import Path
from typing import NamedTuple

from benchmarks.speech.synthesis import NOISES_DB, Way, in_a_room, ways
from interviewer.speech.audio import RATE, Audio, at_rate, at_speed
from interviewer.speech.denoising import cleaned, noise_of
from interviewer.speech.detection import Detector, condensed
from interviewer.speech.faster_whisper import FasterWhisper
from training.aloud import spoken

KEPT_BACK = "nezumi"
"""A voice of Kokoro that nothing is learnt from, to see by what others are worth to it."""
KINDS = {"hibari": 12, "kokoro": 3, "": 3}
"""How often voices of a kind speak; the last one are all others. Those of Kokoro take forty times as long."""
SPEEDS = (0.85, 1.17)
"""How fast a recording is played at the least and at the most, its pitch with it: one voice is many."""
ALONE = 0.15
"""The chance that a window ends behind a sentence, although there was room for another one."""


class Piece(NamedTuple):
    """A sentence in a window."""

    text: str
    audio: Audio


def windows(
    sentences: Sequence[str], forms: Mapping[str, Sequence[str]], kokoro: Path | None, seed: int
) -> Iterator[list[Piece]]:
    """The sentences in any order, as many in a window as it holds."""
    chance = random.Random(seed)
    window: list[Piece] = []
    for piece in _pieces(chance.sample(sentences, len(sentences)), forms, list(_voices(kokoro)), chance):
        longest = FasterWhisper.piece_s.longest
        if piece.audio.seconds > longest:
            continue
        if window and sum(each.audio.seconds for each in (*window, piece)) > longest:
            yield window
            window = []
        window.append(piece)
        if chance.random() < ALONE:
            yield window
            window = []
    if window:
        yield window


def sound(window: Iterable[Piece]) -> Audio:
    """All of it."""
    return reduce(add, (piece.audio for piece in window))


def _pieces(
    sentences: Iterable[str], forms: Mapping[str, Sequence[str]], voices: Sequence[Sequence[Way]], chance: random.Random
) -> Iterator[Piece]:
    detector = Detector()
    weights = list(KINDS.values())
    for sentence in sentences:
        written, said = spoken(sentence, forms, chance)
        (kind,) = chance.choices(voices, weights)
        heard = at_speed(at_rate(chance.choice(kind or voices[0]).speak(said), RATE), chance.uniform(*SPEEDS))
        audio = in_a_room(heard, chance.choice(NOISES_DB), chance.randrange(2**32))
        speech = detector.speech(audio)
        if speech:
            yield Piece(written, cleaned(condensed(audio, speech).audio, noise_of(audio, speech)))


def _voices(kokoro: Path | None) -> Iterator[list[Way]]:
    """Those of each kind; a voice that measures is none of them."""
    left = [way for way in ways("tuning", kokoro=kokoro) if KEPT_BACK not in way.name]
    for kind in KINDS:
        yield [way for way in left if way.name.startswith(kind)]
        left = [way for way in left if not way.name.startswith(kind)]
