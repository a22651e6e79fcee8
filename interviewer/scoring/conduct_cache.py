"""Observations that were made before: the same interview, shown to the same model, costs no second call."""

from __future__ import annotations

import hashlib
import json
from typing import Protocol

from msgspec import ValidationError, convert, to_builtins

from interviewer.bank.conduct import Conduct
from interviewer.scoring.conduct import Observations, Observer, WholeInterview
from interviewer.scoring.grade import GraderStamp
from interviewer.scoring.grade_cache import GradeCache


class StampingObserver(Observer, Protocol):
    """An observer that knows beforehand what its observations are stamped with."""

    def stamp(self, conduct: Conduct) -> GraderStamp:
        """All that they depend on, but for what was said."""
        ...


class CachedObserver:
    """An observer that remembers. Implements `Observer`; failures are not remembered."""

    def __init__(self, observer: StampingObserver, cache: GradeCache, *, fresh: bool = False) -> None:
        """With `fresh`, every interview is observed anew, and that takes the place of what was kept."""
        self.name = observer.name
        self._observer = observer
        self._cache = cache
        self._fresh = fresh

    async def observe(self, conduct: Conduct, interview: WholeInterview) -> Observations:
        """What was observed of the same input before, else something new. Raises ObservingFailedError."""
        stamp = self._observer.stamp(conduct)
        known = None if self._fresh else _observations_in(self._cache.get(key_of(stamp, interview)))
        if known is not None and known.stamp == stamp:
            return known
        made = await self._observer.observe(conduct, interview)
        # Under the model that did observe: what a fallback saw is not taken for the first one's word.
        self._cache.put(key_of(made.stamp, interview), json.dumps(to_builtins(made)))
        return made


def key_of(stamp: GraderStamp, interview: WholeInterview) -> str:
    """64 hexadecimal digits of all that observations depend on. No grade has the same key."""
    said = [exchange.turns for exchange in interview.exchanges]
    canonical = json.dumps(to_builtins(("conduct", stamp, said)), sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _observations_in(text: str | None) -> Observations | None:
    """What was kept; None when nothing was, or when it is damaged."""
    if text is None:
        return None
    try:
        return convert(json.loads(text), Observations)
    except (ValidationError, json.JSONDecodeError):
        return None
