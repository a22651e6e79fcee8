"""Grades that were given before: the same exchange, asked in the same way of the same model, costs no second call."""

from __future__ import annotations

import hashlib
import json
from typing import Protocol

from msgspec import ValidationError, convert, to_builtins

from interviewer.bank.question import Question
from interviewer.scoring.grade import Exchange, Grade, Grader, GraderStamp


class StampingGrader(Grader, Protocol):
    """A grader that knows beforehand what its grades are stamped with."""

    def stamp(self, question: Question) -> GraderStamp:
        """What a grade of the question will be stamped with: all that it depends on, but for what was said."""
        ...


class GradeCache(Protocol):
    """Where grades are kept as JSON text. A cache that cannot be reached is an empty one: neither method raises."""

    def get(self, key: str) -> str | None:
        """What was put under the key; None when nothing was."""
        ...

    def put(self, key: str, text: str) -> None:
        """Keep a text under a key of 64 hexadecimal digits, in place of an earlier one."""
        ...


class CachedGrader:
    """A grader that remembers. Implements `Grader`; failures are not remembered."""

    def __init__(self, grader: StampingGrader, cache: GradeCache, *, fresh: bool = False) -> None:
        """With `fresh`, every exchange is graded anew, and the new grade takes the place of the one that was kept."""
        self.name = grader.name
        self._grader = grader
        self._cache = cache
        self._fresh = fresh

    async def grade(self, exchange: Exchange) -> Grade:
        """The grade that was given to the same input before, else a new one. Raises GradingFailedError."""
        stamp = self._grader.stamp(exchange.question)
        known = None if self._fresh else _grade_in(self._cache.get(key_of(stamp, exchange)))
        if known is not None and known.stamp == stamp:
            return known
        grade = await self._grader.grade(exchange)
        # Under the model that did grade: what a fallback gave is not taken for the first one's word.
        self._cache.put(key_of(grade.stamp, exchange), json.dumps(to_builtins(grade)))
        return grade


def key_of(stamp: GraderStamp, exchange: Exchange) -> str:
    """64 hexadecimal digits of all that a grade depends on: rubric, prompt, model, its parameters, program, turns."""
    canonical = json.dumps(to_builtins((stamp, exchange.turns)), sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _grade_in(text: str | None) -> Grade | None:
    """The grade that was kept; None when there is none, or when what is there is damaged."""
    if text is None:
        return None
    try:
        return convert(json.loads(text), Grade)
    except (ValidationError, json.JSONDecodeError):
        return None
