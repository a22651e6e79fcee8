"""Written sentences as voices are to say them."""

from __future__ import annotations

import random

import pytest

from training.aloud import spoken

FORMS = {"GIL": ["gill"], "json": ["jay son"], "getitem": ["get item"], "asyncio": ["a sink I O"], "FOR": ["for"]}


def said(text: str) -> set[str]:
    """All that a voice may be told, hesitations left out."""
    every = (spoken(text, FORMS, random.Random(seed)) for seed in range(40))
    return {each.said for each in every if each.written == text}


@pytest.mark.parametrize(
    ("written", "ways"),
    [
        pytest.param("The GIL is held.", {"The gill is held."}, id="a-term-in-its-form"),
        pytest.param("So json.dumps writes.", {"So jay son dumps writes."}, id="what-stands-behind-a-form"),
        pytest.param("Call user.save now.", {"Call user save now.", "Call user dot save now."}, id="dots-may-be-said"),
        pytest.param(
            "It has __getitem__ too.",
            {"It has dunder get item too.", "It has double underscore get item too."},
            id="special-methods-by-their-parts",
        ),
        pytest.param("My max_workers is two.", {"My max workers is two."}, id="underscores-are-not"),
        pytest.param("A JSONDecodeError came.", {"A J S O N Decode Error came."}, id="capitals-are-spelled"),
        pytest.param("That is O(n log n) here.", {"That is O of n log n here."}, id="costs"),
        pytest.param("SELECT FOR it.", {"SELECT for it."}, id="words-in-capitals-are-not-spelled"),
        pytest.param("We don't wait.", {"We don't wait."}, id="plain-words-as-they-are"),
    ],
)
def test_a_sentence_is_said_as_people_say_it(written: str, ways: set[str]) -> None:
    assert said(written) == ways


def test_hesitations_are_written_as_they_are_said() -> None:
    hesitant = spoken("We took the lock because two threads wrote into it at once.", FORMS, random.Random(6))
    assert hesitant.written == hesitant.said != "We took the lock because two threads wrote into it at once."


def test_nobody_hesitates_within_a_term() -> None:
    forms = {"C3 linearization": ["C three linearization"]}
    every = [spoken("The C3 linearization decides.", forms, random.Random(seed)) for seed in range(80)]
    assert all("C3 linearization" in each.written and "C three linearization" in each.said for each in every)
