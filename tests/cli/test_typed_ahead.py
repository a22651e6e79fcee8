"""What is typed while the interviewer thinks: each Enter that was pressed sends, and a paste stays one answer."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.cli.processes import Terminal
from tests.llm.server import COUNTS, DONE, Answer, Handler, chunk, serving, stream

if TYPE_CHECKING:
    from pathlib import Path

THINKS_S = 2.0


def slowly(answer: Answer) -> Answer:
    def after_a_while(handler: Handler) -> None:
        time.sleep(THINKS_S)
        answer(handler)

    return after_a_while


REPLY = slowly(stream(chunk("MOVE 1\nWhat does the lock stop threads from doing?"), chunk("", "stop"), COUNTS, DONE))


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        pytest.param(("/time", "\r", "/help", "\r"), ("of active time", "the next question"), id="two-commands"),
        pytest.param(("first line\rsecond line",), ("> first line", "  second line"), id="a-paste-is-not-sent"),
    ],
)
def test_keys_between_two_prompts(typed: tuple[str, ...], seen: tuple[str, ...], home: Path) -> None:
    with serving(REPLY) as server:
        (home / "interviewer.toml").write_text(
            f'models.interviewer = {{ model = "openai:fake", base_url = "{server.base_url}" }}\n'
        )
        terminal = Terminal("start", "--question", "internals/gil").sees(">")
        terminal.types("It is one lock.").sees("one lock.").types("\r").sees("...")
        for keys in typed:
            terminal.types(keys).idles(0.2)
        terminal.sees("stop threads from doing?", *seen)
        terminal.types("\x03").idles(0.3).types("\x03").is_over()
