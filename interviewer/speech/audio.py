"""Sound as a value: one channel of 16-bit samples."""

from __future__ import annotations

import math
from array import array
from itertools import accumulate, islice
from operator import add, mul

from msgspec import Struct

RATE = 16_000
"""Samples a second that recognisers and the detector of speech want."""
FULL = 32_767
"""The loudest sample."""
_BYTES = 2
_QUIETEST_DB = 60.0
"""Decibels below full scale at which the level meter shows nothing."""


class Audio(Struct, frozen=True):
    """A stretch of sound. Equal sounds are equal values."""

    pcm: bytes
    """Signed 16-bit samples, little-endian, one channel."""
    rate: int = RATE
    """Samples a second."""

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.pcm) / _BYTES / self.rate

    @property
    def samples(self) -> array[int]:
        """A copy as numbers from -32768 to 32767."""
        return from_bytes(self.pcm)

    def between(self, start_s: float, end_s: float) -> Audio:
        """The part between two times; what lies outside of the recording is left out."""
        first, last = (max(0, round(at * self.rate)) * _BYTES for at in (start_s, end_s))
        return Audio(self.pcm[first:last], self.rate)

    def __add__(self, other: Audio) -> Audio:
        """One after the other. Raises ValueError when their rates differ."""
        if other.rate != self.rate:
            raise ValueError(f"{self.rate} and {other.rate} samples a second do not join")
        return Audio(self.pcm + other.pcm, self.rate)


def silence(seconds: float, rate: int = RATE) -> Audio:
    """So many seconds of nothing."""
    return Audio(bytes(round(seconds * rate) * _BYTES), rate)


def of_samples(samples: array[int], rate: int) -> Audio:
    """Sound from numbers from -32768 to 32767."""
    return Audio(to_bytes(samples), rate)


def of_floats(floats: array[float], rate: int) -> Audio:
    """Sound from numbers from -1 to 1; what is louder is clipped."""
    return of_samples(array("h", (round(max(-1.0, min(1.0, each)) * FULL) for each in floats)), rate)


def floats(audio: Audio) -> array[float]:
    """The samples as 32-bit numbers from -1 to 1."""
    samples = audio.samples
    return array("f", map(mul, samples, [1 / (FULL + 1)] * len(samples)))


def at_rate(audio: Audio, rate: int) -> Audio:
    """The same sound with so many samples a second.

    Fewer samples are means over their stretch (enough against aliasing for speech), more are interpolated. Runs on C
    iterators of the standard library: a minute of 48 kHz takes about half a second.
    """
    if audio.rate == rate:
        return audio
    samples = audio.samples
    count = len(samples) * rate // audio.rate
    made = _means(samples, count) if audio.rate > rate else _between(samples, count)
    return of_samples(made, rate)


def at_speed(audio: Audio, speed: float) -> Audio:
    """The same sound so many times as fast, at the same rate; the pitch goes with it.

    >>> at_speed(silence(1), 1.25).seconds
    0.8
    """
    return at_rate(Audio(audio.pcm, round(audio.rate * speed)), audio.rate)


def level(audio: Audio) -> float:
    """How loud it is, from 0 (60 dB below full scale, or empty) to 1, in proportion to decibels."""
    samples = audio.samples
    power = sum(map(mul, samples, samples)) / max(1, len(samples))
    if power == 0:
        return 0.0
    decibels = 10 * math.log10(power / FULL**2)
    return max(0.0, min(1.0, 1 + decibels / _QUIETEST_DB))


def mono(samples: array[int], channels: int) -> array[int]:
    """The mean of interleaved channels."""
    if channels == 1:
        return samples
    total: list[int] = [0] * (len(samples) // channels)
    for channel in range(channels):
        total = list(map(add, total, samples[channel::channels]))
    return array("h", (each // channels for each in total))


def from_bytes(pcm: bytes) -> array[int]:
    """The numbers in little-endian 16-bit samples; half a sample at the end is left out."""
    import sys

    samples = array("h")
    samples.frombytes(pcm[: len(pcm) // _BYTES * _BYTES])
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def to_bytes(samples: array[int]) -> bytes:
    """Little-endian 16-bit samples."""
    import sys

    if sys.byteorder == "big":
        samples = samples[:]
        samples.byteswap()
    return samples.tobytes()


def _means(samples: array[int], count: int) -> array[int]:
    sums = [0, *accumulate(samples)]
    edges = [at * len(samples) // count for at in range(count + 1)] if count else [0]
    return array(
        "h",
        ((sums[end] - sums[start]) // (end - start) for start, end in zip(edges, islice(edges, 1, None), strict=False)),
    )


def _between(samples: array[int], count: int) -> array[int]:
    made = array("h")
    step = len(samples) / count if count else 0.0
    last = len(samples) - 1
    for at in range(count):
        place = at * step
        before = min(int(place), last)
        after = min(before + 1, last)
        made.append(round(samples[before] + (samples[after] - samples[before]) * (place - before)))
    return made
