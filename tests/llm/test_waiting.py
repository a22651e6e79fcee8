from __future__ import annotations

from datetime import UTC, datetime

import pytest

from interviewer.llm.waiting import wait_s

NOW = datetime(2026, 11, 21, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        pytest.param("7", 7.0, id="seconds"),
        pytest.param("0.5", 0.5, id="part of a second"),
        pytest.param("0", 0.0, id="at once"),
        pytest.param("-3", 0.0, id="negative"),
        pytest.param("61", 60.0, id="too long"),
        pytest.param("inf", 60.0, id="for ever"),
        pytest.param("Sat, 21 Nov 2026 12:00:09 GMT", 9.0, id="a date"),
        pytest.param("Sat, 21 Nov 2026 13:00:09 +0100", 9.0, id="a date of another zone"),
        pytest.param("Sat, 21 Nov 2026 12:00:09 -0000", 9.0, id="a date without a zone"),
        pytest.param("Fri, 20 Nov 2026 12:00:00 GMT", 0.0, id="a date that has passed"),
        pytest.param("Sun, 21 Nov 9999 12:00:00 GMT", 60.0, id="a date far away"),
        pytest.param("nan", 1.0, id="not a number"),
        pytest.param("soon", 1.0, id="a word"),
        pytest.param("", 1.0, id="empty"),
        pytest.param(None, 1.0, id="not said"),
    ],
)
def test_what_the_server_says(retry_after: str | None, seconds: float) -> None:
    assert wait_s(1, retry_after, NOW, 0.0) == seconds


@pytest.mark.parametrize(
    ("tries", "chance", "seconds"),
    [(1, 0.0, 1.0), (1, 1.0, 1.25), (2, 0.0, 4.0), (2, 1.0, 5.0)],
    ids=["first", "first, by chance later", "second", "second, by chance later"],
)
def test_what_holds_where_it_says_nothing(tries: int, chance: float, seconds: float) -> None:
    assert wait_s(tries, None, NOW, chance) == seconds
