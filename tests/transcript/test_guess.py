"""Terms that may have been said, for the recording to decide: which are asked about, and which are taken."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.speech.vocabulary import load_glossary
from interviewer.transcript.glossary import Glossary
from interviewer.transcript.guess import ANYWHERE, NEAR, UNLIKE, Guess, bar, upheld
from interviewer.transcript.repair import Repair


@cache
def shipped() -> Glossary:
    return load_glossary()


def guessed(text: str) -> dict[str, set[str]]:
    """What may have been meant, by what was heard."""
    found: dict[str, set[str]] = {}
    for guess in shipped().guesses(text, shipped().repairs(text)):
        found.setdefault(guess.repair.heard, set()).add(guess.repair.meant)
    return found


class TestWhatTheRecordingIsAskedAbout:
    @pytest.mark.parametrize(
        ("text", "heard", "meant"),
        [
            ("A list is renewable, so the default is shared.", "renewable", "mutable"),
            ("The coroutine gives way at each away.", "away", "await"),
            ("A weak breath does not keep the object alive.", "weak breath", "weakref"),
            (
                "The super call follows the deep re-linearination of the class.",
                "deep re-linearination",
                "C3 linearization",
            ),
            ("FastAPI checks the types with high-dante.", "high-dante", "pydantic"),
        ],
    )
    def test_what_sounds_a_little_like_a_term(self, text: str, heard: str, meant: str) -> None:
        assert meant in guessed(text).get(heard, set())

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("A list is mutable.", id="a-term-that-is-right"),
            pytest.param("A tuple is immutable.", id="nor-its-contrary"),
            pytest.param("The gill stops a thread.", id="what-the-glossary-repairs-already"),
            pytest.param("We went away and had a good time there.", id="ordinary-words-without-the-field"),
        ],
    )
    def test_not_what_needs_no_asking(self, text: str) -> None:
        places = [(text.find(word), text.find(word) + len(word)) for word in ("mutable", "immutable", "gill", "away")]
        asked = shipped().guesses(text, shipped().repairs(text))
        assert not [each for each in asked if (each.repair.start, each.repair.end) in places]

    @given(st.text("abcdefilmnoprstu .,", max_size=120))
    def test_each_stands_in_the_text(self, text: str) -> None:
        repairs = shipped().repairs(text)
        for guess in shipped().guesses(text, repairs):
            repair = guess.repair
            assert text[repair.start : repair.end] == repair.heard
            assert not any(repair.start < other.end and other.start < repair.end for other in repairs)
            assert min(NEAR, ANYWHERE) <= guess.bar <= max(NEAR, ANYWHERE) + UNLIKE

    def test_an_unlikely_one_has_to_fit_better(self) -> None:
        assert bar(0, is_near=True) < bar(1, is_near=True) < 0
        assert bar(0.5, is_near=True) < bar(0.5, is_near=False)


def guess(start: int, end: int, meant: str, sounds: int = 5, least: float = -9) -> Guess:
    return Guess(Repair(start=start, end=end, heard="x" * (end - start), meant=meant), (meant,), least, sounds)


class TestWhatIsTaken:
    def test_what_clears_its_bar(self) -> None:
        assert [each.meant for each in upheld((), [(guess(0, 3, "GIL"), -9.0), (guess(5, 8, "MRO"), -9.1)])] == ["GIL"]

    def test_the_one_that_clears_it_by_most(self) -> None:
        both = [(guess(0, 3, "dict"), -4.0), (guess(0, 5, "deque"), -1.0)]
        assert [each.meant for each in upheld((), both)] == ["deque"]

    def test_of_equals_the_one_that_explains_more(self) -> None:
        both = [(guess(6, 9, "tuple"), -2.0), (guess(0, 9, "namedtuple", sounds=9), -2.0)]
        assert [each.meant for each in upheld((), both)] == ["namedtuple"]

    def test_never_what_a_repair_stands_in(self) -> None:
        repair = Repair(start=2, end=4, heard="xx", meant="I/O")
        assert upheld([repair], [(guess(3, 8, "asyncio"), 5.0)]) == (repair,)

    @given(
        st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6), st.floats(-20, 5)), max_size=12),
        st.booleans(),
    )
    def test_in_order_and_without_overlaps(self, raw: list[tuple[int, int, float]], is_reversed: bool) -> None:
        weighed = [(guess(start, start + size, f"{start} {size}", size), fit) for start, size, fit in raw]
        taken = upheld((), weighed[::-1] if is_reversed else weighed)
        assert all(one.end <= other.start for one, other in pairwise(taken))
