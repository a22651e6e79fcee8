"""The recordings of one interview on the disk: beside the journal, for its owner alone.

A recording that is not confirmed yet is a file of bare samples, `7.part` for what will be turn 7, so that neither who
leaves nor `kill -9` loses it. When it is confirmed, it becomes `7.wav`, or it goes.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from interviewer.errors import UsageError
from interviewer.speech.audio import Audio
from interviewer.speech.files import OURS_ALONE, write_wav

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OUR_FOLDER = 0o700
_PART, _KEPT = ".part", ".wav"


def delete_recordings(folder: Path) -> None:
    """Delete all recordings of an interview. Raises UsageError where that cannot be done."""
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        raise UsageError(f"{folder}: Cannot be deleted: {error.strerror}.", "Delete the folder yourself.") from error
    with suppress(OSError):  # it has recordings of other interviews
        folder.parent.rmdir()


class Part:
    """A recording that is being made. What the disk does not take is in memory all the same."""

    def __init__(self, path: Path) -> None:
        self._handle: int | None = None
        with suppress(OSError):
            for folder in (path.parent.parent, path.parent):
                folder.mkdir(mode=OUR_FOLDER, parents=True, exist_ok=True)
            self._handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OURS_ALONE)

    def add(self, block: Audio) -> None:
        """Write a block. It is the system's when this returns: the end of the process takes nothing from it."""
        if self._handle is not None:
            with suppress(OSError):
                os.write(self._handle, block.pcm)

    def close(self) -> None:
        """Nothing will follow."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


class Kept:
    """The recordings of one interview. A turn is its number."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, turn: int) -> Part:
        """The recording of that turn, made anew."""
        return Part(self._part(turn))

    def close(self) -> None:
        """The interview is over: what was never confirmed goes."""
        for turn, _ in list(self.unconfirmed()):
            self.forget(turn)

    def unconfirmed(self) -> Iterator[tuple[int, Audio]]:
        """The recordings that were left in the middle, each with its turn."""
        for path in sorted(self._folder.glob(f"*{_PART}")):
            if path.stem.isdecimal():
                with suppress(OSError):
                    yield int(path.stem), Audio(path.read_bytes())

    def keep(self, turn: int, audio: Audio) -> None:
        """The recording was confirmed, and is wanted. Raises UsageError where the disk does not take it."""
        wav = self._folder / f"{turn}{_KEPT}"
        with suppress(OSError):  # writing it says what is wrong
            wav.unlink(missing_ok=True)
        write_wav(audio, wav)
        self.forget(turn)

    def forget(self, turn: int) -> None:
        """The recording was confirmed or thrown away, and is not wanted."""
        with suppress(OSError):
            self._part(turn).unlink(missing_ok=True)
        for folder in (self._folder, self._folder.parent):
            with suppress(OSError):  # there is more in it
                folder.rmdir()

    def _part(self, turn: int) -> Path:
        return self._folder / f"{turn}{_PART}"
