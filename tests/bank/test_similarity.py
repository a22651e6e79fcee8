from __future__ import annotations

import pytest

from interviewer.bank.loader import parse_question, read_question
from interviewer.bank.question import Question
from interviewer.bank.similarity import TOO_ALIKE, alike, near_duplicates
from tests.bank.sample import QUESTION
from tests.bank.test_shipped_bank import FILES

REWORDED = (
    QUESTION.replace("How does a thermostat keep a room warm?", "In which way is a room kept warm by a thermostat?")
    .replace("it measures the temperature and acts on the difference", "the difference of temperatures makes it act")
    .replace("it waits for a small gap before it switches again", "it does not switch again within a small gap")
    .replace("Mentions that the walls store warmth", "Names the warmth that is stored in the walls")
)
OTHER = (
    QUESTION.replace("How does a thermostat keep a room warm?", "What does a door bell need to ring?")
    .replace("it measures the temperature and acts on the difference", "a button closes a circuit")
    .replace("it waits for a small gap before it switches again", "a coil pulls the clapper")
    .replace("the walls store warmth", "some play a tune")
)


def question(text: str) -> Question:
    return parse_question(text.encode(), "q.yaml").question


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        pytest.param(QUESTION, QUESTION, 1, id="the-same"),
        pytest.param(QUESTION, REWORDED, 1, id="the-same-in-other-words"),
        pytest.param(QUESTION, OTHER, 0, id="another-question"),
        pytest.param(QUESTION.replace("related: []", "related: [b/two]"), REWORDED, 0, id="the-first-names-it"),
        pytest.param(QUESTION, REWORDED.replace("related: []", "related: [a/one]"), 0, id="the-second-names-it"),
    ],
)
def test_near_duplicates_are_found_unless_related(one: str, other: str, found: int) -> None:
    assert len(list(near_duplicates([("a/one", question(one)), ("b/two", question(other))]))) == found


def test_the_later_one_is_told_which_is_the_earlier() -> None:
    [(place, finding)] = near_duplicates([("a/one", question(QUESTION)), ("b/two", question(QUESTION))])

    assert place == 1
    assert finding.message == "This is nearly the same question as `a/one`: 100% alike, criteria included."
    assert "`related`" in finding.hint


def test_a_question_of_no_words_is_like_none() -> None:
    empty = question(QUESTION.replace("How does a thermostat keep a room warm?", "'?'"))

    assert list(alike([empty])) == []


def test_the_shipped_questions_are_well_below_the_threshold_unless_related() -> None:
    questions = [(question_id, read_question(path)) for question_id, path in FILES.items()]

    assert TOO_ALIKE == 0.5
    assert list(near_duplicates(questions)) == []
