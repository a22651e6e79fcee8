"""Yes against no: from the likeliest first tokens to log-odds, and over the wire through the real clients."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.errors import ModelFailedError
from interviewer.llm.connect import connect
from interviewer.llm.log import Log
from interviewer.llm.yes_or_no import BOUND, likeliest, log_odds
from tests.llm.rooms import KEY, PROMPT, Waits, connected, settings_for
from tests.llm.server import Answer, completion, fails, hangs_up, sends, serving
from tests.llm.weights import replies, token, weighs

pytestmark = pytest.mark.usefixtures("_langchain_is_loaded")


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        pytest.param([("Yes", 0.6), ("No", 0.2)], math.log(3), id="yes"),
        pytest.param([("No", 0.6), ("Yes", 0.2)], -math.log(3), id="no"),
        pytest.param([("Yes", 0.5), ("No", 0.5)], 0.0, id="undecided"),
        pytest.param(
            [("Yes", 0.2), (" yes", 0.1), ("YES", 0.1), ('"Yes', 0.1), ("Yes.", 0.1), ("**yes", 0.1), ("no", 0.2)],
            math.log(3.5),
            id="spellings-are-summed",
        ),
        pytest.param([("\u2581Yes", 0.6), ("\u0120No", 0.3)], math.log(2), id="raw-tokens"),
        pytest.param([("Yes", 0.9), ("Maybe", 0.09), ("The", 0.01)], math.log(90), id="no-is-absent"),
        pytest.param([("No", 0.9), ("Maybe", 0.09), ("The", 0.01)], -math.log(90), id="yes-is-absent"),
        pytest.param([("Yes", 1.0)], 0.0, id="one-token-tells-nothing"),
        pytest.param([("Yes", 1.0), ("No", 1e-30)], BOUND, id="bounded"),
        pytest.param([("Not", 0.4), ("Yesterday", 0.3), ("None", 0.2), ("Y", 0.1)], None, id="neither"),
        pytest.param([], None, id="no-token"),
    ],
)
def test_log_odds(tokens: list[tuple[str, float]], expected: float | None) -> None:
    found = log_odds([(word, math.log(chance)) for word, chance in tokens])
    assert found == (None if expected is None else pytest.approx(expected))


CHANCES = st.lists(
    st.tuples(st.sampled_from(["Yes", " yes", "No", "no.", "Maybe", "the"]), st.floats(-1e4, 0)), max_size=20
)


@given(CHANCES)
def test_log_odds_are_bounded_and_turn_with_the_words(tokens: list[tuple[str, float]]) -> None:
    swapped = [(word.lower().replace("yes", "x").replace("no", "yes").replace("x", "no"), p) for word, p in tokens]
    lowered = [(word.lower(), p) for word, p in tokens]
    found, turned = log_odds(lowered), log_odds(swapped)
    assert (found is None) == (turned is None)
    if found is not None and turned is not None:
        assert -BOUND <= found <= BOUND
        assert found == pytest.approx(-turned)


ODD: list[object] = [
    None, [None], "Yes", 7, ["Yes"], {}, {"content": "Yes"}, {"content": ["Yes"]}, {"content": [None]},
    {"content": [{"token": "Yes", "logprob": -1}]},
    {"content": [{"token": "Yes", "logprob": -1, "top_logprobs": {}}]},
    {"content": [{"token": "Yes", "logprob": -1, "top_logprobs": [None]}]},
    {"content": [{"token": None, "logprob": "x", "top_logprobs": [{"token": "Yes", "logprob": None}]}]},
    {"content": [{"top_logprobs": [{"token": "Yes", "logprob": float("nan")}]}]},
    {"content": [{"top_logprobs": [{"token": "Yes", "logprob": float("-inf")}, {"token": "No", "logprob": 1e9}]}]},
]  # fmt: skip


@pytest.mark.parametrize("told", ODD, ids=str)
def test_whatever_a_server_sends_is_read_or_not_and_never_raises(told: object) -> None:
    found = likeliest({"logprobs": told})
    odds = None if found is None else log_odds(found)
    assert odds is None or -BOUND <= odds <= BOUND


async def test_one_token_is_asked_for_and_usage_is_counted() -> None:
    with serving(weighs(("Yes", 0.6), ("No", 0.2))) as server:
        async with connected(settings_for(server.base_url, temperature=0.7, seed=7, max_tokens=300)) as model:
            weighed = await model.weigh(PROMPT)

    assert weighed.log_odds == pytest.approx(math.log(3))
    assert weighed.model == "openai:small"
    assert (model.usage.calls, model.usage.tokens_in, model.usage.tokens_cached) == (1, 100, 60)
    assert server.requests[0].body == {
        "model": "small",
        "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "What is a tuple?"}],
        "temperature": 0,
        "seed": 7,
        "max_tokens": 1,
        "logprobs": True,
        "top_logprobs": 20,
        "stream": False,
    }


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(weighs(("Yes", 0.6), ("No", 0.2), finish="stop"), math.log(3), id="stopped-by-itself"),
        pytest.param(weighs(("<think>", 0.9), ("\n", 0.1)), None, id="thinks-first"),
        pytest.param(weighs(finish="stop"), None, id="no-token-at-all"),
    ],
)
async def test_what_a_server_tells(answer: Answer, expected: float | None) -> None:
    with serving(answer) as server:
        async with connected(settings_for(server.base_url)) as model:
            found = (await model.weigh(PROMPT)).log_odds
    assert found == (None if expected is None else pytest.approx(expected))


UNTOLD = [
    pytest.param(completion("Yes", "length"), id="no-logprobs"),
    pytest.param(replies("Yes", None), id="null"),
    pytest.param(replies("Yes", {"content": None}), id="no-content"),
    pytest.param(replies("Yes", {"content": [{"token": "Yes", "logprob": -0.1, "top_logprobs": []}]}), id="no-others"),
    pytest.param(replies("Yes", {"tokens": ["Yes"], "top_logprobs": [{"Yes": -0.1}]}), id="the-old-format"),
    pytest.param(fails(400, "This model does not support logprobs"), id="refused"),
    pytest.param(fails(403, "You are not allowed to request logprobs from this model"), id="forbidden"),
    pytest.param(
        fails(500, "logprobs is not supported for models created with logits_all=False"), id="llama-cpp-python"
    ),
]


@pytest.mark.parametrize("answer", UNTOLD)
async def test_a_server_that_tells_no_probabilities_is_told_from_one_that_fails(answer: Answer) -> None:
    with serving(answer) as server:
        async with connected(settings_for(server.base_url)) as model:
            with pytest.raises(ModelFailedError, match="does not tell how likely") as failure:
                await model.weigh(PROMPT)

    assert failure.value.kind == "no-logprobs"
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("answer", "kind", "tries"),
    [
        pytest.param(fails(401, f"Incorrect key {KEY}", "invalid_api_key"), "unauthorised", 1, id="401"),
        pytest.param(fails(500, "Oops"), "server-error", 3, id="500"),
        pytest.param(fails(400, "Too many", "context_length_exceeded"), "too-long", 1, id="context-overflow"),
        pytest.param(sends("<html>Welcome</html>"), "malformed", 1, id="HTML"),
        pytest.param(weighs(("No", 1.0), finish="content_filter"), "filtered", 1, id="content-filter"),
        pytest.param(hangs_up, "interrupted", 3, id="closed-before-a-byte"),
    ],
)
async def test_failures_are_those_of_a_reply(answer: Answer, kind: str, tries: int) -> None:
    waits = Waits(slept=[], told=[])
    with serving(answer) as server:
        async with connected(settings_for(server.base_url), waits) as model:
            with pytest.raises(ModelFailedError) as failure:
                await model.weigh(PROMPT)

    assert failure.value.kind == kind
    assert len(server.requests) == tries == len(waits.slept) + 1
    assert KEY not in str(failure.value)


async def test_a_retry_and_a_fallback_help() -> None:
    with serving(fails(503), completion("Yes"), weighs(("No", 0.6), ("Yes", 0.2))) as server:
        async with connected(
            settings_for(server.base_url, fallbacks=("openai:big",)), Waits(slept=[], told=[])
        ) as model:
            weighed = await model.weigh(PROMPT)

    assert [request.body["model"] for request in server.requests] == ["small", "small", "big"]
    assert weighed.model == "openai:big"
    assert weighed.log_odds == pytest.approx(-math.log(3))


def ollama(logprobs: object) -> Answer:
    """One token as Ollama streams it, and the end."""
    head = {"model": "small", "created_at": "2026-11-21T12:00:00Z"}
    told = {} if logprobs is None else {"logprobs": logprobs}
    lines: list[dict[str, object]] = [
        {**head, "message": {"role": "assistant", "content": "Yes"}, "done": False, **told},
        {**head, "message": {"role": "assistant", "content": ""}, "done": True, "done_reason": "length",
         "prompt_eval_count": 100, "eval_count": 1},
    ]  # fmt: skip
    return sends("".join(json.dumps(line) + "\n" for line in lines), "application/x-ndjson")


async def test_ollama_is_asked_in_its_own_words() -> None:
    top = [token("Yes", 0.6), token("No", 0.2)]
    with serving(ollama([{**top[0], "top_logprobs": top}])) as server:
        home = server.base_url.removesuffix("/v1")
        async with connected(settings_for(home, "ollama:small", api_key_env=None, seed=7)) as model:
            weighed = await model.weigh(PROMPT)

    assert weighed.log_odds == pytest.approx(math.log(3))
    assert (model.usage.tokens_in, model.usage.tokens_out) == (100, 1)
    body = server.requests[0].body
    assert (body["logprobs"], body["top_logprobs"]) == (True, 20)
    assert body["options"] == {"num_predict": 1, "temperature": 0, "seed": 7}


async def test_an_older_ollama_tells_nothing() -> None:
    with serving(ollama(None)) as server:
        home = server.base_url.removesuffix("/v1")
        async with connected(settings_for(home, "ollama:small", api_key_env=None)) as model:
            with pytest.raises(ModelFailedError) as failure:
                await model.weigh(PROMPT)
    assert failure.value.kind == "no-logprobs"


@pytest.mark.parametrize("name", ["anthropic:small", "google_genai:small"])
async def test_a_provider_that_tells_no_probabilities_is_not_asked(name: str) -> None:
    with serving(completion("Yes")) as server:
        async with connected(settings_for(server.base_url.removesuffix("/v1"), name)) as model:
            with pytest.raises(ModelFailedError) as failure:
                await model.weigh(PROMPT)
    assert failure.value.kind == "no-logprobs"
    assert server.requests == []


async def test_the_log_has_question_token_and_odds(tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    with serving(weighs(("Yes", 0.6), ("No", 0.2))) as server:
        model = connect(settings_for(server.base_url), {"TEST_KEY": KEY}, log=Log(file))
        await model.weigh(PROMPT)
        await model.close()

    request, reply = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert request["form"] == "yes or no"
    assert (reply["text"], reply["failure"]) == ("Yes", None)
    assert reply["log_odds"] == pytest.approx(math.log(3))
