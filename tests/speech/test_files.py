"""Recordings in files."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from interviewer.errors import UsageError
from interviewer.speech import files
from interviewer.speech.audio import Audio, silence
from interviewer.speech.files import read_audio, write_wav
from tests.speech.sounds import pitch, tone

FORMATS = {
    "wav": ("pcm_s16le", 16_000),
    "wav of 24 bits": ("pcm_s24le", 44_100),
    "wav at 8 kHz": ("pcm_s16le", 8_000),
    "wav in stereo": ("pcm_s16le", 48_000),
    "flac": ("flac", 44_100),
    "mp3": ("libmp3lame", 44_100),
    "m4a": ("aac", 48_000),
    "ogg": ("libopus", 48_000),
}


def make(path: Path, codec: str, rate: int, audio: Audio, channels: int = 1) -> Path:
    """Write the sound by PyAV."""
    with av.open(path, "w", format="ipod" if path.suffix == ".m4a" else None) as container:
        stream: Any = container.add_stream(codec, rate=rate, layout="stereo" if channels == 2 else "mono")
        samples = np.repeat(np.array(audio.samples, dtype="<i2"), channels)
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout=stream.layout)
        frame.sample_rate, frame.time_base = audio.rate, Fraction(1, audio.rate)
        resampler = av.AudioResampler(stream.format, stream.layout, rate, frame_size=stream.frame_size or 1024)
        for each in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(each))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_read_at_any_rate(name: str, tmp_path: Path) -> None:
    codec, rate = FORMATS[name]
    kind = name.split(maxsplit=1)[0]
    path = make(tmp_path / f"answer.{kind}", codec, rate, tone(440, 1, rate), 2 if "stereo" in name else 1)
    heard = read_audio(path)
    assert heard.rate == 16_000
    assert heard.seconds == pytest.approx(1, abs=0.08)
    assert pitch(heard) == pytest.approx(440, abs=12)


def cut(path: Path, part: float) -> Path:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    return path


def text(path: Path) -> Path:
    path.write_text("This is not sound. " * 20)
    return path


def picture(path: Path) -> Path:
    with av.open(path, "w", format="mp4") as container:
        stream: Any = container.add_stream("mpeg4", rate=10)
        stream.width = stream.height = 32
        container.mux(stream.encode(av.VideoFrame(32, 32, "yuv420p")))
        container.mux(stream.encode(None))
    return path


def empty(path: Path) -> Path:
    path.write_bytes(b"")
    return path


def pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def wav(path: Path, audio: Audio) -> Path:
    write_wav(audio, path)
    return path


@pytest.mark.parametrize(
    ("made", "says"),
    [
        pytest.param(lambda at: at / "none.wav", "Cannot be read: No such file", id="missing"),
        pytest.param(lambda at: at, "This is not a regular file", id="folder"),
        pytest.param(lambda at: pipe(at / "a.wav"), "This is not a regular file", id="pipe"),
        pytest.param(lambda at: empty(at / "a.wav"), "The file is empty", id="no-byte"),
        pytest.param(lambda at: wav(at / "a.wav", silence(0)), "The recording is empty", id="no-sound"),
        pytest.param(lambda at: text(at / "a.wav"), "not a recording that can be read", id="text"),
        pytest.param(lambda at: text(at / "a.mp3"), "not a recording that can be read", id="text-called-mp3"),
        pytest.param(lambda at: picture(at / "a.mp4"), "not a recording that can be read", id="film-without-sound"),
        pytest.param(lambda at: cut(wav(at / "a.wav", tone(440, 1)), 0.5), "the file is cut off", id="half-a-wav"),
        pytest.param(
            lambda at: cut(make(at / "a.flac", "flac", 16_000, tone(440, 3)), 0.5),
            "the file is cut off",
            id="half-a-flac",
        ),
        pytest.param(
            lambda at: cut(make(at / "a.m4a", "aac", 16_000, tone(440, 3)), 0.5), "not a recording", id="half-an-m4a"
        ),
        pytest.param(
            lambda at: wav(at / "a.wav", Audio(bytes(2 * 8_000 * 3_700), 8_000)), "62 minutes long", id="too-long"
        ),
    ],
)
def test_what_is_no_recording_gets_one_line(made: Callable[[Path], Path], says: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=says) as error:
        read_audio(made(tmp_path))
    assert str(tmp_path) in error.value.message
    assert "\n" not in str(error.value)
    assert error.value.hint


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    audio = tone(300, 0.5)
    write_wav(audio, tmp_path / "kept.wav")
    assert read_audio(tmp_path / "kept.wav") == audio


def test_a_wav_that_was_written_to_a_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    audio = tone(300, 0.5)
    write_wav(audio, tmp_path / "a.wav")
    content = (tmp_path / "a.wav").read_bytes()
    (tmp_path / "b.wav").write_bytes(content[:40] + b"\xff\xff\xff\xff" + content[44:])
    assert read_audio(tmp_path / "b.wav") == audio


def test_what_is_kept_belongs_to_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "kept.wav"
    write_wav(tone(300, 0.5), path)
    assert stat.S_IMODE(path.stat().st_mode) == files.OURS_ALONE


def test_what_was_kept_is_not_overwritten(tmp_path: Path) -> None:
    write_wav(tone(300, 0.5), tmp_path / "kept.wav")
    with pytest.raises(UsageError, match="There is such a file already"):
        write_wav(tone(300, 0.5), tmp_path / "kept.wav")
