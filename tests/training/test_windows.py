"""Sentences in windows of sound."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from interviewer.speech.audio import silence
from training.windows import Piece, sound, windows

LONGEST_S = 10.0

pieces = st.lists(
    st.builds(lambda number, seconds: Piece(str(number), silence(seconds).pcm), st.integers(), st.floats(0.1, 12)),
    max_size=8,
)


@given(pieces, st.integers())
def test_every_sentence_that_fits_is_in_one_window_in_order(given_pieces: list[Piece], seed: int) -> None:
    made = list(windows(given_pieces, LONGEST_S, random.Random(seed)))
    assert [piece for window in made for piece in window] == [
        piece for piece in given_pieces if piece.seconds <= LONGEST_S
    ]
    assert all(window and sound(window).seconds <= LONGEST_S + 0.001 for window in made)
