"""A question that is answered once more, for the tests of the report."""

from __future__ import annotations

from interviewer.dialogue.events import AnyEvent, Ended, ExchangeEnded, Graded, Redo
from tests.report.journals import asked, grade, started, verdict

FIRST = "20261121-0930-k7q"
REDO = Redo(
    interview=FIRST,
    number=2,
    score=30.0,
    verdicts={"lazy-yield": "met", "constant-memory": "missed", "single-use": "missed"},
    claims={"eager": True},
)
AGAIN: list[AnyEvent] = [
    started("functions/generators", redo=REDO),
    asked("functions/generators"),
    ExchangeEnded(ending="finished"),
    Ended(reason="completed"),
]
LATER = Graded(
    number=1,
    grade=grade(
        "functions/generators",
        verdict("lazy-yield", "met", "unaided"),
        verdict("constant-memory", "met", "prompted"),
        verdict("single-use", "missed"),
    ),
)
