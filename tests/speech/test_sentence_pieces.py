"""Text as the numbers of a vocabulary, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.speech.sentence_pieces import Vocabulary

SPACE = "\u2581"
LATER = ["a", "b", "c", SPACE, "ab", f"{SPACE}a", "abc", f"{SPACE}ab", "bc"]
"""Pieces in the order in which they are merged, behind the three that are no text and the single bytes."""


def file_of(pieces: list[str]) -> bytes:
    """As Moonshine keeps them: each behind its length."""
    every = [b"<unk>", b"<s>", b"</s>", *(bytes([byte]) for byte in range(256)), *(each.encode() for each in pieces)]
    lengths = (
        bytes([len(each)]) if len(each) < 128 else bytes([128 + len(each) % 128, len(each) // 128]) for each in every
    )
    return b"".join(length + each for length, each in zip(lengths, every, strict=True))


VOCABULARY = Vocabulary(file_of(LATER))


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        pytest.param("ab", [f"{SPACE}ab"], id="the-longest-that-merging-reaches"),
        pytest.param("abc", [SPACE, "abc"], id="the-earlier-piece-is-merged-first"),
        pytest.param("bc a", [SPACE, "bc", f"{SPACE}a"], id="each-word-with-the-space-before-it"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_neighbours_are_merged_by_the_order_of_the_pieces(text: str, pieces: list[str]) -> None:
    assert VOCABULARY.numbers(text) == [259 + LATER.index(piece) for piece in pieces]


def test_what_no_piece_holds_is_spelled_in_bytes() -> None:
    assert [number - 3 for number in VOCABULARY.numbers("é")][1:] == list("é".encode())


@given(st.text(max_size=40).filter(lambda text: SPACE not in text))
def test_the_words_come_back(text: str) -> None:
    assert [word.text for word in VOCABULARY.words(VOCABULARY.numbers(text))] == text.split()


def test_signs_are_not_spoken() -> None:
    (word,) = VOCABULARY.words(VOCABULARY.numbers("ab,"))
    assert (word.text, list(word.places)) == ("ab,", [0])


def test_what_is_no_text_is_replaced() -> None:
    broken = [3 + 0xC3, *VOCABULARY.numbers("a")]
    assert [word.text for word in VOCABULARY.words(broken)] == ["\ufffd", "a"]


def test_a_long_piece_has_its_length_in_two_bytes() -> None:
    doubled = ["a" * 2**power for power in range(9)]
    content = file_of(doubled)
    assert Vocabulary(content).numbers("a" * 256)[-1] == 259 + 8
    with pytest.raises(ValueError, match="cut off"):
        Vocabulary(content[:-1])
