"""What calls to a model took: tokens, time and, where prices are known, cost. Pure."""

from __future__ import annotations

from msgspec import Struct


class Usage(Struct, frozen=True, kw_only=True):
    """The sum over some calls. `a + b` adds two sums; `Usage(cost=0.0)` is where a sum with prices begins."""

    calls: int = 0
    """Requests that were sent, failed ones too."""
    uncounted: int = 0
    """Calls of which the server told no tokens (cut short, failed, or it never does): the rest is then the least."""
    tokens_in: int = 0
    """Of the prompts, cached ones included."""
    tokens_cached: int = 0
    """Of `tokens_in`, those that the server had kept from earlier calls."""
    tokens_out: int = 0
    seconds: float = 0.0
    """From the request to the last token, added up; waiting before a retry is not in it."""
    cost: float | None = None
    """In the currency of the prices, cached tokens at full price; None where a call's prices are not known."""

    @property
    def told(self) -> str:
        """In a person's words: calls, tokens, time and, where it is known, cost."""
        cached = f" ({self.tokens_cached:,} cached)" if self.tokens_cached else ""
        least = "at least " if self.uncounted else ""
        cost = "" if self.cost is None else f", cost {self.cost:.4f}"
        return (
            f"{self.calls} {'call' if self.calls == 1 else 'calls'}, {least}{self.tokens_in:,} tokens in{cached}, "
            f"{self.tokens_out:,} out, {self.seconds:.0f} s{cost}"
        )

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            calls=self.calls + other.calls,
            uncounted=self.uncounted + other.uncounted,
            tokens_in=self.tokens_in + other.tokens_in,
            tokens_cached=self.tokens_cached + other.tokens_cached,
            tokens_out=self.tokens_out + other.tokens_out,
            seconds=self.seconds + other.seconds,
            cost=None if self.cost is None or other.cost is None else self.cost + other.cost,
        )

    def __sub__(self, other: Usage) -> Usage:
        """What was added to `other`, an earlier sum over the same calls."""
        return Usage(
            calls=self.calls - other.calls,
            uncounted=self.uncounted - other.uncounted,
            tokens_in=self.tokens_in - other.tokens_in,
            tokens_cached=self.tokens_cached - other.tokens_cached,
            tokens_out=self.tokens_out - other.tokens_out,
            seconds=self.seconds - other.seconds,
            cost=None if self.cost is None or other.cost is None else self.cost - other.cost,
        )
