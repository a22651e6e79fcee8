"""The rehearsal of a first call: what it saves, and that nobody hears it."""

from __future__ import annotations

import subprocess
import sys

from tests.llm.server import COUNTS, DONE, chunk, completion, serving, stream

REHEARSED = """
import asyncio, sys
connections = []
ways_out = ("socket.connect", "socket.getaddrinfo")
sys.addaudithook(lambda event, _: connections.append(event) if event in ways_out else None)
from interviewer.llm.connect import connect
from interviewer.llm.ladder import KNOWN
from interviewer.llm.rehearsal import PROMPT, SCHEMA, rehearse
from interviewer.llm.settings import ModelSettings

model = connect(ModelSettings(model="openai:real", base_url=sys.argv[1]), {})
rehearse()
heard, known, before = list(connections), dict(KNOWN), set(sys.modules)

async def first_calls():
    pieces = [piece.text async for piece in model.stream(PROMPT)]
    return pieces, (await model.reply(PROMPT, SCHEMA)).text

said = asyncio.run(first_calls())
print(heard, known, sorted(set(sys.modules) - before), said, model.usage.calls)
"""


def test_it_reaches_nobody_and_leaves_nothing_to_import_for_the_first_calls() -> None:
    with serving(stream(chunk("one "), chunk("two", "stop"), COUNTS, DONE), completion("{}")) as server:
        command = [sys.executable, "-c", REHEARSED, server.base_url]
        done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.stderr == ""
    assert done.stdout == "[] {} [] (['one ', 'two'], '{}') 2\n"
    assert len(server.requests) == 2
