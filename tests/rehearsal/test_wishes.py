"""What candidates want instead of answering: a wish, what the interviewer says to it, and whether that serves it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from interviewer.rehearsal.candidate import Command, Utterance, Wish
from interviewer.rehearsal.scenes import scenes
from interviewer.rehearsal.wishes import Wished, unserved, wished
from tests.rehearsal.rooms import HEAP_OF_SECRETS, SKIP, ToldCandidate, ToldInterviewer, played, says

NOTHING = says("That depends.")


def types(command: Command) -> Utterance:
    return Utterance(text=f"/{command}", wish=command, command=command)


def wants(text: str, wish: Wish) -> Utterance:
    return Utterance(text=text, wish=wish)


HINT, MORE, AGAIN, CLARIFY = types("hint"), types("skip"), types("repeat"), types("clarify")
SERVED = {
    "a_hint_by_command": [NOTHING, HINT],
    "a_hint_in_words": [NOTHING, wants("Can I have a hint?", "hint")],
    "hints_until_there_are_none": [HINT] * 9,
    "the_next_question_by_command": [NOTHING, MORE],
    "the_next_question_in_words": [NOTHING, wants("Let's skip this one.", "skip")],
    "the_same_again_by_command": [NOTHING, AGAIN],
    "the_same_again_in_words": [wants("Could you repeat the question?", "repeat")],
    "a_clarification": [CLARIFY],
    "clarifications_until_there_are_none": [CLARIFY] * 4,
    "what_the_author_foresaw": [wants("Should I write code?", 1)],
    "what_no_author_foresaw": [wants("Am I supposed to go into detail?", "other")],
}


@pytest.mark.parametrize("said", SERVED.values(), ids=SERVED)
def test_the_offline_interviewer_serves(said: list[Utterance]) -> None:
    found = list(scenes(played(ToldCandidate(*said, SKIP))))

    assert [fault for scene in found if (fault := unserved(scene))] == []


PASSED_OVER = {
    "a_hint": (wants("Hinting would be kind.", "hint"), "no hint"),
    "the_next_question": (wants("What is the next one like", "skip"), "does not go on"),
    "the_same_again": (wants("Once more with feeling.", "repeat"), "is not said again"),
    "what_the_author_foresaw": (wants("The heapq module perhaps.", 0), "no clarification"),
    "another_than_was_asked_for": (wants("Do you mean the heapq module?", 1), "another clarification"),
    "what_no_author_foresaw": (wants("I wonder what you want.", "other"), "no clarification"),
}


@pytest.mark.parametrize(("said", "fault"), PASSED_OVER.values(), ids=PASSED_OVER)
def test_what_is_passed_over(said: Utterance, fault: str) -> None:
    """The offline interviewer does not understand these words, so it does something else."""
    found = list(scenes(played(ToldCandidate(said, SKIP), questions={"a/b": HEAP_OF_SECRETS})))

    assert unserved(found[1]) == fault


def test_a_clarification_that_would_give_a_point_away_is_not_told() -> None:
    telling = replace(HEAP_OF_SECRETS.clarifications[0], asks="Do you mean the alphabet?")
    question = replace(HEAP_OF_SECRETS, clarifications=(telling,))
    found = list(scenes(played(ToldCandidate(CLARIFY, SKIP), questions={"a/b": question})))

    assert "alphabet" not in found[1].said.text
    assert unserved(found[1]) is None


def test_they_are_counted_by_kind() -> None:
    said = [NOTHING, HINT, wants("Can I have a hint?", "hint"), AGAIN, MORE]

    assert list(wished(list(scenes(played(ToldCandidate(*said)))))) == [
        Wished(kind="hint", by_command=1, in_words=1, served=2),
        Wished(kind="skip", by_command=1, in_words=0, served=1),
        Wished(kind="repeat", by_command=1, in_words=0, served=1),
    ]


def test_when_the_time_of_the_interview_is_over_nothing_is_served_any_more() -> None:
    done = played(ToldCandidate(NOTHING, HINT), ToldInterviewer(), pace=100.0, limit_minutes=1)

    assert list(wished(list(scenes(done)))) == []
