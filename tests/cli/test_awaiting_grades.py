"""The wait for grades: it can be left, hurried, and is told about."""

from __future__ import annotations

import asyncio
import io
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from interviewer.cli.awaiting_grades import await_grades
from interviewer.cli.presenter import Presenter
from interviewer.cli.retries import Retries
from interviewer.errors import ModelFailedError
from interviewer.scoring.offline import OfflineGrader
from tests.dialogue.rooms import Room, SlowGrader, SlowObserver

if TYPE_CHECKING:
    from collections.abc import Callable

    from interviewer.dialogue.engine import Interview
    from interviewer.scoring.grade import Exchange, Grade, Grader


class Keys:
    """A reader of which only the keys matter: they are pressed `presses` times."""

    sending = ""
    can_be_asked = True

    def __init__(self, presses: int = 0) -> None:
        self.presses = presses

    async def key(self) -> None:
        if not self.presses:
            await asyncio.Event().wait()
        self.presses -= 1

    async def read(self, interview: Interview, draft: str) -> str | None:
        return None

    async def line(self, prompt: str) -> str | None:
        return None

    async def interrupted_by(self, show: Callable[[], None]) -> None:
        show()

    def close(self) -> None:
        """Nothing is held."""

    def edit(self, text: str) -> str | None:
        return None


class WaitingGrader:
    """Has to ask again after an hour, and says so."""

    name = "waiting"

    def __init__(self, retries: Retries) -> None:
        self._retries = retries

    async def grade(self, exchange: Exchange) -> Grade:
        await self._retries.wait(3600, ModelFailedError("rate-limited", "a:b gets too many requests."))
        return await OfflineGrader().grade(exchange)


def presenter(screen: io.StringIO, *, is_terminal: bool = False) -> Presenter:
    return Presenter(Console(file=screen, width=100, markup=False, force_terminal=is_terminal), plain=False)


async def waits(room: Room, keys: Keys, screen: Presenter, retries: Retries) -> bool:
    return await await_grades(room.interview, keys, screen, retries, room.interview.finish())


async def left(room: Room) -> None:
    await room.interview.answer("It is about alpha.")
    room.interview.leave()


async def test_it_ends_when_all_is_graded() -> None:
    room = Room()
    await left(room)

    retries = Retries(room.clock.monotonic_s)
    assert await waits(room, Keys(), presenter(io.StringIO()), retries)

    assert room.interview.state.pending == ()


async def test_ctrl_c_leaves_what_is_under_way_pending() -> None:
    room = Room(grader=SlowGrader())
    await left(room)

    async def wait() -> bool:
        return await waits(room, Keys(), presenter(io.StringIO()), Retries(room.clock.monotonic_s))

    waiting = asyncio.create_task(wait())
    await asyncio.sleep(0.01)
    waiting.cancel()

    assert await waiting is False
    assert room.interview.state.pending == (1,)
    assert room.interview.state.failed == ()


async def test_a_key_ends_the_countdown() -> None:
    screen, clock = io.StringIO(), Room().clock
    retries = Retries(clock.monotonic_s)
    room = Room(grader=WaitingGrader(retries))
    await left(room)

    done = await asyncio.wait_for(waits(room, Keys(presses=1), presenter(screen), retries), 5)

    assert done
    assert room.interview.state.exchanges[0].grade is not None


async def test_a_long_wait_is_told_of_with_its_reason_and_the_way_out() -> None:
    screen, clock = io.StringIO(), Room().clock
    retries = Retries(clock.monotonic_s)
    room = Room(grader=WaitingGrader(retries))
    await left(room)

    waiting = asyncio.create_task(waits(room, Keys(), presenter(screen), retries))
    await asyncio.sleep(1.2)
    retries.hurry()
    assert await waiting

    assert screen.getvalue().splitlines() == [
        "Grading 1 answer; Ctrl-C leaves it for `interviewer regrade`.",
        "a:b gets too many requests. The next try is in 3600 s.",
    ]


async def test_in_a_terminal_there_is_a_bar_with_a_countdown() -> None:
    screen, clock = io.StringIO(), Room().clock
    retries = Retries(clock.monotonic_s)
    room = Room(grader=WaitingGrader(retries))
    await left(room)

    waiting = asyncio.create_task(waits(room, Keys(), presenter(screen, is_terminal=True), retries))
    await asyncio.sleep(1.2)
    retries.hurry()
    assert await waiting

    assert "0/1" in screen.getvalue()
    assert "again in 3600 s, a key: now" in screen.getvalue()


@pytest.mark.parametrize(
    ("grader", "told"),
    [
        pytest.param(SlowGrader(), "Grading 1 answer and looking at how you went about it", id="both"),
        pytest.param(OfflineGrader(), "Looking at how you went about it", id="only-the-conduct"),
    ],
)
async def test_it_tells_that_conduct_is_looked_at(grader: Grader, told: str) -> None:
    observer, screen = SlowObserver(), io.StringIO()
    room = Room(grader=grader, observer=observer)
    await left(room)

    waiting = asyncio.create_task(waits(room, Keys(), presenter(screen), Retries(room.clock.monotonic_s)))
    await asyncio.sleep(1.0)
    waiting.cancel()
    assert await waiting is False
    assert f"{told}; Ctrl-C leaves it for `interviewer regrade`." in screen.getvalue()
    assert room.interview.state.awaits_conduct
