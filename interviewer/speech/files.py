"""Recordings in files: wav, flac, mp3, m4a, ogg and what else PyAV reads; wav also without it."""

from __future__ import annotations

import io
import os
import wave
from itertools import chain
from typing import TYPE_CHECKING, Any, NoReturn

from interviewer.errors import UsageError
from interviewer.speech.audio import RATE, Audio, at_rate, from_bytes, mono, of_samples

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SUFFIXES = (".wav", ".flac", ".mp3", ".m4a", ".ogg", ".opus", ".webm")
"""The names of recordings that are looked for in a folder."""
LONGEST_S = 3_600.0
"""Seconds of a recording that is read: an hour. Whoever has a longer one has taken the wrong file."""
SHORTEST_S = 0.1
OURS_ALONE = 0o600
NOT_KNOWN = 0x7FFF_0000
"""Bytes from which on a wav file's head tells that its writer did not know the length, as one that wrote to a pipe."""
COMPLETE = 0.95
"""The part of the announced length that has to be there: encoders pad, and announce some milliseconds too much."""
_SIXTEEN_BITS = 2
_KINDS = "wav, flac, mp3, m4a and ogg can be read"


def read_audio(path: Path) -> Audio:
    """The recording as 16 kHz and one channel.

    Raises UsageError when the file cannot be read, is no audio, ends too early, is empty or longer than an hour.
    """
    try:
        # Opening a pipe would wait, perhaps for ever.
        if not path.is_file() and path.exists():
            raise UsageError(f"{path}: This is not a regular file.", "Name the file of a recording.")
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: Cannot be read: {error.strerror}.", "Check the name of the recording.") from error
    if not content:
        raise UsageError(f"{path}: The file is empty.", "Record the answer again.")
    audio = _read_wav(content, path)
    if audio is None:
        audio = _decoded(content, path)
    if audio.seconds < SHORTEST_S:
        raise UsageError(f"{path}: The recording is empty.", "Record the answer again.")
    return at_rate(audio, RATE)


def wav_bytes(audio: Audio) -> bytes:
    """The sound as the content of a wav file."""
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(_SIXTEEN_BITS)
        file.setframerate(audio.rate)
        file.writeframes(audio.pcm)
    return made.getvalue()


def write_wav(audio: Audio, path: Path) -> None:
    """Keep the sound in a new file that only its owner can read. Raises UsageError."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OURS_ALONE)
    except FileExistsError as error:
        raise UsageError(f"{path}: There is such a file already.", "Choose another name.") from error
    except OSError as error:
        raise UsageError(f"{path}: Cannot be written: {error.strerror}.", "Choose another folder.") from error
    with os.fdopen(handle, "wb") as file:
        file.write(wav_bytes(audio))


def _read_wav(content: bytes, path: Path) -> Audio | None:
    """A wav file of 16-bit samples; None for anything else, which PyAV may read. Raises UsageError."""
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        return None
    try:
        with wave.open(io.BytesIO(content)) as file:
            if file.getsampwidth() != _SIXTEEN_BITS:
                return None
            frames, rate, channels = file.getnframes(), file.getframerate(), file.getnchannels()
            if rate == 0 or channels == 0:
                _no_audio(path)
            size = frames * channels * _SIXTEEN_BITS
            if size < NOT_KNOWN:
                _check_length(frames / rate, path)
            pcm = file.readframes(frames)
    except (wave.Error, EOFError):
        return None
    if len(pcm) < size < NOT_KNOWN:
        _truncated(path)
    _check_length(len(pcm) / _SIXTEEN_BITS / channels / rate, path)
    return of_samples(mono(from_bytes(pcm), channels), rate)


def _decoded(content: bytes, path: Path) -> Audio:
    """What PyAV makes of the file. Raises UsageError."""
    try:
        import av
    except ImportError as error:
        raise UsageError(
            f"{path}: Only wav files of 16 bits can be read without the package av.",
            'Run: pip install "interviewer[voice]"',
        ) from error
    pcm = bytearray()
    announced = 0.0
    try:
        with av.open(io.BytesIO(content)) as container:
            if not container.streams.audio:
                _no_audio(path)
            stream = container.streams.audio[0]
            announced = float(stream.duration * stream.time_base) if stream.duration and stream.time_base else 0.0
            _check_length(announced, path)
            for piece in _resampled(container):
                pcm += piece
                _check_length(len(pcm) / _SIXTEEN_BITS / RATE, path)
    except av.error.FFmpegError:
        if not pcm:
            _no_audio(path)
    audio = Audio(bytes(pcm))
    if audio.seconds < announced * COMPLETE:
        _truncated(path)
    return audio


def _resampled(container: Any) -> Iterator[bytes]:
    """The frames of the first stream of sound, as ours."""
    from av import AudioResampler

    resampler = AudioResampler(format="s16", layout="mono", rate=RATE)
    for frame in chain(container.decode(audio=0), [None]):  # None asks for what the resampler has left
        for made in resampler.resample(frame):
            yield bytes(made.planes[0])[: made.samples * _SIXTEEN_BITS]


def _check_length(seconds: float, path: Path) -> None:
    if seconds > LONGEST_S:
        raise UsageError(
            f"{path}: The recording is {seconds / 60:.0f} minutes long; at most {LONGEST_S / 60:.0f} are read.",
            "Cut it to the answer.",
        )


def _no_audio(path: Path) -> NoReturn:
    raise UsageError(f"{path}: This is not a recording that can be read.", f"{_KINDS}.")


def _truncated(path: Path) -> NoReturn:
    raise UsageError(f"{path}: The recording ends before its end: the file is cut off.", "Copy or record it again.")
