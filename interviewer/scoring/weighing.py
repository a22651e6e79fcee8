"""The model behind a grader that weighs yes against no: a Protocol, so that scoring knows no provider."""

from __future__ import annotations

from typing import Protocol

from interviewer.prompting.template import Prompt
from interviewer.prompting.weighed import Weighed


class WeighingModel(Protocol):
    """A model that tells how likely the first word of its reply is yes, and how likely no."""

    @property
    def name(self) -> str:
        """`provider:model`."""
        ...

    async def weigh(self, prompt: Prompt) -> Weighed:
        """How much the model leans to yes.

        Raises ModelFailedError, of kind `no-logprobs` where the server does not tell.
        """
        ...
