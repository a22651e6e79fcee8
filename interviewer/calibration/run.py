"""Has graded what was not graded before, and keeps each grade as soon as it is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import aclosing
from functools import reduce
from operator import add
from typing import NamedTuple

from interviewer.calibration.results import Result, Results
from interviewer.errors import ModelFailedError
from interviewer.prompting.usage import Usage
from interviewer.scoring.bulk import grade_many
from interviewer.scoring.grade import Exchange, Grader, GradingFailedError

HOPELESS = 5
"""After so many failures without a single grade, there is no use in going on."""


class Progress(NamedTuple):
    """How far it got."""

    done: int
    """Of all cases, those graded before among them."""
    failed: int
    total: int


async def grade_missing(
    grader: Grader,
    wanted: Mapping[str, Exchange],
    results: Results,
    *,
    at_once: int,
    monotonic_s: Callable[[], float],
    spent: Callable[[], Iterable[Usage]] = tuple,
    tell: Callable[[Progress], None] = lambda _: None,
) -> dict[str, str]:
    """Have those exchanges graded that `results` lacks; why each of the others has no grade. All by key.

    `spent` tells what models took since it was last asked. A failure is not kept: the next run tries again. Raises
    ModelFailedError when nothing but failures comes, and InterviewerError when a grade cannot be kept.
    """
    missing = [(key, exchange) for key, exchange in wanted.items() if key not in results.found]
    failures: dict[str, str] = {}
    done = len(wanted) - len(missing)
    before_s = monotonic_s()
    tell(Progress(done, 0, len(wanted)))
    async with aclosing(grade_many(grader, missing, at_once=at_once)) as graded:
        async for key, grade in graded:
            if isinstance(grade, GradingFailedError):
                failures[key] = grade.reason
                if len(failures) >= HOPELESS and done == len(wanted) - len(missing):
                    hint = "`interviewer doctor` tells more."
                    raise ModelFailedError("no-grades", f"Nothing could be graded: {grade.reason}", hint)
            else:
                now_s = monotonic_s()
                usages = list(spent())
                usage = reduce(add, usages) if usages else None
                results.put(Result(key=key, grade=grade, seconds=now_s - before_s, usage=usage))
                before_s = now_s
                done += 1
            tell(Progress(done, len(failures), len(wanted)))
    return failures
