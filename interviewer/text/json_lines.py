"""JSON as it stands in one line of a file."""

from __future__ import annotations

import json
from typing import Any


def read_object(line: str | bytes) -> Any:
    """The value of the line. Raises ValueError, or RecursionError for brackets without end.

    The standard library's reader: an answer may hold lone surrogates, which msgspec's refuses. A name that stands
    twice in one object is refused: which of the two was meant, nobody knows.
    """
    return json.loads(line, object_pairs_hook=_once_each)


def as_line(value: object) -> str:
    """The value as JSON in one line that ends in a line break: printable ASCII, whatever text it holds.

    A lone surrogate is kept as its escape.
    """
    # DEL is the one control character that JSON writes as it is.
    return json.dumps(value, ensure_ascii=True).replace("\x7f", "\\u007f") + "\n"


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return found
