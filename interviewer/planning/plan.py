"""Choosing the questions of an interview: a pure function of the bank's headers, the wish, and chance handed in."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING

from msgspec import Struct

from interviewer.bank.question import Level, topic_of
from interviewer.errors import UsageError

if TYPE_CHECKING:
    import random
    from collections.abc import Collection, Sequence

    from interviewer.bank.index import Header

EASIEST_FIRST: tuple[Level, ...] = ("junior", "mid", "senior")


class Wish(Struct, frozen=True, kw_only=True):
    """What the person asked for. Empty means: no preference."""

    topics: tuple[str, ...] = ()
    level: Level | None = None
    questions: int
    """How many at most."""
    minutes: int | None = None
    """How much the budgets may add up to; one question, the shortest if need be, is always asked."""


def choose(headers: Sequence[Header], wish: Wish, chance: random.Random, recent: Collection[str] = ()) -> list[Header]:
    """The questions to ask, easier ones first.

    Topics and levels are mixed, what is in `recent` comes only when nothing else is left, and questions that give each
    other away are never together. Raises UsageError when the bank has no such topic, or nothing that fits.
    """
    open_headers = _fitting(headers, wish)
    chosen: list[Header] = []
    while len(chosen) < wish.questions and (in_time := _in_time(open_headers, chosen, wish.minutes)):
        shuffled = chance.sample(in_time, len(in_time))
        best = min(shuffled, key=lambda header: _drawbacks(header, chosen, recent))
        chosen.append(best)
        open_headers = [header for header in open_headers if not _give_each_other_away(header, best)]
    return sorted(chosen, key=lambda header: EASIEST_FIRST.index(header.level))


def _fitting(headers: Sequence[Header], wish: Wish) -> list[Header]:
    known = sorted({topic_of(header.question_id) for header in headers})
    for topic in wish.topics:
        if topic not in known:
            near = get_close_matches(topic, known, n=1, cutoff=0.5)
            hint = f"Did you mean `{near[0]}`?" if near else f"There are: {', '.join(known)}."
            raise UsageError(f"The bank has no topic `{topic}`.", hint)
    fitting = [
        header
        for header in headers
        if (not wish.topics or topic_of(header.question_id) in wish.topics) and wish.level in (None, header.level)
    ]
    if not fitting:
        raise UsageError("No question of the bank fits.", "Ask for another topic or level; `bank list` shows them.")
    return fitting


def _drawbacks(header: Header, chosen: Sequence[Header], recent: Collection[str]) -> tuple[bool, int, int]:
    """What speaks against a question, weightiest first; the least of all is taken."""
    topics = Counter(topic_of(other.question_id) for other in chosen)
    levels = Counter(other.level for other in chosen)
    return header.question_id in recent, topics[topic_of(header.question_id)], levels[header.level]


def _give_each_other_away(one: Header, other: Header) -> bool:
    return one.question_id == other.question_id or one.question_id in other.related or other.question_id in one.related


def _in_time(headers: Sequence[Header], chosen: Sequence[Header], minutes: int | None) -> list[Header]:
    """Those for which there is time beside what is chosen; where nothing is and there is none, the shortest."""
    if minutes is None:
        return list(headers)
    left = minutes - sum(header.minutes for header in chosen)
    if not chosen:
        left = max(left, min((header.minutes for header in headers), default=0))
    return [header for header in headers if header.minutes <= left]
