"""How many answers a second `interviewer score` grades offline, what it adds to the grader, and is its memory flat?

    python -m benchmarks.bulk_scoring

Grades files of the bank's own examples, one three times as long as the other, each in a process of its own, into a
file, and once more to see what going on costs when everything is graded. The ratio is that of the whole command's time
on the processor, its start included, to the grader's alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from functools import lru_cache
from itertools import cycle, islice
from pathlib import Path

from msgspec import Struct

from interviewer.bank.loader import read_question
from interviewer.scoring.offline import verdicts
from interviewer.scoring.submission import exchange_of, read_submission

ROOT = Path(__file__).parent.parent
SIZES = (1000, 3000)


class Measured(Struct, frozen=True, kw_only=True):
    """One run of the command."""

    seconds: float
    processor_s: float
    peak_mb: float


def main() -> None:
    """Print the figures as a table."""
    print(f"{'answers':>8} {'MB':>6} {'seconds':>8} {'a second':>9} {'ratio':>6} {'peak MB':>8} {'again, s':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            answers, results = Path(folder) / f"{size}.jsonl", Path(folder) / f"{size}-results.jsonl"
            write_answers(answers, size)
            first = measure(answers, results)
            again = measure(answers, results)
            graded = sum(b'"status": "graded"' in line for line in results.open("rb"))
            assert graded == size, f"{graded} of {size} graded"
            print(
                f"{size:>8} {answers.stat().st_size / 1e6:>6.1f} {first.seconds:>8.1f} {size / first.seconds:>9.0f}"
                f" {first.processor_s / grader_alone_s(answers):>6.2f} {first.peak_mb:>8.0f} {again.seconds:>9.1f}"
            )


def write_answers(path: Path, size: int) -> None:
    """So many lines: the examples of every question in turn, each a little different from the last time."""
    examples = [
        (f"{file.parent.name}/{file.stem}", example.answer)
        for file in sorted((ROOT / "rubrics").glob("*/*.yaml"))
        for example in read_question(file).examples
    ]
    with path.open("w", encoding="utf-8") as file:
        for number, (question, answer) in enumerate(islice(cycle(examples), size)):
            line = {"id": f"answer-{number}", "question": question, "answer": f"{answer} That was number {number}."}
            file.write(json.dumps(line) + "\n")


def grader_alone_s(answers: Path) -> float:
    """How long the grader is on the processor for the same answers, in this process."""
    read = lru_cache(None)(read_question)
    exchanges = []
    for line in answers.open("rb"):
        submission = read_submission(line)
        exchanges.append(exchange_of(submission, read(ROOT / "rubrics" / f"{submission.question}.yaml")))
    began = time.process_time()
    for exchange in exchanges:
        verdicts(exchange)
    return time.process_time() - began


def measure(answers: Path, results: Path) -> Measured:
    """The time of the whole command, its start included, and the most memory that it held."""
    command = [sys.executable, "-m", "interviewer", "score", str(answers), "-o", str(results), "--model", "offline"]
    began = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd=ROOT)
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0, f"status {status}"
    # Kilobytes, but on macOS bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    return Measured(
        seconds=time.perf_counter() - began,
        processor_s=used.ru_utime + used.ru_stime,
        peak_mb=used.ru_maxrss * unit / 1e6,
    )


if __name__ == "__main__":
    main()
