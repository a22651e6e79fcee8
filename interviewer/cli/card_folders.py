"""Where the cards of graders are: those that the user made before those that come with interviewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.paths import cards_folder
from interviewer.resources import data_folder

if TYPE_CHECKING:
    from pathlib import Path

    from interviewer.scoring.grade import GraderStamp
    from interviewer.scoring.measured import Measured

SHIPPED = "cards"
"""In the folder of the shipped bank. It holds no YAML, so it is no topic."""


def card_folders() -> tuple[Path, ...]:
    """In the order in which they are looked through."""
    return cards_folder(), data_folder("rubrics") / SHIPPED


def measured_by_cards(stamp: GraderStamp) -> Measured | None:
    """What the card of the grader of a grade says; None where there is none. Looked up when a grade is there."""
    from interviewer.calibration.cards import measured

    return measured(stamp, card_folders())
