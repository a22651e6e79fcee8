"""A line of `interviewer score` says of a grade what the report says of it, in the same fields."""

from __future__ import annotations

import jsonschema
import msgspec
import pytest

from interviewer.dialogue.events import Recorded
from interviewer.dialogue.state import fold
from interviewer.prompting.usage import Usage
from interviewer.report.build import build
from interviewer.report.score_line import ScoreLine, schema_of_lines, score_line
from interviewer.scoring.grade import Exchange, GradingFailedError
from interviewer.scoring.submission import Submission
from tests.report.journals import BEGAN, PRACTICE, UNCLEAR, WHOLE

SHARED = (
    *("question", "status", "failure", "score", "range", "unaided", "rating"),
    *("verdicts", "misconceptions", "other_wrong_claims"),
)
"""What a question of the report and a line have in common, but for `id` and the time of `grader`."""


def lines_of(journal: list[Recorded]) -> list[ScoreLine]:
    """A line for each question of an interview."""
    return [
        score_line(
            Submission(id=exchange.number, question=exchange.question_id, answer=""),
            Exchange(question_id=exchange.question_id, question=exchange.question, turns=tuple(exchange.turns)),
            exchange.grade or GradingFailedError(exchange.failure or ""),
            usage=Usage(calls=2),
            at=BEGAN,
            fingerprint="0" * 16,
        )
        for exchange in fold(journal).exchanges
        if exchange.ending == "finished"
    ]


@pytest.mark.parametrize("journal", [WHOLE, UNCLEAR, PRACTICE], ids=["whole", "unclear", "practice"])
def test_what_the_report_has_too_is_the_same(journal: list[Recorded]) -> None:
    questions = [question for question in build(journal).questions if question.ending == "finished"]
    lines = lines_of(journal)

    assert len(lines) == len(questions) > 0
    for line, question in zip(lines, questions, strict=True):
        assert {name: getattr(line, name) for name in SHARED} == {name: getattr(question, name) for name in SHARED}
        assert line.grader == (question.grader and msgspec.structs.replace(question.grader, at=BEGAN))


@pytest.mark.parametrize("journal", [WHOLE, UNCLEAR, PRACTICE], ids=["whole", "unclear", "practice"])
def test_it_keeps_to_its_schema(journal: list[Recorded]) -> None:
    validator = jsonschema.Draft202012Validator(schema_of_lines())

    for line in lines_of(journal):
        validator.validate(msgspec.json.decode(msgspec.json.encode(line)))


def test_no_field_is_ever_left_out_and_all_are_in_the_order_of_the_contract() -> None:
    definitions = schema_of_lines()["$defs"]

    assert list(definitions["ScoreLine"]["required"]) == [
        *("id", "question", "status", "failure", "score", "range", "unaided", "rating"),
        *("verdicts", "misconceptions", "other_wrong_claims", "grader", "usage", "heard", "delivery"),
        "input",
    ]
    assert list(definitions["BadLine"]["required"]) == ["id", "line", "status", "error"]
    assert "hiring decision" in definitions["ScoreLine"]["description"]
