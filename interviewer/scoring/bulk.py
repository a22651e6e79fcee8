"""Many exchanges graded with so many at a time: as fast as the grader allows, and never more in memory than that."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Iterable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from interviewer.scoring.grade import Exchange, GradingFailedError

if TYPE_CHECKING:
    import asyncio

Key = TypeVar("Key")
Given_co = TypeVar("Given_co", covariant=True)


class Grading(Protocol[Given_co]):
    """A grader, or what hands out more than a grade."""

    async def grade(self, exchange: Exchange) -> Given_co:
        """Grade one exchange. Raises GradingFailedError."""
        ...


async def grade_many(
    grader: Grading[Given_co],
    exchanges: Iterable[tuple[Key, Exchange]] | AsyncIterable[tuple[Key, Exchange]],
    *,
    at_once: int,
) -> AsyncGenerator[tuple[Key, Given_co | GradingFailedError]]:
    """The grade of each exchange, or why it has none, with the key that came with it, as soon as it is there.

    `exchanges` is drawn from only as fast as grades are taken: it may be a file without end. While it has nothing to
    give, what was drawn is graded. Closing the iterator cancels what is under way. Raises ValueError when `at_once` is
    below 1, and what `exchanges` raises.
    """
    import asyncio

    if at_once < 1:
        raise ValueError(f"at_once must be at least 1, not {at_once}")
    room = asyncio.Semaphore(at_once)
    running: set[asyncio.Task[tuple[Key, Given_co | GradingFailedError]]] = set()
    over: asyncio.Queue[asyncio.Task[Any]] = asyncio.Queue()

    async def feed() -> None:
        await room.acquire()
        async for key, exchange in _one_by_one(exchanges):
            task = asyncio.create_task(_graded(grader, key, exchange))
            running.add(task)
            task.add_done_callback(over.put_nowait)
            await room.acquire()

    feeder = asyncio.create_task(feed())
    feeder.add_done_callback(over.put_nowait)
    try:
        while running or not feeder.done():
            task = await over.get()
            if task is feeder:
                feeder.result()
                continue
            running.discard(task)
            room.release()
            yield task.result()
        feeder.result()
    finally:
        left = {*running, feeder}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)


async def _one_by_one(
    exchanges: Iterable[tuple[Key, Exchange]] | AsyncIterable[tuple[Key, Exchange]],
) -> AsyncIterator[tuple[Key, Exchange]]:
    if isinstance(exchanges, AsyncIterable):
        async for each in exchanges:
            yield each
    else:
        for each in exchanges:
            yield each


async def _graded(grader: Grading[Given_co], key: Key, exchange: Exchange) -> tuple[Key, Given_co | GradingFailedError]:
    try:
        return key, await grader.grade(exchange)
    except GradingFailedError as failure:
        return key, failure
