"""What an interviewer must not do: an interview, and what the checks find in it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from interviewer.rehearsal.quality import faults
from tests.dialogue.story import HEAPS, criterion
from tests.rehearsal.rooms import HEAP_OF_SECRETS, SKIP, ToldCandidate, ToldInterviewer, played, says

NOTHING = says("That depends.")
CASES = {
    "a_telling_word_of_an_open_point_is_a_leak": ([NOTHING], ["What of the alphabet?"], ["leak alpha: alphabet"]),
    "not_when_the_candidate_said_it": ([says("I know an alphabet.")], ["What of the alphabet?"], []),
    "not_when_the_point_was_made": ([says("Alpha it is.", "alpha")], ["What of the alphabet?"], []),
    "a_probe_for_what_the_labels_say_was_made": ([says("The first letter.", "alpha")], [], ["known alpha"]),
    "two_question_marks": ([NOTHING], ["What is it? Why?"], ["double 2 questions"]),
    "two_questions_in_one_sentence": (
        [NOTHING],
        ["What is at the top, and why is it there?"],
        ["double and why is it there?"],
    ),
    "a_condition_is_no_second_question": ([NOTHING], ["You add one and it is the smallest: what is at the top?"], []),
    "a_question_mark_in_code_is_none": ([NOTHING], ["What does `a?b?c` do?"], []),
    "praise": ([NOTHING], ["Great. What about a?"], ["praise great"]),
    "a_verdict": ([NOTHING], ["That's wrong. What about a?"], ["praise that's wrong"]),
    "a_summary": ([NOTHING], ["So you are saying it varies. What about a?"], ["summary so you are saying"]),
    "words_that_were_never_said": (
        [NOTHING],
        ["You mentioned balanced binary trees. What about a?"],
        ["unsaid you mentioned balanced binary trees"],
    ),
    "words_that_were_said": (
        [says("I like binary trees.")],
        ["You mentioned binary trees. What about a?"],
        [],
    ),
    "a_question_back_that_is_passed_over": (
        [says("The heapq module perhaps.", wish=0)],
        [],
        ["ignored no clarification"],
    ),
    "a_question_back_that_is_answered": ([says("Do you mean the heapq module?", wish=0)], [], []),
    "more_than_two_sentences": ([NOTHING], ["Well. Let me see. What about a?"], ["long 3 sentences"]),
    "the_same_sentence_twice": (
        [NOTHING, NOTHING],
        ["Go on. What about a?", "Go on. What about b?"],
        ["repeated said in turn 3"],
    ),
    "but_whoever_asks_hears_it_again": (
        [replace(says("Can you repeat the question?"), wish="repeat")],
        [],
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("said", "words", "expected"), CASES.values(), ids=CASES)
def test_what_the_checks_find(said: list, words: list[str], expected: list[str]) -> None:  # type: ignore[type-arg]
    found = faults(played(ToldCandidate(*said, SKIP), ToldInterviewer(*words)))

    assert [f"{fault.check} {fault.why}" for fault in found] == expected


class TestOpenCorePoints:
    """alpha and beta are core; the offline interviewer asks for both."""

    LEADS_ON = (replace(HEAP_OF_SECRETS.criteria[0], probe=None), criterion("beta"))

    def test_all_were_asked_for(self) -> None:
        assert faults(played(ToldCandidate(NOTHING, NOTHING, NOTHING))) == []

    def test_one_that_has_no_probe_cannot_be_asked_for(self) -> None:
        question = replace(HEAPS, criteria=self.LEADS_ON)

        assert faults(played(ToldCandidate(NOTHING, NOTHING), questions={"a/b": question})) == []

    @pytest.mark.parametrize(
        ("candidate", "pace"),
        [
            pytest.param(ToldCandidate(SKIP), 1.0, id="the_candidate_wanted_to_go_on"),
            pytest.param(ToldCandidate(NOTHING), 100.0, id="the_time_was_spent"),
        ],
    )
    def test_a_reason_to_leave_them(self, candidate: ToldCandidate, pace: float) -> None:
        assert faults(played(candidate, pace=pace)) == []

    def test_leaving_them_for_no_reason(self) -> None:
        class Hasty(ToldInterviewer):
            async def word(self, moves, state):  # type: ignore[no-untyped-def]
                return replace(await super().word(moves, state), move=moves[-1], text=moves[-1].text)

        found = faults(played(ToldCandidate(says("Alpha.", "alpha")), Hasty()))

        assert [(fault.check, fault.why, fault.turn) for fault in found] == [("unasked", "beta", None)]

    def test_taking_one_for_made(self) -> None:
        found = faults(played(ToldCandidate(says("Alpha and beta."), NOTHING, NOTHING, NOTHING)))

        assert [f"{fault.check} {fault.why}" for fault in found] == ["taken alpha", "taken beta"]
