"""What can be contested after an interview, and how the exchange reads then."""

from __future__ import annotations

import pytest

from interviewer.dialogue.contested import Wording, corrected
from interviewer.dialogue.contesting import (
    LONGEST_REMARK,
    MOST_REMARKS,
    answers,
    contestable,
    correct,
    remark,
    wrong_with_correction,
)
from interviewer.dialogue.events import Corrected, Ended, Graded, GradeFailed, Remarked
from interviewer.dialogue.state import SessionState
from interviewer.errors import UsageError
from interviewer.scoring.grade import Grade, GraderStamp, Span, Turn
from tests.dialogue.story import Story
from tests.dialogue.test_state import after

SAID = "It is sea three, sea three merges the guild of each class."
LONG = "word " * 100
GRADE = Grade(verdicts=(), findings=(), stamp=GraderStamp(grader="offline", version="0", rubric_hash="0"))
OVER = Ended(reason="completed")


def story(*texts: str) -> Story:
    told = Story().asks()
    for text in texts:
        told.hears(text=text)
    return told.moves_on()


def over(*events: object, text: str = SAID) -> SessionState:
    """An interview of one answered question (turn 2) that is graded and over, and what followed."""
    return after(story(text), Graded(number=1, grade=GRADE), OVER, *events)


@pytest.mark.parametrize(
    ("old", "new", "text", "changed", "places"),
    [
        pytest.param("guild", "MRO", "It is sea three, sea three merges the MRO of each class.", 1, [(38, 41)],
                     id="a-word"),
        pytest.param("sea three", "C3", "It is C3, C3 merges the guild of each class.", 4, [(6, 8), (10, 12)],
                     id="wherever-it-stands"),
        pytest.param("GUILD  of", "GIL of", "It is sea three, sea three merges the GIL of each class.", 2, [(38, 44)],
                     id="but-for-case-and-white-space"),
        pytest.param("class", "of its bases", "It is sea three, sea three merges the guild of each of its bases.", 3,
                     [(52, 64)], id="one-for-several"),
        pytest.param("class", "*args", "It is sea three, sea three merges the guild of each *args.", 1, [(52, 57)],
                     id="code"),
    ],
)  # fmt: skip
def test_a_correction(old: str, new: str, text: str, changed: int, places: list[tuple[int, int]]) -> None:
    state = over()
    wording = answers(over(correct(state, 2, old, new)).exchanges[0])[2]
    assert wording == Wording(text=text, corrected=tuple(wording.corrected), words_changed=changed)
    assert list(wording.corrected) == places


def test_a_correction_of_a_correction_is_one_stretch() -> None:
    first = Corrected(number=1, turn=2, new="C4 merges", places=(Span(turn=2, start=6, end=9),))
    once = corrected(Wording(text="It is sea and more"), first)
    twice = corrected(once, Corrected(number=1, turn=2, new="C3 and", places=(Span(turn=2, start=6, end=8),)))
    assert (twice.text, list(twice.corrected)) == ("It is C3 and merges and more", [(6, 19)])
    assert twice.words_changed == 4


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        pytest.param("tree", "x", "The turn does not hold the words “tree”.", id="not-said"),
        pytest.param("se", "x", "The turn does not hold the words “se”.", id="half-a-word"),
        pytest.param("", "x", "The turn does not hold the words “”.", id="nothing"),
        pytest.param("...", "x", "The turn does not hold the words “...”.", id="no-word"),
        pytest.param("guild", " ", "Say with which other words “guild” is to be replaced.", id="by-nothing"),
        pytest.param("guild", "guild", "Say with which other words “guild” is to be replaced.", id="by-itself"),
        pytest.param("guild", "a b c d e", "A correction replaces 4 words at most", id="too-many-new"),
        pytest.param("merges the guild of each", "x", "A correction replaces 4 words at most", id="too-many-old"),
        pytest.param("guild", "x" * 61, "A correction replaces 4 words at most", id="a-long-word"),
        pytest.param("guild", "G\x1bIL", "The new words have to be on one line", id="a-control"),
        pytest.param("guild", "G\nIL", "The new words have to be on one line", id="two-lines"),
        pytest.param("sea three", "C3 it is", "Of this turn 4 words can be corrected in all,", id="too-often"),
    ],
)
def test_what_is_no_correction(old: str, new: str, wrong: str) -> None:
    with pytest.raises(UsageError) as failure:
        correct(over(), 2, old, new)
    assert str(failure.value).startswith(wrong)


def test_nobody_writes_an_answer_word_by_word() -> None:
    state = over()
    for old, new in (("guild", "MRO"), ("each", "every"), ("merges", "joins")):
        state = over(*state.exchanges[0].contests, correct(state, 2, old, new))
    with pytest.raises(UsageError, match="Of this turn 4 words can be corrected in all, and 3 are"):
        correct(state, 2, "sea three", "C3")


@pytest.mark.parametrize(("text", "most"), [(SAID, 4), (LONG, 10)], ids=["short", "long"])
def test_of_a_long_turn_more_may_be_corrected(text: str, most: int) -> None:
    assert wrong_with_correction(Wording(text=text, words_changed=most - 1), "a", "b", 1) is None
    assert wrong_with_correction(Wording(text=text, words_changed=most), "a", "b", 1) is not None


