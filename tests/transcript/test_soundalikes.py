"""What sounds like a term of the field: spelling to sounds, how unlike sounds are, and what is taken for a term."""

from __future__ import annotations

import time
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.speech.vocabulary import load_glossary
from interviewer.transcript.glossary import Glossary
from interviewer.transcript.likeness import unlikeness
from interviewer.transcript.phonemes import sounds
from interviewer.transcript.repair import repaired
from interviewer.transcript.soundalikes import LONGEST, STRICT, Pronounced, Soundalikes
from interviewer.transcript.spoken_terms import SpokenTerms, Term


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("gill", "gil"),
        ("fone", "phone"),
        ("knight", "nite"),
        ("q", "queue"),
        ("wrap", "rapp"),
        ("cash", "cache"),
        ("2", "two"),
    ],
)
def test_what_sounds_the_same_has_the_same_sounds(one: str, other: str) -> None:
    assert sounds(one) == sounds(other)


words = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=12)
rows = words.map(sounds)


@given(words)
def test_every_letter_and_digit_can_be_said(word: str) -> None:
    assert set(sounds(word)) <= set("pbtdkgfvszSCJmnNlrwyhTaeiouAQEIO")


@given(rows, rows)
def test_unlikeness_is_the_same_both_ways_and_nothing_for_the_same(one: str, other: str) -> None:
    assert unlikeness(one, one, 0) == 0
    assert unlikeness(one, other, 99) == pytest.approx(unlikeness(other, one, 99))


@given(rows, rows, st.floats(0, 5))
def test_a_limit_changes_no_cost_that_is_within_it(one: str, other: str, limit: float) -> None:
    cost, limited = unlikeness(one, other, 99), unlikeness(one, other, limit)
    assert limited == (cost if cost <= limit else float("inf"))


def alike(*terms: str, ordinary: str = "") -> Soundalikes:
    return Soundalikes([Pronounced(term, sounds(term), len(sounds(term))) for term in terms], ordinary.split())


@pytest.mark.parametrize(
    ("heard", "term"),
    [
        ("pythantic", "pydantic"),
        ("pie dan tick", "pydantic"),
        ("a semmafor", "semaphore"),
        ("jill", None),
        ("gill", "gil"),
    ],
)
def test_a_term_is_found_by_its_sound(heard: str, term: str | None) -> None:
    found = alike("pydantic", "semaphore", "gil").among(heard.split())
    assert (found[0].term if found else None) == term


def test_a_short_term_has_to_sound_the_same() -> None:
    assert [STRICT.allowed(size) for size in (0, 1, 2, 3)] == [0, 0, 0, 0]
    assert alike("gil").among(["gal"]) == []


def test_one_ordinary_word_has_to_sound_the_same() -> None:
    assert alike("hashable", ordinary="washable hatchable").among(["hatchable"], {"hashable"}) == []
    assert [like.term for like in alike("hashable").among(["hatchable"])] == ["hashable"]


def test_an_ordinary_word_is_taken_for_a_term_only_where_something_speaks_for_it() -> None:
    assert alike("gil", ordinary="gill").among(["gill"]) == []
    assert [like.term for like in alike("gil", ordinary="gill").among(["gill"], {"gil"})] == ["gil"]


def test_a_term_with_an_ending_is_left_alone() -> None:
    assert alike("refcount").among(["refcounts"]) == []


def test_numbers_alone_sound_like_nothing() -> None:
    assert alike("for").among(["4"]) == []


@given(st.lists(words, max_size=12))
def test_what_is_found_lies_in_the_words(heard: list[str]) -> None:
    for like in alike("pydantic", "semaphore", "hash").among(heard):
        assert 1 <= like.size <= LONGEST
        assert 0 <= like.first <= like.first + like.size <= len(heard)
        assert 0 <= like.cost <= 1


@cache
def shipped() -> Glossary:
    return load_glossary()


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("A model of pidantick checks the type.", "A model of pydantic checks the type."),
        ("I put a semmafore around the coroutine.", "I put a semaphore around the coroutine."),
        ("The a sinck eye oh event loop runs it.", "The asyncio event loop runs it."),
        ("Fasst a p i has pydantic and types.", "FastAPI has pydantic and types."),
        ("The class has dunder slotts.", "The class has __slots__."),
        ("A lookup in a list is On, in a set O1.", "A lookup in a list is O(n), in a set O(1)."),
        ("On a list a lookup is slow. On a set it is fast.", "On a list a lookup is slow. On a set it is fast."),
    ],
)
def test_forms_that_nobody_has_written_down_are_proposed(heard: str, meant: str) -> None:
    assert repaired(heard, shipped().repairs(heard)) == meant


@pytest.mark.parametrize(
    "text",
    [
        "We wait for the event loop and the task.",
        "A hash table has slots, and the keys are compared.",
        "Refcounting frees an object at once.",
        "A small romantic dinner, and a gigantic cake.",
        "The store has a date string in each row.",
        "This is a mutable default, and the list is shared.",
        "The profile says that the loop takes the time.",
        "I would see the parameter of the user in the query.",
    ],
)
def test_ordinary_talk_is_left_alone(text: str) -> None:
    assert shipped().repairs(text) == ()


SEMAPHORE = SpokenTerms(dunder=(), names={}, terms=(Term(term="semaphore", near=("task", "limit")),))


def test_odd_words_need_the_field_around_them_and_ordinary_ones_the_terms_own_words() -> None:
    odd, ordinary = Glossary(SEMAPHORE), Glossary(SEMAPHORE, ["semma", "four"])
    texts = ("The semma four.", "The semma four of a task.")
    assert [len(odd.repairs(text)) for text in texts] == [0, 1]
    assert [len(ordinary.repairs(text)) for text in texts] == [0, 1]


def test_an_answer_takes_no_time() -> None:
    text = " ".join(f"So the {word}k of a lock and some task in the loop" for word in "abcdefghijklmnopqrstuvw")
    glossary = shipped()
    start = time.process_time()
    glossary.repairs(text)
    assert len(text.split()) >= 250
    assert time.process_time() - start < 0.2, "ten times what it takes"
