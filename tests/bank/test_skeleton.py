from __future__ import annotations

import re

import pytest

from interviewer.bank.loader import parse_question
from interviewer.bank.problem import BrokenFileError
from interviewer.bank.question import Question
from interviewer.bank.skeleton import skeleton
from interviewer.bank.yaml_source import parse

QUESTIONS = ["How do `__slots__` work?", 'What is "a: b"?', "# [x] * é – 'y'\\z?", "Two\nlines?"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_any_question_can_be_asked(question: str) -> None:
    assert parse(skeleton(question).encode(), "q").data["question"] == question.replace("\n", " ")


def test_every_field_is_there_but_what_goes_with_a_proof() -> None:
    assert {*parse(skeleton("Why?").encode(), "q").data, "requires_python"} == set(Question.__struct_fields__)


def test_nothing_is_wrong_but_what_is_left_to_fill_in() -> None:
    with pytest.raises(BrokenFileError) as broken:
        parse_question(skeleton("Why?").encode(), "q")

    assert {problem.message for problem in broken.value.problems} == {
        f"`{name}` is empty, and must be text."
        for name in ("says", "correction", "challenge", "answer", "reference_answer")
    }


def test_filled_in_it_is_a_question() -> None:
    filled = re.sub(r"^( +(- )?(says|correction|challenge|answer):)", r"\1 something", skeleton("Why?"), flags=re.M)
    question = parse_question(filled.replace("answer: |\n", "answer: |\n  So.\n").encode(), "q").question

    assert [criterion.tier for criterion in question.criteria] == ["core", "deeper"]
    assert [example.style for example in question.examples] == ["strong", "partial", "wrong", "spoken"]
