from __future__ import annotations

import pytest

from interviewer.llm.settings import ModelSettings
from interviewer.llm.usage import nothing_yet, of_call
from interviewer.prompting.usage import Usage

FREE = ModelSettings(model="openai:x")
PRICED = ModelSettings(model="openai:x", price_in=2.0, price_out=8.0)
HALF_PRICED = ModelSettings(model="openai:x", price_in=2.0)
GIFT = ModelSettings(model="openai:x", price_in=0.0, price_out=0.0)
REPORT = {"input_tokens": 1000, "output_tokens": 500, "input_token_details": {"cache_read": 800}}


@pytest.mark.parametrize(
    ("report", "settings", "usage"),
    [
        pytest.param(
            REPORT,
            PRICED,
            Usage(calls=1, tokens_in=1000, tokens_cached=800, tokens_out=500, seconds=2.0, cost=0.006),
            id="priced",
        ),
        pytest.param(
            REPORT, FREE, Usage(calls=1, tokens_in=1000, tokens_cached=800, tokens_out=500, seconds=2.0), id="no prices"
        ),
        pytest.param(
            {"input_tokens": 1, "output_tokens": 1},
            HALF_PRICED,
            Usage(calls=1, tokens_in=1, tokens_out=1, seconds=2.0),
            id="one price only",
        ),
        pytest.param(
            {"input_tokens": 1, "output_tokens": 1},
            GIFT,
            Usage(calls=1, tokens_in=1, tokens_out=1, seconds=2.0, cost=0.0),
            id="prices of nothing",
        ),
        pytest.param(None, PRICED, Usage(calls=1, uncounted=1, seconds=2.0, cost=0.0), id="not reported"),
    ],
)
def test_one_call(report: dict[str, object] | None, settings: ModelSettings, usage: Usage) -> None:
    assert of_call(report, 2.0, settings) == usage


def test_sums() -> None:
    first = Usage(calls=1, tokens_in=10, tokens_cached=4, tokens_out=2, seconds=1.0, cost=0.5)
    second = Usage(calls=2, uncounted=1, tokens_in=5, tokens_out=1, seconds=0.5, cost=0.25)

    assert first + second == Usage(
        calls=3, uncounted=1, tokens_in=15, tokens_cached=4, tokens_out=3, seconds=1.5, cost=0.75
    )
    assert nothing_yet(PRICED) + first == first


def test_a_sum_with_an_unknown_cost_has_none() -> None:
    assert (Usage(calls=1, cost=1.0) + Usage(calls=1)).cost is None
    assert nothing_yet(FREE).cost is None
