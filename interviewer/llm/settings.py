"""What can be set about a model: a table of `[models]` in the settings."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct
from msgspec.structs import asdict, replace

MODEL_NAME = r"[a-z_]+:.*\S"
PARAMETERS = ("temperature", "top_p", "seed", "reasoning_effort", "max_tokens")
"""What shapes a reply, and is handed to the provider."""
Strategy = Literal["auto", "structured", "probability"]
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

    @property
    def limit_of_openai(self) -> str:
        """What `max_tokens` is called over OpenAI's protocol.

        OpenAI's newer models refuse the old name, other servers may not know the new one.
        """
        return "max_completion_tokens" if self.base_url is None else "max_tokens"


class GraderSettings(ModelSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A model that grades, and how it is to do that."""

    strategy: Strategy = "auto"
    """One structured reply for the whole rubric, or the probabilities of yes to one question for each criterion."""
    fast: bool = False
    """Whether second looks are left out."""
    thorough: bool = False
    """Whether every verdict is looked at a second time, not only those that need it most."""
    samples: Annotated[int, Meta(ge=1, le=9)] = 1
    """How many times an answer is graded, each time with the rubric in another order; the majority decides."""
    panel: tuple[GraderSettings, ...] = ()
    """Further models that grade the same answers and vote."""

    def __post_init__(self) -> None:
        if self.fast and self.thorough:
            raise ValueError("`fast` and `thorough` exclude each other")
        if any(member.panel for member in self.panel):
            raise ValueError("a member of a panel has no panel")

    @property
    def members(self) -> tuple[GraderSettings, ...]:
        """The model itself and its panel, each without one."""
        return (replace(self, panel=()), *self.panel)


def as_grader(settings: ModelSettings) -> GraderSettings:
    """The same model with what else is set about grading, by default nothing."""
    return settings if isinstance(settings, GraderSettings) else GraderSettings(**asdict(settings))
