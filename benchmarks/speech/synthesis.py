"""Spoken answers made of written ones: voices, speeds, fillers, restarts and noise, the same for the same seed."""

from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
import tempfile
import wave
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.speech.answers import Half, SpokenAnswer
from benchmarks.speech.kokoro import kokoro_voices
from benchmarks.speech.piper import piper
from interviewer.speech.audio import RATE, Audio, at_rate, of_floats, silence
from interviewer.speech.files import wav_bytes

FILLERS = ("um,", "uh,", "um, so,", "you know,", "well,", "er,", "I mean,", "like,")
FILLER_CHANCE = 0.04
"""Of a filler before a word."""
RESTART_CHANCE = 0.02
"""Of saying two words twice."""
NOISES_DB = (None, 25.0, 15.0)
"""Signal above noise; None for a quiet room."""
HIBARI_RATE = 24_000
NO_BREAK = "\u00a0"
"""Between the words of a term, in which nobody hesitates."""


class Way(NamedTuple):
    """A voice and how fast it speaks."""

    name: str
    speak: Callable[[str], Audio]
    is_neural: bool = False


class Recording(NamedTuple):
    """A spoken answer."""

    answer: SpokenAnswer
    half: Half
    voice: str
    is_neural: bool
    noise_db: float | None
    said: str
    """The words that were spoken, fillers included."""
    audio: Audio


def ways(half: Half, pipers: Sequence[Path] = (), kokoro: Path | None = None) -> Sequence[Way]:
    """The voices of a half that can be had on this machine; no voice and speed is in both halves.

    The voices of Piper are kept for measuring: nothing was tuned to them. Those of Kokoro are for tuning.
    """
    found: list[Way] = []
    speeds = {"tuning": (1.0, 1.2), "measuring": (0.9, 1.1)}[half]
    found += [Way(f"hibari × {speed:g}", _hibari(speed), is_neural=True) for speed in speeds]
    if half == "tuning" and kokoro is not None:
        found += [Way(f"kokoro {voice}", speak, is_neural=True) for voice, speak in kokoro_voices(kokoro)]
    if half == "measuring":
        found += [Way(f"piper {path.stem}", piper(path, 1.0), is_neural=True) for path in pipers]
    if shutil.which("espeak-ng"):
        espeak = {"tuning": (("en-gb", 150), ("en-us+f3", 165)), "measuring": (("en-us", 160), ("en-gb-x-rp+f2", 145))}
        found += [Way(f"espeak-ng {voice}, {rate}", _espeak(voice, rate)) for voice, rate in espeak[half]]
    if shutil.which("flite"):
        flite = {"tuning": ("slt", "kal16"), "measuring": ("rms", "awb")}
        found += [Way(f"flite {voice}", _flite(voice)) for voice in flite[half]]
    return found


def recordings(
    answers: Sequence[SpokenAnswer], half: Half, voices: Sequence[Way], forms: Mapping[str, Sequence[str]], seed: int
) -> Iterator[Recording]:
    """Each answer by two neural voices and one other, in turn. `forms` says how terms are said aloud."""
    chance = random.Random(f"{seed} {half}")
    neural, plain = ([way for way in voices if way.is_neural is kind] for kind in (True, False))
    for at, answer in enumerate(answers):
        turn = len(neural) // 2 or 1
        chosen = [neural[at % len(neural)], neural[(at + turn) % len(neural)]]
        chosen += [plain[at % len(plain)]] if plain else []
        for place, way in enumerate(chosen):
            said = hesitating(aloud(answer.text, forms, chance), chance)
            noise_db = NOISES_DB[(at + place) % len(NOISES_DB)]
            audio = in_a_room(way.speak(said), noise_db, chance.randrange(2**32))
            yield Recording(answer, half, way.name, way.is_neural, noise_db, said, audio)


def aloud(text: str, forms: Mapping[str, Sequence[str]], chance: random.Random) -> str:
    """The text as a person would say it: terms in one of their spoken forms, the longest term first."""
    for term in sorted(forms, key=len, reverse=True):
        pattern = re.compile(rf"(?<![\w.]){re.escape(term)}(?!\w)")
        text = pattern.sub(lambda _: chance.choice(forms[term]).replace(" ", NO_BREAK), text)  # noqa: B023 (called at once)
    return text


def hesitating(text: str, chance: random.Random) -> str:
    """The text with fillers and restarts, none of them within a term."""
    made: list[str] = []
    words = text.split(" ")
    for at, word in enumerate(words):
        if chance.random() < FILLER_CHANCE:
            made.append(chance.choice(FILLERS))
        if at and chance.random() < RESTART_CHANCE and at + 1 < len(words):
            made += [word.strip(",."), words[at + 1].strip(",.") + ","]
        made.append(word)
    return " ".join(made).replace(NO_BREAK, " ")


def in_a_room(audio: Audio, noise_db: float | None, seed: int) -> Audio:
    """The sound at an even loudness, with silence round it and noise that falls with the pitch, as a fan's does."""
    around = silence(0.6) + at_rate(audio, RATE) + silence(0.8)
    samples = np.frombuffer(around.pcm, dtype="<i2").astype(np.float64)
    loudness = np.sqrt(np.mean(samples**2))
    samples *= 2_500 / loudness
    if noise_db is not None:
        white = np.random.default_rng(seed).standard_normal(len(samples))
        spectrum = np.fft.rfft(white) / np.sqrt(np.arange(len(samples) // 2 + 1) + 50)
        noise = np.fft.irfft(spectrum, len(samples))
        samples += noise / np.sqrt(np.mean(noise**2)) * 2_500 / 10 ** (noise_db / 20)
    return Audio(np.clip(samples, -32_768, 32_767).astype("<i2").tobytes())


@cache
def _hibari_model() -> object:
    from hibari import Hibari

    return Hibari()


def _hibari(speed: float) -> Callable[[str], Audio]:
    def speak(text: str) -> Audio:
        made = _hibari_model()(text, speed=speed, seed=0)  # type: ignore[operator]
        return of_floats(array("f", made.tobytes()), HIBARI_RATE)

    return speak


def _espeak(voice: str, rate: int) -> Callable[[str], Audio]:
    return lambda text: _of_program(["espeak-ng", "-v", voice, "-s", str(rate), "--stdin", "-w"], text)


def _flite(voice: str) -> Callable[[str], Audio]:
    def speak(text: str) -> Audio:
        with tempfile.NamedTemporaryFile(suffix=".txt") as file:
            Path(file.name).write_text(text)
            return _of_program(["flite", "-voice", voice, "-f", file.name, "-o"], "")

    return speak


def _of_program(command: Sequence[str], text: str) -> Audio:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "said.wav"
        subprocess.run([*command, path], input=text.encode(), check=True, capture_output=True)
        with wave.open(io.BytesIO(path.read_bytes())) as file:
            return Audio(file.readframes(file.getnframes()), file.getframerate())


def keep(recording: Recording, folder: Path, number: int) -> None:
    """Write the recording to a file, to listen to."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{recording.half}-{number:03}.wav").write_bytes(wav_bytes(recording.audio))
