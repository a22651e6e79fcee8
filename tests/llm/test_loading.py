"""A model that is still being loaded when it is asked."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from interviewer.errors import ModelFailedError
from interviewer.llm.loading import LoadingModel
from interviewer.llm.settings import ModelSettings
from interviewer.prompting.template import Prompt
from interviewer.prompting.usage import Usage
from interviewer.prompting.written import Written

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

SETTINGS = ModelSettings(model="fake:model")
PROMPT = Prompt(system="", user="", name="test", version=1, hash="0")


class Loaded:
    """What stands behind it once it is there."""

    usage = Usage(calls=3)

    def __init__(self) -> None:
        self.is_closed = False

    async def stream(self, prompt: Prompt) -> AsyncIterator[Written]:
        yield Written(text="one ", model="fake:model")
        yield Written(text="two", model="fake:model")

    async def reply(self, prompt: Prompt, schema: Mapping[str, object]) -> Written:
        return Written(text="{}", model="fake:model")

    async def close(self) -> None:
        self.is_closed = True


async def test_who_asks_too_early_waits_until_it_is_there() -> None:
    may_load = threading.Event()
    loaded = Loaded()

    def connect(settings: ModelSettings) -> Loaded:
        may_load.wait()
        return loaded

    model = LoadingModel(SETTINGS, connect)  # type: ignore[arg-type]
    assert model.usage == Usage()
    may_load.set()

    assert [piece.text async for piece in model.stream(PROMPT)] == ["one ", "two"]
    assert (await model.reply(PROMPT, {})).text == "{}"
    assert model.usage == Usage(calls=3)
    await model.close()
    assert loaded.is_closed


async def test_what_loading_raises_every_call_raises() -> None:
    def connect(settings: ModelSettings) -> Loaded:
        raise ModelFailedError("no-key", "There is no key.")

    model = LoadingModel(SETTINGS, connect)  # type: ignore[arg-type]

    for _ in range(2):
        with pytest.raises(ModelFailedError, match="There is no key"):
            await model.reply(PROMPT, {})
    await model.close()
