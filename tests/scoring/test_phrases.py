import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from interviewer.scoring.hearing import Hearing
from interviewer.scoring.likeness import Likeness
from interviewer.scoring.phrases import MOST_SENTENCES_COMPARED, phrasebook
from tests.scoring.rubric import criterion

MERGES = criterion("merges", counts=["it merges the orders of the parents"], not_enough=["it goes through the parents"])
TUPLES = criterion("tuples", counts=["tuples are immutable and lists are mutable", "a tuple can't be changed"])
BOOK = phrasebook((MERGES, criterion("silent"), TUPLES))


@pytest.mark.parametrize(
    ("name", "text", "is_enough"),
    [
        pytest.param("merges", "It merges the orders of the parents.", True, id="word-for-word"),
        pytest.param("merges", "so it merges the parents' orders, right", None, id="another-order-of-words"),
        pytest.param("merges", "I think it merges the order of all the parents", True, id="nearly"),
        pytest.param("merges", "It looks at and merges the orders it gets of all of its parents", False, id="in-part"),
        pytest.param("merges", "It goes through the parents.", None, id="not-enough-phrase"),
        pytest.param("merges", "It does not merge the orders of the parents.", None, id="denied"),
        pytest.param("merges", "It is written in C.", None, id="something-else"),
        pytest.param("tuples", "Tuples are immutable and lists are mutable.", True, id="relation"),
        pytest.param("tuples", "Lists are immutable and tuples are mutable.", None, id="relation-swapped"),
        pytest.param("tuples", "Tuples are mutable and lists are mutable.", None, id="opposite"),
        pytest.param("tuples", "A tuple can't be changed", True, id="denial-wanted"),
        pytest.param("tuples", "A tuple can be changed", None, id="denial-missing"),
    ],
)
def test_said(name: str, text: str, is_enough: bool | None) -> None:
    asked = {"merges": MERGES, "tuples": TUPLES}[name]
    said = list(BOOK.said(asked, Hearing(text)))
    assert [one.is_enough for one in said] == ([] if is_enough is None else [is_enough])
    assert all(one.phrase in asked.counts and one.sentence == 0 for one in said)


def test_a_phrase_that_is_not_enough_blocks_one_that_is_no_nearer() -> None:
    both = criterion(counts=["it merges the orders"], not_enough=["it merges the orders somehow"])
    (said,) = phrasebook((both,)).said(both, Hearing("It merges the orders somehow."))
    assert not said.is_enough


HALVES = criterion("halves", counts=["tuples never change, whereas lists grow"])
HALVES_BOOK = phrasebook((HALVES,))


@pytest.mark.parametrize(
    ("text", "is_enough"),
    [
        pytest.param("Tuples never change, whereas lists grow.", [True], id="both"),
        pytest.param("Tuples never change.", [False], id="one"),
        pytest.param("Whereas lists never grow, right.", [False], id="the-other"),
    ],
)
def test_one_half_of_a_phrase_is_not_enough(text: str, is_enough: list[bool]) -> None:
    assert [said.is_enough for said in HALVES_BOOK.said(HALVES, Hearing(text))] == is_enough


@pytest.mark.parametrize(
    ("text", "is_enough"),
    [
        pytest.param("Then it has to merge all those parents' orders somehow", [False], id="another-order"),
        pytest.param("What it does is merging the orders of its parents one by one", [True], id="same-order"),
        pytest.param("What it does not do is merging the orders of its parents", [], id="denied"),
        pytest.param("It just goes through all of the parents in some order", [], id="nearer-to-what-is-not-enough"),
        pytest.param("A merge", [], id="one-term"),
        pytest.param("A tuple can't be changed by the parents or their orders", [], id="nearer-to-another-point"),
    ],
)
def test_resembled(text: str, is_enough: list[bool]) -> None:
    assert [like.is_enough for like in BOOK.resembled(MERGES, Hearing(text))] == is_enough


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("It goes through the parents.", {0}),
        ("Well. It goes through the parents!", {1}),
        ("It goes through the parents and merges.", set()),
    ],
)
def test_what_says_no_more_than_a_phrase_that_is_not_enough_falls_short(text: str, short: set[int]) -> None:
    assert BOOK.falls_short(MERGES, Hearing(text)) == short
    assert not BOOK.falls_short(replace(MERGES, partly="That it looks at them."), Hearing(text))


def test_a_criterion_without_phrases_hears_none() -> None:
    silent = criterion("silent")
    assert list(phrasebook((silent,)).said(silent, Hearing("Anything at all."))) == []


def test_only_so_many_sentences_are_compared() -> None:
    before = "Nothing. " * (MOST_SENTENCES_COMPARED - 1)
    assert list(BOOK.said(MERGES, Hearing(before + "It merges the orders of the parents.")))
    assert not list(BOOK.said(MERGES, Hearing("Nothing. " + before + "It merges the orders of the parents.")))


@pytest.mark.parametrize("text", ["it merges the orders", "IT  merges\nthe orders"])
def test_the_same_text_is_wholly_alike(text: str) -> None:
    same, other = Likeness(["it merges the orders", "a tuple"]).to(text)
    assert same == pytest.approx(1)
    assert other < 0.2


@given(st.text(max_size=40), st.lists(st.text(max_size=20), max_size=4))
@settings(max_examples=100)
def test_likeness_lies_between_nought_and_one(text: str, phrases: list[str]) -> None:
    assert all(0 <= alike <= 1 for alike in Likeness(phrases).to(text))
