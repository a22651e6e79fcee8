"""`kill -9` loses nothing that was submitted: a short run of the script that does it at length."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from benchmarks.kill import kill_often

if TYPE_CHECKING:
    from pathlib import Path


def test_killed_at_random_moments_nothing_submitted_is_lost_or_doubled(tmp_path: Path) -> None:
    tally = kill_often(10, Random(2026), tmp_path)

    assert tally.kills == 10
