"""Puts a whole interview and the interview-wide rubric into the observing prompt: data alone, and no verdicts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from msgspec import to_builtins

from interviewer.bank.conduct import Habit
from interviewer.prompting.outside import enclose
from interviewer.prompting.template import Prompt, Template
from interviewer.scoring.conduct import WholeInterview
from interviewer.scoring.grade import Exchange

MOST_CHARACTERS = 60_000
"""Of all turns together, about 15,000 tokens; in a longer interview the middle of its longest turns is left out."""
SHORTEST = 200
"""Characters that every turn may have, however many there are."""


def observing_prompt(template: Template, habits: Sequence[Habit], interview: WholeInterview, nonce: str) -> Prompt:
    """The prompt. What was said stands between delimiters made with the nonce, which has to be unguessable."""
    exchanges = interview.exchanges
    lengths = [len(turn.text) for exchange in exchanges for turn in exchange.turns]
    limit = fitting_limit(lengths, MOST_CHARACTERS)
    said = (_exchange(number, exchange, nonce, limit) for number, exchange in enumerate(exchanges, start=1))
    return template.fill(habits="\n".join(map(_habit, habits)), turns="\n\n".join(said))


def fitting_limit(lengths: Iterable[int], room: int) -> int:
    """How long each text may be so that together they take `room` characters at most; never below `SHORTEST`.

    Short ones leave their share to the others.

    >>> fitting_limit([300, 5000, 9000], 8300)
    4000
    """
    left = sorted(lengths)
    while left and left[0] * len(left) <= room:
        room -= left.pop(0)
    return max(room // len(left), SHORTEST) if left else max(room, SHORTEST)


def _exchange(number: int, exchange: Exchange, nonce: str, limit: int) -> str:
    code = exchange.question.code
    shown = [enclose(code, label="code of the question", nonce=nonce, limit=limit)] if code else []
    turns = [
        enclose(turn.text, label=f"{turn.speaker}, turn {turn.number}", nonce=nonce, limit=limit)
        for turn in exchange.turns
    ]
    return "\n\n".join([f"### Question {number}", *shown, *turns])


def _habit(habit: Habit) -> str:
    told = {
        "id": habit.id,
        "says": habit.says,
        "shown_by": to_builtins(habit.shown_by),
        "against": to_builtins(habit.against),
    }
    return json.dumps(told, ensure_ascii=False)
