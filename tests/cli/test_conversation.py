"""The loop of the room, with a reader that plays a script and a journal that may be full."""

from __future__ import annotations

import asyncio
import io
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from interviewer.cli.conversation import Conversation
from interviewer.cli.presenter import Presenter
from interviewer.cli.reader import LeftTheRoom
from interviewer.cli.retries import Retries
from interviewer.dialogue.events import Answered
from interviewer.dialogue.interviewer import OfflineInterviewer
from interviewer.errors import UsageError
from interviewer.scoring.offline import OfflineGrader
from interviewer.scoring.offline_observer import OfflineObserver
from tests.dialogue.rooms import FailingGrader, Room

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from interviewer.dialogue.engine import Interview


class Script:
    """Plays its lines; None is the end of input. `drafts` are those that it was handed."""

    sending = "Say it."

    def __init__(
        self,
        *lines: str | None,
        room: Room,
        editor: str | None = None,
        can_be_asked: bool = False,
        ratings: Sequence[str | None] = (),
    ) -> None:
        self._ratings = list(ratings)
        self.prompts: list[str] = []
        self.can_be_asked = can_be_asked
        self._lines = list(lines)
        self._room = room
        self._editor = editor
        self.drafts: list[str] = []

    async def read(self, interview: Interview, draft: str) -> str | None:
        self.drafts.append(draft)
        line = self._lines.pop(0)
        if line == "a disk with room":
            self._room.journal.fails_after = None
            line = draft
        if line == "leave":
            raise LeftTheRoom
        return line

    async def line(self, prompt: str) -> str | None:
        self.prompts.append(prompt)
        return self._ratings.pop(0)

    async def key(self) -> None:
        await asyncio.Event().wait()

    async def interrupted_by(self, show: Callable[[], None]) -> None:
        show()

    def close(self) -> None:
        """Nothing is held."""

    def edit(self, text: str) -> str | None:
        return self._editor and text + self._editor


async def play(
    room: Room, *lines: str | None, editor: str | None = None, can_be_asked: bool = False
) -> tuple[str, list[str]]:
    """What is on the screen, and the drafts that the reader was handed."""
    screen = io.StringIO()
    presenter = Presenter(Console(file=screen, width=200, markup=False), plain=False)
    script = Script(*lines, room=room, editor=editor, can_be_asked=can_be_asked)

    def recast(word: str) -> str:
        if word == "openai:gone":
            raise UsageError("openai:gone needs a key.", "Set it.")
        room.interview.recast(
            OfflineInterviewer(), OfflineGrader() if word == "offline" else FailingGrader(), OfflineObserver()
        )
        return f"From now on: {word}."

    conversation = Conversation(
        room.interview,
        script,
        presenter,
        recorded=lambda: room.journal.recorded,
        retries=Retries(room.clock.monotonic_s),
        recast=recast,
    )
    await conversation.talk()
    return screen.getvalue(), script.drafts


def answers(room: Room) -> Sequence[str]:
    return [event.text for event in room.journal.events if isinstance(event, Answered)]


async def test_the_end_of_input_ends_the_interview_and_waits_for_its_grades() -> None:
    room = Room()

    screen, _ = await play(room, "It is about alpha.", None)

    assert "What about b?" in screen
    assert room.interview.state.ended == "left"
    assert room.interview.state.pending == ()


async def test_blank_input_is_no_answer() -> None:
    room = Room()

    await play(room, "", "  \n", None)

    assert answers(room) == []


async def test_what_could_not_be_saved_comes_back_to_be_sent_again() -> None:
    room = Room()
    room.journal.fails_after = 3

    screen, drafts = await play(room, "It is about alpha.", "a disk with room", None)

    assert "That could not be saved. The disk is full." in screen
    assert drafts[1] == "It is about alpha."
    assert answers(room) == ["It is about alpha."]


