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
    variation: Variation = "plain"
    repeat: int = 0
    """From 0: which of the gradings of the same text."""

    @property
    def exchange(self) -> Exchange:
        """What the grader sees."""
        answer, question = self.labelled
        return vary(answer.question, question, answer.answer, answer.style, self.variation)

    @property
    def key(self) -> str:
        """24 hexadecimal digits of all that a grade of it depends on, but for the grader: rubric, text, repeat."""
        return _digits(
            rubric_hash(self.labelled.question), self.variation, self.repeat, to_builtins(self.exchange.turns)
        )


def cases(answers: Sequence[Labelled], *, variations: Iterable[Variation] = (), repeats: int = 1) -> list[Case]:
    """All of the answers as they are; then again, as often as they are to be repeated; then varied."""
    plain = [Case(answer, repeat=repeat) for repeat in range(repeats) for answer in answers]
    return [*plain, *(Case(answer, variation) for variation in variations for answer in answers)]


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
