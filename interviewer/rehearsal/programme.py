"""Which interviews a rehearsal plays: candidates, questions and pace, drawn by a seed. Pure."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from msgspec import Struct

from interviewer.planning.plan import choose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interviewer.bank.index import Header
    from interviewer.planning.plan import Wish
    from interviewer.rehearsal.profile import Kind

PACES = (0.7, 1.0, 1.0, 1.5)
"""By how much candidates are slower than most; the slow ones run out of time."""
NOT_AGAIN = 60
"""So many of the questions put last are not put again as long as there are others."""


class Appearance(Struct, frozen=True, kw_only=True):
    """One interview that is to be played."""

    number: int
    """From 1."""
    kind: Kind
    question_ids: tuple[str, ...]
    """In the order to put them."""
    pace: float
    seed: str
    """Of all that is left to chance in it."""


def programme(
    kinds: Sequence[Kind], interviews: int, headers: Sequence[Header], wish: Wish, seed: int
) -> Iterator[Appearance]:
    """So many interviews, the kinds in turn, over questions that come round before one comes again.

    The same arguments give the same interviews. Raises UsageError when no question fits the wish.
    """
    recent: list[str] = []
    for number in range(1, interviews + 1):
        own = f"{seed} {number}"
        chance = random.Random(f"{own} programme")  # noqa: S311 - draws that can be had again, no secret
        chosen = choose(headers, wish, chance, recent)
        names = tuple(header.question_id for header in chosen)
        recent = [*recent, *names][-NOT_AGAIN:]
        yield Appearance(
            number=number,
            kind=kinds[(number - 1) % len(kinds)],
            question_ids=names,
            pace=chance.choice(PACES),
            seed=own,
        )
