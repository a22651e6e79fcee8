"""A grader and an observer for as long as the budget lasts, and the offline ones from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.scoring.conduct import ObservingFailedError
from interviewer.scoring.grade import GradingFailedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from interviewer.bank.conduct import Conduct
    from interviewer.scoring.conduct import Observations, Observer, WholeInterview
    from interviewer.scoring.grade import Exchange, Grade, Grader


class FrugalGrader:
    """Grades by the `first`; by the `other` what that could not grade when the budget is spent. Implements `Grader`.

    The first is tried all the same: a grade that was given before costs nothing.
    """

    def __init__(self, first: Grader, other: Grader, is_spent: Callable[[], bool]) -> None:
        self.name = first.name
        self._first = first
        self._other = other
        self._is_spent = is_spent

    async def grade(self, exchange: Exchange) -> Grade:
        """Raises GradingFailedError as the first does while the budget lasts."""
        try:
            return await self._first.grade(exchange)
        except GradingFailedError:
            if not self._is_spent():
                raise
        return await self._other.grade(exchange)


class FrugalObserver:
    """Observes as `FrugalGrader` grades. Implements `Observer`."""

    def __init__(self, first: Observer, other: Observer, is_spent: Callable[[], bool]) -> None:
        self.name = first.name
        self._first = first
        self._other = other
        self._is_spent = is_spent

    async def observe(self, conduct: Conduct, interview: WholeInterview) -> Observations:
        """Raises ObservingFailedError as the first does while the budget lasts."""
        try:
            return await self._first.observe(conduct, interview)
        except ObservingFailedError:
            if not self._is_spent():
                raise
        return await self._other.observe(conduct, interview)
