"""Kills scripted interviews at random moments (`kill -9`) and checks that nothing submitted is lost or doubled.

    python -m benchmarks.kill --kills 200
    python -m benchmarks.kill --kills 200 --with-model

Each process is killed somewhere between its start and its end; the next one resumes the interview and is sent the
answers that the journal does not hold yet. With a model, a server on this machine words the follow-ups and grades, and
lives are long enough to be ended in the middle of its calls. Exit status 1, and the seed, at the first thing that is
wrong.
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

from benchmarks.model_server import ModelServer, running
from interviewer.dialogue.events import Answered, Recorded, Said
from interviewer.dialogue.state import fold
from interviewer.journal.store import open_store

LONGEST_LIFE_S = 0.4
LONGEST_LIFE_WITH_MODEL_S = 5.0
"""LangChain takes a second or two to load before the first call."""
LONGER_UNTIL_ONE_IS_ASKED = 1.2
LATENCY_S = 0.15
ANSWERS = [f"Answer number {number}: it is one lock, and reference counts need it." for number in range(1, 41)]
ACKNOWLEDGEMENT = b"of active time"
"""What `/time` prints: sent after each answer, it shows that everything before it was dealt with."""


class Tally(Struct, kw_only=True):
    """What happened in a series of kills."""

    kills: int = 0
    in_calls: int = 0
    """Calls of the model that a kill broke off while it spoke."""
    without_reply: int = 0
    """Of the kills, those that left an answer without its reply."""
    without_grade: int = 0
    """Of the kills, those that left a question that has ended without its grade."""
    interviews: int = 0
    answers: int = 0


class Lost(Exception):  # noqa: N818 - a finding, not an error of this script
    """Something that was submitted is missing, doubled or out of order."""


def main() -> int:
    """Kill as often as asked for, and say what was seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--with-model", action="store_true", help="a model server interviews and grades")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    args = parser.parse_args()
    kill = kill_often_with_model if args.with_model else kill_often
    with tempfile.TemporaryDirectory() as folder:
        try:
            tally = kill(args.kills, random.Random(args.seed), Path(folder))
        except Lost as found:
            print(f"{found} (seed {args.seed})")
            return 1
    print(
        f"{tally.kills} kills, {tally.interviews} interviews ended, {tally.answers} answers kept, none lost or doubled"
    )
    print(
        f"{tally.without_reply} kills while a reply was due, {tally.in_calls} of them in the middle of a model's call, "
        f"and {tally.without_grade} while a grade was due"
    )
    return 0


def kill_often_with_model(kills: int, chance: random.Random, folder: Path) -> Tally:
    """As `kill_often`, with a model of both roles at a server in a process of its own."""
    with running(LATENCY_S) as server:
        (folder / "interviewer.toml").write_text(server.settings())
        return kill_often(kills, chance, folder, server)


def kill_often(kills: int, chance: random.Random, folder: Path, server: ModelServer | None = None) -> Tally:
    """Kill so many processes in `folder`, whose settings may name the server's model. Raises Lost.

    With a server more, where it takes more until one was killed in the middle of a call.
    """
    longest_life_s = LONGEST_LIFE_WITH_MODEL_S if server else LONGEST_LIFE_S
    tally = Tally()
    journal = folder / "journal.db"
    session_id: str | None = None
    while tally.kills < kills or (server and not tally.in_calls):
        kept = answers_kept(journal, session_id)
        life_s = chance.uniform(0, longest_life_s)
        acknowledged, was_killed = live_and_die(folder, journal, session_id, ANSWERS[kept:], life_s)
        with open_store(journal) as store:
            session_id = session_id or store.latest()
            recorded = store.read(session_id) if session_id else ()
        check(recorded, kept + acknowledged)
        count(tally, recorded, was_killed=was_killed)
        tally.in_calls += calls_broken_off(server) if server else 0
        if server and not tally.in_calls:
            longest_life_s *= LONGER_UNTIL_ONE_IS_ASKED  # a busy machine takes longer to load LangChain
        if recorded and fold(recorded).ended:
            session_id = None
    return tally


def count(tally: Tally, recorded: tuple[Recorded, ...], *, was_killed: bool) -> None:
    """Add the end of one process to the tally."""
    state = fold(recorded)
    tally.kills += was_killed
    tally.without_reply += was_killed and state.due in ("listening", "reply")
    tally.without_grade += was_killed and bool(state.pending)
    if state.ended:
        tally.interviews += 1
        tally.answers += len(answers_of(recorded))


def calls_broken_off(server: ModelServer) -> int:
    """Of the streamed replies since the last time, those whose client went away."""
    return sum(served.last_token_s is None for served in iter(server.served, None))


def live_and_die(
    folder: Path, journal: Path, session_id: str | None, answers: list[str], life_s: float
) -> tuple[int, bool]:
    """Run one process to its violent end: how many answers it acknowledged, and whether it was killed at all."""
    command = [sys.executable, "-m", "interviewer"]
    command += ["resume", session_id] if session_id else ["start", "--seed", "1", "--questions", "3"]
    environ = {**os.environ, "HOME": str(folder), "XDG_CACHE_HOME": str(folder), "INTERVIEWER_JOURNAL": str(journal)}
    process = subprocess.Popen(
        command,
        env=environ,
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    with suppress(BrokenPipeError):  # it may end before it has read everything
        process.stdin.write("".join(f"{answer}\n.\n/time\n" for answer in answers).encode())
        process.stdin.flush()
    deadline = time.monotonic() + life_s
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
    """Raise Lost unless the journal holds each turn once, and at least the acknowledged answers in their order."""
    if [record.seq for record in recorded] != list(range(1, len(recorded) + 1)):
        raise Lost("the events have gaps")
    turns = [record.event.turn for record in recorded if isinstance(record.event, Answered | Said)]
    if turns != list(range(1, len(turns) + 1)):
        raise Lost(f"a turn is missing or doubled: {turns}")
    answers = answers_of(recorded)
    if answers != ANSWERS[: len(answers)]:
        raise Lost(f"the answers are not those that were given, once and in order: {answers}")
    if len(answers) < acknowledged:
        raise Lost(f"{acknowledged} answers were acknowledged and {len(answers)} kept")


if __name__ == "__main__":
    sys.exit(main())
