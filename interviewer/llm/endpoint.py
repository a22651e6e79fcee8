"""One model at one server: a single request, its reply read as it came, its failure told from a reply."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, aclosing, contextmanager
from typing import Any

from msgspec import Struct, to_builtins

from interviewer.llm.diagnosis import diagnosis
from interviewer.llm.faults import CONNECT_S, ENDINGS, FaultError, Target
from interviewer.llm.ladder import OPENAI_RUNGS, OTHER_RUNGS, Rung, response_format, worded
from interviewer.llm.settings import ModelSettings
from interviewer.llm.usage import of_call
from interviewer.llm.yes_or_no import likeliest, log_odds, of_ollama, of_openai
from interviewer.prompting.template import Prompt
from interviewer.prompting.usage import Usage

CLOSED_DOORS = ("unreachable", "time-out", "unauthorised")
"""What a knock finds out for certain. Servers that have no list of models answer in many ways."""
FINISH = ("finish_reason", "stop_reason", "done_reason")
"""Where OpenAI and Google, Anthropic, and Ollama say why a reply ended."""


class Watch(Struct, frozen=True, kw_only=True):
    """What is kept of each call, and what of it is told to whom."""

    spend: Callable[[Usage], None]
    """Given what each call took."""
    timer: Callable[[], float]
    """Seconds from an arbitrary start."""
    log: Callable[[Mapping[str, object]], None]
    """Given each request, and each reply or failure."""
    may_ask: Callable[[], bool]
    """Whether a further call may begin: False when the budget is spent."""
    traced: bool
    """Whether LangChain's tracing may do as the environment says."""


