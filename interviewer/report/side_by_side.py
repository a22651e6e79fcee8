"""Two grades of one question, criterion by criterion: what a contest changed, and what a second answer did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from interviewer.report.model import QuestionReport

HEAD = ("", "before", "now")


class Side(Struct, frozen=True, kw_only=True):
    """One of the two grades, without the words that it rests on."""

    verdicts: Mapping[str, str]
    """By criterion."""
    claims: Mapping[str, bool]
    """By misconception that was found: whether it stands."""


def side_of(question: QuestionReport) -> Side:
    """The grade of the question that counts."""
    return Side(
        verdicts={verdict.criterion: verdict.verdict for verdict in question.verdicts},
        claims={claim.id: claim.stands for claim in question.misconceptions},
    )


def rows(before: Side, now: Side) -> Iterator[tuple[str, str, str]]:
    """What stands on each line; the name of what changed has a star before it."""
    lines = [(name, before.verdicts.get(name, "none"), verdict) for name, verdict in now.verdicts.items()]
    lines += [
        (f"wrong claim {name}", _stands(before.claims.get(name)), _stands(now.claims.get(name)))
        for name in dict.fromkeys([*before.claims, *now.claims])
    ]
    for name, old, new in lines:
        yield f"{' ' if old == new else '*'} {name}", old, new


def _stands(stands: bool | None) -> str:
    return "not made" if stands is None else "stands" if stands else "corrected"
