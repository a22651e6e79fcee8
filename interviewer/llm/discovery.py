"""Model servers of this machine: which of the usual ones answer, and which models they name."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

LOOPBACK = "127.0.0.1"
USUAL: tuple[tuple[str, int], ...] = (("Ollama", 11434), ("LM Studio", 1234), ("llama.cpp", 8080), ("vLLM", 8000))
"""The servers, and the ports that they listen on when nobody says otherwise."""
PATIENCE_S = 0.7
"""How long all of them together are waited for."""
MOST_BYTES = 1_000_000
LONGEST_NAME = 200


class FoundServer(Struct, frozen=True, kw_only=True):
    """A server that answered. Its models are names that can be shown, and written to a file, as they are."""

    name: str
    base_url: str
    models: tuple[str, ...]


def find_servers(
    usual: Sequence[tuple[str, int]] = USUAL,
    patience_s: float = PATIENCE_S,
    timer: Callable[[], float] = time.monotonic,
) -> tuple[FoundServer, ...]:
    """Those of the `usual` servers that name at least one model, in that order; all are asked at once.

    Sends GET /v1/models to this machine and nowhere else, follows no redirect, and takes `patience_s` at most.
    """
    answers: dict[int, tuple[str, ...]] = {}

    def ask(port: int) -> None:
        answers[port] = models_at(_address(port), patience_s)

    # Daemons: one that trickles its reply must not keep the process alive.
    threads = [threading.Thread(target=ask, args=(port,), daemon=True) for _, port in usual]
    for thread in threads:
        thread.start()
    until = timer() + patience_s
    for thread in threads:
        thread.join(max(0.0, until - timer()))
    found = [(name, port, answers.get(port, ())) for name, port in usual]
    return tuple(
        FoundServer(name=name, base_url=_address(port), models=models) for name, port, models in found if models
    )


def models_at(base_url: str, timeout_s: float) -> tuple[str, ...]:
    """The models that a compatible server names, without those that only embed; empty when it names none.

    `timeout_s` is for each step of the connection. No key is sent.
    """
    try:
        return names_in(_get(f"{base_url.rstrip('/')}/models", timeout_s))
    except (OSError, ValueError, RecursionError):
        return ()


def names_in(reply: bytes) -> tuple[str, ...]:
    """The models in what a server replied. Raises ValueError for what is not JSON.

    >>> names_in(b'{"data": [{"id": "qwen2.5:7b"}, {"id": "nomic-embed-text"}]}')
    ('qwen2.5:7b',)
    """
    told: Any = json.loads(reply)
    listed = told.get("data") if isinstance(told, dict) else None
    names = [each.get("id") for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    return tuple(dict.fromkeys(name for name in names if isinstance(name, str) and _is_a_name(name)))


def _is_a_name(name: str) -> bool:
    is_harmless = name.isprintable() and name == name.strip() and 0 < len(name) <= LONGEST_NAME
    return is_harmless and "embed" not in name.lower()


def _get(url: str, timeout_s: float) -> bytes:
    """The body of a reply with status 200. Raises OSError, ValueError."""
    from http.client import HTTPConnection, HTTPException, HTTPSConnection

    address = urlsplit(url)
    if address.scheme not in ("http", "https") or not address.hostname:
        raise ValueError(f"no address of a server: {url}")
    # Not urllib's openers: those would follow redirects, and ask the proxy of the environment.
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    connection = kind(address.hostname, address.port, timeout=timeout_s)
    try:
        connection.request("GET", address.path, headers={"Accept": "application/json"})
        response = connection.getresponse()
        return response.read(MOST_BYTES) if response.status == 200 else b"null"  # noqa: PLR2004 (HTTP)
    except HTTPException as error:
        raise ValueError(str(error)) from error
    finally:
        connection.close()


def _address(port: int) -> str:
    return f"http://{LOOPBACK}:{port}/v1"
