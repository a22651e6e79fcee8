"""A model of a test: connected to its server, with waits that are written down and not waited."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from msgspec import Struct

from interviewer.errors import ModelFailedError
from interviewer.llm.calls import ConnectedModel
from interviewer.llm.connect import connect
from interviewer.llm.ladder import Known
from interviewer.llm.settings import ModelSettings
from interviewer.prompting.template import Prompt

NOW = datetime(2026, 11, 21, 12, 0, 0, tzinfo=UTC)
KEY = "sk-secret-0123456789"
PROMPT = Prompt(system="Be brief.", user="What is a tuple?", name="grade", version=1, hash="0123456789ab")
SCHEMA: Mapping[str, object] = {
    "type": "object",
    "properties": {"verdict": {"type": "string"}},
    "required": ["verdict"],
    "additionalProperties": False,
}


class Waits(Struct):
    """What was waited, in seconds, and what the person was told before."""

    slept: list[float]
    told: list[tuple[float, str]]

    async def wait(self, seconds: float, failure: ModelFailedError) -> None:
        self.slept.append(seconds)
        self.told.append((seconds, failure.kind))


def settings_for(base_url: str | None, model: str = "openai:small", **more: object) -> ModelSettings:
    values: dict[str, object] = {"timeout_s": 5.0, "api_key_env": "TEST_KEY", **more}
    return ModelSettings(model=model, base_url=base_url, **values)  # type: ignore[arg-type]


@asynccontextmanager
async def connected(
    settings: ModelSettings,
    waits: Waits | None = None,
    known: Known | None = None,
    environ: Mapping[str, str] | None = None,
) -> AsyncIterator[ConnectedModel]:
    waits = waits or Waits(slept=[], told=[])
    model = connect(
        settings,
        {"TEST_KEY": KEY} if environ is None else environ,
        wait=waits.wait,
        now=lambda: NOW,
        chance=lambda: 0.0,
        known={} if known is None else known,
    )
    try:
        yield model
    finally:
        await model.close()
