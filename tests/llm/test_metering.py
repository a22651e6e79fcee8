"""What each of many pieces of work at a time takes of models is told apart."""

from __future__ import annotations

import asyncio

from interviewer.llm.metering import metered, tell_meter
from interviewer.prompting.usage import Usage


async def work(calls: int, *, cost: float | None = 0.5) -> Usage:
    async def call() -> None:
        await asyncio.sleep(0)
        tell_meter(Usage(calls=1, tokens_in=10, cost=cost))

    with metered() as meter:
        await asyncio.gather(*[call() for _ in range(calls)])
    return meter.usage


async def test_each_task_has_a_meter_of_its_own_and_its_own_tasks_share_it() -> None:
    used = await asyncio.gather(*[work(calls) for calls in (0, 1, 3)])

    assert used == [
        Usage(cost=0.0),
        Usage(calls=1, tokens_in=10, cost=0.5),
        Usage(calls=3, tokens_in=30, cost=1.5),
    ]


async def test_one_call_without_a_price_leaves_the_cost_unknown() -> None:
    assert (await work(2, cost=None)).cost is None


def test_without_a_meter_nothing_is_counted() -> None:
    tell_meter(Usage(calls=1))

    with metered() as meter:
        pass

    assert meter.usage.calls == 0
