"""One model at one server: a single request, its reply read as it came, its failure told from a reply."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, aclosing, contextmanager
from typing import Any

from interviewer.llm.diagnosis import diagnosis
from interviewer.llm.faults import ENDINGS, FaultError, Target
from interviewer.llm.ladder import OPENAI_RUNGS, OTHER_RUNGS, Rung, response_format, worded
from interviewer.llm.settings import ModelSettings
from interviewer.llm.usage import Usage, of_call
from interviewer.prompting.template import Prompt

FINISH = ("finish_reason", "stop_reason", "done_reason")
"""Where OpenAI and Google, Anthropic, and Ollama say why a reply ended."""


class Endpoint:
    """A model as LangChain made it, and what its failures and its usage are told with.

    `body` are parameters that go into each request as they are; `spend` is given the usage of each call.
    """

    def __init__(
        self,
        chat: Any,
        settings: ModelSettings,
        target: Target,
        *,
        body: Mapping[str, Any],
        spend: Callable[[Usage], None],
        timer: Callable[[], float],
    ) -> None:
        self.settings = settings
        self.target = target
        self.speaks_openai = settings.model.startswith("openai:")
        self.rungs = OPENAI_RUNGS if self.speaks_openai else OTHER_RUNGS
        self._chat = chat
        self._body = body
        self._spend = spend
        self._timer = timer

    async def pieces(self, prompt: Prompt) -> AsyncGenerator[str]:
        """The reply's text, piece by piece. Raises FaultError, also after pieces; closing it closes the connection."""
        began, silent = self._timer(), True
        report: Any = None
        ending: str | None = None
        try:
            async with aclosing(self._chat.astream(_messages(prompt), **self._parameters())) as chunks:
                async for chunk in self._each(chunks):
                    report = _added(report, chunk.usage_metadata)
                    ending = _finish(chunk.response_metadata) or ending
                    if text := str(chunk.text):
                        silent = False
                        yield text
        except FaultError as failure:
            raise failure if silent else self._in_mid_stream(failure) from failure.__cause__
        finally:
            self._spend(of_call(report, self._timer() - began, self.settings))
        if ending is None:
            raise FaultError("interrupted", self.target)
        self._check_end(ending, is_empty=silent)

    async def whole(self, prompt: Prompt, schema: Mapping[str, object], rung: Rung) -> str:
        """The text of one reply, asked for as JSON on this rung. Raises what the libraries raise, and FaultError."""
        began = self._timer()
        message: Any = None
        try:
            with _untraced():
                message = await self._ask(prompt, schema, rung)
        finally:
            report = message.usage_metadata if message is not None else None
            self._spend(of_call(report, self._timer() - began, self.settings))
        text = str(message.text)
        if message.additional_kwargs.get("refusal"):
            raise FaultError("refused", self.target, said=str(message.additional_kwargs["refusal"]))
        self._check_end(_finish(message.response_metadata) or "", is_empty=not text.strip())
        return text

    async def _ask(self, prompt: Prompt, schema: Mapping[str, object], rung: Rung) -> Any:
        messages = _messages(worded(prompt, rung, schema))
        if self.speaks_openai:
            # In the body and not as LangChain's own parameter: the openai client would parse the reply, and raise
            # instead of handing over the text of one that is cut off.
            return await self._chat.ainvoke(messages, **self._parameters(response_format(rung, schema, prompt.name)))
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
                with _untraced():
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

    def _check_end(self, ending: str, *, is_empty: bool) -> None:
        name = ENDINGS.get(ending.lower(), "empty" if is_empty else None)
        if name is not None:
            raise FaultError(name, self.target)

    def _parameters(self, more: Mapping[str, Any] | None = None) -> dict[str, Any]:
        body = {**self._body, **(more or {})}
        return {"extra_body": body} if body else {}


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


@contextmanager
def _untraced() -> Iterator[None]:
    """With LANGSMITH_TRACING in somebody's shell, LangChain would upload what the candidate says."""
    from langsmith.run_helpers import tracing_context

    with tracing_context(enabled=False):
        yield
