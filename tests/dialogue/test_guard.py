"""What a model may not say, case by case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from interviewer.bank.folders import contents
from interviewer.bank.loader import read_question
from interviewer.bank.question import Criterion, Question
from interviewer.bank.spoken import spoken_lines
from interviewer.dialogue.events import Heard
from interviewer.dialogue.guard import fault_of, one_line
from interviewer.dialogue.moves import Move
from interviewer.dialogue.state import ExchangeState, SessionState, folded_sentences
from interviewer.resources import data_folder
from interviewer.scoring.grade import Turn

if TYPE_CHECKING:
    from interviewer.bank.folders import QuestionFile
    from interviewer.dialogue.events import MoveKind

ORDER = Question(
    format=1,
    question="How does Python order the base classes of Document?",
    code="class Document(Cached, Audited): ...",
    level="mid",
    minutes=5,
    criteria=(
        Criterion(
            id="c3",
            says="Names C3.",
            tier="core",
            cues=("(c3|linearisation) .. (order|class)",),
            gives_away=("c3", "linearisation", "document"),
            probe="By what rule is that worked out?",
        ),
        Criterion(
            id="diamond",
            says="A shared base comes once.",
            tier="deeper",
            cues=("parent + once",),
            gives_away=("diamond", "shared base", "visited once"),
            probe="What becomes of Record?",
        ),
    ),
    reference_answer="C3 linearisation gives the order, and a shared base comes once.",
)
PROBE = Move(kind="probe", text="Thanks. By what rule is that worked out?", criterion="c3")
SURE = Move(kind="challenge", text="By what rule, and are you sure that it is one?")
LONG_PROBE = Move(kind="probe", text="Thanks. Take Record. By what rule is its place worked out?", criterion="c3")
ADVANCE = Move(kind="advance", text="Let's go on to the next question.")
HINT = Move(kind="hint", text="It came from Dylan.", criterion="c3")


def exchange(
    *candidate: str,
    met: tuple[str, ...] = (),
    partly: tuple[str, ...] = (),
    later: tuple[str, ...] = (),
    question: Question = ORDER,
) -> ExchangeState:
    turns = [Turn(number=1, speaker="interviewer", text=question.question)]
    turns += [Turn(number=number, speaker="candidate", text=text) for number, text in enumerate(candidate, start=2)]
    turns += [Turn(number=number, speaker="interviewer", text=text) for number, text in enumerate(later, start=90)]
    heard = [Heard(criterion=name, verdict="met", evidence=()) for name in met]
    heard += [Heard(criterion=name, verdict="partly", evidence=()) for name in partly]
    return ExchangeState(
        number=1, question_id="oop/order", question=question, asked_at_s=0, turns=tuple(turns), heard=tuple(heard)
    )


FRESH = exchange("It goes from left to right.")
SAID = SessionState(said=folded_sentences("You go from left to right. Where does it end?"))

WORDY = exchange("Python walks a list of parents; each parent has attributes, and lookup stops where a name matches.")
BEGUN = SessionState(
    exchanges=(exchange("Left to right.", later=("Thanks. What of Record?", "Let’s stay with Document for a moment.")),)
)

SHOWN = {
    "picking_up_a_few_words": ("You walk a list of parents, you say. By what rule?", PROBE, WORDY),
    "from_what_they_said_to_the_question": ("You go left to right, how does that rule end?", PROBE, FRESH),
    "one_of_two": ("Is it a rule or a habit?", PROBE, FRESH),
    "two_things_that_one_question_is_about": ("By what rule do Cached and Audited follow?", PROBE, FRESH),
    "a_word_in_code_that_would_ask": ("By what rule is `x and how` read?", PROBE, FRESH),
    "a_question_in_quotation_marks": ('By what rule do you mean "left"?"', PROBE, FRESH),
    "the_author_s_own_doubt": ("By what rule, and are you sure?", SURE, FRESH),
    "one_question": ("By what rule does it go from left to right?", PROBE, FRESH),
    "two_sentences": ("You say left to right. By what rule does Python work that out?", PROBE, FRESH),
    "as_many_sentences_as_the_author": (LONG_PROBE.text, LONG_PROBE, FRESH),
    "on_two_lines": ("You speak of left and right.\nBy what rule?", PROBE, FRESH),
    "code_with_question_marks": ("What does `a?b??` do there, by what rule?", PROBE, FRESH),
    "a_doubtful_mark": ("By what rule?!", PROBE, FRESH),
    "code_with_stars": ("What would **kwargs or *args change about that rule?", PROBE, FRESH),
    "the_candidate's_word": ("You mentioned C3. How does that work?", PROBE, exchange("I think it is called C3.")),
    "the_candidate's_word_inflected": (
        "How does that linearisation work?",
        PROBE,
        exchange("I know there are linearisations."),
    ),
    "a_word_of_a_point_already_made": ("By what rule does C3 treat Record?", PROBE, exchange(met=("c3",))),
    "a_word_of_the_question": ("By what rule does Document get its order?", PROBE, FRESH),
    "a_word_of_the_code": ("What does Cached come before, and by what rule?", PROBE, FRESH),
    "a_point_that_was_partly_made": (
        "You speak of the parents there. By what rule?",
        PROBE,
        exchange("It has to do with the parents.", partly=("diamond",)),
    ),
    "moving_a_thing": ("If you move 2 entries, by what rule are they placed?", PROBE, FRESH),
    "leading_on": ("We leave left and right there and take another question.", ADVANCE, FRESH),
    "the_author's_words": (PROBE.text, PROBE, FRESH),
    "a_hint_as_written": (HINT.text, HINT, FRESH),
    "scores_when_the_talk_is_of_scores": (
        "By what rule would you score them?",
        PROBE,
        exchange("Each class gets a score."),
    ),
    "hints_when_the_talk_is_of_type_hints": (
        "What rule would type hints change?",
        PROBE,
        exchange("I'd add type hints."),
    ),
}


@pytest.mark.parametrize(("text", "move", "so_far"), SHOWN.values(), ids=SHOWN)
def test_may_be_shown(text: str, move: Move, so_far: ExchangeState) -> None:
    assert fault_of(text, exchange=so_far, move=move, state=SAID) is None


REFUSED = {
    "nothing": ("", PROBE, "is empty"),
    "white_space": (" \n\t ", PROBE, "is empty"),
    "a_leak": ("Is that the C3 rule?", PROBE, "gives away c3: c3"),
    "a_leak_in_another_form": ("How do such linearisations come about?", PROBE, "gives away c3: linearisation"),
    "a_leak_of_another_open_point": ("What about the diamond?", PROBE, "gives away diamond: diamond"),
    "a_leak_of_two_words": ("What about the shared bases?", PROBE, "gives away diamond: shared base"),
    "a_point_made_in_other_words": (
        "A parent appears once in it. What rule sees to that?",
        PROBE,
        "makes the point diamond",
    ),
    "a_leak_while_leading_on": ("That was about C3, let's go on.", ADVANCE, "gives away c3: c3"),
    "praise": ("Great answer! By what rule?", PROBE, "judges: great answer"),
    "agreement": ("That's right. By what rule?", PROBE, "judges: that's right"),
    "blame": ("You missed a thing. By what rule?", PROBE, "judges: you missed"),
    "two_questions": ("By what rule? And where does it end up?", PROBE, "asks 2 questions"),
    "two_questions_with_one_mark": ("By what rule, and where does it end?", PROBE, "asks a second thing: and where"),
    "a_second_question_with_or": ("By what rule, or how?", PROBE, "asks a second thing: or how"),
    "a_second_question_that_wants_yes": ("By what rule and does it end?", PROBE, "asks a second thing: and does it"),
    "something_after_the_question": ("By what rule? Take Record.", PROBE, "goes on after its question"),
    "a_summary_by_its_words": ("To sum up, left to right. By what rule?", PROBE, "sums up: To sum up"),
    "what_they_are_saying": ("So you're saying left to right, by what rule?", PROBE, "sums up: So you're saying"),
    "doubt": ("Are you really sure of that rule?", PROBE, "doubts the answer: Are you really sure"),
    "a_denial_as_a_question": ("Isn't it another rule?", PROBE, "doubts the answer: Isn't it"),
    "a_denial_at_the_end": ("The rule is another one, doesn't it follow?", PROBE, "doubts the answer: doesn't it"),
    "a_hint_at_the_facts": ("By what rule does it go in reality?", PROBE, "doubts the answer: in reality"),
    "another_language": (
        "Nach welcher Regel wird das denn genau bestimmt, wenn die Klasse mehrere Eltern hat und diese sich treffen?",
        PROBE,
        "is in another language",
    ),
    "no_question": ("Tell me the rule.", PROBE, "asks 0 questions"),
    "a_question_while_leading_on": ("What is a decorator?", ADVANCE, "asks 1 questions"),
    "the_answer_while_leading_on": ("So it goes from the left to the right.", ADVANCE, "says back what was said"),
    "another_question": ("What happens when the file is missing?", PROBE, "has no word of what it has to ask"),
    "three_sentences_where_the_author_has_three": (
        "Left to right, then. Take Record. What rule places it?",
        LONG_PROBE,
        "has 3 sentences",
    ),
    "three_sentences": ("You go left. Then right. By what rule?", PROBE, "has 3 sentences"),
    "too_long": (f"By what rule{' and so on' * 50}?", PROBE, "has 513 characters"),
    "a_sentence_again": ("You go from left  to RIGHT. By what rule?", PROBE, "says a sentence again"),
    "an_escape_sequence": ("By \x1b[31mwhat rule?", PROBE, "has control or invisible characters"),
    "something_invisible": ("By what\u200b rule?", PROBE, "has control or invisible characters"),
    "a_list": ("- By what rule?", PROBE, "has markup"),
    "a_numbered_list": ("Tell me:\n1. By what rule?", PROBE, "has markup"),
    "a_heading": ("# Probe\nBy what rule?", PROBE, "has markup"),
    "bold": ("By **what** rule?", PROBE, "has markup"),
    "a_fence": ("```\nBy what rule?\n```", PROBE, "has markup"),
    "a_link": ("By [what rule](https://example.org)?", PROBE, "has markup"),
    "our_delimiters": ("</verbatim-k3f9> By what rule?", PROBE, "has markup"),
    "thoughts": ("<think>hm</think> By what rule?", PROBE, "has markup"),
    "a_move_line": ("By what rule?\nMOVE 2", PROBE, "has something of the form of the reply in it"),
    "a_speaker": ("Interviewer: By what rule?", PROBE, "has something of the form of the reply in it"),
    "the_candidate's_part": ("By what rule?\nCandidate: By C3.", PROBE, "has something of the form of the reply in it"),
    "the_rubric": ("The rubric wants more. By what rule?", PROBE, "speaks of a rubric"),
    "criteria": ("One criterion is open. By what rule?", PROBE, "speaks of a criterion"),
    "a_score": ("For the score I need the rule. What is it?", PROBE, "speaks of a score"),
    "an_offered_hint": ("Would you like a hint?", PROBE, "speaks of a hint"),
    "a_hint_reworded": ("It came from Dylan, as C3.", HINT, "rewords a move of the kind hint"),
}


@pytest.mark.parametrize(("text", "move", "fault"), REFUSED.values(), ids=REFUSED)
def test_may_not_be_shown(text: str, move: Move, fault: str) -> None:
    assert fault_of(text, exchange=FRESH, move=move, state=SAID) == fault


AGAIN = {
    "a_short_first_sentence": ("Thanks. By what rule?", "begins again with: thanks"),
    "the_first_three_words": ("Let's stay with the rule, which one is it?", "begins again with: let's stay with"),
    "the_first_three_words_in_capitals": ("LET’S STAY WITH the rule, which one?", "begins again with: let's stay with"),
    "two_of_three_words": ("Let's stay on the rule, which one is it?", None),
    "as_the_question_began": ("How does Python get at that rule?", None),
    "the_author_s_words": (PROBE.text, None),
}


@pytest.mark.parametrize(("text", "fault"), AGAIN.values(), ids=AGAIN)
def test_an_opening_is_used_once(text: str, fault: str | None) -> None:
    assert fault_of(text, exchange=FRESH, move=PROBE, state=BEGUN) == fault


def test_a_summary_is_told_by_how_much_it_takes_from_the_answer() -> None:
    retold = "Python walks parents with attributes, and lookup stops where a name matches a list; by what rule?"

    assert fault_of(retold, exchange=WORDY, move=PROBE, state=SAID) == "sums up what was said"


GERMAN = {
    "a_question": ("Nach welcher Regel wird das bestimmt?", None),
    "two_questions": ("Nach welcher Regel? Und wo endet es?", "asks 2 questions"),
    "a_name_given_away": ("Ist das C3?", "gives away c3: c3"),
}


@pytest.mark.parametrize(("text", "fault"), GERMAN.values(), ids=GERMAN)
def test_of_another_language_that_is_wanted_form_and_names_are_checked(text: str, fault: str | None) -> None:
    assert fault_of(text, exchange=FRESH, move=PROBE, state=SAID, in_english=False) == fault


def test_only_the_candidate_s_words_set_a_word_free() -> None:
    by_interviewer = exchange("It goes from left to right.")
    turn = Turn(number=9, speaker="interviewer", text="It was C3.")
    said_by_us = ExchangeState(
        number=1,
        question_id="oop/order",
        question=ORDER,
        asked_at_s=0,
        turns=(*by_interviewer.turns, turn),
    )

    assert fault_of("How does C3 work?", exchange=said_by_us, move=PROBE, state=SAID) == "gives away c3: c3"


KINDS: dict[str, MoveKind] = {
    "probe": "probe",
    "challenge": "challenge",
    "extension": "probe",
    "hint": "hint",
    "clarification": "clarify",
}


@pytest.mark.parametrize("file", contents(data_folder("rubrics")).files, ids=lambda file: file.question_id)
def test_what_the_authors_wrote_may_be_shown(file: QuestionFile) -> None:
    question = read_question(file.path)
    so_far = exchange("Let me think.", question=question)
    for line in spoken_lines(question):
        if line.kind != "question":
            move = Move(kind=KINDS[line.kind], text=f"One more thing on this. {line.text}")
            assert fault_of(move.text, exchange=so_far, move=move, state=SessionState()) is None, line.text


def test_one_line() -> None:
    assert one_line(" By\n what\trule? ") == "By what rule?"
