"""What the models of an interview may take, all roles together. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from interviewer.prompting.usage import Usage

MOST = 0.8
"""From this share of a budget on, a person is told of it."""


class Budget(Struct, frozen=True, kw_only=True):
    """The most that models may take; whichever of the two is reached first ends it."""

    max_cost: float | None = None
    """In the currency of the prices; None for no limit."""
    max_tokens: int | None = None
    """Of prompts, cached ones included, and replies; None for no limit."""

    def share(self, spent: Iterable[Usage]) -> float:
        """How much of it is spent: 1.0 is all of it. What has no price, or was not counted, counts for nothing.

        >>> Budget(max_tokens=1000).share([Usage(tokens_in=700, tokens_out=100)])
        0.8
        """
        tokens, cost = _sums(spent)
        limits = ((tokens, self.max_tokens), (cost, self.max_cost))
        return max(amount / limit if limit > 0 else 1.0 for amount, limit in limits if limit is not None)

    def left(self, spent: Iterable[Usage]) -> Budget:
        """What is left of it, never less than nothing."""
        tokens, cost = _sums(spent)
        return Budget(
            max_cost=None if self.max_cost is None else max(self.max_cost - cost, 0.0),
            max_tokens=None if self.max_tokens is None else max(self.max_tokens - tokens, 0),
        )

    @property
    def told(self) -> str:
        """In a person's words.

        >>> Budget(max_cost=0.5, max_tokens=20000).told
        '20,000 tokens or a cost of 0.5'
        """
        tokens = [] if self.max_tokens is None else [f"{self.max_tokens:,} tokens"]
        cost = [] if self.max_cost is None else [f"a cost of {self.max_cost:g}"]
        return " or ".join([*tokens, *cost])


def budget_of(max_cost: float | None, max_tokens: int | None) -> Budget | None:
    """The budget; None where there is no limit."""
    if max_cost is None and max_tokens is None:
        return None
    return Budget(max_cost=max_cost, max_tokens=max_tokens)


def _sums(spent: Iterable[Usage]) -> tuple[int, float]:
    """Tokens, and cost."""
    tokens, cost = 0, 0.0
    for usage in spent:
        tokens += usage.tokens_in + usage.tokens_out
        cost += usage.cost or 0.0
    return tokens, cost
