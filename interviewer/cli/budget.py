"""The budget of an interview where it is set: whether it can be kept with these models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.errors import UsageError

if TYPE_CHECKING:
    from interviewer.cli.models import Roles
    from interviewer.prompting.budget import Budget


def check_budget(budget: Budget | None, roles: Roles) -> None:
    """Raise UsageError where the cost is limited, and what a model costs is not known."""
    if budget is None or budget.max_cost is None:
        return
    unknown = [one.model for one in roles.models if one.price_in is None or one.price_out is None]
    if unknown:
        raise UsageError(
            f"The cost cannot be limited: what {' and '.join(dict.fromkeys(unknown))} costs is not known.",
            "Set price_in and price_out for it in the settings, or limit --max-tokens instead.",
        )
