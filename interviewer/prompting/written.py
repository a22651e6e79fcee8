"""What comes back for a prompt."""

from __future__ import annotations

from msgspec import Struct


class Written(Struct, frozen=True, kw_only=True):
    """Text that a model wrote: a piece of a reply, or the whole."""

    text: str
    model: str
    """`provider:model`: the one that wrote it, where several may be asked."""
