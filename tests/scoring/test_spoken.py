import pytest

from interviewer.scoring.cues import parse_cue
from interviewer.scoring.hearing import Hearing
from interviewer.scoring.matching import match


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("c3", "it uses see three"),
        ("gil", "because of the gill"),
        ("asyncio", "I would take a sink i o"),
        ("asyncio", "async io does that"),
        ("heapq", "the heap q module"),
        ("dict", "it is a dicked"),
        ("numpy", "a num pie array"),
        ("__init__", "dunder in it runs"),
        ("__eq__ .. __hash__", "dunder eek and dunder hash"),
        ("__getattr__", "dunder get atter is asked"),
        ("__len__", "it has double underscore length"),
        ("`o(1)`", "that's order one"),
        ("`o(1)`", "it is big O of one on average"),
        ("`o(n)`", "a list is o of n"),
        ("`o(n log n)`", "sorting is n log n"),
        ("`o(n log n)`", "it is order n log n"),
        ("`o(n^2)`", "it is n squared"),
        ("`o(n**2)`", "it is O(n^2)"),
        ("tuple immutable", "a two pull is immutable"),
    ],
)
def test_a_spoken_form_is_heard_as_what_it_means(cue: str, text: str) -> None:
    assert all(match(parse_cue(cue), Hearing(text)))


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("`o(1)`", "we order one item at a time"),
        ("`o(n)`", "it is n log n"),
        ("`o(n log n)`", "it is o of n"),
        ("__init__", "there is nothing in it"),
        ("asyncio", "the log goes to a sink"),
        ("c3", "we see them"),
        ("c3", "it is not see three"),
        ("`o(1)`", "it isn't order one"),
    ],
)
def test_what_means_something_else_is_not(cue: str, text: str) -> None:
    assert not all(match(parse_cue(cue), Hearing(text)))
