"""Whether an Enter sends or belongs to a paste that the terminal does not mark, and for how long that is waited for."""

from __future__ import annotations

from collections import deque
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from prompt_toolkit.key_binding.key_processor import KeyPress
from prompt_toolkit.keys import Keys
from prompt_toolkit.utils import Event

from interviewer.cli.unmarked_paste import SAME_INSTANT_S, UnmarkedPastes

if TYPE_CHECKING:
    from prompt_toolkit.application import Application
    from prompt_toolkit.key_binding import KeyPressEvent

NOT_AT_ALL = 0


class Room:
    """As much of an application as is looked at; its clock stands until it is set."""

    def __init__(self, *, rest: str | Keys | None = None) -> None:
        self.now_s = 0.0
        self.waited_s: list[float] = []
        self._rest = rest
        waiting: deque[KeyPress] = deque()
        self.key_processor = SimpleNamespace(
            input_queue=waiting, feed_multiple=waiting.extend, after_key_press=Event(self)
        )
        self.after_render = Event(self)
        self.input = SimpleNamespace(fileno=lambda: 0, read_keys=lambda: [KeyPress(rest)] if rest else [])
        self.pastes = UnmarkedPastes(lambda: self.now_s, self._arrives)
        self.pastes.watch(cast("Application[str]", self))

    def enter_goes_on(self, at_s: float) -> bool:
        self.now_s = at_s
        return self.pastes.goes_on(cast("KeyPressEvent", SimpleNamespace(app=self)))

    def _arrives(self, descriptor: int, within_s: float) -> bool:
        self.waited_s.append(within_s)
        return self._rest is not None and within_s > 0


@pytest.mark.parametrize(
    ("drawn_at_s", "enter_at_s", "waited_s"),
    [
        pytest.param(0.001, 0.200, NOT_AT_ALL, id="a_person_presses_enter"),
        pytest.param(0.001, 0.060, NOT_AT_ALL, id="a_person_in_a_hurry"),
        pytest.param(0.001, 0.010, SAME_INSTANT_S, id="close_behind_another_key"),
        pytest.param(0.300, 0.310, SAME_INSTANT_S, id="close_behind_the_drawing_of_many_keys"),
    ],
)
def test_only_an_enter_close_behind_other_keys_is_waited_with(
    drawn_at_s: float, enter_at_s: float, waited_s: float
) -> None:
    room = Room()
    room.key_processor.after_key_press.fire()
    room.now_s = drawn_at_s
    room.after_render.fire()

    assert not room.enter_goes_on(enter_at_s)
    assert room.waited_s == [waited_s]


def test_a_paste_that_comes_in_parts_goes_on() -> None:
    room = Room(rest="x")
    room.key_processor.after_key_press.fire()

    assert room.enter_goes_on(0.005)
    assert [press.key for press in room.key_processor.input_queue] == ["x"]


def test_what_the_terminal_answers_about_its_cursor_is_no_paste() -> None:
    room = Room(rest=Keys.CPRResponse)
    room.key_processor.after_key_press.fire()

    assert not room.enter_goes_on(0.005)
    assert [press.key for press in room.key_processor.input_queue] == [Keys.CPRResponse]


def test_what_has_arrived_with_the_enter_is_waited_for_no_longer() -> None:
    room = Room()
    room.key_processor.input_queue.append("x")

    assert room.enter_goes_on(1.0)
    assert room.waited_s == []
