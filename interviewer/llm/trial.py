"""A small real request: does the model reply at all? Whether it does its work well, `doctor` finds out."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import aclosing

from msgspec import Struct

from interviewer.errors import ModelFailedError
from interviewer.llm.providers import check
from interviewer.llm.settings import ModelSettings

ENOUGH = 200
"""Characters of a reply after which it is not listened to any longer."""


class Reply(Struct, frozen=True, kw_only=True):
    """What came back."""

    text: str
    """At least a character that is not white space; from outside."""
    seconds: float
    """From the request to the end of the reply; loading the library is not in it."""


def try_out(
    settings: ModelSettings, environ: Mapping[str, str], timer: Callable[[], float] = time.perf_counter
) -> Reply:
    """Ask the model for a word, once: nothing is waited for and sent again. Must not run inside an event loop.

    Raises UsageError when the model cannot work as configured, ModelFailedError when it does not reply.
    """
    import asyncio

    check(settings, environ)
    return asyncio.run(_ask(settings, environ, timer))


async def _ask(settings: ModelSettings, environ: Mapping[str, str], timer: Callable[[], float]) -> Reply:
    from interviewer.llm.connect import connect
    from interviewer.prompting.template import read_template

    model = connect(settings, environ)
    try:
        began, text = timer(), ""
        async with aclosing(model.stream(read_template("try_out").fill())) as pieces:
            async for piece in pieces:
                text += piece.text
                if len(text) >= ENOUGH:
                    break
        if not text.strip():
            raise ModelFailedError("empty", f"{settings.model} sent an empty reply.", "Choose another model.")
        return Reply(text=text.strip(), seconds=timer() - began)
    finally:
        await model.close()
