"""From settings to a model that can be asked. The only place that builds LangChain's models."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from interviewer.errors import ModelFailedError
from interviewer.llm.calls import ConnectedModel, Patience
from interviewer.llm.endpoint import Endpoint, Watch
from interviewer.llm.faults import CONNECT_S, FaultError, Target
from interviewer.llm.ladder import KNOWN, Known
from interviewer.llm.log import Entry, Log
from interviewer.llm.metering import tell_meter
from interviewer.llm.providers import alternatives, key_in, key_variables, place_of_key, provider_of
from interviewer.llm.purse import Purse
from interviewer.llm.settings import ModelSettings
from interviewer.llm.usage import nothing_yet
from interviewer.prompting.usage import Usage

if TYPE_CHECKING:
    from ssl import SSLContext

    from httpx2 import AsyncBaseTransport

NO_KEY = "none"
"""Compatible servers without keys want one all the same."""
DEAD_SWITCHES = ("LANGCHAIN_TRACING", "LANGCHAIN_HANDLER")
"""Of LangChain's first tracing, which is gone: with one of them set it refuses every call."""


def connect(
    settings: ModelSettings,
    environ: Mapping[str, str],
    *,
    wait: Callable[[float, ModelFailedError], Awaitable[object]] | None = None,
    log: Log | None = None,
    purse: Purse | None = None,
    traced: bool = False,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    chance: Callable[[], float] = random.random,
    timer: Callable[[], float] = time.perf_counter,
    known: Known = KNOWN,
    transport: AsyncBaseTransport | None = None,
) -> ConnectedModel:
    """The model of these settings, which passed `check`. Opens no connection; imports LangChain: over a second.

    `wait` is awaited before a reply is asked for again, with the seconds and why; None sleeps. What is sent and what
    comes back goes into `log`. Calls are paid from the `purse`;
    when it is empty, none begins. `traced` lets LangChain's own tracing do as the environment says.
    `transport` carries the requests of the provider `openai`; None for the network.
    Raises ModelFailedError of kind `no-key`, ImportError when the provider's package is not installed.
    """
    for switch in DEAD_SWITCHES:
        os.environ.pop(switch, None)
    purse = purse or Purse()
    ledger = _Ledger(nothing_yet(settings), purse)
    endpoints, closings = [], []
    for each in alternatives(settings):
        target = target_of(each, environ)
        if key_variables(each) and key_in(each, environ) is None:
            raise FaultError("no-key", target)
        chat, body, closing = _build(each, key_in(each, environ), transport)
        closings.append(closing)
        watch = Watch(
            spend=ledger.add,
            timer=timer,
            log=_unlogged if log is None else log.writer(target, now),
            may_ask=lambda: not purse.is_empty,
            traced=traced,
        )
        endpoints.append(Endpoint(chat, each, target, body=body, watch=watch))

    async def close_all() -> None:
        for closing in closings:
            await closing()

    patience = Patience(wait=wait or _sleep, now=now, chance=chance)
    return ConnectedModel(endpoints, patience, known=known, usage=ledger.total, closing=close_all)


class _Ledger:
    def __init__(self, usage: Usage, purse: Purse) -> None:
        self._usage = usage
        self._purse = purse

    def add(self, usage: Usage) -> None:
        self._usage += usage
        self._purse.pay(usage)
        tell_meter(usage)

    def total(self) -> Usage:
        return self._usage


def target_of(settings: ModelSettings, environ: Mapping[str, str]) -> Target:
    """The model as sentences about it need it. Its settings passed `check`."""
    variables = key_variables(settings)
    key = key_in(settings, environ)
    address = urlsplit(_base_url(settings))
    host = address.netloc.rpartition("@")[2]
    login = tuple(part for part in (address.username, address.password) if part)
    return Target(
        model=settings.model,
        server=f"{address.scheme}://{host}{address.path}",
        key=place_of_key(settings, environ)
        or (variables[0] if variables else "the key: name its variable with api_key_env"),
        timeout_s=settings.timeout_s,
        secrets=(*((key,) if key else ()), *login),
    )


def _base_url(settings: ModelSettings) -> str:
    return settings.base_url or provider_of(settings).base_url


def _build(
    settings: ModelSettings, key: str | None, transport: AsyncBaseTransport | None
) -> tuple[Any, dict[str, Any], Callable[[], Awaitable[object]]]:
    """LangChain's model, what goes into each of its requests besides, and how to close its connections."""
    from langchain.chat_models import init_chat_model

    shaping = {name: value for name, value in settings.parameters.items() if name != "max_tokens"}
    common: dict[str, Any] = {"base_url": _base_url(settings), **shaping}
    if not settings.model.startswith("openai:"):
        return init_chat_model(settings.model, **common, **_parameters(settings, key)), {}, _nothing
    from httpx2 import Client, Timeout
    from openai import DefaultAsyncHttpxClient

    timeout = Timeout(settings.timeout_s, connect=min(settings.timeout_s, CONNECT_S))
    # Of its own: LangChain would share one between all models and event loops of the process.
    client = DefaultAsyncHttpxClient(timeout=timeout, transport=transport, verify=trusted())
    limit = {} if settings.max_tokens is None else {settings.limit_of_openai: settings.max_tokens}
    chat = init_chat_model(
        settings.model,
        **common,
        api_key=key or NO_KEY,
        http_async_client=client,
        http_client=Client(verify=trusted()),  # never asked, and LangChain's own would read the certificates anew
        timeout=timeout,
        max_retries=0,  # it would sleep, up to two minutes, without a word
        stream_usage=True,
        use_responses_api=False,
        stream_chunk_timeout=None,  # it would log to the terminal; Endpoint counts the silence
    )
    return chat, limit, client.aclose


@cache
def trusted() -> SSLContext:
    """The certificates that this system trusts. To read them takes 20 ms, which each client would do for itself."""
    from httpx2 import create_ssl_context

    return create_ssl_context()


def _parameters(settings: ModelSettings, key: str | None) -> dict[str, Any]:
    """What the other providers call the same things."""
    limit = settings.max_tokens
    match settings.model.partition(":")[0]:
        case "ollama":
            limited = {} if limit is None else {"num_predict": limit}
            return {"client_kwargs": {"timeout": settings.timeout_s}, **limited}
        case "google_genai":
            # Its count is of attempts; vertexai, because a variable could send everything to another product.
            others = {"max_retries": 1, "vertexai": False}
        case _:
            others = {"max_retries": 0}
    limited = {} if limit is None else {"max_tokens": limit}
    return {"api_key": key or NO_KEY, "timeout": settings.timeout_s, **others, **limited}


def _unlogged(_entry: Entry) -> None:
    """Nobody wants to see it."""


async def _sleep(seconds: float, _failure: ModelFailedError) -> None:
    import asyncio

    await asyncio.sleep(seconds)


async def _nothing() -> None:
    """The clients of these providers close their connections themselves."""
