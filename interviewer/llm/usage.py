"""What the calls to a model took: tokens, time and, where prices are known, cost. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from interviewer.llm.settings import ModelSettings

MILLION = 1_000_000


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


def nothing_yet(settings: ModelSettings) -> Usage:
    """The sum before the first call."""
    return Usage(cost=_cost(settings, 0, 0))


def of_call(reported: Mapping[str, Any] | None, seconds: float, settings: ModelSettings) -> Usage:
    """One call, from LangChain's `usage_metadata`; None where the server reported nothing.

    >>> settings = ModelSettings(model="openai:x", price_in=1, price_out=1)
    >>> of_call({"input_tokens": 900, "output_tokens": 100}, 2.0, settings).cost
    0.001
    """
    told = reported or {}
    tokens_in, tokens_out = told.get("input_tokens") or 0, told.get("output_tokens") or 0
    return Usage(
        calls=1,
        uncounted=0 if reported else 1,
        tokens_in=tokens_in,
        tokens_cached=(told.get("input_token_details") or {}).get("cache_read") or 0,
        tokens_out=tokens_out,
        seconds=seconds,
        cost=_cost(settings, tokens_in, tokens_out),
    )


def _cost(settings: ModelSettings, tokens_in: int, tokens_out: int) -> float | None:
    if settings.price_in is None or settings.price_out is None:
        return None
    return (tokens_in * settings.price_in + tokens_out * settings.price_out) / MILLION
