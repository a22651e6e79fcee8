"""Whole replies, through the real LangChain and openai clients, from a server on loopback."""

from __future__ import annotations

import json

import pytest

from interviewer.errors import ModelFailedError
from interviewer.llm.ladder import Known
from tests.llm.rooms import KEY, PROMPT, SCHEMA, Waits, connected, settings_for
from tests.llm.server import (
    Answer,
    completion,
    fails,
    hangs,
    hangs_up,
    says,
    sends,
    serving,
)

pytestmark = pytest.mark.usefixtures("_langchain_is_loaded")
VERDICT = '{"verdict": "met"}'
EMPTY = {"id": "c", "object": "chat.completion", "model": "m", "choices": []}


async def test_a_reply_is_the_text_as_it_came_and_its_usage_is_counted() -> None:
    with serving(completion(VERDICT)) as server:
        settings = settings_for(
            server.base_url,
            temperature=0,
            top_p=0.9,
            seed=7,
            reasoning_effort="low",
            max_tokens=300,
            price_in=1.0,
            price_out=10.0,
        )
        async with connected(settings) as model:
            assert (await model.reply(PROMPT, SCHEMA)).text == VERDICT

    usage = model.usage
    assert (usage.calls, usage.uncounted, usage.tokens_in, usage.tokens_cached, usage.tokens_out) == (1, 0, 100, 60, 20)
    assert usage.cost == pytest.approx(0.0003)
    assert usage.seconds > 0
    (request,) = server.requests
    assert request.path == "/v1/chat/completions"
    assert request.key == f"Bearer {KEY}"
    assert request.body == {
        "model": "small",
        "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "What is a tuple?"}],
        "temperature": 0.0,
        "top_p": 0.9,
        "seed": 7,
        "reasoning_effort": "low",
        "max_tokens": 300,
        "stream": False,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "grade", "strict": True, "schema": SCHEMA},
        },
    }


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"verdict": "me', id="cut JSON without a reason"),
        pytest.param("```json\n{}\n```", id="fenced"),
        pytest.param("I think it is met.", id="prose"),
        pytest.param(' {"verdict": "met"}\n', id="white space"),
    ],
)
async def test_nothing_is_repaired(text: str) -> None:
    with serving(completion(text)) as server:
        async with connected(settings_for(server.base_url)) as model:
            assert (await model.reply(PROMPT, SCHEMA)).text == text


ONCE, THRICE = 1, 3

FAILURES = [
    pytest.param(fails(401, f"Incorrect key {KEY}", "invalid_api_key"), "unauthorised", ONCE, id="401"),
    pytest.param(fails(402, "Insufficient Balance"), "quota", ONCE, id="402"),
    pytest.param(fails(403, "Not in your country"), "forbidden", ONCE, id="403"),
    pytest.param(fails(404, "No such model", "model_not_found"), "no-such-model", ONCE, id="404"),
    pytest.param(fails(429, "Slow down", "rate_limit_exceeded"), "rate-limited", THRICE, id="429"),
    pytest.param(fails(429, "You exceeded your quota", "insufficient_quota"), "quota", ONCE, id="insufficient quota"),
    pytest.param(fails(500, "Oops"), "server-error", THRICE, id="500"),
    pytest.param(fails(502), "server-error", THRICE, id="502"),
    pytest.param(fails(503), "overloaded", THRICE, id="503"),
    pytest.param(fails(529, "Overloaded", kind="overloaded_error"), "overloaded", THRICE, id="529"),
    pytest.param(fails(400, "Too many", "context_length_exceeded"), "too-long", ONCE, id="context overflow, OpenAI"),
    pytest.param(
        fails(400, "the request exceeds the available context size", kind="exceed_context_size_error"),
        "too-long",
        ONCE,
        id="context overflow, llama.cpp",
    ),
    pytest.param(
        fails(400, "This model's maximum context length is 4096 tokens", 400, "BadRequestError"),
        "too-long",
        ONCE,
        id="context overflow, vLLM",
    ),
    pytest.param(fails(413), "too-long", ONCE, id="413"),
    pytest.param(says(200, {"error": {"message": "busy", "code": 529}}), "overloaded", THRICE, id="error in a 200"),
    pytest.param(sends("<html>Welcome</html>"), "malformed", ONCE, id="200 with HTML"),
    pytest.param(sends("<html>", "application/json"), "malformed", ONCE, id="200 with HTML that claims to be JSON"),
    pytest.param(says(200, EMPTY), "malformed", THRICE, id="choices: []"),
    pytest.param(says(200, {**EMPTY, "choices": None}), "malformed", THRICE, id="choices: null"),
    pytest.param(says(200, {"hello": "world"}), "malformed", THRICE, id="no choices"),
    pytest.param(completion(""), "empty", THRICE, id="empty"),
    pytest.param(completion(None), "empty", THRICE, id="null"),
    pytest.param(completion(" \n"), "empty", THRICE, id="white space"),
    pytest.param(completion(None, refusal="I can't help with that"), "refused", ONCE, id="refusal"),
    pytest.param(completion("", "content_filter"), "filtered", ONCE, id="content filter"),
    pytest.param(completion('{"verdict": ', "length"), "cut-off", ONCE, id="cut off"),
    pytest.param(hangs_up, "interrupted", THRICE, id="closed before a byte"),
]


