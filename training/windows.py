"""Sentences to windows of sound, as a recogniser will be given them: in a room, silence and noise taken out.

Speaking takes hours. It is done in parts, by a process for each processor, and what is spoken is kept: a run that was
broken off goes on where it was.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial, reduce
from hashlib import sha256
from operator import add
from pathlib import Path

from msgspec import Struct, msgpack

from benchmarks.speech.synthesis import NOISES_DB, in_a_room
from interviewer.speech.audio import Audio
from interviewer.speech.denoising import cleaned, noise_of
from interviewer.speech.detection import Detector, condensed
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
    """A sentence, spoken."""

    text: str
    pcm: bytes

    @property
    def seconds(self) -> float:
        """How long it takes."""
        return self.audio.seconds

    @property
    def audio(self) -> Audio:
        """Its sound (16 kHz)."""
        return Audio(self.pcm)


Window = Sequence[Piece]
"""What a recogniser hears in one go."""


def sound(window: Window) -> Audio:
    """All of it."""
    return reduce(add, (piece.audio for piece in window))


def windows(pieces: Iterable[Piece], longest_s: float, chance: random.Random) -> Iterator[Window]:
    """As many in a window as it holds, but for those that end before; what is too long alone is left out."""
    window: list[Piece] = []
    for piece in pieces:
        if piece.seconds > longest_s:
            continue
        is_full = sum(each.seconds for each in (*window, piece)) > longest_s
        if window and (is_full or chance.random() < ALONE):
            yield window
            window = []
        window.append(piece)
    if window:
        yield window


def pieces(sentences: Sequence[str], forms: Forms, kokoro: Path | None, seed: int, folder: Path) -> Iterator[Piece]:
    """The sentences, spoken. `folder` is where they are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = [sentences[first : first + PART] for first in range(0, len(sentences), PART)]
    turns = [(part, f"{seed} {time}") for time in range(TIMES) for part in parts]
    speak = partial(_spoken, forms, kokoro, folder)
    with ProcessPoolExecutor() as processes:
        for path in processes.map(speak, *zip(*turns, strict=True)):
            yield from msgpack.decode(path.read_bytes(), type=list[Piece])


def _spoken(forms: Forms, kokoro: Path | None, folder: Path, sentences: Sequence[str], seed: str) -> Path:
    """The file with these sentences."""
    name = sha256("\n".join((seed, *sentences)).encode()).hexdigest()[:16]
    path, unfinished = folder / name, folder / f"{name}.unfinished"
    if not path.exists():
        made = list(_pieces(sentences, forms, _kinds(kokoro), random.Random(name)))
        unfinished.write_bytes(msgpack.encode(made))
        unfinished.rename(path)
    return path


_kinds = cache(kinds)


def _pieces(sentences: Sequence[str], forms: Forms, among: Sequence[Kind], chance: random.Random) -> Iterator[Piece]:
    detector = Detector()
    for sentence in chance.sample(sentences, len(sentences)):
        written, aloud = spoken(sentence, forms, chance)
        audio = in_a_room(said(aloud, among, chance), chance.choice(NOISES_DB), chance.randrange(2**32))
        speech = detector.speech(audio)
        if speech:
            yield Piece(written, cleaned(condensed(audio, speech).audio, noise_of(audio, speech)).pcm)
