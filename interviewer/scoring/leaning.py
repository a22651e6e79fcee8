"""From log-odds of yes against no to verdicts: the arithmetic of the grader that weighs them. Pure.

Small models lean to yes, so the lines are above 0. Where an author wrote cues, what they heard moves a line: a point
that they heard needs little, one that they did not hear needs a model that is all but certain. The lines were chosen by
the labelled examples of shipped questions (`docs/models.md` says with which model, and what they come to).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

from interviewer.bank.question import Label


class Lines(Struct, frozen=True):
    """From which mean log-odds on a point is partly met, and met."""

    partly: float
    met: float


NO_CUES = Lines(partly=1.0, met=1.1)
"""Where there are no cues, or they cannot tell."""
BY_CUES: dict[Label, Lines] = {
    "met": Lines(partly=0.6, met=0.6),
    "partly": Lines(partly=0.4, met=1.9),
    "missed": Lines(partly=1.7, met=1.7),
}
"""By what the cues of a point make of the answer. Of 55 labelled points that are missed one reaches the last line, and
of 50 that are met one is below the first."""
QUOTED = 0.6
"""From these on a sentence, seen alone, bears a point out."""
CLAIMED = 1.4
"""From these mean log-odds on a wrong claim is held against an answer: most answers make none, so it must be clear."""
CLAIMED_BY_CUES = 0.7
"""The same, where the cues heard the claim."""
CLAIM_QUOTED = 1.0
"""From these on a sentence, seen alone, makes the wrong claim."""
FIRST = 2
"""So many wordings are asked of every point; the others only where the first leave it open."""
SURE = 0.5
"""First wordings this far from every line settle it: in 46 logged points the others turned none that was."""


class Leaning(Struct, frozen=True):
    """How much a model leans to yes, all wordings together that were asked."""

    log_odds: float | None
    """The mean; None where the model says neither yes nor no."""
    wordings: int

    def reaches(self, line: float) -> bool:
        """Whether it leans so much, or more."""
        return self.log_odds is not None and self.log_odds >= line


def is_settled(odds: Sequence[float | None], lines: Sequence[float]) -> bool:
    """Whether the wordings asked so far are enough to tell on which side of all the lines a point is."""
    if len(odds) < FIRST:
        return False
    so_far = mean(odds)
    return so_far is not None and all(abs(so_far - line) >= SURE for line in lines)


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


def label(log_odds: float, lines: Lines) -> Label:
    """The verdict that mean log-odds come to."""
    if log_odds >= lines.met:
        return "met"
    return "partly" if log_odds >= lines.partly else "missed"
