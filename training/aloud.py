"""Written sentences as a person says them aloud, for voices that read what they are given. Pure."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from benchmarks.speech.synthesis import NO_BREAK, aloud, hesitating

_NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_BEHIND = re.compile(r"^\.(?=\w)")
"""The full stop between a form and a further part of its name."""
_COST = re.compile(r"O\([^)]*\)")
_LONGEST_SPELLED = 5
"""Capitals of a name that is said letter by letter."""


class Spoken(NamedTuple):
    """A sentence twice, with the same hesitations."""

    written: str
    """What a recogniser is to write."""
    said: str
    """What a voice is to say."""


def spoken(text: str, forms: Mapping[str, Sequence[str]], chance: random.Random) -> Spoken:
    """The sentence with hesitations, none within a name. `forms` says how terms are said, one way or another."""
    kept = _COST.sub(lambda cost: cost[0].replace(" ", NO_BREAK), text)
    for term in forms:
        kept = kept.replace(term, term.replace(" ", NO_BREAK))
    written = hesitating(kept, chance)
    return Spoken(written, _said(written, forms, chance))


def _said(text: str, forms: Mapping[str, Sequence[str]], chance: random.Random) -> str:
    """Terms in one of their forms, which stay as they are, and other names part by part."""
    known = aloud(text, {term: [f"\0{form}\0" for form in ways] for term, ways in forms.items()}, chance)
    parts = known.replace(NO_BREAK, " ").split("\0")
    # What stands between two marks, every second part, is a form.
    parts[::2] = [_NAME.sub(lambda name: _name(name[0], forms, chance), _BEHIND.sub(" ", part)) for part in parts[::2]]
    return _COST.sub(lambda cost: f"O of {cost[0][2:-1]}", "".join(parts))


def _name(name: str, forms: Mapping[str, Sequence[str]], chance: random.Random) -> str:
    """`json.dumps` as `jay son dumps` or `jay son dot dumps`; an ordinary word as it is."""
    said: list[str] = []
    for number, between_dots in enumerate(name.split(".")):
        if number and chance.random() < 1 / 2:
            said.append("dot")
        if between_dots.startswith("__") and between_dots.endswith("__"):
            said.append(chance.choice(("dunder", "double underscore")))
        said += [_part(part, forms, chance) for part in _PART.findall(between_dots)]
    return " ".join(said)


def _part(part: str, forms: Mapping[str, Sequence[str]], chance: random.Random) -> str:
    if part.isupper() and 1 < len(part) <= _LONGEST_SPELLED:
        return " ".join(part)
    ways = next((forms[each] for each in (part, part.lower(), part.upper()) if each in forms), (part,))
    return chance.choice(ways)
