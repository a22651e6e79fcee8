"""Whose words an interviewer spoke: what was said, and what the card makes of it."""

from __future__ import annotations

from msgspec.structs import replace

from interviewer.dialogue.events import Noticed, Said
from interviewer.rehearsal.play import Played
from interviewer.rehearsal.wording import Wording, wording
from tests.rehearsal.rooms import SKIP, ToldCandidate, played

FAILED = Noticed(text="The model does not answer.")


def line(*, source: str = "authored", refused: str | None = None, prompt: str | None = "speak v1") -> Said:
    return Said(turn=1, move="probe", text="Why?", source=source, refused=refused, prompt=prompt)


def interview(*events: Said | Noticed) -> Played:
    done = played(ToldCandidate(SKIP))
    return replace(done, recorded=tuple(replace(done.recorded[0], event=event) for event in events))


def test_nobody_was_asked() -> None:
    assert wording([interview(line(prompt=None))]) == Wording(asked=0, own=0, authors=0)


def test_each_line_that_a_model_was_asked_for_counts_once() -> None:
    lines = [line(source="openai:small"), line(), line(refused="gives away shared: one list"), line(prompt=None)]

    assert wording([interview(*lines)]) == Wording(asked=3, own=1, authors=1, replaced={"gives away": 1})


def test_faults_of_one_kind_are_counted_together() -> None:
    faults = ["has 3 sentences", "has 5 sentences", "makes the point alpha", "judges: great", "names no legal move"]

    assert wording([interview(*(line(refused=fault) for fault in faults))]).replaced == {
        "has … sentences": 2, "makes the point": 1, "judges": 1, "names no legal move": 1,
    }  # fmt: skip


def test_failures_are_no_faults_and_two_in_a_row_are_the_end_of_asking() -> None:
    failure = (FAILED, line(refused="stalled"))
    found = wording([interview(*failure, *failure), interview(*failure, line(), *failure)])

    assert (found.failed, found.replaced, found.given_up) == ({"stalled": 4}, {}, 1)
