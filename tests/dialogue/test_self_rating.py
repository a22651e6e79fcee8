"""What the candidate thinks of their own answers: kept in the journal, and out of the sight of whoever grades."""

from __future__ import annotations

import pytest

from interviewer.dialogue.events import SelfRated
from interviewer.dialogue.state import fold
from tests.dialogue.rooms import Room
from tests.dialogue.story import Story


@pytest.mark.parametrize(
    ("story", "numbers"),
    [
        pytest.param(Story().asks().hears(), (), id="not-while-it-goes-on"),
        pytest.param(Story().asks().hears().moves_on(), (1,), id="a-finished-one"),
        pytest.param(Story().asks().moves_on(), (), id="not-where-nothing-was-said"),
        pytest.param(Story().asks().hears().moves_on("cut_off"), (), id="not-one-that-was-cut-off"),
        pytest.param(Story().asks().hears().moves_on().asks().hears().moves_on(), (1, 2), id="each"),
        pytest.param(Story().asks().hears().moves_on().rates(1, 4).asks().hears().moves_on(), (2,), id="each-once"),
        pytest.param(
            Story().asks().hears().moves_on().rates(1, None).asks().hears().moves_on(), (), id="none-after-a-no"
        ),
    ],
)
def test_what_is_to_be_rated(story: Story, numbers: tuple[int, ...]) -> None:
    assert tuple(one.number for one in story.state.to_rate) == numbers


async def test_it_is_an_event_and_no_grader_or_observer_sees_it() -> None:
    room = Room()
    await room.interview.answer("It is about alpha.")
    await room.interview.request("skip")
    before = room.interview.state

    room.interview.rate(1, 4)

    after = room.interview.state
    assert SelfRated(number=1, rating=4) in room.journal.events
    assert fold(room.journal.recorded).exchanges[0].self_rating == 4
    assert after.exchanges[0].exchange() == before.exchanges[0].exchange()
    assert after.whole() == before.whole()
