"""What stands between a person and the first question, told by the imports and not by a stopwatch.

`python -X importtime` writes each import to standard error when it happens, and so does the talk when it goes there:
what stands above the question was imported before it.
"""

from __future__ import annotations

import os
import pty
import subprocess
import sys

HEAVY = ("pydantic", "langchain", "openai", "httpx", "requests", "numpy", "prompt_toolkit", "asyncio", "pygments")
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


def test_in_a_terminal_nothing_heavy_comes_before_the_first_question() -> None:
    here, there = pty.openpty()
    with subprocess.Popen(INTERVIEWER, stdin=there, stdout=there, stderr=there) as process:
        os.close(there)
        screen = b""
        while b"Question 1" not in screen:
            screen += os.read(here, 65536)
        process.kill()
    os.close(here)

    assert not imported(screen.decode(errors="replace")) & set(HEAVY)
