"""A model as the dialogue and the grader see it: streams and replies, with retries and fallbacks behind them."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing
from datetime import datetime
from typing import TypeVar

from msgspec import Struct

from interviewer.errors import ModelFailedError
from interviewer.llm.diagnosis import diagnosis, refuses_probabilities, refuses_the_form
from interviewer.llm.endpoint import Endpoint
from interviewer.llm.faults import FaultError
from interviewer.llm.ladder import Known, Rung
from interviewer.llm.waiting import TRIES, wait_s
from interviewer.prompting.template import Prompt
from interviewer.prompting.usage import Usage
from interviewer.prompting.weighed import Weighed
from interviewer.prompting.written import Written

Given = TypeVar("Given")


class Patience(Struct, frozen=True, kw_only=True):
    """What a wait before a retry needs of the world."""

    wait: Callable[[float, ModelFailedError], Awaitable[object]]
    """Takes the seconds, and why; may come back sooner."""
    now: Callable[[], datetime]
    """With a time zone."""
    chance: Callable[[], float]
    """From 0 to 1."""


class ConnectedModel:
    """A model, its fallbacks, and what they have used so far. Serves one event loop, many calls at once."""

    def __init__(
        self,
        endpoints: Sequence[Endpoint],
        patience: Patience,
        *,
        known: Known,
        usage: Callable[[], Usage],
        closing: Callable[[], Awaitable[object]],
    ) -> None:
        self._endpoints = endpoints
        self._patience = patience
        self._known = known
        self._usage = usage
        self._closing = closing

    @property
    def name(self) -> str:
        """`provider:model`; with fallbacks ` or provider:model` for each, because any of them may have replied."""
        return " or ".join(endpoint.settings.model for endpoint in self._endpoints)

    @property
    def usage(self) -> Usage:
        """The sum over all calls until now, those of fallbacks included."""
        return self._usage()

    async def close(self) -> None:
        """Close the connections that were kept. No call may be under way, and none can follow."""
        await self._closing()

    async def knock(self) -> None:
        """Raise ModelFailedError when the first model's server cannot be reached, or refuses the key."""
        await self._endpoints[0].knock()

    async def stream(self, prompt: Prompt) -> AsyncGenerator[Written]:
        """The reply in pieces that are never empty. Not retried; a fallback is tried until the first piece.

        Raises ModelFailedError, also after pieces: then the text is no reply (`interrupted`, `stalled`, `cut-off`, …).
        Closing the generator closes the connection.
        """
        for endpoint in self._endpoints:
            silent = True
            try:
                async with aclosing(endpoint.pieces(prompt)) as pieces:
                    async for piece in pieces:
                        silent = False
                        yield Written(text=piece, model=endpoint.settings.model)
            except FaultError as failure:
                if silent and failure.fault.elsewhere and endpoint is not self._endpoints[-1]:
                    continue
                raise
            return

    async def reply(self, prompt: Prompt, schema: Mapping[str, object]) -> Written:
        """The whole text of one reply that was asked for as JSON of `schema`. It may be anything; nothing is repaired.

        At most three tries for each model, where a retry can help. Raises ModelFailedError.
        """

        async def ask(endpoint: Endpoint) -> Written:
            text = await self._down_the_ladder(endpoint, prompt, schema)
            return Written(text=text, model=endpoint.settings.model)

        return await self._first(ask)

    async def weigh(self, prompt: Prompt) -> Weighed:
        """How much the model leans to yes, asked for one token. Tried again and elsewhere as a reply is.

        Raises ModelFailedError, of kind `no-logprobs` where a server does not tell how likely tokens are.
        """

        async def ask(endpoint: Endpoint) -> Weighed:
            return Weighed(log_odds=await _weighed(endpoint, prompt), model=endpoint.settings.model)

        return await self._first(ask)

    async def _first(self, ask: Callable[[Endpoint], Awaitable[Given]]) -> Given:
        """What the first endpoint gives that gives anything."""
        for endpoint in self._endpoints:
            try:
                return await self._patiently(endpoint, ask)
            except FaultError as failure:
                if not failure.fault.elsewhere or endpoint is self._endpoints[-1]:
                    raise
        raise ValueError("a ConnectedModel has at least one endpoint")

    async def _patiently(self, endpoint: Endpoint, ask: Callable[[Endpoint], Awaitable[Given]]) -> Given:
        tries = 1
        while True:
            try:
                return await ask(endpoint)
            except FaultError as failure:
                if not failure.fault.retry or tries == TRIES:
                    raise
                await self._wait(tries, failure)
            tries += 1

    async def _wait(self, tries: int, failure: FaultError) -> None:
        seconds = wait_s(tries, failure.retry_after, self._patience.now(), self._patience.chance())
        await self._patience.wait(seconds, failure)

    async def _down_the_ladder(self, endpoint: Endpoint, prompt: Prompt, schema: Mapping[str, object]) -> str:
        """Ask on the rung that the server is known to accept; where none is known, on each until one is accepted."""
        server = (endpoint.target.server, endpoint.settings.model)
        rungs: Sequence[Rung] = (self._known[server],) if server in self._known else endpoint.rungs
        for rung in rungs:
            try:
                text = await endpoint.whole(prompt, schema, rung)
            except Exception as error:
                if rung != rungs[-1] and refuses_the_form(error):
                    continue
                failure = diagnosis(error, endpoint.target)
                if failure is None or failure is error:
                    raise
                raise failure from error
            self._known[server] = rung
            return text
        raise ValueError("an endpoint has at least one rung")


async def _weighed(endpoint: Endpoint, prompt: Prompt) -> float | None:
    try:
        return await endpoint.weighed(prompt)
    except Exception as error:
        if refuses_probabilities(error):
            raise FaultError("no-logprobs", endpoint.target) from error
        failure = diagnosis(error, endpoint.target)
        if failure is None or failure is error:
            raise
        raise failure from error
