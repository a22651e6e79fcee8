"""The candidate is asked how well they did: before a verdict is seen, in a terminal only, and not twice."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from interviewer.cli.presenter import Presenter
from interviewer.cli.self_rating import ask_for_ratings
from interviewer.dialogue.events import SelfRated
from tests.cli.test_conversation import Script
from tests.dialogue.rooms import MemoryJournal, Room

ASKED = "Question 1, structures/heaps (1-4): "
ASKED_NEXT = "Question 2, structures/trees (1-4): "


async def over() -> Room:
    room = Room()
    await room.interview.answer("It is about alpha.")
    await room.interview.request("skip")
    await room.interview.answer("It is about leaves.")
    await room.interview.request("skip")
    await room.interview.finish()
    return room


def presenter(*, is_terminal: bool = True) -> Presenter:
    return Presenter(Console(file=io.StringIO(), width=200, markup=False, force_terminal=is_terminal), plain=False)


@pytest.mark.parametrize(
    ("typed", "prompts", "kept"),
    [
        pytest.param(["3", "1"], [ASKED, ASKED_NEXT], [(1, 3), (2, 1)], id="each"),
        pytest.param([""], [ASKED], [(1, None)], id="enter-skips-all"),
        pytest.param(["4", " "], [ASKED, ASKED_NEXT], [(1, 4), (2, None)], id="enter-skips-the-rest"),
        pytest.param([None], [ASKED], [(1, None)], id="so-does-ctrl-c"),
        pytest.param(["5", "0", "good", " 2 ", ""], [ASKED] * 4 + [ASKED_NEXT], [(1, 2), (2, None)], id="asked-again"),
    ],
)
async def test_what_is_asked_and_kept(
    typed: list[str | None], prompts: list[str], kept: list[tuple[int, int | None]]
) -> None:
    room = await over()
    script = Script(room=room, can_be_asked=True, ratings=typed)

    await ask_for_ratings(room.interview, script, presenter())
    assert script.prompts == prompts
    assert [(one.number, one.rating) for one in room.journal.events if isinstance(one, SelfRated)] == kept

    await ask_for_ratings(room.interview, script, presenter())
    assert script.prompts == prompts, "not twice"


@pytest.mark.parametrize(
    ("can_be_asked", "is_terminal"),
    [pytest.param(False, True, id="through-a-pipe"), pytest.param(True, False, id="without-a-screen")],
)
async def test_nobody_is_asked(can_be_asked: bool, is_terminal: bool) -> None:
    room = await over()

    script = Script(room=room, can_be_asked=can_be_asked)
    await ask_for_ratings(room.interview, script, presenter(is_terminal=is_terminal))

    assert script.prompts == []


async def test_a_full_disk_costs_the_rating_and_no_more() -> None:
    room = await over()
    screen = presenter()
    journal: MemoryJournal = room.journal
    journal.fails_after = len(journal.recorded)

    await ask_for_ratings(room.interview, Script(room=room, can_be_asked=True, ratings=["3"]), screen)

    assert isinstance(screen.console.file, io.StringIO)
    assert "That could not be saved. The disk is full." in screen.console.file.getvalue()
    assert room.interview.state.exchanges[0].self_rating is None
