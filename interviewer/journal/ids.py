"""The ids of sessions: sortable by time, and short enough to read out and to type."""

from __future__ import annotations

from datetime import UTC
from difflib import get_close_matches
from typing import TYPE_CHECKING

from interviewer.errors import JournalError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

SYMBOLS = "23456789bcdfghjkmnpqrstvwxz"
"""No vowels, so that no words come out; no 0, 1 and l, which are read for others."""
SHORTEST_PART = 3
"""Characters that a part of an id must have: `delete 2` shall not hit whatever holds a 2."""
MOST_SHOWN = 3


def new_id(at: datetime, choose: Callable[[str], str]) -> str:
    """An id for a session that began then: `20261121-0144-k7q`, in UTC. `choose` picks a character.

    Not unique by itself: 19,683 are possible in each minute.
    """
    return f"{at.astimezone(UTC):%Y%m%d-%H%M}-{''.join(choose(SYMBOLS) for _ in range(3))}"


def find(text: str, ids: Sequence[str]) -> str:
    """The one id of `ids` (newest first) that `text` is, begins, or else is a part of.

    Raises JournalError, with some to choose from, when there is none or more than one.
    """
    wanted = text.strip().lower()
    if wanted in ids:
        return wanted
    is_enough = len(wanted) >= SHORTEST_PART
    beginning = [session_id for session_id in ids if is_enough and session_id.startswith(wanted)]
    matching = beginning or [session_id for session_id in ids if is_enough and wanted in session_id]
    if len(matching) == 1:
        return matching[0]
    if matching:
        raise JournalError(f"{len(matching)} interviews match `{text}`: {_some(matching)}.", "Give more of the id.")
    raise JournalError(f"There is no interview `{text}`.", _suggestion(wanted, ids))


def _suggestion(wanted: str, ids: Sequence[str]) -> str:
    near = get_close_matches(wanted, ids, n=MOST_SHOWN)
    if near:
        return f"Near it: {', '.join(near)}."
    return f"The newest: {_some(ids)}." if ids else "There are none yet."


def _some(ids: Sequence[str]) -> str:
    return ", ".join(ids[:MOST_SHOWN]) + (", …" if len(ids) > MOST_SHOWN else "")