@pytest.mark.parametrize(
    ("criterion", "text", "wrong"),
    [
        pytest.param("alpa", "x", "Question 1 has no criterion “alpa”. Did you mean alpha?", id="near"),
        pytest.param("\x1b[2J", "x", "Question 1 has no criterion “␛[2J”. There are alpha, beta,", id="none"),
        pytest.param("alpha", " \n", "The remark says nothing.", id="empty"),
        pytest.param("alpha", "x" * (LONGEST_REMARK + 1), "A remark has 1000 characters at most", id="long"),
    ],
)
def test_what_is_no_remark(criterion: str, text: str, wrong: str) -> None:
    with pytest.raises(UsageError) as failure:
        remark(over(), 1, criterion, text)
    assert str(failure.value).startswith(wrong)


def test_a_grader_is_not_asked_until_it_gives_in() -> None:
    state = over()
    for _ in range(MOST_REMARKS):
        state = over(*state.exchanges[0].contests, remark(state, 1, "alpha", "I did say it."))
    with pytest.raises(UsageError, match="Question 1 has 5 remarks already"):
        remark(state, 1, "beta", "And that.")


@pytest.mark.parametrize(
    ("state", "number", "wrong"),
    [
        pytest.param(after(story(SAID), Graded(number=1, grade=GRADE)), 1, "The interview is not over.", id="goes-on"),
        pytest.param(over(), 2, "There is no question 2. The interview has 1 question.", id="no-such-question"),
        pytest.param(over(), 0, "There is no question 0.", id="zero"),
        pytest.param(after(story(SAID), OVER), 1, "Question 1 is not graded.", id="not-graded"),
        pytest.param(over(text=" "), 1, "Nothing was said to question 1.", id="nothing-said"),
    ],
)
def test_what_cannot_be_contested(state: SessionState, number: int, wrong: str) -> None:
    with pytest.raises(UsageError) as failure:
        remark(state, number, "alpha", "I said it.")
    assert str(failure.value).startswith(wrong)
    assert contestable(state) == () or number not in [one.number for one in contestable(state)]


@pytest.mark.parametrize(
    ("turn", "wrong"),
    [
        pytest.param(1, "Turn 1 is not one of yours in question 1. Yours are 2.", id="the-interviewer's"),
        pytest.param(9, "There is no turn 9. `interviewer report --transcript` numbers them.", id="none"),
    ],
)
def test_only_the_candidate_s_own_words_are_corrected(turn: int, wrong: str) -> None:
    with pytest.raises(UsageError) as failure:
        correct(over(), turn, "heap", "pile")
    assert str(failure.value) == wrong


def test_a_remark_is_no_answer_that_could_be_corrected() -> None:
    state = over(Remarked(number=1, criterion="alpha", turn=3, text="I said it."))
    assert list(answers(state.exchanges[0])) == [2]


def test_a_grader_reads_the_right_words_and_then_the_remarks() -> None:
    state = over()
    state = over(correct(state, 2, "sea three", "C3"), remark(state, 1, "alpha", " I meant C3. "))
    [_, said, remarked] = state.exchanges[0].exchange().turns
    assert said.text.startswith("It is C3, C3 merges")
    assert remarked == Turn(number=3, speaker="candidate", text="I meant C3.", remarks_on="alpha")
    assert [turn.text for turn in state.exchanges[0].turns][1:] == [SAID]
    assert [turn.text for turn in state.whole().exchanges[0].turns][1:] == [SAID]


def test_what_is_contested_awaits_a_grade_and_the_first_stands_until_then() -> None:
    contest = remark(over(), 1, "alpha", "I said it.")
    waiting = over(contest)
    assert (waiting.pending, waiting.exchanges[0].grade) == ((1,), GRADE)
    failed = over(contest, GradeFailed(number=1, reason="Away."))
    assert (failed.pending, failed.failed, failed.exchanges[0].grade) == ((), (), GRADE)
    assert failed.exchanges[0].awaits_grade
    graded = over(contest, Graded(number=1, grade=GRADE, heeds=1))
    assert (graded.pending, graded.exchanges[0].awaits_grade) == ((), False)
    again = over(contest, GradeFailed(number=1, reason="Away."), remark(waiting, 1, "beta", "That, too."))
    assert again.pending == (1,)


def test_of_each_stage_the_last_grade_is_kept() -> None:
    first, second, third = (
        Grade(verdicts=(), findings=(), stamp=GraderStamp(grader=name, version="0", rubric_hash="0")) for name in "abc"
    )
    contest = remark(over(), 1, "alpha", "I said it.")
    state = over(
        Graded(number=1, grade=first), contest, Graded(number=1, grade=second, heeds=1),
        Graded(number=1, grade=third, heeds=1),
    )  # fmt: skip
    assert state.exchanges[0].grade == third
    assert [graded.grade for graded in state.exchanges[0].earlier] == [first]
