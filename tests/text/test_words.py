import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.text.words import says, tokens, word_set, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("Lists, tuples.", "lists , tuples .", id="words-and-signs"),
        pytest.param("can't won't doesn’t", "can not will not does not", id="contractions"),
        pytest.param(
            "dont cant cannot isnt wont aint", "do not can not can not is not will not is not", id="no-apostrophe"
        ),
        pytest.param(
            "it's we've they're I'd you'll I'm", "it is we have they are i would you will i am", id="short-verbs"
        ),
        pytest.param("shan't ain't", "shall not is not", id="odd-negations"),
        pytest.param("rock'n'roll o'reilly n't", "rock n roll o reilly n not", id="other-apostrophes"),
        pytest.param("3.12 and 3.", "3.12 and 3 .", id="decimals"),
        pytest.param("functools.wraps", "functools . wraps", id="dotted-name"),
        pytest.param("*args, **kwargs", "* args , ** kwargs", id="stars"),
        pytest.param("a==b != c", "a == b != c", id="operators"),
        pytest.param("O(1) __mro__ @wraps", "o ( 1 ) __mro__ @ wraps", id="code"),
        pytest.param("non-blocking", "non - blocking", id="hyphen"),
    ],
)
def test_tokens(text: str, expected: str) -> None:
    assert " ".join(token.text for token in tokens(text)) == expected


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        pytest.param("You can’t", ["You", "ca", "n’t"], id="contraction"),
        pytest.param("You cannot", ["You", "can", "not"], id="cannot"),
        pytest.param("it dont", ["it", "do", "nt"], id="no-apostrophe"),
        pytest.param("It's  so", ["It", "'s", "so"], id="short-verb"),
        pytest.param("Straßen ﬁx", ["Straßen", "ﬁx"], id="length-changed-by-folding"),
    ],
)
def test_places_are_in_the_original(text: str, pieces: list[str]) -> None:
    assert [text[token.start : token.end] for token in tokens(text)] == pieces


@given(st.text(max_size=60))
@settings(max_examples=200)
def test_tokens_stand_in_order_within_the_text(text: str) -> None:
    found = tokens(text)
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert all(one.start <= other.start for one, other in itertools.pairwise(found))


def test_words_leave_the_signs_out() -> None:
    assert [word.text for word in words("x == __mro__, 3.12!")] == ["x", "__mro__", "3.12"]


def test_word_set() -> None:
    assert word_set("so but  so") == {"so", "but"}


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("It merges the linearizations.", "linearisation"),
        ("Counting references is enough", "reference"),
        ("It does reference-counting", "reference counting"),
        ("they are reference counted", "reference-count"),
        ("look at __mro__", "mro"),
        ("look at Class.__mro__ now", "__mro__"),
        ("that is O(1)", "o(1)"),
        ("with *args", "*args"),
        ("The C3 algorithm", "c3"),
        ("functools.wraps does it", "functools.wraps"),
        ("functools.wraps does it", "wraps"),
    ],
)
def test_says(text: str, phrase: str) -> None:
    assert says(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("It is mutable", "immutable"),
        ("It is immutible", "immutable"),
        ("reference and counting", "reference counting"),
        ("with **args", "*args"),
        ("functools wraps it", "functools.wraps"),
        ("anything", ""),
        ("", "mro"),
        ("anything", "-"),
    ],
)
def test_does_not_say(text: str, phrase: str) -> None:
    assert not says(text, phrase)
