"""A model that is still being loaded: importing LangChain takes over a second, and the candidate reads meanwhile."""

from __future__ import annotations

import threading
from contextlib import aclosing
from typing import TYPE_CHECKING

from interviewer.llm.usage import nothing_yet
from interviewer.prompting.usage import Usage

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncIterator, Callable, Mapping

    from interviewer.llm.calls import ConnectedModel
    from interviewer.llm.settings import ModelSettings
    from interviewer.prompting.template import Prompt
    from interviewer.prompting.weighed import Weighed
    from interviewer.prompting.written import Written


class LoadingModel:
    """Stands for a model from the moment that it is asked for; whoever calls it waits until it is there.

    Made in a running event loop. `connect` is run on a thread of its own; what it raises, every call raises.
    """

    def __init__(self, settings: ModelSettings, connect: Callable[[ModelSettings], ConnectedModel]) -> None:
        import asyncio

        self.name = settings.model
        self._settings = settings
        self._connect = connect
        self._loop = asyncio.get_running_loop()
        self._loaded: asyncio.Future[ConnectedModel] = self._loop.create_future()
        # A daemon: who leaves at once does not wait for the end of an import.
        threading.Thread(target=self._load, daemon=True).start()

    @property
    def usage(self) -> Usage:
        """The sum over all calls until now."""
        return self._loaded.result().usage if self.is_ready else nothing_yet(self._settings)

    @property
    def is_ready(self) -> bool:
        """Whether it is loaded, and can be asked without waiting for that."""
        return self._loaded.done() and not self._loaded.cancelled() and self._loaded.exception() is None

    async def close(self) -> None:
        """Close the connections that were kept; none can follow."""
        if self.is_ready:
            await self._loaded.result().close()

    async def knock(self) -> None:
        """Raise ModelFailedError when the server cannot be reached, or refuses the key."""
        import asyncio

        model = await asyncio.shield(self._loaded)
        await model.knock()

    async def stream(self, prompt: Prompt) -> AsyncIterator[Written]:
        """The reply in pieces. Raises ModelFailedError."""
        import asyncio

        model = await asyncio.shield(self._loaded)
        async with aclosing(model.stream(prompt)) as pieces:
            async for piece in pieces:
                yield piece

    async def reply(self, prompt: Prompt, schema: Mapping[str, object]) -> Written:
        """The text of one structured reply. Raises ModelFailedError."""
        import asyncio

        model = await asyncio.shield(self._loaded)
        return await model.reply(prompt, schema)

    async def weigh(self, prompt: Prompt) -> Weighed:
        """How much the model leans to yes. Raises ModelFailedError."""
        import asyncio

        model = await asyncio.shield(self._loaded)
        return await model.weigh(prompt)

    def _load(self) -> None:
        import gc

        try:
            model = self._connect(self._settings)
        except Exception as error:  # noqa: BLE001 - it is raised again where the model is called
            self._tell(self._loaded.set_exception, error)
        else:
            # Ten thousands of objects that live as long as the process: no collection need look at them again.
            gc.freeze()
            self._tell(self._loaded.set_result, model)

    def _tell(self, settle: Callable[..., None], result: object) -> None:
        def once() -> None:
            if not self._loaded.done():
                settle(result)

        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(once)
