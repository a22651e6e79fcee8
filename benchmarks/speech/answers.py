"""The written answers of which spoken ones are made."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from msgspec import Struct, yaml

Half = Literal["tuning", "measuring"]
HALVES: tuple[Half, ...] = ("tuning", "measuring")


class SpokenAnswer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One answer, as a person would have typed it."""

    text: str
    question: str | None = None
    """The question of the shipped bank that it answers; None where it belongs to none."""
    is_unseen: bool = False
    """Whether, when first measured, its writer had not seen the list of terms, nor the writers of the list it."""


def answers() -> dict[Half, tuple[SpokenAnswer, ...]]:
    """Those that the glossary is tuned on, and those that measure it."""
    content = (Path(__file__).parent / "answers.yaml").read_bytes()
    return yaml.decode(content, type=dict[Half, tuple[SpokenAnswer, ...]])
