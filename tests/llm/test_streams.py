"""Streams, through the real LangChain and openai clients, from a server on loopback."""

from __future__ import annotations

from contextlib import aclosing
from io import StringIO

import pytest

from interviewer.errors import ModelFailedError
from interviewer.llm.calls import ConnectedModel
from tests.llm.rooms import KEY, PROMPT, Waits, connected, settings_for
from tests.llm.server import (
    COUNTS,
    DONE,
    Answer,
    broken_off,
    chunk,
    event,
    fails,
    hangs,
    hangs_up,
    sends,
    serving,
    stream,
    talks_on,
)

pytestmark = pytest.mark.usefixtures("_langchain_is_loaded")
WHOLE = stream(chunk("What "), chunk("next?"), chunk("", "stop"), COUNTS, DONE)


async def test_a_stream_is_pieces_of_text_and_its_usage_is_counted() -> None:
    with serving(WHOLE) as server:
        async with connected(settings_for(server.base_url, price_in=1.0, price_out=10.0, max_tokens=80)) as model:
            assert [piece.text async for piece in model.stream(PROMPT)] == ["What ", "next?"]

    usage = model.usage
    assert (usage.calls, usage.uncounted, usage.tokens_in, usage.tokens_cached, usage.tokens_out) == (1, 0, 100, 60, 20)
    assert usage.cost == pytest.approx(0.0003)
    (request,) = server.requests
    assert request.key == f"Bearer {KEY}"
    assert request.body == {
        "model": "small",
        "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "What is a tuple?"}],
        "stream": True,
        "stream_options": {"include_usage": True},
        "max_tokens": 80,
    }


FAILURES = [
    pytest.param(fails(401, f"Incorrect key {KEY}"), "", "unauthorised", id="401"),
    pytest.param(fails(403), "", "forbidden", id="403"),
    pytest.param(fails(404), "", "no-such-model", id="404"),
    pytest.param(fails(429, Retry_After="1"), "", "rate-limited", id="429"),
    pytest.param(fails(429, code="insufficient_quota"), "", "quota", id="insufficient quota"),
    pytest.param(fails(500), "", "server-error", id="500"),
    pytest.param(fails(529), "", "overloaded", id="529"),
    pytest.param(fails(400, code="context_length_exceeded"), "", "too-long", id="context overflow"),
    pytest.param(hangs_up, "", "interrupted", id="closed before a byte"),
    pytest.param(stream(then=hangs), "", "time-out", id="time-out"),
    pytest.param(stream(chunk("What "), then=hangs), "What ", "stalled", id="stall in mid-stream"),
    pytest.param(broken_off(chunk("What ")), "What ", "interrupted", id="drop in mid-stream"),
    pytest.param(stream(chunk("What ")), "What ", "interrupted", id="just ends"),
    pytest.param(stream(chunk("What "), DONE), "What ", "interrupted", id="done without a finish reason"),
    pytest.param(stream(chunk("What "), "data: {cut\n\n"), "What ", "interrupted", id="broken event"),
    pytest.param(
        stream(chunk("What "), event({"error": {"message": "Oops", "code": None}})),
        "What ",
        "server-error",
        id="error event",
    ),
    pytest.param(
        stream(event({"error": {"message": "Busy", "code": 529}})), "", "overloaded", id="error event with a status"
    ),
    pytest.param(stream(chunk("", "stop"), DONE), "", "empty", id="empty"),
    pytest.param(stream(chunk("What "), chunk("", "content_filter"), DONE), "What ", "filtered", id="content filter"),
    pytest.param(stream(chunk("What "), chunk("", "length"), DONE), "What ", "cut-off", id="cut off"),
    pytest.param(sends("<html>"), "", "malformed", id="200 with HTML"),
    pytest.param(sends("", "text/event-stream"), "", "malformed", id="nothing at all"),
]


async def listen(model: ConnectedModel, heard: StringIO) -> None:
    async for piece in model.stream(PROMPT):
        heard.write(piece.text)


@pytest.mark.parametrize(("answer", "text", "kind"), FAILURES)
async def test_each_failure_has_its_kind_and_no_second_try(answer: Answer, text: str, kind: str) -> None:
    waits = Waits(slept=[], told=[])
    heard = StringIO()
    with serving(answer) as server:
        async with connected(settings_for(server.base_url, timeout_s=0.3), waits) as model:
            with pytest.raises(ModelFailedError) as failure:
                await listen(model, heard)

    assert (heard.getvalue(), failure.value.kind) == (text, kind)
    assert failure.value.hint
    assert KEY not in str(failure.value)
    assert len(server.requests) == model.usage.calls == 1
    assert model.usage.uncounted == 1
    assert waits.slept == []


async def test_what_a_failed_stream_took_is_counted_all_the_same() -> None:
    with serving(stream(chunk("What "), chunk("", "length"), COUNTS, DONE)) as server:
        async with connected(settings_for(server.base_url)) as model:
            with pytest.raises(ModelFailedError):
                assert [piece.text async for piece in model.stream(PROMPT)]

    assert (model.usage.calls, model.usage.uncounted, model.usage.tokens_out) == (1, 0, 20)


async def test_closing_the_generator_closes_the_connection() -> None:
    with serving(stream(chunk("What "), then=talks_on)) as server:
        async with connected(settings_for(server.base_url)) as model, aclosing(model.stream(PROMPT)) as pieces:
            assert (await anext(pieces)).text == "What "
        # The server notices when it cannot send on; the client has gone without being closed as a whole.
        assert server.gone.wait(5)

    assert model.usage.uncounted == 1


async def test_a_fallback_speaks_when_the_first_model_said_nothing() -> None:
    with serving(fails(503), WHOLE) as server:
        async with connected(settings_for(server.base_url, fallbacks=("openai:big",))) as model:
            pieces = [piece async for piece in model.stream(PROMPT)]

    assert "".join(piece.text for piece in pieces) == "What next?"
    assert {piece.model for piece in pieces} == {"openai:big"}
    assert [request.body["model"] for request in server.requests] == ["small", "big"]


async def test_no_fallback_goes_on_with_what_another_model_began() -> None:
    with serving(stream(chunk("What ")), WHOLE) as server:
        async with connected(settings_for(server.base_url, fallbacks=("openai:big",))) as model:
            with pytest.raises(ModelFailedError, match="broke off"):
                assert [piece.text async for piece in model.stream(PROMPT)]

    assert len(server.requests) == 1


async def test_two_streams_at_once_do_not_mix() -> None:
    import asyncio

    async def text() -> str:
        return "".join([piece.text async for piece in model.stream(PROMPT)])

    with serving(WHOLE) as server:
        async with connected(settings_for(server.base_url)) as model:
            assert set(await asyncio.gather(text(), text(), text())) == {"What next?"}

    assert model.usage.calls == 3
