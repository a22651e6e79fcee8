"""The file of `rehearse --keep`: each interview as soon as it is over, so that a later run goes on with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.errors import InterviewerError, UsageError
from interviewer.rehearsal.keeping import UnreadableLineError, as_line, from_line

if TYPE_CHECKING:
    from interviewer.rehearsal.keeping import Done


class KeptInterviews:
    """The interviews of one rehearsal that a file holds."""

    def __init__(self, name: str, rehearsal: str) -> None:
        """`rehearsal` is the command that plays the same, but for its length.

        A last line that was cut short by a crash is left out. Raises UsageError for a file of something else, and
        InterviewerError for one that cannot be read.
        """
        self._path = Path(name)
        self._rehearsal = rehearsal
        self.done: dict[int, Done] = {}
        """By number."""
        try:
            content = self._path.read_bytes() if self._path.exists() else b""
        except OSError as error:
            raise InterviewerError(f"{name} cannot be read: {error.strerror}.", "Name another file.") from error
        whole, _, rest = content.rpartition(b"\n")
        for line in whole.splitlines():
            self._take(line)
        if rest:
            self._write("wb", whole + b"\n" if whole else b"")

    def keep(self, done: Done) -> None:
        """Add one. Raises InterviewerError."""
        self._write("ab", as_line(done, self._rehearsal))

    def _take(self, line: bytes) -> None:
        try:
            done = from_line(line, self._rehearsal)
        except UnreadableLineError as error:
            raise UsageError(
                f"{self._path} is no file of this rehearsal. {error}", "Name another file, or remove it."
            ) from error
        self.done[done.played.number] = done

    def _write(self, mode: str, content: bytes) -> None:
        try:
            with self._path.open(mode) as file:
                file.write(content)
        except OSError as error:
            raise InterviewerError(
                f"{self._path} cannot be written: {error.strerror}.", "Name another file with --keep."
            ) from error
