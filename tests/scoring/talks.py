"""Whole interviews for the tests of conduct, and the rubric that ships."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from interviewer.bank.conduct import find_conduct
from interviewer.resources import data_folder
from interviewer.scoring.conduct import WholeInterview
from tests.scoring.rubric import criterion, exchange, question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewer.scoring.conduct import Observation
    from interviewer.scoring.grade import Exchange, Turn

CONDUCT = find_conduct([data_folder("rubrics")])
ASKED = "Tell me how you would share a cache between several workers."


def talk(*turns: Turn | str, asked: str = ASKED, asked_back: Sequence[int] = (), clarify: int = 0) -> WholeInterview:
    """An interview of one question. The question is turn 1, so the first text is turn 2."""
    return interview(exchange(question(criterion(), asked=asked), *turns), asked_back=asked_back, clarify=clarify)


def interview(*exchanges: Exchange, asked_back: Sequence[int] = (), clarify: int = 0) -> WholeInterview:
    return WholeInterview(exchanges=exchanges, asked_back=tuple(asked_back), clarify_commands=clarify)


def later(one: Exchange, by: int) -> Exchange:
    """The same exchange, further on in an interview."""
    return replace(one, turns=tuple(replace(turn, number=turn.number + by) for turn in one.turns))


def outcomes(observations: Sequence[Observation]) -> dict[str, str]:
    """What was seen, by habit; habits without an occasion left out."""
    return {one.habit: one.outcome for one in observations if one.outcome != "no_occasion"}
