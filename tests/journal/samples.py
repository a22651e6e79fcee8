"""Events to store, and processes that store them."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from interviewer.bank.question import Criterion, Question, rubric_hash
from interviewer.dialogue.events import Answered, Asked, Ended, PlannedQuestion, Started

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
QUESTION = Question(
    format=1,
    question="What does a tuple promise?",
    level="junior",
    minutes=4,
    criteria=(Criterion(id="fixed", says="It does not change.", tier="core"),),
    reference_answer="That it never changes.",
)
STARTED = Started(
    version="0.1.0",
    mode="interview",
    plan=(
        PlannedQuestion(question_id="fundamentals/tuples", minutes=4),
        PlannedQuestion(question_id="oop/mro", minutes=6),
    ),
    interviewer="offline",
    grader="offline",
)
ENDED = Ended(reason="completed")


def asked(question_id: str = "fundamentals/tuples") -> Asked:
    """A question was put."""
    return Asked(question_id=question_id, question=QUESTION, rubric_hash=rubric_hash(QUESTION))


def answered(text: str, turn: int = 1) -> Answered:
    """The candidate said that."""
    return Answered(turn=turn, text=text)


def child(code: str, path: Path, *words: str) -> subprocess.Popen[str]:
    """A process that runs `code`, in which `store` is the journal at `path` and `words` are what follows it here."""
    return subprocess.Popen(
        [sys.executable, "-c", PREAMBLE + code, str(path), *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


PREAMBLE = """
import sys
from pathlib import Path
from interviewer.errors import JournalError
from interviewer.journal.store import open_store
from tests.journal.samples import ENDED, NOON, STARTED, answered, asked
path, *words = sys.argv[1:]
store = open_store(Path(path), busy_timeout_s=30)
"""
