"""What comes back for a question that is answered by yes or no."""

from __future__ import annotations

from msgspec import Struct


class Weighed(Struct, frozen=True, kw_only=True):
    """How much a model leans to yes."""

    log_odds: float | None
    """Natural logarithm of P(yes) / P(no): 0 is undecided, above it is yes. None where the model says neither."""
    model: str
    """`provider:model`: the one that said so, where several may be asked."""
