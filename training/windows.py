"""Sentences to windows of sound, as the recogniser will be given them: in a room, silence and noise taken out.

Speaking takes hours. It is done in parts, by a process for each processor, and what is spoken is kept: a run that was
broken off goes on where it was.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from hashlib import sha256
from pathlib import Path

from msgspec import Struct, msgpack

from benchmarks.speech.synthesis import NOISES_DB, in_a_room
from interviewer.speech.audio import Audio
from interviewer.speech.denoising import cleaned, noise_of
from interviewer.speech.detection import Detector, condensed
from interviewer.speech.faster_whisper import FasterWhisper
from training.aloud import spoken
from training.voices import Kind, kinds, said

TIMES = 2
"""How often each sentence is spoken, every time by another voice in another form."""
PART = 50
"""Sentences that are spoken together."""
ALONE = 0.15
"""The chance that a window ends behind a sentence, although there was room for another one."""
Forms = Mapping[str, Sequence[str]]
"""How terms are said."""


class Piece(Struct, frozen=True):
    """A sentence in a window."""

    text: str
    seconds: float


class Window(Struct, frozen=True):
    """What the recogniser hears in one go."""

    pieces: list[Piece]
    pcm: bytes


def windows(sentences: Sequence[str], forms: Forms, kokoro: Path | None, seed: int, folder: Path) -> Iterator[Window]:
    """The sentences, as many in a window as it holds. `folder` is where they are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = [sentences[first : first + PART] for first in range(0, len(sentences), PART)]
    turns = [(part, f"{seed} {time}") for time in range(TIMES) for part in parts]
    speak = partial(_speak, forms, kokoro, folder)
    with ProcessPoolExecutor() as processes:
        for path in processes.map(speak, *zip(*turns, strict=True)):
            yield from msgpack.decode(path.read_bytes(), type=list[Window])


def _speak(forms: Forms, kokoro: Path | None, folder: Path, sentences: Sequence[str], seed: str) -> Path:
    """The file with the windows of these sentences."""
    name = sha256("\n".join((seed, *sentences)).encode()).hexdigest()[:16]
    path, unfinished = folder / name, folder / f"{name}.unfinished"
    if not path.exists():
        chance = random.Random(name)
        unfinished.write_bytes(msgpack.encode(list(_windows(sentences, forms, _kinds(kokoro), chance))))
        unfinished.rename(path)
    return path


_kinds = cache(kinds)


def _windows(sentences: Sequence[str], forms: Forms, among: Sequence[Kind], chance: random.Random) -> Iterator[Window]:
    pieces: list[Piece] = []
    pcm = b""
    for text, audio in _sounds(chance.sample(sentences, len(sentences)), forms, among, chance):
        seconds = sum(piece.seconds for piece in pieces)
        if pieces and (seconds + audio.seconds > FasterWhisper.piece_s.longest or chance.random() < ALONE):
            yield Window(pieces, pcm)
            pieces, pcm = [], b""
        if audio.seconds <= FasterWhisper.piece_s.longest:
            pieces, pcm = [*pieces, Piece(text, audio.seconds)], pcm + audio.pcm
    if pieces:
        yield Window(pieces, pcm)


def _sounds(
    sentences: Sequence[str], forms: Forms, among: Sequence[Kind], chance: random.Random
) -> Iterator[tuple[str, Audio]]:
    detector = Detector()
    for sentence in sentences:
        written, aloud = spoken(sentence, forms, chance)
        audio = in_a_room(said(aloud, among, chance), chance.choice(NOISES_DB), chance.randrange(2**32))
        speech = detector.speech(audio)
        if speech:
            yield written, cleaned(condensed(audio, speech).audio, noise_of(audio, speech))
