import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from interviewer.scoring.bulk import grade_many
from interviewer.scoring.grade import Exchange, Grade, GraderStamp, GradingFailedError
from tests.scoring.judges import TALK


class Slow:
    """Grades after a turn of the loop; the exchanges whose id says so fail. Counts how many are under way."""

    name = "slow"

    def __init__(self) -> None:
        self.under_way = self.most = self.begun = self.cancelled = 0

    async def grade(self, exchange: Exchange) -> Grade:
        self.begun += 1
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        try:
            await asyncio.sleep(0)
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        finally:
            self.under_way -= 1
        if exchange.question_id == "oop/failing":
            raise GradingFailedError("It did not work.")
        return Grade(verdicts=(), findings=(), stamp=GraderStamp(grader="slow", version="1", rubric_hash="0"))


def exchanges(number: int) -> Iterator[tuple[int, Exchange]]:
    for key in range(number):
        yield key, Exchange(question_id="oop/failing" if key % 5 == 4 else "oop/x", question=TALK.question, turns=())


@pytest.mark.parametrize("at_once", [1, 3, 100])
async def test_every_exchange_is_graded_or_failed_once_and_no_more_at_a_time_than_allowed(at_once: int) -> None:
    grader = Slow()
    outcomes = {key: outcome async for key, outcome in grade_many(grader, exchanges(20), at_once=at_once)}
    assert sorted(outcomes) == list(range(20))
    failed = {key for key, outcome in outcomes.items() if isinstance(outcome, GradingFailedError)}
    assert failed == {4, 9, 14, 19}
    assert grader.most == min(at_once, 20)


async def test_no_more_is_read_than_can_be_graded() -> None:
    drawn: list[int] = []

    def endless() -> Iterator[tuple[int, Exchange]]:
        for key, exchange in exchanges(10_000):
            drawn.append(key)
            yield key, exchange

    grades = grade_many(Slow(), endless(), at_once=4)
    for _ in range(10):
        await anext(grades)
    await grades.aclose()
    assert len(drawn) <= 10 + 2 * 4


async def test_what_is_under_way_is_cancelled_when_nobody_wants_it_any_more() -> None:
    class Stuck(Slow):
        async def grade(self, exchange: Exchange) -> Grade:
            if self.begun == 2:
                self.under_way += 1
                try:
                    await asyncio.Event().wait()
                finally:
                    self.under_way -= 1
                    self.cancelled += 1
            return await super().grade(exchange)

    grader = Stuck()
    grades = grade_many(grader, exchanges(4), at_once=3)
    await anext(grades)
    await grades.aclose()
    assert grader.under_way == 0
    assert grader.cancelled >= 1


async def test_at_least_one_at_a_time() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        await anext(grade_many(Slow(), exchanges(1), at_once=0))


async def test_what_was_drawn_is_graded_while_the_rest_is_still_to_come() -> None:
    rest = asyncio.Event()

    async def slowly() -> AsyncIterator[tuple[int, Exchange]]:
        for key, exchange in exchanges(4):
            if key == 2:
                await rest.wait()
            yield key, exchange

    grades = grade_many(Slow(), slowly(), at_once=4)
    first = {(await anext(grades))[0], (await anext(grades))[0]}
    rest.set()
    assert (first, {key async for key, _ in grades}) == ({0, 1}, {2, 3})


async def test_what_cannot_be_drawn_is_an_error_of_the_whole() -> None:
    def broken() -> Iterator[tuple[int, Exchange]]:
        yield from exchanges(2)
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        async for _ in grade_many(Slow(), broken(), at_once=1):
            pass
