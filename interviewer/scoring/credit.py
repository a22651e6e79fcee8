"""How the candidate got to a point: with nothing, after a probe or a challenge, or after a hint."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.bank.question import Misconception
from interviewer.scoring.grade import Credit, Turn


def credit(criterion: str, number: int, turns: Sequence[Turn], misconceptions: Sequence[Misconception]) -> Credit:
    """The credit for evidence of the criterion in turn `number`, from what the interviewer had said before.

    What was said in passing, about another question, is unaided. Raises KeyError when there is no such turn.
    """
    by_number = {turn.number: turn for turn in turns}
    if by_number[number].in_passing:
        return "unaided"
    before = [turn for turn in turns if turn.speaker == "interviewer" and turn.number < number]
    if any(turn.hints == criterion for turn in before):
        return "hinted"
    about = {misconception.id for misconception in misconceptions if misconception.about == criterion}
    if any(turn.probes == criterion or turn.challenges in about for turn in before):
        return "prompted"
    return "unaided"
