from __future__ import annotations

import json
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings

from interviewer.dialogue.events import (
    Answered,
    BudgetTold,
    Recorded,
    SelfRated,
    SmallTalkAnswered,
    SmallTalkEnded,
    SmallTalkSaid,
)
from interviewer.report.build import build
from interviewer.report.json_view import as_json
from interviewer.report.model import Report
from tests.report.journals import PRACTICE, UNCLEAR, WHOLE, asked, recorded, started
from tests.report.redos import AGAIN, LATER
from tests.report.strategies import journals

SCHEMA = msgspec.json.schema(Report)
LIMITED = recorded(
    started("internals/gil", max_tokens=2000, grader="openai:x"),
    asked("internals/gil"),
    SelfRated(number=1, rating=4),
    BudgetTold(percent=100, text="The budget is spent."),
)
TALKED_SMALL = recorded(
    started("internals/gil", small_talk=True),
    SmallTalkSaid(part="warm_up", text="What have you built?"),
    SmallTalkAnswered(part="warm_up", text="A parser."),
    SmallTalkSaid(part="warm_up", text="Thanks.", source="openai:x", prompt="warm_up v1 (0)"),
    SmallTalkEnded(part="warm_up"),
    asked("internals/gil"),
)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def read_back(journal: list[Recorded]) -> dict[str, Any]:
    """The JSON report of a journal, as another program reads it."""
    report: dict[str, Any] = json.loads(as_json(build(journal)))
    return report


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "journal",
    [WHOLE, UNCLEAR, PRACTICE, recorded(*AGAIN, LATER), LIMITED, TALKED_SMALL],
    ids=["whole", "unclear", "practice", "redo", "with-a-budget-and-a-self-rating", "small-talk"],
)
def test_it_keeps_to_its_schema(journal: list[Recorded]) -> None:
    VALIDATOR.validate(read_back(journal))


@given(journals())
@settings(max_examples=60, deadline=None)
def test_any_report_keeps_to_the_schema(journal: list[Recorded]) -> None:
    VALIDATOR.validate(read_back(journal))


def _drop_a_field(report: dict[str, Any]) -> None:
    del report["questions"][0]["status"]


def _invent_a_verdict(report: dict[str, Any]) -> None:
    report["questions"][0]["verdicts"][0]["verdict"] = "excellent"


def _score_too_high(report: dict[str, Any]) -> None:
    report["score"] = 101


def _score_in_words(report: dict[str, Any]) -> None:
    report["questions"][0]["score"] = "56"


@pytest.mark.parametrize("spoil", [_drop_a_field, _invent_a_verdict, _score_too_high, _score_in_words])
def test_the_schema_refuses(spoil: Any) -> None:
    report = read_back(WHOLE)
    spoil(report)
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(report)


def test_every_field_is_required_and_the_important_ones_are_described() -> None:
    definitions = SCHEMA["$defs"]
    for name in ("Report", "TopicReport", "QuestionReport", "VerdictReport", "MisconceptionReport", "GraderReport"):
        assert sorted(definitions[name]["required"]) == sorted(definitions[name]["properties"]), name
        assert definitions[name]["description"]
    assert "hiring decision" in definitions["Report"]["description"]


@pytest.mark.parametrize(
    ("place", "fields"),
    [
        pytest.param(
            [],
            {"id", "question", "status", "score", "range", "unaided", "rating", "verdicts", "misconceptions", "grader"},
            id="question",
        ),
        pytest.param(
            ["verdicts", 0],
            {"criterion", "verdict", "credit", "quote", "turn", "start", "end", "reason"},
            id="verdict",
        ),
        pytest.param(["misconceptions", 0], {"id", "quote", "turn", "start", "end", "reason"}, id="misconception"),
    ],
)
def test_the_fields_that_score_shares(place: list[Any], fields: set[str]) -> None:
    value = read_back(WHOLE)["questions"][0]
    for step in place:
        value = value[step]
    assert fields <= set(value)


def test_the_values_that_score_shares() -> None:
    question = read_back(WHOLE)["questions"][0]
    assert (question["id"], question["question"]) == (1, "oop/method-resolution-order")
    assert (question["status"], question["score"], question["range"]) == ("graded", 56.25, None)
    assert question["verdicts"][3]["quote"] == "You see it with A.__mro__"
    assert question["misconceptions"][1]["id"] == "super-is-parent"
    assert read_back(WHOLE)["started_at"] == "2026-11-21T09:30:00Z"


@pytest.mark.parametrize("interview", [None, "20261121-0930-k7q"], ids=["unknown", "known"])
def test_it_says_which_interview_it_is_of(interview: str | None) -> None:
    report = json.loads(as_json(build(WHOLE, interview=interview)))
    VALIDATOR.validate(report)
    assert report["interview"] == interview


def test_lone_surrogates_come_back_as_they_were_said() -> None:
    text = "a\ud800b \U0001f600 \x00"
    report = read_back(recorded(started("internals/gil"), asked("internals/gil"), Answered(turn=1, text=text)))
    assert report["questions"][0]["transcript"][0]["text"] == text
