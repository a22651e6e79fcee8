"""A first call to nobody: what LangChain and openai import and build at a first call, where it delays no answer."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from interviewer.llm.connect import connect
from interviewer.llm.settings import ModelSettings
from interviewer.prompting.template import Prompt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from httpx2 import Request, Response

    from interviewer.llm.calls import ConnectedModel

NOBODY = ModelSettings(model="openai:nobody", base_url="http://nobody.invalid/v1")
PROMPT = Prompt(system="Rehearse.", user="Say nothing.", name="rehearsal", version=1, hash="")
SCHEMA: Mapping[str, object] = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
HEAD = {"id": "1", "object": "chat.completion", "created": 1, "model": "nobody"}
USAGE = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}


def rehearse() -> None:
    """Stream one reply and ask for one as JSON, of a server that is a function of this process; nothing is sent.

    It takes 50 ms once LangChain is there, most of them saved at the first answer. For a thread without an event loop.
    """
    import asyncio

    from httpx2 import MockTransport

    # What goes wrong here goes wrong in a real call, too, and is told there.
    with suppress(Exception):
        asyncio.run(_call(connect(NOBODY, {}, transport=MockTransport(_answer), known={})))


async def _call(model: ConnectedModel) -> None:
    import anyio

    anyio.Event()  # loads anyio's half for asyncio, as a real connection would
    async for _ in model.stream(PROMPT):
        pass
    await model.reply(PROMPT, SCHEMA)
    await model.close()


def _answer(request: Request) -> Response:
    from httpx2 import Response

    if json.loads(request.content).get("stream"):
        chunks = [_with_choice(delta={"content": "Nothing."}), _with_choice("stop", delta={})]
        events = [json.dumps(chunk) for chunk in (*chunks, {**HEAD, "choices": [], "usage": USAGE})]
        text = "".join(f"data: {event}\n\n" for event in (*events, "[DONE]"))
        return Response(200, text=text, headers={"Content-Type": "text/event-stream"})
    message = {"role": "assistant", "content": "{}"}
    return Response(200, json={**_with_choice("stop", message=message), "usage": USAGE})


def _with_choice(finish: str | None = None, **said: object) -> dict[str, object]:
    return {**HEAD, "choices": [{"index": 0, "finish_reason": finish, **said}]}
