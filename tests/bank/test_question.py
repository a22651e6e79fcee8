from __future__ import annotations

import pytest
from msgspec.structs import replace

from interviewer.bank.loader import parse_question
from interviewer.bank.question import rubric_hash, topic_of
from tests.bank.sample import QUESTION

THERMOSTAT = parse_question(QUESTION.encode(), "q").question


def test_parts_are_found_by_id() -> None:
    assert THERMOSTAT.criterion("inertia").tier == "bonus"
    assert THERMOSTAT.misconception("timer").says == "It is a timer."


def test_unknown_parts_are_key_errors() -> None:
    with pytest.raises(KeyError):
        THERMOSTAT.criterion("timer")
    with pytest.raises(KeyError):
        THERMOSTAT.misconception("inertia")


def test_topic_of() -> None:
    assert topic_of("oop/dunder-methods") == "oop"


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        pytest.param({}, True, id="nothing"),
        pytest.param({"minutes": 9, "tags": ("other",), "study": ()}, True, id="what-no-grade-depends-on"),
        pytest.param({"question": "Why?"}, False, id="question"),
        pytest.param({"code": "x"}, False, id="code"),
        pytest.param({"criteria": THERMOSTAT.criteria[:1]}, False, id="criteria"),
        pytest.param({"misconceptions": ()}, False, id="misconceptions"),
        pytest.param({"examples": ()}, False, id="examples"),
    ],
)
def test_the_hash_changes_with_what_a_grade_may_depend_on(changes: dict[str, object], same: bool) -> None:
    digest = rubric_hash(replace(THERMOSTAT, **changes))
    assert (digest == rubric_hash(THERMOSTAT)) is same
    assert len(digest) == 12
