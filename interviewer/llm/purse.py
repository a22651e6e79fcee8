"""The budget of an interview while it is being spent: what every call of every model is paid from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from interviewer.prompting.budget import Budget
    from interviewer.prompting.usage import Usage


class Purse:
    """Serves the models of one event loop. Calls that are under way when it becomes empty are let come to their end."""

    def __init__(self, budget: Budget | None = None, spent: Iterable[Usage] = ()) -> None:
        """`spent` is what earlier processes took. Without a budget it is never empty."""
        self._budget = budget
        self._spent = list(spent)

    def pay(self, usage: Usage) -> None:
        """What one call took."""
        self._spent.append(usage)

    @property
    def is_empty(self) -> bool:
        """Whether no further call may begin."""
        return self._budget is not None and self._budget.share(self._spent) >= 1
