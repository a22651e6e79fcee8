"""Small models on servers that tell no probabilities: found out at the first question, and graded in the other way."""

from __future__ import annotations

from interviewer.scoring.grade import Exchange, Grade, Grader
from interviewer.scoring.probability_grader import NoProbabilitiesError


class FallingBackGrader:
    """Grades by probabilities where the server tells them, else by another grader. Implements `Grader`."""

    def __init__(self, by_probability: Grader, otherwise: Grader) -> None:
        self.name = by_probability.name
        self._grader = by_probability
        self._otherwise = otherwise

    async def grade(self, exchange: Exchange) -> Grade:
        """Grade one exchange. Raises GradingFailedError."""
        try:
            return await self._grader.grade(exchange)
        except NoProbabilitiesError:
            self._grader = self._otherwise  # a server does not learn it in the middle of an interview
        return await self._grader.grade(exchange)
