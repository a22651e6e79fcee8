"""Anthropic, Google and Ollama: their own LangChain packages and clients, against servers that speak their language."""

from __future__ import annotations

import json
import socket
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from interviewer.errors import ModelFailedError
from interviewer.llm.settings import ModelSettings
from tests.llm.rooms import KEY, PROMPT, SCHEMA, Waits, connected, settings_for
from tests.llm.server import Answer, hangs, says, sends, serving

VERDICT = '{"verdict": "met"}'


class Wire(NamedTuple):
    """How one provider says the same things."""

    model: str
    whole: Answer
    """VERDICT, 100 tokens in, 20 out."""
    streamed: Answer
    """`What next?` in two pieces, with the same counts."""
    cut_off: Answer
    """A reply that reached its limit."""
    empty: Answer
    wrong_key: Answer
    no_such_model: Answer
    busy: Answer


def anthropic_message(text: str, stop_reason: str = "end_turn") -> Answer:
    content = [{"type": "text", "text": text}] if text else []
    usage = {"input_tokens": 100, "output_tokens": 20}
    message = {"id": "m", "type": "message", "role": "assistant", "model": "small", "content": content}
    return says(200, {**message, "stop_reason": stop_reason, "stop_sequence": None, "usage": usage})


def anthropic_stream(*pieces: str) -> Answer:
    message: dict[str, object] = {
        "id": "m", "type": "message", "role": "assistant", "model": "small", "content": [],
        "stop_reason": None, "stop_sequence": None, "usage": {"input_tokens": 100, "output_tokens": 1},
    }  # fmt: skip
    events: list[dict[str, object]] = [
        {"type": "message_start", "message": message},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        *({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": p}} for p in pieces),
        {"type": "content_block_stop", "index": 0},
        {
            "type": "message_delta",
            "delta": {"stop_reason": "end_turn", "stop_sequence": None},
            "usage": {"input_tokens": 100, "output_tokens": 20},
        },
        {"type": "message_stop"},
    ]
    lines = [f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in events]
    return sends("".join(lines), "text/event-stream")


def anthropic_error(status: int, kind: str) -> Answer:
    return says(status, {"type": "error", "error": {"type": kind, "message": f"no, not with {KEY}"}})


def google_piece(text: str, finish: str | None = None) -> dict[str, object]:
    candidate: dict[str, object] = {"content": {"parts": [{"text": text}] if text else [], "role": "model"}, "index": 0}
    if finish is not None:
        candidate["finishReason"] = finish
    usage = {"promptTokenCount": 100, "candidatesTokenCount": 20, "totalTokenCount": 120}
    return {"candidates": [candidate], "usageMetadata": usage, "modelVersion": "small"}


def google_error(status: int, name: str, message: str) -> Answer:
    return says(status, {"error": {"code": status, "message": message, "status": name}})


def ollama_lines(*pieces: str, done_reason: str = "stop") -> Answer:
    head = {"model": "small", "created_at": "2026-11-21T12:00:00Z"}
    lines: list[dict[str, object]] = [
        {**head, "message": {"role": "assistant", "content": piece}, "done": False} for piece in pieces
    ]
    counts = {"prompt_eval_count": 100, "eval_count": 20, "total_duration": 1, "load_duration": 1}
    end = {"message": {"role": "assistant", "content": ""}, "done": True, "done_reason": done_reason}
    lines.append({**head, **end, **counts})
    return sends("".join(json.dumps(line) + "\n" for line in lines), "application/x-ndjson")


WIRES = {
    "anthropic": Wire(
        model="anthropic:small",
        whole=anthropic_message(VERDICT),
        streamed=anthropic_stream("What ", "next?"),
        cut_off=anthropic_message('{"verdict": "me', "max_tokens"),
        empty=anthropic_message(""),
        wrong_key=anthropic_error(401, "authentication_error"),
        no_such_model=anthropic_error(404, "not_found_error"),
        busy=anthropic_error(529, "overloaded_error"),
    ),
    "google": Wire(
        model="google_genai:small",
        whole=says(200, google_piece(VERDICT, "STOP")),
        streamed=sends(
            "".join(f"data: {json.dumps(p)}\r\n\r\n" for p in (google_piece("What "), google_piece("next?", "STOP"))),
            "text/event-stream",
        ),
        cut_off=says(200, google_piece('{"verdict": "me', "MAX_TOKENS")),
        empty=says(200, google_piece("", "STOP")),
        wrong_key=google_error(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key."),
        no_such_model=google_error(404, "NOT_FOUND", "models/small is not found"),
        busy=google_error(503, "UNAVAILABLE", "The model is overloaded."),
    ),
    "ollama": Wire(
        model="ollama:small",
        whole=ollama_lines(VERDICT),
        streamed=ollama_lines("What ", "next?"),
        cut_off=ollama_lines('{"verdict": "me', done_reason="length"),
        empty=ollama_lines(),
        wrong_key=says(401, {"error": "unauthorized"}),
        no_such_model=says(404, {"error": "model 'small' not found"}),
        busy=says(503, {"error": "server busy, please try again"}),
    ),
}
EACH = pytest.mark.parametrize("wire", WIRES.values(), ids=WIRES)


def settings_of(wire: Wire, base_url: str) -> ModelSettings:
    keyless = {"api_key_env": None} if wire.model.startswith("ollama:") else {}
    return settings_for(base_url.removesuffix("/v1"), wire.model, **keyless)


@EACH
async def test_a_reply_is_the_text_as_it_came_and_its_usage_is_counted(wire: Wire) -> None:
    with serving(wire.whole) as server:
        async with connected(settings_of(wire, server.base_url)) as model:
            reply = await model.reply(PROMPT, SCHEMA)

    assert (reply.text, reply.model) == (VERDICT, wire.model)
    assert (model.usage.calls, model.usage.tokens_in, model.usage.tokens_out) == (1, 100, 20)
    assert '"verdict"' in json.dumps(server.requests[0].body), "the schema went with the request"


@EACH
async def test_a_stream_comes_in_pieces_and_its_usage_is_counted(wire: Wire) -> None:
    with serving(wire.streamed) as server:
        async with connected(settings_of(wire, server.base_url)) as model:
            pieces = [piece.text async for piece in model.stream(PROMPT)]

    assert pieces == ["What ", "next?"]
    assert (model.usage.calls, model.usage.uncounted, model.usage.tokens_in) == (1, 0, 100)


@EACH
@pytest.mark.parametrize(
    ("fault", "kind", "tries"),
    [
        ("cut_off", "cut-off", 1),
        ("empty", "empty", 3),
        ("wrong_key", "unauthorised", 1),
        ("no_such_model", "no-such-model", 1),
        ("busy", "overloaded", 3),
    ],
)
async def test_each_failure_has_its_kind(wire: Wire, fault: str, kind: str, tries: int) -> None:
    with serving(getattr(wire, fault)) as server:
        async with connected(settings_of(wire, server.base_url)) as model:
            with pytest.raises(ModelFailedError) as failure:
                await model.reply(PROMPT, SCHEMA)

    assert failure.value.kind == kind
    assert failure.value.hint
    assert KEY not in str(failure.value)
    assert len(server.requests) == tries


@EACH
async def test_a_server_that_is_not_there(wire: Wire) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    waits = Waits(slept=[], told=[])
    async with connected(settings_of(wire, f"http://127.0.0.1:{port}"), waits) as model:
        with pytest.raises(ModelFailedError) as failure:
            await model.reply(PROMPT, SCHEMA)

    assert failure.value.kind == "unreachable"
    assert len(waits.slept) == 2


@EACH
async def test_a_server_that_says_nothing(wire: Wire) -> None:
    with serving(hangs) as server:
        async with connected(replace(settings_of(wire, server.base_url), timeout_s=0.3)) as model:
            with pytest.raises(ModelFailedError) as failure:
                assert [piece async for piece in model.stream(PROMPT)]

    assert failure.value.kind == "time-out"
