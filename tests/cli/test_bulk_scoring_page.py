"""What docs/bulk-scoring.md shows works: from a spreadsheet to scores, by its own commands."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest

from interviewer.cli.main import main

PAGE = (Path(__file__).parent.parent.parent / "docs" / "bulk-scoring.md").read_text(encoding="utf-8")
EXAMPLE, SCORE, FROM_CSV, TO_CSV, _ = re.findall(r"```\n(.*?)```", PAGE, re.DOTALL)
TABLE = """\
id,question,answer,email
ada,internals/gil,"Only one thread at a time runs Python bytecode, ""really"".
Always.",ada@example.org
bob,internals/gill,,
"""


def shell(command: str) -> None:
    subprocess.run(command.replace("python3", sys.executable), shell=True, check=True)  # noqa: S602 - our own page's


def test_from_a_spreadsheet_and_back(capsys: pytest.CaptureFixture[str]) -> None:
    Path("answers.csv").write_text(TABLE, encoding="utf-8")

    shell(FROM_CSV)
    assert main(SCORE.split()[1:]) == 1
    shell(TO_CSV)

    rows = {row[0]: row[1:] for row in csv.reader(Path("scores.csv").read_text(encoding="utf-8").splitlines())}
    assert (rows["ada"][0], rows["ada"][2]) == ("graded", "poor")
    assert rows["bob"] == ["error", "", ""]


def test_the_example_is_graded_as_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    Path("answers.jsonl").write_text(EXAMPLE, encoding="utf-8")

    assert main(SCORE.split()[1:]) == 0

    first, _ = Path("results.jsonl").read_text(encoding="ascii").splitlines()
    assert '"score": 22.2' in first
    assert '"quote": "Only one thread at a time runs Python bytecode' in first
