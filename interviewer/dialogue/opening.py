"""The first events of an interview: all that has to be there before the first question is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.bank.question import rubric_hash
from interviewer.dialogue.events import Asked, Said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewer.bank.question import Question
    from interviewer.dialogue.clock import Clock
    from interviewer.dialogue.events import Recorded, SmallTalkSaid, Started
    from interviewer.dialogue.journal import Journal


def begin(journal: Journal, started: Started, first: Question, clock: Clock) -> Sequence[Recorded]:
    """Begin with the first question of the plan. Needs no engine, and so nothing that takes long to load."""
    question_id = started.plan[0].question_id
    return journal.append([started, *put(question_id, first, turn=1)], at=clock.now(), active_s=0.0)


def begin_with(journal: Journal, started: Started, warm_up: SmallTalkSaid, clock: Clock) -> Sequence[Recorded]:
    """Begin with a warm-up; the first question of the plan follows it."""
    return journal.append([started, warm_up], at=clock.now(), active_s=0.0)


def put(question_id: str, question: Question, turn: int) -> tuple[Asked, Said]:
    """Put a question, as the turn of that number."""
    return (
        Asked(question_id=question_id, question=question, rubric_hash=rubric_hash(question)),
        Said(turn=turn, move="ask", text=question.question),
    )
