from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from interviewer.bank.loader import parse_question, read_question
from interviewer.bank.question import Question
from interviewer.bank.yaml_writer import write_question
from tests.bank.sample import QUESTION
from tests.bank.test_shipped_bank import FILES

THERMOSTAT = parse_question(QUESTION.encode(), "q").question


def again(question: Question) -> Question:
    return parse_question(write_question(question).encode(), "q").question


@pytest.mark.parametrize("question_id", FILES)
def test_every_shipped_question_comes_back_as_it_was(question_id: str) -> None:
    question = read_question(FILES[question_id])

    assert again(question) == question


TEXTS = [
    "no",
    "12:30",
    "1e3",
    "0o17",
    "null",
    "~",
    "3.12",
    "- a",
    "a: b",
    "`x`",
    " a ",
    "a\nb",
    "\n a\n",
    "#",
    "é – “x”",
    "'",
]


@pytest.mark.parametrize("text", TEXTS)
def test_text_stays_text(text: str) -> None:
    assert again(replace(THERMOSTAT, question=f"{text}x", code=text, extensions=(f"{text}y",))).code == text


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x2000, exclude_categories=["Cc", "Cf", "Zl", "Zp"])))
def test_any_text_comes_back(text: str) -> None:
    question = replace(THERMOSTAT, code=text, reference_answer=f"x{text}", requires_python=None)

    assert again(question) == question


def test_it_reads_as_a_person_would_write_it() -> None:
    text = write_question(replace(THERMOSTAT, proof="assert 19 < 25\nassert 1\n"))

    assert text.startswith(
        "format: 1\nquestion: How does a thermostat keep a room warm?\nlevel: mid\nminutes: 6\n"
        "tags: [heating, control]\nrelated: []\n\ncriteria:\n  - id: feedback\n"
        "    says: Says that it measures the temperature and acts on the difference.\n    tier: core\n"
    )
    assert "proof: |\n  assert 19 < 25\n  assert 1\n" in text
    assert "    verdicts: {feedback: met, hysteresis: met, inertia: met}\n" in text
    assert max(map(len, text.splitlines())) <= 120
