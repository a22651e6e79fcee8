"""Where sound comes from: a microphone, or files that stand in for one."""

from __future__ import annotations

from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from interviewer.errors import InterviewerError
from interviewer.speech.audio import RATE, Audio
from interviewer.text.display import shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BLOCK_S = 0.064
"""Seconds of a block: often enough for a level meter that follows the voice."""
_NO_LIBRARY = "Sound devices need the package sounddevice and the library PortAudio."
_INSTALL = 'Run: pip install "interviewer[voice]"; on Debian and Ubuntu also: sudo apt install libportaudio2'
_MOST_SAID = 120
_NO_DEFAULT = "Error querying device -1"
"""What PortAudio says where the system has no device at all."""


class Microphone:
    """A microphone of this machine."""

    def __init__(self, device: str | int | None = None) -> None:
        """`device` is a number or a part of a name, as sounddevice knows them; None is the system's default."""
        self._device = device

    @property
    def name(self) -> str:
        """The device's name. Raises InterviewerError when there is none."""
        devices = sounddevice()
        try:
            return str(devices.query_devices(self._device, "input")["name"])
        except (devices.PortAudioError, ValueError) as error:
            raise no_device("microphone", error) from error

    def open(self, on_block: Callable[[Audio], None]) -> Callable[[], None]:
        """Begin to hand over blocks. Raises InterviewerError when there is no device, or it may not be used."""
        devices = sounddevice()

        def take(block: Any, _frames: int, _time: object, _status: object) -> None:
            on_block(Audio(bytes(block)))

        try:
            stream = devices.RawInputStream(
                samplerate=RATE,
                channels=1,
                dtype="int16",
                blocksize=round(BLOCK_S * RATE),
                device=self._device,
                callback=take,
            )
            stream.start()
        except (devices.PortAudioError, ValueError) as error:
            raise no_device("microphone", error) from error

        def close() -> None:
            stream.stop()
            stream.close()

        return close


class Recordings:
    """Recordings that stand in for a microphone: each time it is opened, the next one is heard.

    A recording is followed by silence, as a person's voice is, until it is closed.
    """

    name = "recordings"

    def __init__(self, recordings: Sequence[Audio], pace: float = 1.0) -> None:
        """`pace` is how many times as fast as in life it is heard; 0 hands over a whole recording in `open`."""
        self._left = list(recordings)
        self._pace = pace

    def open(self, on_block: Callable[[Audio], None]) -> Callable[[], None]:
        """Begin to hand over blocks of the next recording. Raises InterviewerError when there is none left."""
        if not self._left:
            raise InterviewerError("There is no recording left to hear.", "Hand over one more.")
        recording = self._left.pop(0)
        if self._pace == 0:
            on_block(recording)
            return _nothing
        is_over = Event()
        thread = Thread(target=self._hand_over, args=(recording, on_block, is_over), daemon=True)
        thread.start()

        def close() -> None:
            is_over.set()
            thread.join()

        return close

    def _hand_over(self, recording: Audio, on_block: Callable[[Audio], None], is_over: Event) -> None:
        at = 0.0
        quiet = Audio(bytes(2 * round(BLOCK_S * recording.rate)), recording.rate)
        while not is_over.wait(BLOCK_S / self._pace):
            on_block(recording.between(at, at + BLOCK_S) if at < recording.seconds else quiet)
            at += BLOCK_S


def sounddevice() -> Any:
    """The package, ready to use. Raises InterviewerError when it, or PortAudio, is not installed."""
    try:
        import sounddevice as package
    except (ImportError, OSError) as error:  # OSError: the package is there, PortAudio is not
        raise InterviewerError(_NO_LIBRARY, _INSTALL) from error
    return package


def no_device(what: str, error: Exception) -> InterviewerError:
    """What a person reads when a device does not work."""
    said = shorten(str(error), _MOST_SAID)
    if said == _NO_DEFAULT:
        return InterviewerError(
            f"There is no {what}.", f"Plug one in, or let this terminal use the {what} that is there."
        )
    return InterviewerError(
        f"The {what} cannot be used: {said.rstrip('.')}.",
        f"Plug in a {what}, or let this terminal use it in the system's settings.",
    )


def _nothing() -> None:
    """All was handed over already."""
