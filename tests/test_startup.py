"""What stands between a person and the first question, told by the imports and not by a stopwatch.

`python -X importtime` writes each import to standard error when it happens, and so does the talk when it goes there:
what stands above the question was imported before it.
"""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

MODEL = ("langchain", "langchain_core", "langchain_openai", "langsmith", "openai", "pydantic", "httpx2", "httpcore2")
HEAVY = (*MODEL, "httpx", "anyio", "requests", "numpy", "av", "onnxruntime", "prompt_toolkit", "asyncio", "pygments")
INTERVIEWER = [sys.executable, "-X", "importtime", "-m", "interviewer"]


def imported(trace: str) -> set[str]:
    """The top-level packages in the trace."""
    names = [line.rsplit("|", 1)[1].strip() for line in trace.splitlines() if line.startswith("import time:")]
    return {name.partition(".")[0] for name in names}


def test_the_version_needs_next_to_nothing() -> None:
    run = subprocess.run([*INTERVIEWER, "--version"], capture_output=True, text=True, check=True)

    assert not imported(run.stderr) & {*HEAVY, "argparse", "rich", "yaml", "msgspec", "sqlite3", "json"}


def test_the_overview_needs_no_package() -> None:
    run = subprocess.run([*INTERVIEWER, "--help"], capture_output=True, text=True, check=True)

    assert not imported(run.stderr) & {*HEAVY, "rich", "yaml", "msgspec", "sqlite3"}


def test_through_a_pipe_nothing_heavy_comes_before_the_first_question() -> None:
    run = subprocess.run(INTERVIEWER, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL)
    before, heading, _ = run.stderr.partition("Question 1")

    assert heading
    assert not imported(before) & set(HEAVY)


@pytest.fixture
def _configured(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model for both roles, at a server that nobody has asked yet."""
    model = '{ model = "openai:x", base_url = "http://127.0.0.1:9/v1", api_key_env = "OPENAI_API_KEY" }'
    (home / "interviewer.toml").write_text(f"models.interviewer = {model}\nmodels.grader = {model}\n")
    monkeypatch.setenv("OPENAI_API_KEY", "none")


def in_a_terminal(*until: bytes, question: str | None = None, warm_up: bool = True) -> list[str]:
    """What comes before each of these texts, which come in this order."""
    environ = {**os.environ, "INTERVIEWER_WARM_UP": str(warm_up).lower()}
    command = [*INTERVIEWER, *(["start", "--question", question] if question else [])]
    here, there = pty.openpty()
    parts = []
    screen = b""
    with subprocess.Popen(command, stdin=there, stdout=there, stderr=there, env=environ) as process:
        os.close(there)
        for text in until:
            while text not in screen:
                screen += os.read(here, 65536)
            before, _, screen = screen.partition(text)
            parts.append(before.decode(errors="replace"))
        process.kill()
    os.close(here)
    return parts


@pytest.mark.parametrize(
    ("warm_up", "words"),
    [pytest.param(True, b"been working on", id="warm-up"), pytest.param(False, b"Question 1", id="question")],
)
def test_in_a_terminal_nothing_heavy_comes_before_what_is_read_first(warm_up: bool, words: bytes) -> None:
    [before] = in_a_terminal(words, question="internals/gil", warm_up=warm_up)

    assert not imported(before) & set(HEAVY)


@pytest.mark.usefixtures("_configured")
def test_a_model_is_loaded_once_the_first_question_is_on_the_screen() -> None:
    before, question, loading = in_a_terminal(
        b"Question 1", b"that uses threads?", b"langchain_openai", question="internals/gil", warm_up=False
    )

    assert "openai:x words the follow-ups" in before
    assert not imported(before + question) & set(HEAVY)
    assert imported(loading) & set(MODEL)


@pytest.mark.usefixtures("_configured")
def test_through_a_pipe_a_model_is_not_loaded_before_it_either() -> None:
    run = subprocess.run(INTERVIEWER, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL)
    before, heading, _ = run.stderr.partition("Question 1")

    assert heading
    assert not imported(before) & set(HEAVY)


def test_a_command_ends_without_a_last_look_for_garbage() -> None:
    """It took a tenth of the time of a short command, and more where a model was loaded."""
    at_the_end = "import atexit, gc; atexit.register(lambda: print(len(gc.get_objects())))"
    script = f"{at_the_end}; from interviewer.cli.main import run; run()"
    run = subprocess.run([sys.executable, "-c", script, "--help"], capture_output=True, text=True, check=True)

    looked_at = int(run.stdout.splitlines()[-1])
    assert looked_at < 100
