"""Whose words an interviewer spoke: a model's, or the author's, and why. Pure."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, Struct

from interviewer.dialogue.events import AUTHORED, Noticed, Said
from interviewer.dialogue.model_interviewer import MOST_FAILURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from interviewer.rehearsal.play import Played

_NAMES_A_POINT = re.compile(r"^(gives away|makes the point) .*", re.DOTALL)
_NUMBER = re.compile(r"\d+")


class Wording(Struct, frozen=True, kw_only=True):
    """Of the lines for which a model was asked, in whose words they were said."""

    asked: int
    own: Annotated[int, Meta(description="In the model's.")]
    authors: Annotated[int, Meta(description="In the author's, which the model said or pointed at.")]
    replaced: Annotated[
        dict[str, int],
        Meta(description="By what was wrong with the model's words, those for which the author's were taken."),
    ] = {}
    failed: Annotated[
        dict[str, int],
        Meta(description="By kind of failure, such as `stalled`, the same where the model gave no reply."),
    ] = {}
    given_up: Annotated[
        int, Meta(description="Interviews that went on in the author's words after failures in a row.")
    ] = 0


def wording(interviews: Sequence[Played]) -> Wording:
    """What came of asking a model in these interviews."""
    lines = [line for played in interviews for line in _lines(played)]
    replaced = Counter(_kind(said.refused) for said, has_failed in lines if said.refused and not has_failed)
    failed = Counter(said.refused for said, has_failed in lines if said.refused and has_failed)
    return Wording(
        asked=len(lines),
        own=sum(said.source != AUTHORED for said, _ in lines),
        authors=sum(said.source == AUTHORED and said.refused is None for said, _ in lines),
        replaced=dict(replaced.most_common()),
        failed=dict(failed.most_common()),
        given_up=sum(_gave_up(has_failed for _, has_failed in _lines(played)) for played in interviews),
    )


def _lines(played: Played) -> list[tuple[Said, bool]]:
    """What was said after a model was asked, and whether it gave no reply: then the candidate was told so before."""
    found = []
    was_told = False
    for one in played.recorded:
        was_told = was_told or isinstance(one.event, Noticed)
        if isinstance(one.event, Said):
            if one.event.prompt is not None:
                found.append((one.event, was_told))
            was_told = False
    return found


def _gave_up(failures: Iterable[bool]) -> bool:
    row = 0
    for has_failed in failures:
        row = row + 1 if has_failed else 0
        if row == MOST_FAILURES:
            return True
    return False


def _kind(fault: str) -> str:
    """The fault without the words, the point or the number that it is about.

    >>> _kind("gives away shared: same list"), _kind("has 3 sentences")
    ('gives away', 'has … sentences')
    """
    return _NUMBER.sub("…", _NAMES_A_POINT.sub(r"\1", fault.partition(":")[0]))
