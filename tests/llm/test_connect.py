"""Where requests go, and where they do not."""

from __future__ import annotations

import socket
import ssl
from typing import Any, cast

import pytest
import trustme
from respx import Router

from interviewer.errors import ModelFailedError
from interviewer.llm.connect import connect, trusted
from tests.llm.rooms import KEY, PROMPT, SCHEMA, connected, settings_for
from tests.llm.server import Answer, completion, fails, hangs, says, sends, serving

pytestmark = pytest.mark.usefixtures("_langchain_is_loaded")
OPENAI = "https://api.openai.com/v1/chat/completions"
REPLY = {
    "id": "c",
    "object": "chat.completion",
    "model": "m",
    "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "{}"}}],
}


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        pytest.param("OPENAI_BASE_URL", "https://elsewhere.invalid/v1", id="OPENAI_BASE_URL"),
        pytest.param("OPENAI_API_BASE", "https://elsewhere.invalid/v1", id="OPENAI_API_BASE"),
        pytest.param("LANGSMITH_GATEWAY", "true", id="LANGSMITH_GATEWAY"),
    ],
)
async def test_no_variable_redirects_requests(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch, httpx2_mock: Router
) -> None:
    monkeypatch.setenv(variable, value)
    route = httpx2_mock.post(OPENAI).respond(json=REPLY)

    async with connected(settings_for(None, api_key_env=None), environ={"OPENAI_API_KEY": f" {KEY}\n"}) as model:
        assert (await model.reply(PROMPT, SCHEMA)).text == "{}"

    assert route.calls.last.request.headers["Authorization"] == f"Bearer {KEY}"


async def test_openai_itself_gets_the_newer_limit(httpx2_mock: Router) -> None:
    route = httpx2_mock.post(OPENAI).respond(json=REPLY)

    async with connected(settings_for(None, max_tokens=99)) as model:
        await model.reply(PROMPT, SCHEMA)

    assert b'"max_completion_tokens":99' in route.calls.last.request.content


async def test_a_server_of_ones_own_gets_no_key_that_was_not_named_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with serving(completion("{}")) as server:
        async with connected(settings_for(server.base_url, api_key_env=None), environ={"OPENAI_API_KEY": KEY}) as model:
            await model.reply(PROMPT, SCHEMA)

    assert server.requests[0].key == "Bearer none"


TRACING = {
    "LANGSMITH_TRACING": "true",
    "LANGSMITH_TRACING_V2": "true",
    "LANGCHAIN_TRACING_V2": "true",
    "LANGCHAIN_TRACING": "true",
    "LANGCHAIN_HANDLER": "langchain",
    "LANGSMITH_API_KEY": "lsv2_key",
    "LANGCHAIN_API_KEY": "lsv2_key",
}


async def test_nothing_is_traced_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(completion("{}")) as server, serving(fails(500)) as spy:
        for name, value in TRACING.items():
            monkeypatch.setenv(name, value)
        for name in ("LANGSMITH_ENDPOINT", "LANGCHAIN_ENDPOINT"):
            monkeypatch.setenv(name, spy.base_url)
        from langchain_core.tracers.langchain import wait_for_all_tracers
        from langsmith.utils import get_env_var

        forget = cast("Any", get_env_var).cache_clear  # the library reads these once in a process
        forget()
        try:
            async with connected(settings_for(server.base_url)) as model:
                await model.reply(PROMPT, SCHEMA)
                with pytest.raises(ModelFailedError):
                    assert [piece.text async for piece in model.stream(PROMPT)]
            wait_for_all_tracers()  # an upload would be under way on a thread
        finally:
            forget()

    assert len(server.requests) == 2
    assert spy.connections == 0


