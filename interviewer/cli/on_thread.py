"""Work that blocks, on a thread of its own that nobody has to wait for."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Given = TypeVar("Given")


async def on_thread(work: Callable[[], Given]) -> Given:
    """What the work gives, or raises. A daemon does it: whoever leaves does not wait for it, as `to_thread` would."""
    import asyncio

    loop = asyncio.get_running_loop()
    arrived: asyncio.Future[Given] = loop.create_future()

    def tell(given: Given | None, error: BaseException | None) -> None:
        if arrived.done():
            return
        if error is not None:
            arrived.set_exception(error)
        else:
            arrived.set_result(given)  # type: ignore[arg-type] # without an error there is something given

    def run() -> None:
        given, failure = None, None
        try:
            given = work()
        except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
            failure = error
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(tell, given, failure)

    threading.Thread(target=run, daemon=True).start()
    return await arrived
