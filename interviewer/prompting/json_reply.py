"""The JSON in a reply: alone, or as one fenced block. Nothing is repaired."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

_FENCED = re.compile(r"```[a-zA-Z]*\s*\n(?P<inside>.*)\n\s*```", re.DOTALL)


def read_json(text: str) -> object:
    """What the JSON in the text says.

    Raises ValueError when it is anything else, DuplicateNameError when an object in it names a field twice.
    """
    bare = text.strip()
    fenced = _FENCED.fullmatch(bare)
    try:
        return json.loads(fenced["inside"] if fenced else bare, object_pairs_hook=_without_duplicates)
    except RecursionError:
        raise ValueError("brackets without end") from None


def _without_duplicates(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    """The object, if no key is in it twice: which of the two counts is not for the parser to say."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise DuplicateNameError("a name stands twice in one object")
    return fields


class DuplicateNameError(ValueError):
    """It is JSON, and names a field of an object twice."""