@pytest.mark.parametrize(("answer", "kind", "tries"), FAILURES)
async def test_each_failure_has_its_kind_and_is_retried_where_that_can_help(
    answer: Answer, kind: str, tries: int
) -> None:
    waits = Waits(slept=[], told=[])
    with serving(answer) as server:
        async with connected(
            settings_for(server.base_url), waits, {(server.base_url, "openai:small"): "schema"}
        ) as model:
            with pytest.raises(ModelFailedError) as failure:
                await model.reply(PROMPT, SCHEMA)

    assert failure.value.kind == kind
    assert len(server.requests) == tries
    assert waits.slept == [1.0, 4.0][: tries - 1]
    assert waits.told == [(seconds, kind) for seconds in waits.slept]
    assert "openai:small" in failure.value.message or server.base_url in failure.value.message
    assert failure.value.hint
    assert KEY not in str(failure.value)
    assert model.usage.calls == tries


async def test_a_time_out_tells_its_seconds() -> None:
    with serving(hangs) as server:
        async with connected(settings_for(server.base_url, timeout_s=0.1)) as model:
            with pytest.raises(ModelFailedError, match=r"nothing for 0\.1 s") as failure:
                await model.reply(PROMPT, SCHEMA)

    assert failure.value.kind == "time-out"
    assert len(server.requests) == THRICE


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        pytest.param("7", 7.0, id="seconds"),
        pytest.param("Sat, 21 Nov 2026 12:00:09 GMT", 9.0, id="a date"),
        pytest.param("86400", 60.0, id="absurd"),
        pytest.param("soon", 1.0, id="unreadable"),
    ],
)
async def test_a_retry_waits_what_the_server_says_and_the_person_is_told(retry_after: str, seconds: float) -> None:
    waits = Waits(slept=[], told=[])
    with serving(fails(429, Retry_After=retry_after), completion(VERDICT)) as server:
        async with connected(settings_for(server.base_url), waits) as model:
            assert (await model.reply(PROMPT, SCHEMA)).text == VERDICT

    assert waits.slept == [seconds]
    assert waits.told == [(seconds, "rate-limited")]


REFUSES_JSON = [
    pytest.param(fails(400, "response_format is not supported"), id="400"),
    pytest.param(says(422, {"detail": [{"loc": ["body", "response_format", "type"]}]}), id="422"),
    pytest.param(
        fails(500, "response_format -> type: Input should be 'text' or 'json_object'"), id="500, llama-cpp-python"
    ),
]


@pytest.mark.parametrize("refuses", REFUSES_JSON)
@pytest.mark.parametrize(
    ("refusals", "form"),
    [
        pytest.param(1, {"type": "json_object", "schema": SCHEMA}, id="object with schema"),
        pytest.param(2, {"type": "json_object"}, id="object"),
        pytest.param(3, None, id="plain"),
    ],
)
async def test_a_server_that_refuses_schemas_is_asked_in_a_simpler_way_and_remembered(
    refuses: Answer, refusals: int, form: object
) -> None:
    waits = Waits(slept=[], told=[])
    known: Known = {}
    with serving(*[refuses] * refusals, completion(VERDICT)) as server:
        async with connected(settings_for(server.base_url), waits, known) as first:
            assert (await first.reply(PROMPT, SCHEMA)).text == VERDICT
        async with connected(settings_for(server.base_url), waits, known) as second:
            assert (await second.reply(PROMPT, SCHEMA)).text == VERDICT

    assert [request.body.get("response_format") for request in server.requests[refusals:]] == [form, form]
    assert waits.slept == []
    *_, last = server.requests
    assert (json.dumps(SCHEMA, indent=2) in last.body["messages"][1]["content"]) == (refusals > 1)
    assert ("JSON" in last.body["messages"][0]["content"]) == (refusals > 1)


async def test_a_request_that_is_refused_in_every_form_is_told_with_the_servers_words() -> None:
    known: Known = {}
    with serving(fails(400, f"temperature\x1b[2J must be 1 for {KEY} and sk-other-people-0123")) as server:
        async with connected(settings_for(server.base_url), known=known) as model:
            with pytest.raises(ModelFailedError, match="temperature") as failure:
                await model.reply(PROMPT, SCHEMA)

    assert failure.value.kind == "rejected"
    assert len(server.requests) == 4
    assert known == {}
    assert [part for part in ("\x1b", KEY, "sk-other") if part in str(failure.value)] == []


async def test_a_fallback_replies_where_another_model_may_help() -> None:
    with serving(fails(404), completion(VERDICT)) as server:
        settings = settings_for(server.base_url, fallbacks=("openai:big",), price_in=1.0, price_out=1.0)
        async with connected(settings) as model:
            assert (await model.reply(PROMPT, SCHEMA)).text == VERDICT

    assert [request.body["model"] for request in server.requests] == ["small", "big"]
    assert model.name == "openai:small or openai:big"
    assert model.usage.cost is None


async def test_no_fallback_is_asked_where_none_helps() -> None:
    with serving(completion("{", "length")) as server:
        async with connected(settings_for(server.base_url, fallbacks=("openai:big",))) as model:
            with pytest.raises(ModelFailedError):
                await model.reply(PROMPT, SCHEMA)

    assert len(server.requests) == 1
