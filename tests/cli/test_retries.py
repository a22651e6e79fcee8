"""Waits before a model is asked again."""

from __future__ import annotations

import asyncio

from interviewer.cli.retries import Retries
from interviewer.errors import ModelFailedError
from tests.dialogue.rooms import HandClock

BUSY = ModelFailedError("overloaded", "a:b is overloaded.")
SPENT = ModelFailedError("rate-limited", "c:d gets too many requests.")


async def test_the_wait_that_is_over_first_is_shown_and_how_long_it_takes() -> None:
    clock = HandClock()
    retries = Retries(clock.monotonic_s)
    waits = [asyncio.create_task(retries.wait(60, BUSY)), asyncio.create_task(retries.wait(20, SPENT))]
    await asyncio.sleep(0)

    first = retries.next
    assert first is not None
    assert first.failure is SPENT
    clock.seconds = 12
    assert retries.seconds_left(first) == 8
    clock.seconds = 30
    assert retries.seconds_left(first) == 0
    retries.hurry()
    await asyncio.gather(*waits)


async def test_a_key_ends_every_wait() -> None:
    retries = Retries(HandClock().monotonic_s)
    waits = asyncio.gather(retries.wait(60, BUSY), retries.wait(3600, SPENT))
    await asyncio.sleep(0)

    retries.hurry()

    await asyncio.wait_for(waits, 5)
    assert retries.next is None


async def test_without_a_key_it_ends_by_itself() -> None:
    retries = Retries(HandClock().monotonic_s)

    await asyncio.wait_for(retries.wait(0.01, BUSY), 5)

    assert retries.next is None
