"""What observing a candidate's conduct takes in and gives back: a whole interview, and what was seen of each habit.

There is no number in it and none is made of it: it stands beside the score and never in it.
"""

from __future__ import annotations

from typing import Literal, Protocol

from msgspec import Struct

from interviewer.bank.conduct import Conduct
from interviewer.scoring.grade import Exchange, GraderStamp, Span

Outcome = Literal["shown", "against", "no_occasion"]
"""What was seen of a habit: the habit, its opposite, or neither, which is nobody's fault."""


class WholeInterview(Struct, frozen=True, kw_only=True):
    """All that an observer sees: everything said, and what the interview noticed of the candidate. No verdicts."""

    exchanges: tuple[Exchange, ...]
    """In the order asked; each turn in the exchange that it was said in, and in no other."""
    asked_back: tuple[int, ...] = ()
    """The turns in which the candidate asked back."""
    clarify_commands: int = 0
    """How often they typed `/clarify`."""


class Observation(Struct, frozen=True, kw_only=True):
    """What was seen of one habit. `shown` and `against` have evidence, but for a command, which has no words."""

    habit: str
    outcome: Outcome
    evidence: tuple[Span, ...] = ()
    reason: str
    """One sentence, for the candidate to read."""


class Observations(Struct, frozen=True, kw_only=True):
    """One observation of every habit of the rubric, in its order, and who observed."""

    habits: tuple[Observation, ...]
    stamp: GraderStamp


class ObservingFailedError(Exception):
    """Nothing can be said of the conduct. `reason` is a sentence for the candidate; nothing is put in its place."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Observer(Protocol):
    """Whatever watches how somebody goes about an interview: the offline cue observer, or a model."""

    name: str
    """How a person reads it: `offline`, or `provider:model`."""

    async def observe(self, conduct: Conduct, interview: WholeInterview) -> Observations:
        """Look at a whole interview. Raises ObservingFailedError."""
        ...
