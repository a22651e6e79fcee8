"""What an interview found out: the candidate's profile, what it says, and what becomes of each point."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from interviewer.rehearsal.found_out import claims, points
from tests.dialogue.story import HEAPS
from tests.rehearsal.rooms import SKIP, ToldCandidate, ToldInterviewer, knows, played, says

NOTHING = says("That depends.")
CASES = {
    "told_at_once_and_heard": ("alpha", [says("Alpha.", "alpha")], None),
    "told_when_asked_and_heard": ("alpha", [NOTHING, says("Alpha.", "alpha")], None),
    "told_in_words_that_are_not_heard": ("alpha", [says("The first letter.", "alpha")], "told-not-heard"),
    "asked_for_and_not_told": ("alpha", [NOTHING, NOTHING, NOTHING], "asked-not-told"),
    "not_asked_since_the_candidate_wanted_to_go_on": ("beta", [SKIP], "cut-short"),
    "not_asked_though_there_was_room": ("epsilon", [NOTHING, NOTHING, NOTHING], "not-asked"),
}  # fmt: skip


@pytest.mark.parametrize(("known", "said", "miss"), CASES.values(), ids=CASES)
def test_why_something_known_was_missed(known: str, said: list, miss: str | None) -> None:  # type: ignore[type-arg]
    found = {one.criterion: one for one in points(played(ToldCandidate(*said), profile=knows(known)))}

    assert (found[known].knowledge, found[known].miss) == ("known", miss)
    assert (found[known].by_talk, found[known].by_grade) == (miss is None, miss is None)


def test_what_has_no_probe_cannot_be_asked_for() -> None:
    bonus = replace(HEAPS, criteria=(*HEAPS.criteria[:-1], replace(HEAPS.criteria[-1], probe=None)))
    found = list(points(played(ToldCandidate(NOTHING), questions={"a/b": bonus}, profile=knows("omega"))))

    assert (found[-1].criterion, found[-1].miss) == ("omega", "no-probe")


def test_a_point_that_is_not_known_is_missed_for_no_reason() -> None:
    found = list(points(played(ToldCandidate(says("Alpha.")))))

    assert [(one.knowledge, one.miss) for one in found[:2]] == [("unknown", None), ("unknown", None)]
    assert found[0].by_grade


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(
            says("It's a sorted list.", claims=["sorted"]), (True, True, True, True), id="made_and_challenged"
        ),
        pytest.param(NOTHING, (False, False, False, False), id="kept_to_oneself"),
    ],
)
def test_what_becomes_of_a_wrong_claim(said: object, expected: tuple[bool, ...]) -> None:
    (claim,) = claims(played(ToldCandidate(said), profile=knows(holds=["sorted"])))  # type: ignore[arg-type]

    assert (claim.told, claim.by_talk, claim.challenged, claim.by_grade) == expected


def test_an_interview_that_goes_in_circles_is_left() -> None:
    class Deaf(ToldInterviewer):
        async def word(self, moves, state):  # type: ignore[no-untyped-def]
            return replace(await super().word(moves, state), move=moves[0])

    done = played(ToldCandidate(*[says("Can you repeat the question?")] * 80), Deaf())

    assert (done.state.ended, len(done.utterances)) == ("left", 60)
