"""What a calibration has graded: labelled answers, each as it is, varied, and again."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec import to_builtins

from interviewer.bank.calibration import CalibrationAnswer
from interviewer.bank.question import Question, rubric_hash
from interviewer.calibration.variations import Variation, vary
from interviewer.scoring.grade import Exchange


class Labelled(NamedTuple):
    """A labelled answer, and the question that it is to."""

    answer: CalibrationAnswer
    question: Question


class Case(NamedTuple):
    """One grading."""

    labelled: Labelled
    variation: Variation
    repeat: int
    """From 0: which of the gradings of the same text."""
    exchange: Exchange
    """What the grader sees."""
    key: str
    """24 hexadecimal digits of all that a grade of it depends on, but for the grader: rubric, text, repeat."""

    @property
    def is_first(self) -> bool:
        """Whether this is the first grading of the answer as it was given: what the figures rest on."""
        return self.variation == "plain" and self.repeat == 0

    @property
    def name(self) -> tuple[str, str]:
        """Question and id: no other answer of a set has both."""
        return self.labelled.answer.question, self.labelled.answer.id


def cases(answers: Sequence[Labelled], *, variations: Iterable[Variation] = (), repeats: int = 1) -> list[Case]:
    """All of the answers as they are; then again, as often as they are to be repeated; then varied."""
    rubrics = {one.answer.question: rubric_hash(one.question) for one in answers}
    wanted: list[tuple[Variation, int]] = [("plain", repeat) for repeat in range(repeats)]
    wanted += [(variation, 0) for variation in variations]
    return [
        _case(one, variation, repeat, rubrics[one.answer.question]) for variation, repeat in wanted for one in answers
    ]


def _case(labelled: Labelled, variation: Variation, repeat: int, rubric: str) -> Case:
    answer, question = labelled
    exchange = vary(answer.question, question, answer.answer, answer.style, variation)
    key = _digits(rubric, variation, repeat, to_builtins(exchange.turns))
    return Case(labelled, variation, repeat, exchange, key)


def exchange_key(exchange: Exchange) -> str:
    """The same of an exchange that is no labelled answer."""
    return _digits(rubric_hash(exchange.question), to_builtins(exchange.turns))


def sample(answers: Sequence[Labelled], number: int, seed: int) -> list[Labelled]:
    """So many of the answers, spread over the questions as evenly as can be, in their old order.

    All of them where there are no more. The same seed chooses the same.
    """
    chance = random.Random(seed)  # noqa: S311 - a choice that can be had again, no secret
    by_question: dict[str, list[int]] = {}
    for place, one in enumerate(answers):
        by_question.setdefault(one.answer.question, []).append(place)
    groups = [chance.sample(places, len(places)) for places in by_question.values()]
    chance.shuffle(groups)
    deepest = max(map(len, groups), default=0)
    drawn = [group[turn] for turn in range(deepest) for group in groups if turn < len(group)]
    return [answers[place] for place in sorted(drawn[:number])]


def set_hash(answers: Iterable[Labelled]) -> str:
    """12 hexadecimal digits of the answers and their labels, in whatever order."""
    return _digits(sorted(json.dumps(to_builtins(one.answer), sort_keys=True) for one in answers))[:12]


def bank_hash(answers: Iterable[Labelled]) -> str:
    """12 hexadecimal digits of the rubrics of all questions that the answers are to."""
    return _digits(sorted({(one.answer.question, rubric_hash(one.question)) for one in answers}))[:12]


def _digits(*of: object) -> str:
    return hashlib.sha256(json.dumps(of, sort_keys=True).encode()).hexdigest()[:24]