@pytest.mark.parametrize(
    ("base_url", "sentence"),
    [
        pytest.param(
            "http://interviewer.invalid/v1", "The host of http://interviewer.invalid/v1 is not known", id="DNS"
        ),
        pytest.param("ftp://127.0.0.1/v1", "ftp://127.0.0.1/v1 is no address", id="not HTTP"),
    ],
)
async def test_an_address_that_leads_nowhere(base_url: str, sentence: str) -> None:
    async with connected(settings_for(base_url)) as model:
        with pytest.raises(ModelFailedError, match=sentence) as failure:
            await model.reply(PROMPT, SCHEMA)

    assert failure.value.kind == "unreachable"


async def test_a_refused_connection_names_the_server_and_not_the_login() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    async with connected(settings_for(f"http://me:hush-hush@127.0.0.1:{port}/v1")) as model:
        with pytest.raises(ModelFailedError, match=f"Nothing answers at http://127.0.0.1:{port}/v1") as failure:
            await model.reply(PROMPT, SCHEMA)

    assert failure.value.kind == "unreachable"
    assert "hush" not in str(failure.value)


async def test_a_server_that_speaks_no_tls() -> None:
    with serving(hangs) as server:
        async with connected(settings_for(server.base_url.replace("http:", "https:"))) as model:
            with pytest.raises(ModelFailedError, match="is not trusted") as failure:
                await model.reply(PROMPT, SCHEMA)

    assert failure.value.kind == "unreachable"


async def test_a_certificate_that_nobody_vouches_for() -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with serving(completion("{}"), tls=context) as server:
        async with connected(settings_for(server.base_url.replace("http:", "https:"))) as model:
            with pytest.raises(ModelFailedError, match="its certificate is wrong") as failure:
                await model.reply(PROMPT, SCHEMA)

    assert failure.value.kind == "unreachable"
    assert server.requests == []


def test_the_certificates_of_the_system_are_read_for_all_models_together(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[ssl.SSLContext] = []
    really_read = ssl.SSLContext.load_verify_locations

    def counted(context: ssl.SSLContext, *files: Any, **more: Any) -> None:
        read.append(context)
        really_read(context, *files, **more)

    monkeypatch.setattr(ssl.SSLContext, "load_verify_locations", counted)
    trusted.cache_clear()
    for name in ("openai:one", "openai:other"):
        connect(settings_for("https://127.0.0.1:1/v1", name), {"TEST_KEY": KEY})

    assert len(read) == 1


def test_a_key_that_has_gone_since_it_was_checked() -> None:
    with pytest.raises(ModelFailedError, match="TEST_KEY is not set") as failure:
        connect(settings_for("http://127.0.0.1:1/v1"), {})

    assert failure.value.kind == "no-key"


async def test_a_fault_of_this_program_is_not_taken_for_one_of_the_model() -> None:
    with serving(completion("{}")) as server:
        async with connected(settings_for(server.base_url)) as model:
            with pytest.raises(TypeError):
                await model.reply(PROMPT, {"not": {"JSON": object()}})


@pytest.mark.parametrize(
    ("listing", "kind"),
    [
        pytest.param(says(200, {"object": "list", "data": []}), None, id="it is there"),
        pytest.param(fails(404), None, id="it has no list"),
        pytest.param(sends("<html>"), None, id="a page"),
        pytest.param(fails(429), None, id="busy"),
        pytest.param(fails(401, "Incorrect API key"), "unauthorised", id="a wrong key"),
        pytest.param(hangs, "time-out", id="silence"),
    ],
)
async def test_a_knock_finds_out_whether_the_door_is_open(listing: Answer, kind: str | None) -> None:
    with serving(completion("{}")) as server:
        server.listing = listing
        async with connected(settings_for(server.base_url, timeout_s=0.5)) as model:
            try:
                await model.knock()
                found = None
            except ModelFailedError as failure:
                found = failure.kind

    assert found == kind
    assert (server.requests, model.usage.calls) == ([], 0)


async def test_a_knock_at_nobody_s_door() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    async with connected(settings_for(f"http://127.0.0.1:{port}/v1")) as model:
        with pytest.raises(ModelFailedError, match="Nothing answers at"):
            await model.knock()
