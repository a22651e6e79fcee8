"""Openings that were not picked up: what the candidate says, and what is missed of it by labels and events."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from interviewer.rehearsal.candidate import Utterance
from interviewer.rehearsal.missed_openings import missed_openings
from interviewer.rehearsal.play import Played
from tests.dialogue.story import HEAPS
from tests.rehearsal.rooms import SKIP, ToldCandidate, ToldInterviewer, played, says

NOTHING = says("That depends.")
CORE = says("Alpha and beta.", "alpha", "beta")
ABSTRACT = Utterance(text="Heaps are a trade-off.", is_abstract=True)
NAMED = says("Alpha. Beta. It is an epic.", "alpha", "beta")
HALF = Utterance(text="Alpha and beta, and something of e.", makes=frozenset({"alpha", "beta"}), touches=frozenset({"epsilon"}))  # fmt: skip  # noqa: E501
EPIC = replace(
    HEAPS,
    criteria=tuple(
        replace(one, gives_away=("epic",)) if one.id == "epsilon" else one for one in HEAPS.criteria
    ),
)  # fmt: skip


class Hasty(ToldInterviewer):
    """Leads on whenever it may."""

    async def word(self, moves, state):  # type: ignore[no-untyped-def]
        return replace(await super().word(moves, state), move=moves[-1], text=moves[-1].text)


def missed(done: Played) -> list[str]:
    (exchange,) = done.state.exchanges
    return [f"{one.sign} {one.criterion.id if one.criterion else '-'}" for one in missed_openings(done, exchange)]


LED_ON = {
    "an_abstract_answer": ([ABSTRACT], ["abstract -"]),
    "one_that_is_not_abstract": ([NOTHING], []),
    "a_deeper_point_that_was_named": ([NAMED], ["named epsilon"]),
    "one_that_was_told_in_part": ([HALF], ["told in part epsilon"]),
    "one_of_which_nothing_was_said": ([CORE], []),
    "one_that_was_named_when_the_core_was_not_made": ([says("It is an epic.")], []),
    "one_that_was_made": ([replace(NAMED, makes=frozenset({"alpha", "beta", "epsilon"}))], []),
    "a_candidate_who_wanted_to_go_on": ([SKIP], []),
}


@pytest.mark.parametrize(("said", "expected"), LED_ON.values(), ids=LED_ON)
def test_leading_on_after(said: list[Utterance], expected: list[str]) -> None:
    assert missed(played(ToldCandidate(*said), Hasty(), questions={"a/b": EPIC})) == expected


def test_two_other_points_were_asked_for_instead() -> None:
    done = played(ToldCandidate(NAMED, NOTHING, NOTHING, NOTHING), questions={"a/b": EPIC})

    assert [turn.probes for turn in done.state.exchanges[0].turns if turn.probes] == ["gamma", "delta"]
    assert missed(done) == ["named epsilon"]


def test_two_other_points_had_been_asked_for_before() -> None:
    done = played(ToldCandidate(CORE, NOTHING, says("As in an epic."), NOTHING), questions={"a/b": EPIC})

    assert missed(done) == []


def test_no_time_was_left() -> None:
    assert missed(played(ToldCandidate(NAMED), Hasty(), questions={"a/b": EPIC}, pace=40.0)) == []
