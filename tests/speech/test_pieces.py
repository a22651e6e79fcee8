"""Where a long recording is cut."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.speech.audio import silence
from interviewer.speech.engines import PieceSeconds
from interviewer.speech.pieces import pieces
from tests.speech.sounds import tone


@given(st.floats(0, 90))
def test_pieces_are_the_whole_and_none_is_too_long_or_too_short(seconds: float) -> None:
    audio = silence(seconds, 1_000)
    cut = list(pieces(audio, PieceSeconds(7, 16)))
    assert (cut[0][0], cut[-1][1]) == (0, audio.seconds)
    assert all(one[1] == other[0] for one, other in pairwise(cut))
    assert all(end - start <= 16.1 for start, end in cut)
    assert all(end - start >= 6.9 for start, end in cut) or len(cut) == 1


def test_the_cut_is_where_it_is_quiet() -> None:
    audio = tone(300, 11) + silence(0.6) + tone(300, 10)
    (first, second) = pieces(audio, PieceSeconds(8, 16))
    assert first[1] == second[0] == pytest.approx(11.3, abs=0.3)


def test_what_hears_anything_in_one_go_gets_it_whole() -> None:
    assert list(pieces(tone(300, 60), None)) == [(0, 60)]
