"""A file that holds every request to a model and every reply, one JSON object a line, for whoever wants to see them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from interviewer.errors import UsageError
from interviewer.llm.faults import Target, masked

Entry = Mapping[str, object]


class Log:
    """The file, open as long as the process lives. Lines are added to what it held; only its owner can read it."""

    def __init__(self, path: Path) -> None:
        """Raises UsageError when the file cannot be opened."""
        self.path = path
        self.failure: str | None = None
        """Why something is missing in the file; None as long as nothing is."""
        try:
            self._descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        except OSError as error:
            raise UsageError(f"{path} cannot be written: {error.strerror}.", "Name another file with --log.") from error

    def writer(self, target: Target, now: Callable[[], datetime]) -> Callable[[Entry], None]:
        """What writes the entries of calls to one model, none of its secrets among them."""
        escaped = tuple(json.dumps(secret)[1:-1] for secret in target.secrets)
        place = {"model": target.model, "server": target.server}

        def write(entry: Entry) -> None:
            line = json.dumps({"at": now().isoformat(timespec="milliseconds"), **place, **entry})
            self._write(masked(line, escaped))

        return write

    def _write(self, line: str) -> None:
        """A full disk costs the rest of the log, never the interview."""
        if self.failure is None:
            try:
                os.write(self._descriptor, f"{line}\n".encode("ascii"))
            except OSError as error:
                self.failure = f"{self.path} is not complete: {error.strerror}."
