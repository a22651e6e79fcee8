"""The cards that are kept: one file a grader, in the user's folder, or one that comes with the package."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from interviewer.calibration.card import Card, Identity, identity_of
from interviewer.scoring.grade import GraderStamp
from interviewer.scoring.measured import Measured


def card_file(folder: Path, grader: Identity) -> Path:
    """Where a folder has the card of that grader, if it has one."""
    return folder / f"{grader.slug}.json"


def find_card(stamp: GraderStamp, folders: Iterable[Path]) -> Card | None:
    """The card of the grader that gave a grade, from the first folder that has one.

    A card that is damaged, or of another version of the offline grader, is none.
    """
    grader = identity_of(stamp)
    for folder in folders:
        card = read_card(card_file(folder, grader))
        if card is not None and card.grader.is_same(grader):
            return card
    return None


def read_card(path: Path) -> Card | None:
    """The card in that file; None where there is none that can be read."""
    with suppress(OSError, ValueError, RecursionError):
        return msgspec.convert(json.loads(path.read_bytes()), Card)
    return None


def measured(stamp: GraderStamp, folders: Iterable[Path]) -> Measured | None:
    """The short of the grader's card; None where there is none."""
    card = find_card(stamp, folders)
    return None if card is None else card.measured
