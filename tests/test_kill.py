"""`kill -9` loses nothing that was submitted: a short run of the script that does it at length."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from benchmarks.kill import kill_often, kill_often_with_model

if TYPE_CHECKING:
    from pathlib import Path


def test_killed_at_random_moments_nothing_submitted_is_lost_or_doubled(tmp_path: Path) -> None:
    tally = kill_often(10, Random(2026), tmp_path)

    assert tally.kills == 10


def test_nor_while_a_model_words_the_replies_and_grades(tmp_path: Path) -> None:
    tally = kill_often_with_model(8, Random(2026), tmp_path)

    assert tally.kills >= 8
    assert tally.in_calls > 0
