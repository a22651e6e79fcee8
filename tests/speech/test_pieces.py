"""Where a long recording is cut."""

from __future__ import annotations

from array import array
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.speech.audio import Audio, of_samples, silence
from interviewer.speech.engines import PieceSeconds
from interviewer.speech.pieces import pieces, settled
from tests.speech.sounds import tone

ALLOWED = PieceSeconds(7, 16)


def _loud(seconds: list[int]) -> Audio:
    return of_samples(array("h", (1_000 * loud for loud in seconds for _ in range(100))), 100)


@given(st.floats(0, 90))
def test_pieces_are_the_whole_and_none_is_too_long_or_too_short(seconds: float) -> None:
    audio = silence(seconds, 1_000)
    cut = list(pieces(audio, ALLOWED))
    assert (cut[0][0], cut[-1][1]) == (0, audio.seconds)
    assert all(one[1] == other[0] for one, other in pairwise(cut))
    assert all(end - start <= 16.1 for start, end in cut)
    assert all(end - start >= 6.9 for start, end in cut) or len(cut) == 1


def test_the_cut_is_where_it_is_quiet() -> None:
    audio = tone(300, 11) + silence(0.6) + tone(300, 10)
    (first, second) = pieces(audio, PieceSeconds(8, 16))
    assert first[1] == second[0] == pytest.approx(11.3, abs=0.3)


@given(st.lists(st.integers(0, 3), min_size=23, max_size=90), st.lists(st.integers(0, 3), max_size=30))
def test_what_is_settled_stays_whatever_follows(so_far: list[int], more: list[int]) -> None:
    """In seconds of which each is so loud."""
    early = list(settled(_loud(so_far), ALLOWED))
    assert early == list(pieces(_loud([*so_far, *more]), ALLOWED))[: len(early)]


def test_nearly_all_of_a_long_recording_is_settled() -> None:
    so_far = tone(300, 60)
    *_, (_, end) = settled(so_far, ALLOWED)
    assert so_far.seconds - end <= ALLOWED.longest + ALLOWED.shortest


def test_nothing_is_settled_of_a_short_one_or_where_it_is_heard_in_one_go() -> None:
    assert not list(settled(tone(300, 20), ALLOWED))
    assert not list(settled(tone(300, 60), None))


def test_what_hears_anything_in_one_go_gets_it_whole() -> None:
    assert list(pieces(tone(300, 60), None)) == [(0, 60)]
