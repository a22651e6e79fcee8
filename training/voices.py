"""Who speaks what is learnt from: as many voices as can be had, none of them one that measures."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from benchmarks.speech.kokoro import Kokoro
from benchmarks.speech.synthesis import ways
from interviewer.speech.audio import RATE, Audio, at_rate, at_speed

KEPT_BACK = "jf_nezumi"
"""A voice of Kokoro that nothing is learnt from, to see by what others are worth to it."""
SPEEDS = (0.85, 1.17)
"""How fast a recording is played at the least and at the most, its pitch with it: one voice is many."""
PACES = (0.85, 1.2)
"""How fast a voice of Kokoro speaks, at its own pitch."""
APART = 0.3
"""How far a mixture goes beyond the voices of which it is made."""

Speak = Callable[[str], Audio]


class Kind(NamedTuple):
    """Voices of one maker."""

    share: int
    """How often they speak."""
    voice: Callable[[random.Random], Speak]
    """Any of them."""


def kinds(kokoro: Path | None) -> Sequence[Kind]:
    """Those of this machine. A voice of Kokoro takes forty times as long as one of hibari."""
    left = ways("tuning")
    neural = [way.speak for way in left if way.is_neural]
    others = [way.speak for way in left if not way.is_neural]
    found = [Kind(8, partial(_one_of, neural))]
    found += [Kind(3, partial(_one_of, others))] if others else []
    found += [Kind(4, _Mixtures(Kokoro(kokoro)).voice)] if kokoro is not None else []
    return found


def said(text: str, among: Sequence[Kind], chance: random.Random) -> Audio:
    """The text (16 kHz), by any of the voices, faster or slower than it speaks by itself."""
    (kind,) = chance.choices(among, [each.share for each in among])
    return at_speed(at_rate(kind.voice(chance)(text), RATE), chance.uniform(*SPEEDS))


def _one_of(voices: Sequence[Speak], chance: random.Random) -> Speak:
    return chance.choice(voices)


class _Mixtures:
    """Voices of Kokoro that nobody has: weighted sums of its own."""

    def __init__(self, kokoro: Kokoro) -> None:
        self._kokoro = kokoro
        self._styles = [style for voice, style in kokoro.styles.items() if voice != KEPT_BACK]

    def voice(self, chance: random.Random) -> Speak:
        weights = [chance.uniform(-APART, 1) for _ in self._styles]
        # As far from nothing as any voice is: the weights add up to one.
        weights = [each + (1 - sum(weights)) / len(weights) for each in weights]
        mixed = sum(weight * style for weight, style in zip(weights, self._styles, strict=True))
        return partial(self._kokoro.speak, mixed, chance.uniform(*PACES))
