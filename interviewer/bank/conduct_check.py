"""The rules of `bank check` for the interview-wide rubric. Pure: the parser of cues is handed in."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from interviewer.bank.conduct import parse_conduct
from interviewer.bank.problem import BrokenFileError, in_order
from interviewer.bank.spoken import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from interviewer.bank.conduct import Conduct
    from interviewer.bank.problem import Problem
    from interviewer.bank.yaml_source import Trail

CUE_FIELDS = ("cues", "against_cues", "asked_for_by")


def check_conduct(content: bytes, name: str, *, parse_cue: Callable[[str], object]) -> list[Problem]:
    """All that is wrong with a file of that content. `parse_cue` raises ValueError for a cue that cannot be read."""
    try:
        conduct, source = parse_conduct(content, name)
    except BrokenFileError as error:
        return list(error.problems)
    findings = (*_unique_ids(conduct), *_can_be_heard(conduct), *_cues(conduct, parse_cue))
    return in_order(source.problem(source.position(each.trail), each.message, each.hint) for each in findings)


def _unique_ids(conduct: Conduct) -> Iterator[Finding]:
    seen: set[str] = set()
    for at, habit in enumerate(conduct.habits):
        if habit.id in seen:
            message = f"`{habit.id}` is the id of another habit too."
            yield Finding(("habits", at, "id"), message, "Rename one of them.")
        seen.add(habit.id)


def _can_be_heard(conduct: Conduct) -> Iterator[Finding]:
    for at, habit in enumerate(conduct.habits):
        if not habit.cues and not habit.noticed:
            hint = "Without them the offline observer cannot hear it."
            yield Finding(("habits", at), f"`{habit.id}` has no `cues`.", hint)
        if habit.against_cues and not habit.against:
            hint = "Say in plain words, too, what is the opposite."
            yield Finding(("habits", at), f"`{habit.id}` has `against_cues` and no `against`.", hint)


def _cues(conduct: Conduct, parse_cue: Callable[[str], object]) -> Iterator[Finding]:
    for at, habit in enumerate(conduct.habits):
        lists = zip(CUE_FIELDS, (habit.cues, habit.against_cues, habit.asked_for_by), strict=True)
        places = chain.from_iterable(((field, number, cue) for number, cue in enumerate(cues)) for field, cues in lists)
        for field, number, cue in places:
            yield from _cue(cue, ("habits", at, field, number), parse_cue)


def _cue(cue: str, trail: Trail, parse_cue: Callable[[str], object]) -> Iterator[Finding]:
    if cue.lstrip().startswith("~"):
        hint = "A habit is seen or not: remove the cue, or write a stricter one."
        yield Finding(trail, f"The cue `{cue}` would be half a sign.", hint)
        return
    try:
        parse_cue(cue)
    except ValueError as error:
        message = f"The cue `{cue}` cannot be read: {str(error).rstrip('.')}."
        yield Finding(trail, message, "docs/write-a-rubric.md has the cue language.")
