from __future__ import annotations

import string

import pytest

from interviewer.llm.faults import CODES, ENDINGS, FAULTS, PHRASES, STATUSES, FaultError, Target

KINDS = {
    *("no-key", "unauthorised", "forbidden", "no-such-model", "rate-limited", "quota", "overloaded", "server-error"),
    *("time-out", "stalled", "unreachable", "interrupted", "empty", "refused", "filtered", "cut-off", "malformed"),
    *("too-long", "no-logprobs", "rejected", "unknown", "over-budget"),
}
TARGET = Target(
    model="openai:small", server="http://127.0.0.1/v1", key="MY_KEY", timeout_s=60.0, secrets=("hush-hush", "sk-a")
)


def test_the_table_has_every_kind_and_no_other() -> None:
    assert {fault.kind for fault in FAULTS.values()} == KINDS


def test_whatever_points_into_the_table_points_at_a_row() -> None:
    names = {*CODES.values(), *PHRASES.values(), *STATUSES.values(), *ENDINGS.values()}

    assert names <= set(FAULTS)


@pytest.mark.parametrize("name", FAULTS)
def test_each_row_says_who_failed_and_what_to_do(name: str) -> None:
    failure = FaultError(name, TARGET, error="OddError")

    assert TARGET.model in failure.message or TARGET.server in failure.message
    assert failure.message[-1] == failure.hint[-1] == "."
    assert len(str(failure)) <= 200
    assert not set("{}") & set(str(failure))
    assert {field for _, field, _, _ in string.Formatter().parse(FAULTS[name].sentence) if field}


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        pytest.param("bad key hush-hush", "bad key ***", id="ours"),
        pytest.param("key sk-proj-abcdefgh12345", "key ***", id="somebody's"),
        pytest.param("key sk-pr***********2345", "key ***", id="half a key"),
        pytest.param("a\x1b[31m red\u202e\nline", "a␛[31m red line", id="controls"),
        pytest.param("no skipping", "no skipping", id="no key"),
    ],
)
def test_a_servers_words_are_shown_without_keys_and_controls(said: str, shown: str) -> None:
    assert f"“{shown}”" in FaultError("rejected", TARGET, said=said).message


def test_a_servers_words_are_cut() -> None:
    assert len(FaultError("rejected", TARGET, said="word " * 1000).message) < 300
