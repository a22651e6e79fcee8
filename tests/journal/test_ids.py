"""Ids that sort by time, and what a person may type for one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from interviewer.errors import JournalError
from interviewer.journal.ids import find, new_id

IDS = ["20261121-0144-k7q", "20261121-0130-b2c", "20261103-1805-k7x", "20250101-0000-zzz"]


def test_an_id_holds_the_minute_in_utc() -> None:
    assert new_id(datetime(2026, 11, 21, 1, 44, 59, tzinfo=UTC), lambda symbols: symbols[5]) == "20261121-0144-777"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("20261121-0144-k7q", IDS[0], id="whole"),
        pytest.param(" 20261121-0144-K7Q\n", IDS[0], id="pasted-in-capitals"),
        pytest.param("202611210", None, id="without-its-hyphens"),
        pytest.param("20261121-01", None, id="two-begin-so"),
        pytest.param("20261103", IDS[2], id="one-begins-so"),
        pytest.param("b2c", IDS[1], id="its-end"),
        pytest.param("1805", IDS[2], id="its-time"),
        pytest.param("k7", None, id="too-short"),
        pytest.param("", None, id="empty"),
        pytest.param("2025", IDS[3], id="a-beginning-goes-before-a-part"),
        pytest.param("%", None, id="no-pattern"),
    ],
)
def test_find(text: str, found: str | None) -> None:
    if found is None:
        with pytest.raises(JournalError):
            find(text, IDS)
    else:
        assert find(text, IDS) == found


@pytest.mark.parametrize(
    ("text", "ids", "message"),
    [
        pytest.param(
            "2026",
            IDS,
            "3 interviews match `2026`: 20261121-0144-k7q, 20261121-0130-b2c, 20261103-1805-k7x. Give more of the id.",
            id="several",
        ),
        pytest.param(
            "20261121-0144-k7w",
            IDS[::3],
            "There is no interview `20261121-0144-k7w`. Near it: 20261121-0144-k7q.",
            id="a-slip",
        ),
        pytest.param(
            "what",
            IDS,
            "There is no interview `what`. The newest: 20261121-0144-k7q, 20261121-0130-b2c, 20261103-1805-k7x, ….",
            id="nothing-near",
        ),
        pytest.param("what", [], "There is no interview `what`. There are none yet.", id="no-interviews"),
    ],
)
def test_the_error_shows_what_to_choose_from(text: str, ids: list[str], message: str) -> None:
    with pytest.raises(JournalError) as caught:
        find(text, ids)
    assert str(caught.value) == message
