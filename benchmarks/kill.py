"""Kills scripted interviews at random moments (`kill -9`) and checks that nothing submitted is lost or doubled.

    python -m benchmarks.kill --kills 200

Each process is killed somewhere between its start and its end; the next one resumes the interview and is sent the
answers that the journal does not hold yet. Exit status 1, and the seed, at the first thing that is wrong.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from interviewer.dialogue.events import Answered, Recorded
from interviewer.dialogue.state import fold
from interviewer.journal.store import open_store

LONGEST_LIFE_S = 0.4
ANSWERS = [f"Answer number {number}: it is one lock, and reference counts need it." for number in range(1, 41)]
ACKNOWLEDGEMENT = b"of active time"
"""What `/time` prints: sent after each answer, it shows that everything before it was dealt with."""


class Tally(Struct, kw_only=True):
    """What happened in a series of kills."""

    kills: int = 0
    interviews: int = 0
    answers: int = 0


class Lost(Exception):  # noqa: N818 - a finding, not an error of this script
    """Something that was submitted is missing, doubled or out of order."""


def main() -> int:
    """Kill as often as asked for, and say what was seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        try:
            tally = kill_often(args.kills, random.Random(args.seed), Path(folder))
        except Lost as found:
            print(f"{found} (seed {args.seed})")
            return 1
    print(
        f"{tally.kills} kills, {tally.interviews} interviews ended, {tally.answers} answers kept, none lost or doubled"
    )
    return 0


def kill_often(kills: int, chance: random.Random, folder: Path) -> Tally:
    """Kill so many processes in `folder`. Raises Lost."""
    tally = Tally()
    journal = folder / "journal.db"
    session_id: str | None = None
    while tally.kills < kills:
        kept = answers_kept(journal, session_id)
        acknowledged, was_killed = live_and_die(folder, journal, session_id, ANSWERS[kept:], chance)
        tally.kills += was_killed
        with open_store(journal) as store:
            session_id = session_id or store.latest()
            recorded = store.read(session_id) if session_id else ()
        check(recorded, kept + acknowledged)
        if recorded and fold(recorded).ended:
            tally.interviews += 1
            tally.answers += len(answers_of(recorded))
            session_id = None
    return tally


def live_and_die(
    folder: Path, journal: Path, session_id: str | None, answers: list[str], chance: random.Random
) -> tuple[int, bool]:
    """Run one process to its violent end: how many answers it acknowledged, and whether it was killed at all."""
    command = [sys.executable, "-m", "interviewer"]
    command += ["resume", session_id] if session_id else ["start", "--seed", "1", "--questions", "3"]
    environ = {**os.environ, "HOME": str(folder), "XDG_CACHE_HOME": str(folder), "INTERVIEWER_JOURNAL": str(journal)}
    process = subprocess.Popen(
        command, env=environ, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stdin is not None
    with suppress(BrokenPipeError):  # it may end before it has read everything
        process.stdin.write("".join(f"{answer}\n.\n/time\n" for answer in answers).encode())
        process.stdin.flush()
    deadline = time.monotonic() + chance.uniform(0, LONGEST_LIFE_S)
    while process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    was_killed = process.poll() is None
    process.kill()
    assert process.stderr is not None
    talk = process.stderr.read()
    process.wait()
    process.stderr.close()
    with suppress(BrokenPipeError):
        process.stdin.close()
    if not was_killed and process.returncode != 0:
        raise Lost(f"exit status {process.returncode}: {talk.decode(errors='replace')[-500:]}")
    return talk.count(ACKNOWLEDGEMENT), was_killed


def answers_kept(journal: Path, session_id: str | None) -> int:
    """How many answers the journal holds."""
    if session_id is None:
        return 0
    with open_store(journal) as store:
        return len(answers_of(store.read(session_id)))


def answers_of(recorded: tuple[Recorded, ...]) -> list[str]:
    """The texts that were submitted, in order."""
    return [record.event.text for record in recorded if isinstance(record.event, Answered)]


def check(recorded: tuple[Recorded, ...], acknowledged: int) -> None:
    """Raise Lost unless the journal holds at least the acknowledged answers, each once and in order."""
    if [record.seq for record in recorded] != list(range(1, len(recorded) + 1)):
        raise Lost("the events have gaps")
    answers = answers_of(recorded)
    if answers != ANSWERS[: len(answers)]:
        raise Lost(f"the answers are not those that were given, once and in order: {answers}")
    if len(answers) < acknowledged:
        raise Lost(f"{acknowledged} answers were acknowledged and {len(answers)} kept")


if __name__ == "__main__":
    sys.exit(main())
