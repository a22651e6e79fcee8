from __future__ import annotations

from interviewer.bank.calibration import parse_calibration
from interviewer.bank.coverage import Tally, coverage
from interviewer.bank.loader import parse_question
from tests.bank.sample import ANSWERS, QUESTION

THERMOSTAT = parse_question(QUESTION.encode(), "q.yaml").question


def test_examples_are_counted_by_criterion_and_misconception() -> None:
    found = coverage(THERMOSTAT, THERMOSTAT.examples)

    assert found.answers == 4
    assert found.criteria == {
        "feedback": Tally(met=2, partly=1, missed=1),
        "hysteresis": Tally(met=1, partly=0, missed=3),
        "inertia": Tally(met=1, partly=0, missed=3),
    }
    assert found.misconceptions == {"faster-when-higher": 1, "timer": 0}
    assert found.gaps == ["None holds timer."]


def test_measuring_answers_are_counted_the_same_way() -> None:
    answers = list(parse_calibration(ANSWERS.encode(), "home.jsonl").answers.values())
    found = coverage(THERMOSTAT, answers)

    assert found.criteria["inertia"] == Tally(met=0, partly=0, missed=3)
    assert found.gaps == ["None meets inertia.", "None holds timer."]


def test_without_answers_nothing_is_covered() -> None:
    found = coverage(THERMOSTAT, [])

    assert found.answers == 0
    assert found.gaps[:2] == ["None meets feedback.", "None meets hysteresis."]
    assert "None misses feedback." in found.gaps
