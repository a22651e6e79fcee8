"""The log of what was sent to models and what came back, written by the real clients' calls."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING, Any

import pytest

from interviewer.errors import ModelFailedError, UsageError
from interviewer.llm.connect import connect
from interviewer.llm.log import Log
from tests.llm.rooms import KEY, NOW, PROMPT, SCHEMA, settings_for
from tests.llm.server import COUNTS, DONE, Answer, chunk, completion, fails, serving, stream

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("_langchain_is_loaded")


async def logged(path: Path, answer: Answer, *, streamed: bool = False) -> list[dict[str, Any]]:
    """The lines that one call leaves."""
    with serving(answer) as server:
        model = connect(
            settings_for(server.base_url), {"TEST_KEY": KEY}, now=lambda: NOW, known={}, log=Log(path), wait=_no_wait
        )
        try:
            if streamed:
                assert [piece async for piece in model.stream(PROMPT)]
            else:
                await model.reply(PROMPT, SCHEMA)
        except ModelFailedError:
            pass
        finally:
            await model.close()
    return [json.loads(line) for line in path.read_text().splitlines()]


async def _no_wait(_seconds: float, _failure: ModelFailedError) -> None:
    """At once."""


async def test_a_request_and_its_reply_are_a_line_each(tmp_path: Path) -> None:
    request, reply = await logged(tmp_path / "log", completion('{"verdict": "met"}'))

    assert request["at"] == reply["at"] == "2026-11-21T12:00:00.000+00:00"
    assert (request["what"], request["model"], request["form"]) == ("request", "openai:small", "schema")
    assert request["prompt"] == "grade v1 (0123456789ab)"
    assert request["messages"] == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "What is a tuple?"},
    ]
    assert request["body"]["response_format"]["json_schema"]["schema"] == SCHEMA
    assert (reply["what"], reply["text"], reply["ending"], reply["failure"]) == (
        "reply",
        '{"verdict": "met"}',
        "stop",
        None,
    )
    assert reply["usage"]["tokens_in"] == 100


async def test_a_stream_is_logged_whole(tmp_path: Path) -> None:
    request, reply = await logged(
        tmp_path / "log", stream(chunk("What "), chunk("next?"), chunk("", "stop"), COUNTS, DONE), streamed=True
    )

    assert request["form"] == "stream"
    assert reply["text"] == "What next?"


async def test_a_failure_is_logged_with_what_had_come(tmp_path: Path) -> None:
    _, reply = await logged(tmp_path / "log", stream(chunk("What ")), streamed=True)

    assert reply["text"] == "What "
    assert "broke off before its end" in reply["failure"]


async def test_no_key_stands_in_it(tmp_path: Path) -> None:
    lines = await logged(tmp_path / "log", fails(401, f"Incorrect key {KEY}, or sk-proj-abcdefgh12345678"))

    assert "unauthorised" not in (tmp_path / "log").read_text()
    assert KEY not in json.dumps(lines)
    assert "sk-proj-abcdefgh12345678" not in json.dumps(lines)
    assert "***" in lines[1]["failure"]


async def test_it_is_added_to_and_private(tmp_path: Path) -> None:
    path = tmp_path / "log"
    await logged(path, completion("{}"))
    lines = await logged(path, completion("{}"))

    assert len(lines) == 4
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written: Is a directory"):
        Log(tmp_path)


async def test_a_full_disk_costs_the_log_and_not_the_call(tmp_path: Path) -> None:
    full = tmp_path / "full"
    full.symlink_to("/dev/full")
    log = Log(full)
    with serving(completion("{}")) as server:
        model = connect(settings_for(server.base_url), {"TEST_KEY": KEY}, known={}, log=log)
        assert (await model.reply(PROMPT, SCHEMA)).text == "{}"
        await model.close()

    assert log.failure == f"{full} is not complete: No space left on device."
