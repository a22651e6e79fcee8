"""A grader for as long as the budget lasts: what is tried, what takes over, and what is raised all the same."""

from __future__ import annotations

import pytest

from interviewer.scoring.frugal import FrugalGrader, FrugalObserver
from interviewer.scoring.grade import GradingFailedError
from interviewer.scoring.offline import OfflineGrader
from interviewer.scoring.offline_observer import OfflineObserver
from tests.dialogue.rooms import FailingGrader, FailingObserver, Room
from tests.dialogue.story import CONDUCT


class NamedGrader(OfflineGrader):
    name = "first"


@pytest.mark.parametrize(
    ("first", "is_spent", "graded_by"),
    [
        pytest.param(NamedGrader(), False, "first", id="the-first-while-it-lasts"),
        pytest.param(NamedGrader(), True, "first", id="the-first-when-it-needs-no-call"),
        pytest.param(FailingGrader(), True, "offline", id="the-other-when-it-is-spent"),
        pytest.param(FailingGrader(), False, None, id="a-failure-while-it-lasts-is-one"),
    ],
)
async def test_who_grades(first: NamedGrader | FailingGrader, is_spent: bool, graded_by: str | None) -> None:
    grader = FrugalGrader(first, OfflineGrader(), lambda: is_spent)
    exchange = Room().interview.state.exchanges[0].exchange()

    assert grader.name == first.name
    if graded_by is not None:
        assert (await grader.grade(exchange)).stamp.grader == graded_by
    else:
        with pytest.raises(GradingFailedError, match="The model is away"):
            await grader.grade(exchange)


async def test_who_observes() -> None:
    observer = FrugalObserver(FailingObserver(), OfflineObserver(), lambda: True)

    observations = await observer.observe(CONDUCT, Room().interview.state.whole())

    assert observations.stamp.grader == "offline"
