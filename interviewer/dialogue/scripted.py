"""A model that says what it was told to say: a queue in, a history out. For tests and demonstrations."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from interviewer.errors import ModelFailedError
from interviewer.prompting.written import Written

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from interviewer.prompting.template import Prompt


class ScriptedModel:
    """A SpeakingModel without a model."""

    def __init__(self, name: str = "scripted:model") -> None:
        self.name = name
        self.is_ready = True
        self.prompts: list[Prompt] = []
        """What it was asked, in order."""
        self.finished = 0
        """How many replies were heard to their end."""
        self.closed = 0
        """How many were ended, by whatever side."""
        self._replies: deque[tuple[str | ModelFailedError, ...]] = deque()

    def enqueue(self, *pieces: str | ModelFailedError) -> None:
        """One more reply, in these pieces; a failure among them ends it there."""
        self._replies.append(pieces)

    async def stream(self, prompt: Prompt) -> AsyncIterator[Written]:
        """The next reply, piece by piece. Raises ModelFailedError where one was put, and when none is left."""
        self.prompts.append(prompt)
        if not self._replies:
            raise ModelFailedError("empty", f"Nothing was written for {self.name} to say.")
        try:
            for piece in self._replies.popleft():
                if isinstance(piece, ModelFailedError):
                    raise piece
                yield Written(text=piece, model=self.name)
            self.finished += 1
        finally:
            self.closed += 1
