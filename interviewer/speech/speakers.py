"""What reads aloud: a voice with a loudspeaker, and the voice of the system, which has both."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from interviewer.errors import InterviewerError
from interviewer.speech.sources import no_device, sounddevice
from interviewer.text.display import shorten

if TYPE_CHECKING:
    from interviewer.speech.audio import Audio
    from interviewer.speech.engines import Player, Voice

_POLL_S = 0.05
PIECE_S = 0.1
"""Seconds that go to the loudspeaker at once: what is still heard after `stop`."""
_USUAL_WORDS_A_MINUTE = 175
_MOST_SAID = 120


class SpeakingVoice:
    """A voice and a loudspeaker, as one that speaks."""

    def __init__(self, voice: Voice, player: Player) -> None:
        self._voice = voice
        self._player = player
        self.name = voice.name
        self.server = voice.server

    def speak(self, sentence: str, is_stopped: Callable[[], bool]) -> None:
        """Say it; back when it was said, or soon after `is_stopped` is true. Raises InterviewerError."""
        with closing(self._voice.audio(sentence)) as pieces:
            self._player.play(pieces, is_stopped)

    def close(self) -> None:
        """Let go of the voice."""
        self._voice.close()


class Loudspeaker:
    """A loudspeaker of this machine."""

    def __init__(self, device: str | int | None = None) -> None:
        """`device` is a number or a part of a name, as sounddevice knows them; None is the system's default."""
        self._device = device

    def play(self, pieces: Iterable[Audio], is_stopped: Callable[[], bool]) -> None:
        """Play them one after the other. Raises InterviewerError when there is no device."""
        devices = sounddevice()
        stream: Any = None
        try:
            for piece in pieces:
                if stream is None:
                    stream = devices.RawOutputStream(
                        samplerate=piece.rate, channels=1, dtype="int16", device=self._device
                    )
                    stream.start()
                if not _played(stream, piece, is_stopped):
                    stream.abort()
                    return
            if stream is not None:
                stream.stop()  # waits until the device has played what it was given
        except (devices.PortAudioError, ValueError) as error:
            raise no_device("loudspeaker", error) from error
        finally:
            if stream is not None:
                stream.close()


def _played(stream: Any, piece: Audio, is_stopped: Callable[[], bool]) -> bool:
    """Whether all of it was handed to the device."""
    at = 0.0
    while at < piece.seconds:
        if is_stopped():
            return False
        stream.write(piece.between(at, at + PIECE_S).pcm)
        at += PIECE_S
    return not is_stopped()


class Program(NamedTuple):
    """A program that speaks what it reads from standard input."""

    command: Callable[[str, str | None, float], Sequence[str]]
    """From its path, a voice and a speed."""
    install: str = ""


def _say(path: str, voice: str | None, speed: float) -> Sequence[str]:
    return [path, *(("-v", voice) if voice else ()), "-r", str(round(_USUAL_WORDS_A_MINUTE * speed)), "-f", "-"]


def _espeak(path: str, voice: str | None, speed: float) -> Sequence[str]:
    return [path, "-v", voice or "en", "-s", str(round(_USUAL_WORDS_A_MINUTE * speed)), "--stdin"]


_SAPI = (
    "[Console]::InputEncoding = [Text.Encoding]::UTF8; Add-Type -AssemblyName System.Speech; "
    "$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer; $voice.Rate = {rate}; "
    "{choice}$voice.Speak([Console]::In.ReadToEnd())"
)
_SAPI_STEPS = 10
"""SAPI's rate goes from -10, a third as fast, to 10, three times as fast."""


def _sapi(path: str, voice: str | None, speed: float) -> Sequence[str]:
    import math

    quoted = "'" + voice.replace("'", "''") + "'" if voice else ""
    choice = f"$voice.SelectVoice({quoted}); " if voice else ""
    rate = round(_SAPI_STEPS * math.log(speed, 3))
    return [path, "-NoProfile", "-NonInteractive", "-Command", _SAPI.format(rate=rate, choice=choice)]


PROGRAMS: Mapping[str, Mapping[str, Callable[[str, str | None, float], Sequence[str]]]] = {
    "darwin": {"say": _say},
    "win32": {"powershell": _sapi, "pwsh": _sapi},
    "linux": {"espeak-ng": _espeak, "espeak": _espeak},
}
"""By platform, what speaks there, the usual one first."""


class SystemVoice:
    """The voice of the system: a program that speaks by itself."""

    server = None

    def __init__(
        self,
        voice: str | None = None,
        speed: float = 1.0,
        *,
        platform: str = sys.platform,
        which: Callable[[str], str | None] = shutil.which,
    ) -> None:
        """Raises InterviewerError when there is no such program."""
        self.name = "system"
        programs = PROGRAMS.get(platform, PROGRAMS["linux"])
        found = next(((path, program) for name, program in programs.items() if (path := which(name))), None)
        if found is None:
            named = next(iter(programs))
            raise InterviewerError(
                f"This system has no voice: there is no {named}.", f"Install {named}, or choose another speaker."
            )
        path, program = found
        self.command = tuple(program(path, voice, speed))

    def speak(self, sentence: str, is_stopped: Callable[[], bool]) -> None:
        """Say it; back when it was said, or soon after `is_stopped` is true. Raises InterviewerError."""
        with subprocess.Popen(  # noqa: S603 (what is said goes through standard input, where nothing is an option)
            self.command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        ) as running:
            complaint = _complaint(running, sentence.encode(), is_stopped)
        if running.returncode and complaint is not None:
            said = shorten(complaint.decode(errors="replace"), _MOST_SAID) or f"exit status {running.returncode}"
            raise InterviewerError(f"The system's voice failed: {said}", "Choose another speaker, or read.")

    def close(self) -> None:
        """Nothing is left open."""


def _complaint(running: subprocess.Popen[bytes], text: bytes, is_stopped: Callable[[], bool]) -> bytes | None:
    """What the program wrote to standard error until it ended; None when it was stopped."""
    left: bytes | None = text
    while not is_stopped():
        with suppress(subprocess.TimeoutExpired):
            return running.communicate(left, timeout=_POLL_S)[1]
        left = None  # Popen remembers what it has not sent yet
    running.kill()
    running.communicate()
    return None
