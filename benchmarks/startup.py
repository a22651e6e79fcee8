"""How long `interviewer` takes to start, as a multiple of what `python -c pass` takes on this machine, side by side.

Run it with `make bench`. What there is to read first is timed in a real (pseudo) terminal, from the start of the
process to the moment at which its heading can be read: the warm-up, or where that is turned off the first question;
with and without a model, which loads only afterwards.
"""

from __future__ import annotations

import os
import pty
import select
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROUNDS = 15
OTHERS = ("llm", "gptme", "aider", "inspect")
BARE = [sys.executable, "-c", "pass"]
OURS = [sys.executable, "-m", "interviewer"]
WARM_UP = b"Before we begin"
QUESTION = b"Question 1"
STRAIGHT_IN = {"INTERVIEWER_WARM_UP": "false"}
MODEL = 'model = "openai:x", base_url = "http://127.0.0.1:9/v1", api_key_env = "OPENAI_API_KEY"'
SETTINGS = f"models.interviewer = {{ {MODEL} }}\nmodels.grader = {{ {MODEL} }}\n"
"""Nobody listens there, and nobody is asked before the first answer."""


def main() -> None:
    """Measure in turns, so that noise hits all alike, and print medians and ratios."""
    with tempfile.TemporaryDirectory() as home:
        environ = {**os.environ, "HOME": home, "XDG_CACHE_HOME": home, "XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home}
        Path(home, "interviewer.toml").write_text(SETTINGS)
        cold_s = first_heading_s(WARM_UP, environ)
        with_model = {**environ, "OPENAI_API_KEY": "none"}
        tasks: dict[str, Callable[[], float]] = {
            "python -c pass": lambda: whole_run_s(BARE, environ),
            "interviewer --version": lambda: whole_run_s([*OURS, "--version"], environ),
            "interviewer --help": lambda: whole_run_s([*OURS, "--help"], environ),
            "the warm-up": lambda: first_heading_s(WARM_UP, environ),
            "the warm-up, with a model": lambda: first_heading_s(WARM_UP, with_model, Path(home)),
            "the first question": lambda: first_heading_s(QUESTION, environ | STRAIGHT_IN),
            "the first question, with a model": lambda: first_heading_s(QUESTION, with_model | STRAIGHT_IN, Path(home)),
        }
        for tool in filter(shutil.which, OTHERS):
            tasks[f"{tool} --version"] = lambda tool=tool: whole_run_s([tool, "--version"], environ)  # type: ignore[misc]
        seconds: dict[str, list[float]] = {name: [] for name in tasks}
        for _ in range(ROUNDS):
            for name, measure in tasks.items():
                seconds[name].append(measure())
    bare_s = statistics.median(seconds["python -c pass"])
    for name, measured in seconds.items():
        median_s = statistics.median(measured)
        print(f"{name:32} {median_s * 1000:7.0f} ms   {median_s / bare_s:6.1f} x")
    print(f"{'the warm-up, empty home':32} {cold_s * 1000:7.0f} ms   {cold_s / bare_s:6.1f} x   (one run)")


def whole_run_s(command: list[str], environ: dict[str, str]) -> float:
    """Seconds from the start of the process to its end."""
    start = time.perf_counter()
    subprocess.run(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def first_heading_s(heading: bytes, environ: dict[str, str], folder: Path | None = None) -> float:
    """Seconds from the start of the process, in that or some folder, to that heading on the terminal."""
    here, there = pty.openpty()
    start = time.perf_counter()
    folder = folder or Path(tempfile.gettempdir())
    process = subprocess.Popen(OURS, env=environ, stdin=there, stdout=there, stderr=there, cwd=folder)
    os.close(there)
    screen = b""
    while heading not in screen:
        if not select.select([here], [], [], 10)[0]:
            raise SystemExit(f"no heading within ten seconds; the screen shows: {screen.decode(errors='replace')}")
        screen += os.read(here, 4096)
    elapsed_s = time.perf_counter() - start
    process.kill()
    process.wait()
    os.close(here)
    return elapsed_s


if __name__ == "__main__":
    main()