async def test_what_was_saved_is_not_asked_for_again_when_only_the_reply_failed() -> None:
    room = Room()
    room.journal.fails_after = 4

    screen, drafts = await play(room, "It is about alpha.", "a disk with room", None)

    assert "Your words are kept, but the reply to them could not be saved." in screen
    assert "What about b?" in screen
    assert drafts[1] == ""
    assert answers(room) == ["It is about alpha."]


async def test_text_below_a_command_is_kept_as_a_draft() -> None:
    room = Room()

    _, drafts = await play(room, "/help\nhalf an answer", None)

    assert drafts[1] == "half an answer"


async def test_what_the_editor_returns_is_a_draft_and_not_yet_an_answer() -> None:
    room = Room()

    _, drafts = await play(room, "/edit\nhalf", None, editor=" and half")

    assert drafts[1] == "half and half"
    assert answers(room) == []


async def test_without_an_editor_the_text_stays() -> None:
    screen, drafts = await play(Room(), "/edit\nhalf", None)

    assert "Set EDITOR" in screen
    assert drafts[1] == "half"


async def test_a_pause_lasts_until_something_is_sent() -> None:
    room = Room()

    screen, _ = await play(room, "/pause", "/time", None)

    assert "The clock stands" in screen
    assert "0 minutes of active time, question 1 of 2." in screen
    assert not room.interview.state.paused


async def test_practice_shows_how_it_went_before_the_next_question() -> None:
    room = Room(mode="practice")

    screen, _ = await play(room, "/skip", None)

    assert screen.index("What a strong answer says") < screen.index("Question 2 of 2")


async def test_practice_says_how_a_verdict_is_contested_where_there_was_an_answer() -> None:
    told, _ = await play(
        Room(mode="practice"), "It is about alpha and beta, gamma, delta, epsilon, omega.", "/skip", None
    )
    skipped, _ = await play(Room(mode="practice"), "/skip", None)

    assert "`interviewer contest` lets you contest a verdict" in " ".join(told.split())
    assert "contest" not in skipped


async def test_an_interview_shows_nothing_before_the_end() -> None:
    screen, _ = await play(Room(), "/skip", None)

    assert "strong answer" not in screen


async def test_who_leaves_goes_on_another_time() -> None:
    room = Room()

    with pytest.raises(LeftTheRoom):
        await play(room, "It is about alpha.", "leave")

    assert room.interview.state.ended is None


FAILED = "1 of 1 answers could not be graded."
AWAY = "The model is away."


async def test_who_cannot_be_graded_may_be_graded_offline() -> None:
    room = Room(grader=FailingGrader())

    screen, _ = await play(room, "It is about alpha.", None, "offline", can_be_asked=True)

    assert FAILED in screen
    assert AWAY in screen
    assert "From now on: offline." in screen
    assert room.interview.state.exchanges[0].grade is not None


async def test_the_offer_is_made_as_often_as_it_is_taken() -> None:
    room = Room(grader=FailingGrader())

    screen, _ = await play(room, "It is about alpha.", None, "again", "later", can_be_asked=True)

    assert screen.count(FAILED) == 2
    assert "Nothing is changed." in screen
    assert room.interview.state.failed == (1,)


async def test_a_model_that_cannot_work_is_said_to_and_another_may_be_named() -> None:
    room = Room(grader=FailingGrader())

    screen, _ = await play(room, "It is about alpha.", None, "openai:gone", "offline", can_be_asked=True)

    assert "openai:gone needs a key. Set it." in screen
    assert room.interview.state.failed == ()


async def test_where_nobody_can_be_asked_a_failure_stays_one() -> None:
    room = Room(grader=FailingGrader())

    screen, _ = await play(room, "It is about alpha.", None)

    assert "`again`" not in screen
    assert room.interview.state.failed == (1,)


async def test_the_model_can_be_changed_during_the_talk() -> None:
    room = Room()

    screen, _ = await play(room, "/model", "offline", "It is about alpha.", None)

    assert "From now on: offline." in screen
    assert answers(room) == ["It is about alpha."]
