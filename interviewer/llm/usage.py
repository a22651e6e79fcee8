"""From what a provider reports of a call, and the prices that were set, to a `Usage`. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from interviewer.llm.settings import ModelSettings
from interviewer.prompting.usage import Usage

MILLION = 1_000_000


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
