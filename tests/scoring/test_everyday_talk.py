"""Cues that ask for too little are found out by talk that makes no point."""

from __future__ import annotations

import pytest

from interviewer.scoring.cues import CueError
from interviewer.scoring.everyday_talk import listener

STEPS = "Let's solve this step by step."
TALK = (STEPS, "I never heard of a generator.", "It depends, and the rest is taste.")


@pytest.mark.parametrize(
    ("cue", "sentence"),
    [
        pytest.param("(gradual*|step by step)", STEPS, id="set-phrase"),
        pytest.param("~ solve", STEPS, id="weak"),
        pytest.param("solve + step", STEPS, id="both-parts-in-one-sentence"),
        pytest.param("solve + taste", None, id="parts-in-different-sentences"),
        pytest.param("generator", None, id="denied"),
        pytest.param("(annotate|type) .. step by step", None, id="asks-for-the-subject"),
    ],
)
def test_the_first_sentence_that_satisfies_a_cue_is_told(cue: str, sentence: str | None) -> None:
    assert listener(TALK)(cue) == sentence


def test_a_cue_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(CueError):
        listener(TALK)("(open")
