"""A keyring of a test, in memory."""

from __future__ import annotations

from collections.abc import Mapping

from interviewer.errors import InterviewerError
from interviewer.llm.keys import Keys


class Drawer:
    """A keyring that writes down what it was asked for. One that is `locked` takes nothing."""

    name = "a drawer"

    def __init__(self, held: Mapping[str, str] | None = None, *, locked: bool = False) -> None:
        self.held = dict(held or {})
        self.asked: list[str] = []
        self._locked = locked

    def read(self, variable: str) -> str | None:
        self.asked.append(variable)
        return self.held.get(variable)

    def keep(self, variable: str, key: str) -> None:
        if self._locked:
            raise InterviewerError("The drawer is locked.", "Find its key.")
        self.held[variable] = key


def keys(drawer: Drawer | None = None, **environ: str) -> Keys:
    """An environment with that keyring behind it."""
    return Keys(environ, lambda: drawer)
