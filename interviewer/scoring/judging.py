"""The model behind a grader, an observer or a second look: a Protocol, so that scoring knows no provider."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from interviewer.prompting.template import Prompt
from interviewer.prompting.written import Written


class JudgingModel(Protocol):
    """A model that can be asked for one structured reply."""

    @property
    def name(self) -> str:
        """`provider:model`."""
        ...

    async def reply(self, prompt: Prompt, schema: Mapping[str, object]) -> Written:
        """One whole reply, which ought to be JSON of the schema: nobody promises that it is.

        Raises ModelFailedError.
        """
        ...
