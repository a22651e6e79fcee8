"""What can be set about the engines of speech: `transcriber` and `speaker` in the table `[models]` of the settings."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from interviewer.llm.settings import ModelSettings

EngineName = Annotated[str, Meta(pattern=r"^[a-z-]+(:.*\S)?$", description="engine, or engine:model")]


class EngineSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One engine; address and key are for `openai:MODEL` alone."""

    model: EngineName
    base_url: str | None = None
    """Of an OpenAI-compatible server; None for OpenAI's own."""
    api_key_env: str | None = None
    """The environment variable that holds the key; None for the provider's usual one."""
    timeout_s: Annotated[float, Meta(gt=0, le=600)] = 60.0
    """Seconds without a byte after which the server counts as stalled."""

    @property
    def engine(self) -> str:
        """What stands before the colon."""
        return self.model.partition(":")[0]

    @property
    def variant(self) -> str:
        """What stands behind it: the model or the voice; empty for the engine's own."""
        return self.model.partition(":")[2]

    @property
    def as_model(self) -> ModelSettings:
        """The same server, key and time-out as those of a model, for what the room of models knows about them."""
        return ModelSettings(
            model=self.model, base_url=self.base_url, api_key_env=self.api_key_env, timeout_s=self.timeout_s
        )


class TranscriberSettings(EngineSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An engine that writes down what is said."""


class SpeakerSettings(EngineSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An engine that reads aloud, and how."""

    voice: str | None = None
    """One of the engine's own names; None for its usual voice."""
    speed: Annotated[float, Meta(ge=0.5, le=2)] = 1.0
    """A factor: 2 is twice as fast."""
    instructions: str | None = None
    """How to speak, for those models of OpenAI that can be told."""
