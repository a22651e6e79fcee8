"""A grader that hangs for ever: the talk does not notice."""

from __future__ import annotations

import subprocess
import time
from typing import TYPE_CHECKING

from benchmarks.model_server import running
from interviewer.dialogue.events import Ended, Recorded, Said
from interviewer.dialogue.state import fold
from interviewer.journal.store import open_store
from interviewer.paths import default_journal_file
from tests.cli.in_process import run
from tests.cli.processes import INTERVIEWER

if TYPE_CHECKING:
    from pathlib import Path

ANSWERS = [f"Answer {number}: it depends on what the program does." for number in range(1, 30)]
PATIENCE_S = 60
AN_HOUR_S = 3600.0


def talk_to_the_end(home: Path, grading_s: float) -> tuple[tuple[Recorded, ...], int]:
    """Sit an interview of three questions and kill it when it has ended: its events, and how many replies were sent."""
    with running(latency_s=0.0, grading_s=grading_s) as server:
        (home / "interviewer.toml").write_text(server.settings())
        with subprocess.Popen(
            [*INTERVIEWER, "start", "--seed", "1", "--questions", "3"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            assert process.stdin is not None
            process.stdin.write("".join(f"{answer}\n.\n" for answer in ANSWERS).encode())
            process.stdin.flush()
            recorded = until_it_has_ended()
            process.kill()
        streamed = sum(1 for _ in iter(server.served, None))
    return recorded, streamed


def until_it_has_ended() -> tuple[Recorded, ...]:
    deadline = time.monotonic() + PATIENCE_S
    while True:
        assert time.monotonic() < deadline, "the interview has not come to its end"
        time.sleep(0.1)
        with open_store(default_journal_file()) as store:
            session_id = store.latest()
            recorded = store.read(session_id) if session_id else ()
        if any(isinstance(record.event, Ended) for record in recorded):
            return recorded


def said(recorded: tuple[Recorded, ...]) -> list[Said]:
    return [record.event for record in recorded if isinstance(record.event, Said)]


def test_the_talk_is_the_same_with_a_grader_that_never_answers(home: Path) -> None:
    hung, streamed = talk_to_the_end(home, AN_HOUR_S)
    regraded = run("regrade", "--model", "offline")
    prompt, _ = talk_to_the_end(home, 0.0)

    state = fold(hung)
    assert len(state.exchanges) == 3
    assert len(state.pending) == 3
    assert said(hung) == said(prompt)
    by_model = [each for each in said(hung) if each.source == "openai:fixed" or each.refused]
    assert len(by_model) == streamed > 6  # one call a reply, no more
    assert regraded.returncode == 0
    assert b"3 of 3 graded" in regraded.stdout
