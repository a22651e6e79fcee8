"""Steady noise taken out of a recording before a recogniser of this machine hears it: a Wiener filter.

What the noise is like is heard where nobody speaks. How much of each frequency is left follows from how far it stands
out: Scalart and Vieira Filho, "Speech enhancement based on a priori signal to noise estimation", ICASSP 1996, with the
decision-directed estimate of Ephraim and Malah, IEEE Transactions on Acoustics, Speech, and Signal Processing 32(6),
1984.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from interviewer.speech.audio import RATE, Audio
from interviewer.speech.detection import gaps
from interviewer.transcript.heard import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

FRAME, HOP = 512, 128
"""Samples that are looked at together, and from one look to the next."""
OVERLAP = FRAME // HOP
ENOUGH, LEAST = 375, 20
"""Frames of noise: three seconds tell what it is like, and what is less than a sixth of one does not."""
ECHO_S = 0.016
"""Beside speech, which may still be heard there."""
REMEMBERED = 0.92
"""How much of the estimate comes from the frame before: less of it leaves musical tones."""
FLOOR = 0.1
"""What is left of a frequency at the least: 20 dB less. Silence that is too pure is heard as words."""
_NOTHING = 1e-3
"""The power of what is silent."""
Noise = Any
"""The power of each frequency, as an array."""


def noise_of(audio: Audio, speech: Iterable[Span]) -> Noise | None:
    """What the first three seconds are like in which nobody speaks (16 kHz); None where too little tells it."""
    import numpy as np

    powers: list[Any] = []
    for gap in gaps((Span(0, 0), *speech, Span(audio.seconds, audio.seconds))):
        if len(powers) < ENOUGH and gap.seconds > FRAME / RATE + 2 * ECHO_S:
            quiet = audio.between(gap.start_s + ECHO_S, gap.end_s - ECHO_S)
            powers.extend(np.abs(_spectra(_samples(quiet)[: ENOUGH * HOP + FRAME])) ** 2)
    return np.mean(powers[:ENOUGH], axis=0) + _NOTHING if len(powers) >= LEAST else None


def cleaned(audio: Audio, noise: Noise | None) -> Audio:
    """The recording (16 kHz) with less of that noise; as it is where the noise is not known. About 5 ms a second."""
    import numpy as np

    if noise is None:
        return audio
    samples = _samples(audio)
    spectra = _spectra(np.pad(samples, (FRAME, FRAME + -len(samples) % HOP)))
    gains = np.empty(spectra.shape)
    before = np.zeros(spectra.shape[1])
    for at, above in enumerate(np.abs(spectra) ** 2 / noise):
        speech = REMEMBERED * before + (1 - REMEMBERED) * np.maximum(above - 1, 0)
        gains[at] = np.maximum(speech / (1 + speech), FLOOR)
        before = gains[at] ** 2 * above
    made = _joined(spectra * gains)[FRAME : FRAME + len(samples)]
    return Audio(np.clip(np.round(made), -32_768, 32_767).astype("<i2").tobytes(), audio.rate)


def _samples(audio: Audio) -> Any:
    import numpy as np

    return np.frombuffer(audio.pcm, "<i2").astype(np.float64)


def _window() -> Any:
    """The root of Hann's, which is used twice: the squares of those that overlap sum up to the same everywhere."""
    import numpy as np

    return np.sqrt(np.hanning(FRAME + 1)[:FRAME])


def _spectra(samples: Any) -> Any:
    import numpy as np

    frames = np.lib.stride_tricks.sliding_window_view(samples, FRAME)[::HOP]
    return np.fft.rfft(frames * _window())


def _joined(spectra: Any) -> Any:
    """The sound of frames that overlap."""
    import numpy as np

    parts = (np.fft.irfft(spectra) * _window() / (OVERLAP / 2)).reshape(-1, OVERLAP, HOP)
    sound = np.zeros((len(parts) + OVERLAP - 1, HOP))
    for part in range(OVERLAP):
        sound[part : part + len(parts)] += parts[:, part]
    return sound.ravel()
