"""What a bank of 1,000 questions costs at the start of an interview, as a multiple of what a bank of 30 costs.

    python benchmarks/bank_size.py

Both banks are copies of shipped questions, in a folder that goes before the shipped bank. They are measured in turns,
so that noise hits both alike: the time to the warm-up in a real (pseudo) terminal, and what of it is the bank:
opening it and loading four questions, imports left out.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from itertools import cycle
from pathlib import Path

from benchmarks.startup import WARM_UP, first_heading_s
from interviewer.bank.folders import contents
from interviewer.resources import data_folder

SIZES = (30, 1000)
ROUNDS = 15
TOPICS = 18

OPEN_BANK = """\
import sys, time
from pathlib import Path
import yaml
from interviewer.bank.index import open_bank
start = time.perf_counter()
bank = open_bank([Path(sys.argv[1])], Path(sys.argv[2]))
for header in bank.headers[:4]:
    bank.load(header.question_id)
print(time.perf_counter() - start)
"""


def main() -> None:
    """Make the banks, fill the caches, measure in turns, and print medians and ratios."""
    with tempfile.TemporaryDirectory() as folder:
        banks = {size: make_bank(Path(folder) / f"bank-{size}", size) for size in SIZES}
        caches = {size: Path(folder) / f"cache-{size}" for size in SIZES}
        homes = {size: {**os.environ, **home(Path(folder) / f"home-{size}", banks[size])} for size in SIZES}
        print("cold, one run:")
        for size in SIZES:
            cold = first_heading_s(WARM_UP, homes[size]), bank_s(banks[size], caches[size])
            print(f"{size:6} questions  {cold[0] * 1000:7.1f} ms to the warm-up, {cold[1] * 1000:7.1f} ms the bank")
        starts: dict[int, list[float]] = {size: [] for size in SIZES}
        openings: dict[int, list[float]] = {size: [] for size in SIZES}
        for _ in range(ROUNDS):
            for size in SIZES:
                starts[size].append(first_heading_s(WARM_UP, homes[size]))
                openings[size].append(bank_s(banks[size], caches[size]))
    print(f"warm, median of {ROUNDS}:")
    report("to the warm-up", starts)
    report("the bank alone", openings)


def make_bank(folder: Path, size: int) -> Path:
    """A bank of that many copies of shipped questions."""
    originals = cycle([file.path.read_bytes() for file in contents(data_folder("rubrics")).files])
    for number in range(size):
        path = folder / f"topic-{number % TOPICS}" / f"question-{number}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(next(originals))
    return folder


def home(folder: Path, bank: Path) -> dict[str, str]:
    """The environment of somebody with an empty home and that bank."""
    names = ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")
    folder.mkdir()
    return {**dict.fromkeys(names, str(folder)), "INTERVIEWER_BANKS": str(bank)}


def bank_s(bank: Path, cache: Path) -> float:
    """Seconds to open a bank and load four of its questions."""
    command = [sys.executable, "-c", OPEN_BANK, str(bank), str(cache)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def report(what: str, seconds: dict[int, list[float]]) -> None:
    """Print the medians and their ratio."""
    small_s, large_s = (statistics.median(seconds[size]) for size in SIZES)
    print(f"{what:22}  {small_s * 1000:6.1f} ms, {large_s * 1000:6.1f} ms   {large_s / small_s:.2f} x")


if __name__ == "__main__":
    main()