class Endpoint:
    """A model as LangChain made it, and what its failures and its usage are told with.

    `body` are parameters that go into each request as they are.
    """

    def __init__(
        self,
        chat: Any,
        settings: ModelSettings,
        target: Target,
        *,
        body: Mapping[str, Any],
        watch: Watch,
    ) -> None:
        self.settings = settings
        self.target = target
        self.speaks_openai = settings.model.startswith("openai:")
        self.rungs = OPENAI_RUNGS if self.speaks_openai else OTHER_RUNGS
        self._chat = chat
        self._body = body
        self._watch = watch

    async def pieces(self, prompt: Prompt) -> AsyncGenerator[str]:
        """The reply's text, piece by piece. Raises FaultError, also after pieces; closing it closes the connection."""
        call = self._begun(prompt, "stream", self._body)
        try:
            async with aclosing(self._chat.astream(_messages(prompt), **_extra(self._body))) as chunks:
                async for chunk in self._each(chunks):
                    call.report = _added(call.report, chunk.usage_metadata)
                    call.ending = _finish(chunk.response_metadata) or call.ending
                    if text := str(chunk.text):
                        call.text += text
                        yield text
            self._check_end(call.ending, is_empty=not call.text)
        except FaultError as failure:
            call.failure = self._in_mid_stream(failure) if call.text else failure
            raise call.failure from failure.__cause__
        finally:
            self._end(call)

    async def whole(self, prompt: Prompt, schema: Mapping[str, object], rung: Rung) -> str:
        """The text of one reply, asked for as JSON on this rung. Raises what the libraries raise, and FaultError."""
        prompt = worded(prompt, rung, schema)
        body = {**self._body, **(response_format(rung, schema, prompt.name) if self.speaks_openai else {})}
        call = self._begun(prompt, rung, body)
        try:
            with self._tracing():
                message = await self._ask(prompt, schema, rung, body)
            call.report, call.text = message.usage_metadata, str(message.text)
            call.ending = _finish(message.response_metadata) or ""
            refusal = str(message.additional_kwargs.get("refusal") or "")
            self._check_end(call.ending, is_empty=not call.text.strip(), refusal=refusal)
        except Exception as failure:
            call.failure = failure
            raise
        finally:
            self._end(call)
        return call.text

    async def weighed(self, prompt: Prompt) -> float | None:
        """The log-odds of yes in the first token of a reply. Raises what the libraries raise, and FaultError."""
        asked = self._one_token()
        call = self._begun(prompt, "yes or no", asked)
        try:
            with self._tracing():
                message = await self._chat.ainvoke(_messages(prompt), **asked)
            call.report, call.text = message.usage_metadata, str(message.text)
            call.ending = _finish(message.response_metadata) or ""
            self._check_one_token(call.ending)
            call.log_odds = self._odds(message.response_metadata)
        except Exception as failure:
            call.failure = failure
            raise
        finally:
            self._end(call)
        return call.log_odds

    async def knock(self) -> None:
        """Raise FaultError when the server cannot be reached, or refuses the key; found out without asking the model.

        Where a server speaks another language than OpenAI's, nothing is found out: the first request will tell.
        """
        if not self.speaks_openai:
            return
        try:
            async with _at_most(min(self.settings.timeout_s, CONNECT_S)):
                await self._chat.root_async_client.models.list()
        except Exception as error:
            failure = diagnosis(error, self.target)
            if failure is None:
                raise
            if failure.kind in CLOSED_DOORS:  # anything else is an answer of somebody who is there
                raise failure from error

    async def _ask(self, prompt: Prompt, schema: Mapping[str, object], rung: Rung, body: Mapping[str, object]) -> Any:
        messages = _messages(prompt)
        if self.speaks_openai:
            # In the body and not as LangChain's own parameter: the openai client would parse the reply, and raise
            # instead of handing over the text of one that is cut off.
            return await self._chat.ainvoke(messages, **_extra(body))
        if rung == "schema":
            named = {"title": prompt.name, **schema}  # for Anthropic LangChain wants a title
            asked = self._chat.with_structured_output(named, method="json_schema", include_raw=True)
            return (await asked.ainvoke(messages))["raw"]
        return await self._chat.ainvoke(messages)

    async def _each(self, chunks: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """The chunks, with every error of the libraries as a FaultError."""
        while True:
            try:
                # Around each step and not around the loop: what is set in a generator is set for its caller, too.
                with self._tracing():
                    async with _at_most(self.settings.timeout_s):
                        chunk = await anext(chunks)
            except StopAsyncIteration:
                return
            except Exception as error:
                failure = diagnosis(error, self.target)
                if failure is None:
                    raise
                raise failure from error
            yield chunk

    def _in_mid_stream(self, failure: FaultError) -> FaultError:
        """The same failure, as it looks to someone who has begun to read."""
        names = {"time-out": "stalled", "unreachable": "interrupted", "malformed": "interrupted"}
        return FaultError(names[failure.kind], self.target) if failure.kind in names else failure

    def _check_end(self, ending: str | None, *, is_empty: bool, refusal: str = "") -> None:
        """Raises FaultError for an end that is none. Where a stream gave no reason for its end (None), it was cut."""
        if ending is None:
            raise FaultError("interrupted", self.target)
        if refusal:
            raise FaultError("refused", self.target, said=refusal)
        name = ENDINGS.get(ending.lower(), "empty" if is_empty else None)
        if name is not None:
            raise FaultError(name, self.target)

    def _one_token(self) -> dict[str, Any]:
        """What LangChain is told to ask for one token. Raises FaultError where no probabilities can be had."""
        if self.speaks_openai:
            return _extra({**self._body, **of_openai(self.settings.limit_of_openai)})
        if self.settings.model.startswith("ollama:"):
            return of_ollama(self.settings)
        raise FaultError("no-logprobs", self.target)

    def _odds(self, metadata: Mapping[str, Any]) -> float | None:
        """Raises FaultError where the server tells no probabilities."""
        tokens = likeliest(metadata)
        if tokens is None:
            raise FaultError("no-logprobs", self.target)
        return log_odds(tokens)

    def _check_one_token(self, ending: str) -> None:
        """Raises FaultError for an end that is none; that a limit of one token was reached is as it should be."""
        name = ENDINGS.get(ending.lower(), "cut-off")
        if name != "cut-off":
            raise FaultError(name, self.target)

    def _begun(self, prompt: Prompt, form: str, body: Mapping[str, object]) -> _Call:
        """Raises FaultError when no call may begin."""
        if not self._watch.may_ask():
            raise FaultError("over-budget", self.target)
        self._watch.log(
            {
                "what": "request",
                "prompt": prompt.label,
                "form": form,
                "parameters": self.settings.parameters,
                "body": body,
                "messages": [{"role": role, "content": text} for role, text in _messages(prompt)],
            }
        )
        return _Call(prompt=prompt.label, began=self._watch.timer())

    def _end(self, call: _Call) -> None:
        """Count and log what came of a call, of one that was closed in the middle, too."""
        used = of_call(call.report, self._watch.timer() - call.began, self.settings)
        weighed = {} if call.log_odds is None else {"log_odds": call.log_odds}
        self._watch.spend(used)
        self._watch.log(
            {
                "what": "reply",
                "prompt": call.prompt,
                "text": call.text,
                **weighed,
                "ending": call.ending,
                "failure": None if call.failure is None else f"{type(call.failure).__name__}: {call.failure}",
                "usage": to_builtins(used),
            }
        )

    @contextmanager
    def _tracing(self) -> Iterator[None]:
        """With LANGSMITH_TRACING in somebody's shell, LangChain would upload what the candidate says."""
        from langsmith.run_helpers import tracing_context

        if self._watch.traced:
            yield
            return
        with tracing_context(enabled=False):
            yield


class _Call(Struct, kw_only=True):
    """One request, and what has come of it so far."""

    prompt: str
    began: float
    report: Any = None
    """LangChain's account of the tokens."""
    text: str = ""
    log_odds: float | None = None
    ending: str | None = None
    failure: Exception | None = None


def _extra(body: Mapping[str, object]) -> dict[str, Any]:
    return {"extra_body": dict(body)} if body else {}


def _messages(prompt: Prompt) -> list[tuple[str, str]]:
    spoken = (("system", prompt.system), ("user", prompt.user))
    return [(role, text) for role, text in spoken if text]


def _finish(metadata: Mapping[str, Any]) -> str | None:
    return next((str(metadata[key]) for key in FINISH if metadata.get(key)), None)


def _added(report: Any, more: Any) -> Any:
    from langchain_core.messages.ai import add_usage

    return add_usage(report, more) if report or more else None


def _at_most(seconds: float) -> AbstractAsyncContextManager[object]:
    import asyncio

    return asyncio.timeout(seconds)
