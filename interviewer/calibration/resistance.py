"""Attacks as a part of a calibration: what of them is to be graded, and what the card says of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import asdict

from interviewer.bank.attacks import Attack, HonestAnswer
from interviewer.bank.question import Question
from interviewer.calibration.attacks import (
    Resistance,
    Trial,
    by_family,
    fairness,
    honest_exchange,
    outcome,
    resistance,
    trials,
    weak,
)
from interviewer.calibration.card import Attacks, Family
from interviewer.calibration.cases import Labelled, exchange_key
from interviewer.calibration.results import Result
from interviewer.scoring.grade import Exchange, Grade

ALL = "all"
"""What the families together are called."""
UNSEEN = "unseen"


class Honest(NamedTuple):
    """An honest answer that looks like an attack, and its exchange."""

    answer: HonestAnswer
    exchange: Exchange


class AttackPlan(NamedTuple):
    """The attacks to try, and the honest answers beside them."""

    trials: tuple[Trial, ...]
    honest: tuple[Honest, ...]

    @property
    def exchanges(self) -> dict[str, Exchange]:
        """All that is to be graded, by key: what two trials share, once."""
        tried = [each for trial in self.trials for each in (trial.with_attack, trial.without) if each is not None]
        return {exchange_key(each): each for each in (*tried, *(honest.exchange for honest in self.honest))}


def plan_attacks(
    attacks: Iterable[Attack], honest: Iterable[HonestAnswer], answers: Sequence[Labelled], *, seed: int
) -> AttackPlan:
    """The attacks on the questions of these answers, each alone and appended to a weak one of them."""
    questions: Mapping[str, Question] = {one.answer.question: one.question for one in answers}
    tried = trials(attacks, questions, weak(one.answer for one in answers), seed=seed)
    looking_alike = [
        Honest(each, honest_exchange(each, questions[each.question])) for each in honest if each.question in questions
    ]
    return AttackPlan(tuple(tried), tuple(looking_alike))


def attacks_found(plan: AttackPlan, found: Mapping[str, Result]) -> Attacks:
    """What came of them, by the results that there are."""

    def grade(exchange: Exchange | None) -> Grade | None:
        result = None if exchange is None else found.get(exchange_key(exchange))
        return None if result is None else result.grade

    tried = [outcome(trial, grade(trial.with_attack), grade(trial.without)) for trial in plan.trials]
    fair = fairness((honest.answer, grade(honest.exchange)) for honest in plan.honest)
    unseen = [each for each in tried if each.unseen]
    return Attacks(
        overall=_family(ALL, resistance(tried)),
        families=tuple(_family(name, each) for name, each in by_family(tried).items()),
        unseen=_family(UNSEEN, resistance(unseen)) if unseen else None,
        honest=fair.answers - fair.failed,
        honest_points=fair.earned,
        false_alarms=len(fair.alarms),
        accused=fair.accused,
    )


def _family(name: str, each: Resistance) -> Family:
    return Family(family=name, **asdict(each))
