"""How the candidate got to a point: with nothing, after a probe or a challenge, or after a hint."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interviewer.bank.question import Misconception
from interviewer.scoring.grade import Credit, Exchange, Span, Turn

LEAST_TO_MOST_HELP: tuple[Credit, ...] = ("unaided", "prompted", "hinted")


def credit_of(criterion: str, evidence: Iterable[Span], exchange: Exchange) -> Credit:
    """By all the help there had been when the last of the evidence was said: together the quotes carry the verdict.

    Raises ValueError without evidence.
    """
    return max(
        (credit(criterion, span.turn, exchange.turns, exchange.question.misconceptions) for span in evidence),
        key=LEAST_TO_MOST_HELP.index,
    )


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
