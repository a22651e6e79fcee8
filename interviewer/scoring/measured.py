"""How far a grader was found to agree with labels: the short of its card, kept beside every grade that it gives."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct


class Measured(Struct, frozen=True, kw_only=True):
    """What `interviewer calibrate` found of a grader."""

    verdicts: int
    """How many verdicts were compared with a label."""
    agreed: int
    """How many of them were the label's."""
    kappa: float | None
    """Cohen's κ: agreement beyond chance, at most 1. None where it is not determined."""
    made_at: datetime
    """When; UTC."""
