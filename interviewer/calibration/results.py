"""What was graded so far, one line each in a file: a run that is cut off at any instant goes on where it stood."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, ValidationError, convert, to_builtins

from interviewer.errors import InterviewerError
from interviewer.prompting.usage import Usage
from interviewer.scoring.grade import Grade


class Result(Struct, frozen=True, kw_only=True):
    """One line."""

    key: str
    """Of the case that was graded."""
    grade: Grade
    seconds: float
    """From the line before it, or the beginning of its run: the sum is the time that all took together."""
    usage: Usage | None = None
    """What models took since the line before it; None where none was asked."""


class Results:
    """The results of one grader. Several processes may add to one file."""

    def __init__(self, path: Path, *, fresh: bool = False) -> None:
        """`fresh` forgets what is there. Raises InterviewerError when the file cannot be read or made."""
        self._path = path
        self._found: dict[str, Result] = {}
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            content = b"" if fresh or not path.exists() else path.read_bytes()
            if fresh:
                path.unlink(missing_ok=True)
            elif content and not content.endswith(b"\n"):
                self._append("\n")  # after half a line of a process that was killed
        except OSError as error:
            raise self._failure(error) from error
        for line in content.splitlines():
            with suppress(ValueError, ValidationError, RecursionError):
                result = convert(json.loads(line), Result)
                self._found[result.key] = result

    @property
    def found(self) -> Mapping[str, Result]:
        """What there is, by key."""
        return self._found

    def put(self, result: Result) -> None:
        """Keep it; once this returns, only the end of the machine takes it away. Raises InterviewerError."""
        self._found[result.key] = result
        try:
            # ASCII JSON of the stdlib keeps lone surrogates, as the journal does.
            self._append(json.dumps(to_builtins(result)) + "\n")
        except OSError as error:
            raise self._failure(error) from error

    def _append(self, text: str) -> None:
        # In one piece, so that two processes do not mix their lines; for its owner alone, as the journal is.
        with open(self._path, "ab", buffering=0, opener=_private) as file:
            file.write(text.encode())

    def _failure(self, error: OSError) -> InterviewerError:
        return InterviewerError(
            f"{self._path} cannot be used: {error.strerror}.",
            "What was graded is kept there; make room, or make it yours.",
        )


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
