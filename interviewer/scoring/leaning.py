"""From log-odds of yes against no to verdicts: the arithmetic of the grader that weighs them. Pure.

Small models lean to yes, so the lines are above 0. They were chosen by the labelled examples of shipped questions
(`docs/models.md` says with which model, and what they come to).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from interviewer.bank.question import Label

MET = 0.8
"""From these mean log-odds on a point is met."""
PARTLY = 0.5
"""From these on it is partly met."""
QUOTED = 0.3
"""From these on a sentence, seen alone, bears a point out."""
CLAIMED = 0.9
"""From these mean log-odds on a wrong claim is held against an answer, and from these on a sentence makes it."""


def mean(odds: Sequence[float | None]) -> float | None:
    """The mean of those that are known; None unless more than half of them are.

    >>> mean([1.0, 2.0, None])
    1.5
    """
    known = [one for one in odds if one is not None]
    return sum(known) / len(known) if len(known) * 2 > len(odds) else None


def probability(log_odds: float) -> float:
    """The probability of yes, from 0 to 1.

    >>> probability(0.0)
    0.5
    """
    return 1 / (1 + math.exp(-log_odds))


def label(log_odds: float) -> Label:
    """The verdict that mean log-odds come to."""
    if log_odds >= MET:
        return "met"
    return "partly" if log_odds >= PARTLY else "missed"
