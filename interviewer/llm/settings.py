"""What can be set about a model: a table of `[models]` in the settings."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

MODEL_NAME = r"[a-z_]+:.*\S"
PARAMETERS = ("temperature", "top_p", "seed", "reasoning_effort", "max_tokens")
"""What shapes a reply, and is handed to the provider."""
ModelName = Annotated[str, Meta(pattern=f"^{MODEL_NAME}", description="provider:model")]


class ModelSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One model and how to talk to it."""

    model: ModelName
    base_url: str | None = None
    """Of an OpenAI-compatible server; None for the provider's own."""
    api_key_env: str | None = None
    """The environment variable that holds the key; None for the provider's usual one."""
    temperature: Annotated[float, Meta(ge=0, le=2)] | None = None
    top_p: Annotated[float, Meta(gt=0, le=1)] | None = None
    seed: Annotated[int, Meta(ge=0)] | None = None
    reasoning_effort: Annotated[str, Meta(pattern=r"^[a-z]+$")] | None = None
    """How long a model that reasons may do so, in its provider's words, such as `low`."""
    max_tokens: Annotated[int, Meta(ge=16)] | None = None
    timeout_s: Annotated[float, Meta(gt=0, le=600)] = 60.0
    """Seconds without a byte after which the model counts as stalled."""
    price_in: Annotated[float, Meta(ge=0)] | None = None
    """Of a million tokens of the prompt, in any currency."""
    price_out: Annotated[float, Meta(ge=0)] | None = None
    """Of a million tokens of the reply."""
    fallbacks: tuple[ModelName, ...] = ()
    """Models to try in this order when this one fails, with the same settings otherwise."""

    @property
    def parameters(self) -> dict[str, float | int | str]:
        """Those of `PARAMETERS` that are set, by name."""
        return {name: value for name in PARAMETERS if (value := getattr(self, name)) is not None}
