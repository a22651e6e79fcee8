"""Another dress for an answer, and the same meaning."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.calibration.variations import (
    AFTER,
    BEFORE,
    MISHEARD,
    REWORDED,
    VARIED,
    Variation,
    padded,
    reworded,
    spoken,
    vary,
)
from interviewer.text.words import words
from tests.calibration.answers import RUBRIC


def test_padding_leaves_the_answer_whole() -> None:
    said = padded("A tuple cannot change.", Random(1))
    before, answer, after = said.split("\n")

    assert answer == "A tuple cannot change."
    assert all(sentence in BEFORE for sentence in re.split(r"(?<=\.) ", before))
    assert all(sentence in AFTER for sentence in re.split(r"(?<=\.) ", after))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param("Tuples don't change.", "Tuples do not change.", id="a-contraction"),
        pytest.param("Lists do not hash.", "Lists don't hash.", id="and-back"),
        pytest.param("Its behaviour is odd.", "Its behavior is odd.", id="spelling"),
        pytest.param("For example, a dict.", "For instance, a dict.", id="a-phrase-at-the-beginning"),
        pytest.param("`do not` stays, is_not(behaviour) too.", "`do not` stays, is_not(behaviour) too.", id="code"),
        pytest.param("Doing nothing.", "Doing nothing.", id="parts-of-words"),
    ],
)
def test_a_light_rewording(answer: str, expected: str) -> None:
    assert reworded(answer, Random(1)) == expected


def test_something_stands_before_a_first_word_that_is_no_name() -> None:
    assert reworded("The list grows.", Random(1)).endswith("the list grows.")
    assert reworded("GIL means one thread.", Random(1)) == "GIL means one thread."


def test_no_word_is_reworded_to_itself() -> None:
    assert all(word != other.lower() for word, other in REWORDED.items())


def test_speech_has_no_punctuation_and_mishears_some_words() -> None:
    answer = "First, a tuple is immutable; a list is not. So: `tuple` hashes. " * 6
    said = spoken(answer, Random(1))

    assert not set(",;.:`") & set(said)
    assert MISHEARD["tuple"] in said
    assert any(filler in said.split() for filler in ("um", "uh", "er", "like"))


@pytest.mark.parametrize("variation", ["plain", *VARIED])
def test_the_same_answer_always_gives_the_same(variation: Variation) -> None:
    one, other = (vary("oop/one", RUBRIC, "The tuple isn't a list.", "strong", variation) for _ in range(2))

    assert one == other
    assert one.turns[0].text == RUBRIC.question
    assert one.turns[1].spoken == (variation == "speech-noise")


def test_another_order_has_the_same_criteria() -> None:
    exchange = vary("oop/one", RUBRIC, "So.", "strong", "criterion-order")

    assert sorted(each.id for each in exchange.question.criteria) == ["one", "two"]
    assert exchange.turns[1].text == "So."


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_varied(answer: str) -> None:
    for variation in VARIED:
        said = vary("oop/one", RUBRIC, answer, "strong", variation).turns[1].text
        assert isinstance(said, str)
    assert answer in padded(answer, Random(1))


@settings(deadline=None)
@given(st.lists(st.sampled_from(["tuple", "list", "never", "hashes", "x == y"]), min_size=1).map(" ".join))
def test_a_rewording_leaves_other_words_alone(answer: str) -> None:
    assert [word.text for word in words(reworded(answer, Random(1)))] == [word.text for word in words(answer)]
