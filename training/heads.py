"""The heads of attention: parts of a state that look for things of their own."""

from __future__ import annotations

from typing import Any

Tensor = Any


def apart(state: Tensor, heads: int) -> Tensor:
    """Texts × times × numbers to texts × heads × times × numbers of a head."""
    return state.unflatten(-1, (heads, -1)).transpose(1, 2)


def joined(heads: Tensor) -> Tensor:
    """The other way round."""
    return heads.transpose(1, 2).flatten(2)
