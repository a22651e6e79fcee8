"""Sounds that tests compute."""

from __future__ import annotations

import math
import random
from array import array
from itertools import pairwise

from interviewer.speech.audio import RATE, Audio, of_floats


def tone(hertz: float, seconds: float, rate: int = RATE, loudness: float = 0.5) -> Audio:
    count = round(seconds * rate)
    return of_floats(array("f", (loudness * math.sin(2 * math.pi * hertz * at / rate) for at in range(count))), rate)


def noise(seconds: float, loudness: float, seed: int = 1) -> Audio:
    chance = random.Random(seed)
    return of_floats(array("f", (chance.gauss(0, loudness) for _ in range(round(seconds * RATE)))), RATE)


def pitch(audio: Audio) -> float:
    """In hertz, by how often a tone crosses zero."""
    crossings = sum((one < 0) != (other < 0) for one, other in pairwise(audio.samples))
    return crossings / 2 / audio.seconds
