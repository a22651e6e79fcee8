"""What docs/write-a-rubric.md shows is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from interviewer.bank.audit import audit
from interviewer.bank.loader import parse_question
from interviewer.bank.question import Question
from interviewer.scoring.cues import parse_cue
from interviewer.scoring.hearing import hear
from interviewer.scoring.matching import match
from tests.bank.sample import write_bank

PAGE = (Path(__file__).parent.parent.parent / "docs" / "write-a-rubric.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"```(yaml|json)\n(.*?)```", PAGE, re.DOTALL))
HEARD = re.findall(r"^\| `(.+)` \| (.+) \| (all|some|nothing) \|$", PAGE, re.MULTILINE)


def test_the_example_passes_bank_check(tmp_path: Path) -> None:
    folder = write_bank(tmp_path, {"fundamentals/float-equality": BLOCKS["yaml"]}, {"fundamentals": BLOCKS["json"]})
    assert [str(problem) for problem in audit(folder, parse_cue=parse_cue).problems] == []


def test_the_example_has_every_field() -> None:
    question = parse_question(BLOCKS["yaml"].encode(), "docs").question
    names = set(re.findall(r"^(\w+):", BLOCKS["yaml"], re.MULTILINE))
    assert names == set(Question.__struct_fields__)
    assert question.proof is not None
    exec(question.proof, {})  # noqa: S102 - our own page


@pytest.mark.parametrize(("cue", "answer", "heard"), HEARD)
def test_cues_hear_what_the_page_says(cue: str, answer: str, heard: str) -> None:
    found = match(parse_cue(cue.replace("\\|", "|")), hear(answer))
    assert {"all": all(found), "some": any(found) and not all(found), "nothing": not any(found)}[heard]


def test_the_page_has_cues_to_hear() -> None:
    assert len(HEARD) == 7
