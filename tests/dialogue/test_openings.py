"""How what the interviewer says begins."""

from __future__ import annotations

import pytest

from interviewer.dialogue.openings import opening_of, openings
from tests.dialogue.story import Story

OPENINGS = {
    "three_words": ("You speak of trees, and then what?", "you speak of"),
    "a_short_sentence": ("Thanks. What then?", "thanks"),
    "an_apostrophe_of_a_typesetter": ("Let’s stay with it.", "let's stay with"),
    "code": ("`heapq.heappop` returns what?", "heapq heappop returns"),
    "another_script": ("Что будет дальше?", "что будет дальше"),
    "no_words": ("…?", ""),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("text", "opening"), OPENINGS.values(), ids=OPENINGS)
def test_opening(text: str, opening: str) -> None:
    assert opening_of(text) == opening


def test_an_interview_remembers_them_over_its_questions_and_leaves_the_questions_out() -> None:
    story = Story().asks().hears().says("probe", "Thanks. What about a?", "alpha").hears()
    story = (
        story.says("advance", "Onwards.").moves_on().asks().hears().says("probe", "Thanks. And b?", "leaves").hears()
    )
    story = story.says("probe", "Take the roots of it. What about r?", "roots")

    assert openings(story.state) == ("thanks", "onwards", "take the roots")
