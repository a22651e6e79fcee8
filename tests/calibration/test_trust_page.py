"""`docs/trust.md` says what the shipped card says."""

from __future__ import annotations

from pathlib import Path

from msgspec import convert

from interviewer.calibration.card import Card
from interviewer.report.card_outline import card_outline
from interviewer.report.markdown import written
from interviewer.resources import data_folder
from interviewer.text.json_lines import read_object

PAGE = Path(__file__).parents[2] / "docs" / "trust.md"


def test_the_page_holds_every_line_of_the_shipped_card() -> None:
    card = convert(read_object((data_folder("rubrics") / "cards" / "offline.json").read_text()), Card, strict=False)
    page = {line.lstrip("# ") for line in PAGE.read_text(encoding="utf-8").splitlines()}

    title, *lines = (line.lstrip("# ") for line in written(card_outline(card)).splitlines())

    assert title == "Can offline be trusted as a grader?"
    assert [line for line in lines if line not in page] == []
