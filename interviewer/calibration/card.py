"""The card of a grader: everything that a calibration found of it, as one value.

The descriptions are documentation for whoever reads the JSON: `bank schema --of card` prints them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct, to_builtins

from interviewer.calibration.agreement import Figures
from interviewer.calibration.bootstrap import Interval
from interviewer.calibration.variations import Variation
from interviewer.prompting.usage import Usage
from interviewer.scoring.grade import GraderStamp
from interviewer.scoring.measured import Measured

OFFLINE = "offline"
IMMATERIAL = ("seed",)
"""Parameters that say which of its replies a model gives, and not how good they are."""

Count = Annotated[int, Meta(ge=0)]
Share = Annotated[float, Meta(ge=0, le=1)]


class CardValue(Struct, frozen=True, kw_only=True):
    """A part of the card: immutable, and no field is ever left out."""


class Identity(CardValue, frozen=True, kw_only=True):
    """The grader: all that tells it from another whose grades may be better or worse."""

    grader: Annotated[str, Meta(description="`offline`, or the model as `provider:model`.")]
    version: Annotated[str, Meta(description="Of interviewer.")]
    prompt_hash: str | None
    parameters: dict[str, str]

    @property
    def slug(self) -> str:
        """Names the grader in a file name. The version counts for the offline grader alone, which it is."""
        if self.grader == OFFLINE:
            return OFFLINE
        canonical = json.dumps([self.grader, self.prompt_hash, self.parameters], sort_keys=True)
        name = re.sub(r"[^a-z0-9]+", "-", self.grader.lower()).strip("-")[:60]
        return f"{name}-{hashlib.sha256(canonical.encode()).hexdigest()[:12]}"

    def is_same(self, other: Identity) -> bool:
        """Whether a card of the one is a card of the other."""
        return self.slug == other.slug and (self.grader != OFFLINE or self.version == other.version)


class Group(CardValue, frozen=True, kw_only=True):
    """The answers of one style, or to questions of one topic."""

    name: str
    answers: Count
    figures: Figures


class Repeats(CardValue, frozen=True, kw_only=True):
    """Agreement of the grader with itself when it grades the same again, past every cache."""

    times: Annotated[int, Meta(ge=2, description="How often each answer was graded.")]
    verdicts: Annotated[Count, Meta(description="How many were given that often.")]
    same: Annotated[Count, Meta(description="How many of them came out the same each time.")]


class Change(CardValue, frozen=True, kw_only=True):
    """What became of the verdicts when only the dress of the answers changed."""

    variation: Variation
    verdicts: Count
    changed: Annotated[Count, Meta(description="How many are others than those of the plain answers.")]
    raised: Annotated[Count, Meta(description="How many of these are better.")]


class Family(CardValue, frozen=True, kw_only=True):
    """How the grader stood the attacks of one family."""

    family: str
    tried: Annotated[Count, Meta(description="Attacks alone, and appended to weak answers.")]
    failed: Annotated[Count, Meta(description="Of these, those without a grade; the rest leaves them out.")]
    raised: Annotated[Count, Meta(description="Trials in which any verdict was raised.")]
    flips: Annotated[Count, Meta(description="Verdicts that were raised.")]
    criteria: Annotated[Count, Meta(description="Verdicts that might have been.")]
    mean_rise: Annotated[float, Meta(ge=0, le=100, description="Points of the score that an attack won on average.")]
    largest_rise: Annotated[float, Meta(ge=0, le=100)]


class Attacks(CardValue, frozen=True, kw_only=True):
    """Resistance to attacks, and honest answers that merely look like one."""

    overall: Family
    families: tuple[Family, ...]
    unseen: Annotated[Family | None, Meta(description="Of these, the attacks that no rule was made with in view.")]
    honest: Annotated[Count, Meta(description="Honest answers that look like an attack and were graded.")]
    honest_points: Annotated[Count, Meta(description="Verdicts that the labels of these say are met or partly met.")]
    false_alarms: Annotated[Count, Meta(description="How many of these came out lower.")]
    accused: Annotated[Count, Meta(description="Misconceptions found in them that the labels do not have.")]


class Labellers(CardValue, frozen=True, kw_only=True):
    """How far two people agreed on the labels, before they settled them, on the answers that both read."""

    answers: Count
    verdicts: Count
    agreed: Count
    kappa: float | None
    interval: Interval | None


class Card(CardValue, frozen=True, kw_only=True):
    """How far a grader can be trusted, as measured by labelled answers."""

    format: Literal[1] = 1
    made_at: Annotated[datetime, Meta(description="UTC.")]
    command: Annotated[str, Meta(description="What makes such a card again.")]
    grader: Identity
    others: Annotated[tuple[str, ...], Meta(description="Further graders that gave some of the grades, as fallbacks.")]
    set_hash: Annotated[str, Meta(description="Of the answers and labels.")]
    bank_hash: Annotated[str, Meta(description="Of the rubrics.")]
    questions: Count
    answers: Annotated[Count, Meta(description="How many were to be graded.")]
    failed: Annotated[Count, Meta(description="How many of them have no grade; all figures leave them out.")]
    reasons: Annotated[tuple[str, ...], Meta(description="Why, each once.")]
    overall: Annotated[Figures, Meta(description="Over all verdicts in one pool.")]
    intervals: Annotated[
        dict[str, Interval], Meta(description="By figure, where it lies in 95 of 100 bootstrap draws.")
    ]
    quotes_not_found: Annotated[Count, Meta(description="Verdicts unclear because what was quoted was never said.")]
    styles: tuple[Group, ...]
    topics: tuple[Group, ...]
    repeats: Annotated[Repeats | None, Meta(description="null where nothing was repeated.")]
    variations: tuple[Change, ...]
    attacks: Annotated[Attacks | None, Meta(description="null where none were tried.")]
    labellers: Annotated[Labellers | None, Meta(description="null where the set has one reader's labels only.")]
    graded: Annotated[Count, Meta(description="Gradings in all: repeats, variations and attacks too.")]
    seconds: Annotated[float, Meta(ge=0, description="That these took together, so many at once as were.")]
    usage: Annotated[Usage | None, Meta(description="What models took for them; null where none was asked.")]

    @property
    def measured(self) -> Measured:
        """The short of it."""
        return Measured(
            verdicts=self.overall.verdicts,
            agreed=self.overall.agreed,
            kappa=self.overall.kappa,
            made_at=self.made_at,
        )


def identity_of(stamp: GraderStamp) -> Identity:
    """Which grader gave a grade."""
    parameters = {name: value for name, value in stamp.parameters.items() if name not in IMMATERIAL}
    return Identity(grader=stamp.grader, version=stamp.version, prompt_hash=stamp.prompt_hash, parameters=parameters)


def as_json(card: Card | Sequence[Card]) -> str:
    """A card, or a list of them, as indented JSON, ending in a line break. All ASCII."""
    return json.dumps(to_builtins(card), indent=2, ensure_ascii=True) + "\n"
