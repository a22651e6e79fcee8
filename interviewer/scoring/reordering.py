"""The same rubric in another order: a grader whose verdicts move with it is judging the order."""

from __future__ import annotations

import random

from msgspec.structs import replace

from interviewer.bank.question import Question, rubric_hash
from interviewer.scoring.grade import Exchange, Grade, Grader


class ReorderingGrader:
    """Shows another grader the rubric in an order of its own, and puts its verdicts back. Implements `Grader`."""

    def __init__(self, grader: Grader, number: int) -> None:
        """The same `number` gives the same question the same order; 0 is the order of the file."""
        self.name = grader.name
        self._grader = grader
        self._number = number

    async def grade(self, exchange: Exchange) -> Grade:
        """Grade one exchange. Raises GradingFailedError."""
        if self._number == 0:
            return await self._grader.grade(exchange)
        question = exchange.question
        grade = await self._grader.grade(replace(exchange, question=reordered(question, self._number)))
        verdicts = {verdict.criterion: verdict for verdict in grade.verdicts}
        findings = {finding.misconception: finding for finding in grade.findings}
        return replace(
            grade,
            verdicts=tuple(verdicts[criterion.id] for criterion in question.criteria),
            findings=tuple(findings[one.id] for one in question.misconceptions if one.id in findings),
            stamp=replace(grade.stamp, rubric_hash=rubric_hash(question)),
        )


def reordered(question: Question, number: int) -> Question:
    """The question with its criteria and misconceptions shuffled: order `number` of it."""
    chance = random.Random(f"{rubric_hash(question)} {number}")  # noqa: S311 - an order that can be had again, no secret
    return replace(
        question,
        criteria=tuple(chance.sample(question.criteria, len(question.criteria))),
        misconceptions=tuple(chance.sample(question.misconceptions, len(question.misconceptions))),
    )
