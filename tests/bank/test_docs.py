"""What docs/write-a-rubric.md shows is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from interviewer.bank.audit import audit
from interviewer.bank.conduct import Habit, parse_conduct
from interviewer.bank.conduct_check import check_conduct
from interviewer.bank.loader import parse_question
from interviewer.bank.question import Question
from interviewer.scoring.cues import parse_cue
from interviewer.scoring.hearing import hear
from interviewer.scoring.matching import match
from interviewer.scoring.offline_observer import observations
from tests.bank.sample import write_bank
from tests.scoring.talks import talk

PAGE = (Path(__file__).parent.parent.parent / "docs" / "write-a-rubric.md").read_text(encoding="utf-8")
QUESTION, CONDUCT = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
[ANSWERS] = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
HEARD = re.findall(r"^\| `(.+)` \| (.+) \| (all|some|nothing) \|$", PAGE, re.MULTILINE)


def test_the_example_passes_bank_check(tmp_path: Path) -> None:
    folder = write_bank(tmp_path, {"fundamentals/float-equality": QUESTION}, {"fundamentals": ANSWERS})
    assert [str(problem) for problem in audit(folder, parse_cue=parse_cue).problems] == []


def test_the_example_has_every_field() -> None:
    question = parse_question(QUESTION.encode(), "docs").question
    names = set(re.findall(r"^(\w+):", QUESTION, re.MULTILINE))
    assert names == set(Question.__struct_fields__)
    assert question.proof is not None
    exec(question.proof, {})  # noqa: S102 - our own page


def test_the_habit_has_every_field_and_is_heard_as_it_says() -> None:
    assert check_conduct(CONDUCT.encode(), "docs", parse_cue=parse_cue) == []
    conduct = parse_conduct(CONDUCT.encode(), "docs").conduct
    [habit] = conduct.habits
    assert set(re.findall(r"^(?:  - |    )(\w+):", CONDUCT, re.MULTILINE)) == set(Habit.__struct_fields__)

    def outcome(text: str) -> str:
        return observations(conduct, talk(text))[0].outcome

    assert {outcome(text) for text in habit.shown_by} == {"shown"}
    assert {outcome(text) for text in habit.against} == {"against"}


@pytest.mark.parametrize(("cue", "answer", "heard"), HEARD)
def test_cues_hear_what_the_page_says(cue: str, answer: str, heard: str) -> None:
    found = match(parse_cue(cue.replace("\\|", "|")), hear(answer))
    assert {"all": all(found), "some": any(found) and not all(found), "nothing": not any(found)}[heard]


def test_the_page_has_cues_to_hear() -> None:
    assert len(HEARD) == 7
