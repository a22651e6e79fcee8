"""Many exchanges graded with so many at a time: as fast as the grader allows, and never more in memory than that."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable
from typing import TYPE_CHECKING, TypeVar

from interviewer.scoring.grade import Exchange, Grade, Grader, GradingFailedError

if TYPE_CHECKING:
    import asyncio

Key = TypeVar("Key")


async def grade_many(
    grader: Grader, exchanges: Iterable[tuple[Key, Exchange]], *, at_once: int
) -> AsyncGenerator[tuple[Key, Grade | GradingFailedError], None]:
    """The grade of each exchange, or why it has none, with the key that came with it, as soon as it is there.

    `exchanges` is drawn from only as fast as grades are taken: it may be a file without end. Closing the iterator
    cancels what is under way. Raises ValueError when `at_once` is below 1.
    """
    import asyncio

    if at_once < 1:
        raise ValueError(f"at_once must be at least 1, not {at_once}")
    waiting = iter(exchanges)
    running: set[asyncio.Task[tuple[Key, Grade | GradingFailedError]]] = set()
    try:
        while True:
            while len(running) < at_once and (drawn := next(waiting, None)) is not None:
                running.add(asyncio.create_task(_graded(grader, *drawn)))
            if not running:
                return
            done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                yield task.result()
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def _graded(grader: Grader, key: Key, exchange: Exchange) -> tuple[Key, Grade | GradingFailedError]:
    try:
        return key, await grader.grade(exchange)
    except GradingFailedError as failure:
        return key, failure
