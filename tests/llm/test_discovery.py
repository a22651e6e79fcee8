"""Which servers of this machine are found, and what of their replies is believed."""

from __future__ import annotations

import socket
import time

import pytest

from interviewer.llm.discovery import USUAL, find_servers, models_at
from tests.llm.server import Answer, Handler, fails, hangs, hangs_up, names, says, sends, serving


def redirects(handler: Handler) -> None:
    handler.begin(302, "text/plain", {"Location": "http://elsewhere.invalid/v1/models", "Content-Length": "0"})


@pytest.mark.parametrize(
    ("listing", "models"),
    [
        pytest.param(names("qwen2.5:7b", "llama3.2"), ("qwen2.5:7b", "llama3.2"), id="two models"),
        pytest.param(names("a", "a"), ("a",), id="one model, twice"),
        pytest.param(names("nomic-embed-text", "text-Embedding-3", "a"), ("a",), id="models that only embed"),
        pytest.param(names("a\x1b[31m", "b\u202e", "", " ", "x" * 300, "ok"), ("ok",), id="names to mislead"),
        pytest.param(says(200, {"data": [{"id": 3}, "x", None, {}]}), (), id="no names"),
        pytest.param(says(200, {"data": "small"}), (), id="no list"),
        pytest.param(says(200, ["small"]), (), id="another kind of JSON"),
        pytest.param(says(200, {"error": "Unexpected endpoint"}), (), id="an error with status 200"),
        pytest.param(sends("<html>Jupyter</html>"), (), id="a page of HTML"),
        pytest.param(sends("[" * 100_000), (), id="brackets without end"),
        pytest.param(fails(404), (), id="no such page"),
        pytest.param(fails(401), (), id="a server that wants a key"),
        pytest.param(redirects, (), id="a redirect, which is not followed"),
        pytest.param(hangs_up, (), id="a closed connection"),
    ],
)
def test_what_a_server_names(listing: Answer, models: tuple[str, ...]) -> None:
    with serving(fails(500)) as server:
        server.listing = listing
        port = server.server_address[1]
        found = find_servers([("Some", port)])

    assert [(one.name, one.base_url, one.models) for one in found] == (
        [("Some", f"http://127.0.0.1:{port}/v1", models)] if models else []
    )
    assert server.asked == ["/v1/models"]


def test_all_are_asked_and_those_that_answer_are_named_in_order() -> None:
    with serving(fails(500)) as one, serving(fails(500)) as other, socket.create_server(("127.0.0.1", 0)) as closed:
        free = closed.getsockname()[1]
        closed.close()
        one.listing, other.listing = names("first"), names("second")
        found = find_servers([("A", other.server_address[1]), ("B", free), ("C", one.server_address[1])])

    assert [(server.name, server.models) for server in found] == [("A", ("second",)), ("C", ("first",))]


def test_servers_that_never_answer_are_waited_for_together_and_not_long() -> None:
    with serving(fails(500)) as server:
        server.listing = hangs  # for ten seconds
        began = time.monotonic()
        assert find_servers([("A", server.server_address[1])] * 4, patience_s=0.2) == ()

    assert time.monotonic() - began < 5


@pytest.mark.parametrize("address", ["ftp://127.0.0.1/v1", "nonsense", "http://", "http://[::1/v1", "http://h:99999/"])
def test_what_is_no_address_has_no_models(address: str) -> None:
    assert models_at(address, 0.1) == ()


def test_the_usual_servers_are_asked_where_they_usually_are() -> None:
    assert dict(USUAL) == {"Ollama": 11434, "LM Studio": 1234, "llama.cpp": 8080, "vLLM": 8000}
