"""The choice of move: what happened so far, and the moves that are legal then, the most fitting first."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from interviewer.dialogue.moves import rank
from tests.dialogue.story import HEAPS, PHRASES, Story, criterion

PROBED_ALL = ["alpha", "beta", "gamma", "delta", "epsilon"]


def begun(**kwargs: object) -> Story:
    return Story(**kwargs).asks()  # type: ignore[arg-type]


def aside(story: Story) -> Story:
    said = story.state.last_turn
    return story.hears("was_thinking").says("reassure", f"Patience {said}.")


def probed(story: Story, *criteria: str) -> Story:
    for name in criteria:
        story.says("probe", f"About {name}?", name).hears()
    return story


def put_as(story: Story, **changes: object) -> Story:
    """The same story about a question that was written differently."""
    exchange = story.state.exchanges[-1]
    written = replace(exchange, question=replace(exchange.question, **changes))
    story.state = replace(story.state, exchanges=(*story.state.exchanges[:-1], written))
    return story


WITHOUT_A_FIRST_PROBE = (replace(HEAPS.criteria[0], probe=None), *HEAPS.criteria[1:])
FIVE_DEEPER = (*HEAPS.criteria, criterion("zeta", "deeper"), criterion("eta", "deeper"))

SPOKEN_OF = (replace(HEAPS.criteria[0], counts=("the smallest sits at the top",)), *HEAPS.criteria[1:])
TELLING = (replace(HEAPS.criteria[0], gives_away=("heapq",)), *HEAPS.criteria[1:])
CASES = {
    # an answer
    "nothing_heard_probes_the_first_core_criteria": (begun().hears(), ["probe alpha", "probe beta", "advance"]),
    "no_probe_for_what_was_just_said": (
        begun().hears(met=["alpha"]),
        ["probe beta", "probe gamma", "probe delta", "advance"],
    ),
    "what_was_partly_said_is_probed_first": (
        begun().hears(partly=["beta"]),
        ["probe beta", "probe alpha", "advance"],
    ),
    "of_what_was_not_heard_that_comes_first_of_which_least_was_said": (
        put_as(begun(), criteria=SPOKEN_OF).hears(text="The smallest one sits on top of it."),
        ["probe beta", "probe alpha", "advance"],
    ),
    "what_was_partly_said_comes_before_that": (
        put_as(begun(), criteria=SPOKEN_OF).hears(text="The smallest one sits on top of it.", partly=["alpha"]),
        ["probe alpha", "probe beta", "advance"],
    ),
    "a_wrong_claim_is_challenged_first": (
        begun().hears(standing=["sorted"]),
        ["challenge sorted", "probe alpha", "probe beta", "advance"],
    ),
    "a_wrong_claim_is_challenged_once": (
        begun().hears(standing=["sorted"]).says("challenge", "?", "beta", "sorted").hears(standing=["sorted"]),
        ["probe alpha", "advance"],
    ),
    "a_criterion_is_probed_once": (probed(begun().hears(), "alpha"), ["probe beta", "advance"]),
    "weak_answers_are_not_taken_deeper": (probed(begun().hears(), "alpha", "beta"), ["advance"]),
    "half_of_the_core_earns_deeper_probes": (
        probed(begun().hears(), "alpha").says("probe", "?", "beta").hears(met=["alpha"]),
        ["probe gamma", "probe delta", "advance"],
    ),
    "a_strong_answer_earns_deeper_probes_and_an_extension": (
        begun().hears(met=["alpha", "beta"]),
        ["probe gamma", "probe delta", "probe", "advance"],
    ),
    "two_deeper_probes_are_enough": (
        begun().hears(met=["alpha", "beta"]).says("probe", "?", "gamma").hears(met=["alpha", "beta"])
        .says("probe", "?", "delta").hears(met=["alpha", "beta"]),
        ["probe", "advance"],
    ),
    "one_extension_is_enough": (
        begun().hears(met=PROBED_ALL).says("probe", "What if?").hears(met=PROBED_ALL),
        ["advance"],
    ),
    "no_extension_while_a_wrong_claim_stands": (
        begun().hears(met=PROBED_ALL, standing=["sorted"]).says("challenge", "?", "beta", "sorted")
        .hears(met=PROBED_ALL, standing=["sorted"]),
        ["advance"],
    ),
    "more_is_left_than_is_offered": (
        begun().hears(met=["alpha"], standing=["sorted"]),
        ["challenge sorted", "probe beta", "probe gamma", "advance"],
    ),
    "one_extension_is_enough_where_there_are_two": (
        put_as(begun(), extensions=("What if?", "And then?")).hears(met=PROBED_ALL)
        .says("probe", "What if?").hears(met=PROBED_ALL),
        ["advance"],
    ),
    "a_criterion_without_a_probe_is_not_probed": (
        put_as(begun(), criteria=WITHOUT_A_FIRST_PROBE).hears(),
        ["probe beta", "advance"],
    ),
    "a_challenge_beyond_two_deeper_probes_earns_no_more_of_them": (
        put_as(begun(), criteria=FIVE_DEEPER).hears().says("probe", "?", "gamma").hears().says("probe", "?", "delta")
        .hears().says("challenge", "?", "epsilon", "sorted").hears(met=["alpha", "beta"]),
        ["probe", "advance"],
    ),
    # asking back
    "a_question_back_is_answered": (begun().hears("asked_to_clarify", clarification=1), ["clarify", "advance"]),
    "a_question_back_that_nothing_answers_is_still_answered": (
        begun().hears("asked_to_clarify"),
        ["clarify", "advance"],
    ),
    "clarifying_is_no_probe": (
        begun().hears("asked_to_clarify").says("clarify", "As you like.").hears(),
        ["probe alpha", "probe beta", "advance"],
    ),
    "repeat": (begun().hears("asked_to_repeat"), ["clarify", "advance"]),
    "off_topic": (begun().hears("went_off_topic"), ["reassure", "advance"]),
    "no_answer_three_times_in_a_row_and_the_question_goes_on": (
        aside(aside(aside(begun()))).hears("was_thinking"),
        ["probe alpha", "probe beta", "advance"],
    ),
    "after_something_was_asked_there_is_patience_again": (
        aside(aside(aside(begun()))).says("probe", "A?", "alpha").hears("was_thinking"),
        ["reassure", "advance"],
    ),
    "a_question_not_understood_is_explained": (begun().hears("did_not_understand"), ["clarify", "advance"]),
    "a_probe_not_understood_leads_to_the_offer_of_a_hint": (
        begun().says("probe", "A?", "alpha").hears("did_not_understand"),
        ["reassure alpha", "advance"],
    ),
    "and_then_it_is_said_again": (
        begun().says("probe", "A?", "alpha").says("reassure", "Hint?", "alpha").hears("did_not_understand"),
        ["clarify", "advance"],
    ),
    "a_word_not_understood_is_no_answer": (begun().hears("asked_what_is_meant"), ["clarify", "advance"]),
    "another_language_offline": (begun().hears("spoke_another_language"), ["reassure", "advance"]),
    # not knowing
    "a_hint_is_offered": (
        begun().hears("did_not_know"),
        ["reassure alpha", "probe alpha", "probe beta", "advance"],
    ),
    "a_hint_is_offered_for_what_was_probed": (
        begun().hears().says("probe", "?", "beta").hears("did_not_know"),
        ["reassure beta", "probe alpha", "advance"],
    ),
    "a_hint_is_offered_once": (
        begun().hears("did_not_know").says("reassure", "Hint?", "alpha").hears("did_not_know"),
        ["probe beta", "probe alpha", "advance"],
    ),
    "no_hint_is_offered_in_the_same_words_twice": (
        begun().says("reassure", "Care for a hint?", "beta").hears("did_not_know"),
        ["probe alpha", "probe beta", "advance"],
    ),
    "who_was_told_to_go_back_to_the_question_is_asked_something": (
        begun().hears("went_off_topic").says("reassure", "Back to it.").hears("went_off_topic"),
        ["probe alpha", "probe beta", "advance"],
    ),
    "an_accepted_hint_is_given": (
        begun().hears("did_not_know").says("reassure", "Hint?", "alpha").hears("accepted"),
        ["hint alpha", "advance"],
    ),
    "a_declined_hint_with_nothing_heard_leaves_that_point_and_not_the_question": (
        begun().hears("did_not_know").says("reassure", "Hint?", "alpha").hears("declined"),
        ["probe beta", "probe alpha", "advance"],
    ),
    "nothing_more_to_say_with_nothing_heard_leads_on": (begun().hears("declined"), ["advance"]),
    "a_declined_hint_leads_to_the_next_criterion": (
        begun().hears(partly=["alpha"]).says("probe", "?", "alpha").hears("did_not_know", partly=["alpha"])
        .says("reassure", "Hint?", "alpha").hears("declined", partly=["alpha"]),
        ["probe beta", "advance"],
    ),
    "a_hint_that_did_not_help_leads_to_the_next_criterion": (
        begun().hears("did_not_know").says("hint", "!", "alpha").hears("did_not_know"),
        ["probe beta", "advance"],
    ),
    "giving_up_three_times_leads_on": (
        begun().hears("did_not_know").says("reassure", "Hint?", "alpha").hears("did_not_know")
        .says("probe", "?", "beta").hears("did_not_know"),
        ["advance"],
    ),
    "not_knowing_more_when_all_is_met_leads_on": (begun().hears("did_not_know", met=PROBED_ALL), ["advance"]),
    # hints
    "a_hint_is_asked_for_in_words": (begun().hears("asked_for_hint"), ["hint alpha", "advance"]),
    "a_hint_serves_the_first_open_core_criterion": (
        begun().hears(met=["alpha"]).is_asked_for("hint"),
        ["hint beta", "advance"],
    ),
    "a_hint_serves_what_the_last_probe_aimed_at": (
        begun().hears().says("probe", "?", "beta").is_asked_for("hint"),
        ["hint beta", "advance"],
    ),
    "a_hint_serves_the_last_of_two_probes": (
        probed(begun().hears(), "alpha", "beta").is_asked_for("hint"),
        ["hint beta", "advance"],
    ),
    "a_second_hint_serves_what_the_first_was_about": (
        begun().says("hint", "1", "beta").is_asked_for("hint"),
        ["hint beta", "advance"],
    ),
    "a_hint_serves_a_deeper_criterion_when_the_core_is_met": (
        begun().hears(met=["alpha", "beta"]).is_asked_for("hint"),
        ["hint gamma", "advance"],
    ),
    "a_hint_comes_before_any_answer": (begun().is_asked_for("hint"), ["hint alpha", "advance"]),
    "used_up_hints_go_to_the_next_criterion": (
        begun().says("hint", "1", "alpha").says("hint", "2", "alpha").is_asked_for("hint"),
        ["hint beta", "advance"],
    ),
    "no_hint_is_left_when_all_is_met": (
        begun().hears(met=PROBED_ALL).is_asked_for("hint"),
        ["reassure", "advance"],
    ),
    # commands and skipping
    "skip": (begun().is_asked_for("skip"), ["advance"]),
    "skip_in_words": (begun().hears("skipped"), ["advance"]),
    "repeat_command": (begun().is_asked_for("repeat"), ["clarify", "advance"]),
    "clarify_command": (begun().is_asked_for("clarify"), ["clarify", "advance"]),
    # the end, and the clock
    "the_last_question_closes": (
        begun(plan=["structures/heaps"]).hears(met=PROBED_ALL).says("probe", "What if?").hears(met=PROBED_ALL),
        ["close"],
    ),
    "a_spent_budget_leaves_core_probes_only": (
        begun().later(5 * 60).hears(met=["alpha"]),
        ["probe beta", "advance"],
    ),
    "a_second_before_the_budget_is_spent_a_strong_answer_goes_deeper": (
        begun().later(5 * 60 - 1).hears(met=["alpha", "beta"]),
        ["probe gamma", "probe delta", "probe", "advance"],
    ),
    "overtime_leaves_no_probe": (begun().later(8 * 60).hears(), ["advance"]),
    "overtime_begins_at_half_as_much_again": (begun().later(450).hears(), ["advance"]),
    "a_second_before_overtime_core_is_probed": (begun().later(449).hears(), ["probe alpha", "probe beta", "advance"]),
    "a_budget_runs_from_its_question": (
        Story().later(8 * 60).asks().hears(met=["alpha", "beta"]),
        ["probe gamma", "probe delta", "probe", "advance"],
    ),
    "overtime_leaves_nothing_after_not_knowing": (begun().later(8 * 60).hears("did_not_know"), ["advance"]),
    "a_hint_that_does_not_exist_is_not_offered": (
        put_as(begun(), criteria=(criterion("alpha", hints=0),)).hears("did_not_know"),
        ["probe alpha", "advance"],
    ),
    "overtime_leaves_challenges": (
        begun().later(8 * 60).hears(standing=["sorted"]),
        ["challenge sorted", "advance"],
    ),
    "a_used_up_limit_closes": (begun(limit_minutes=5).later(5 * 60).hears(), ["close"]),
}  # fmt: skip


@pytest.mark.parametrize(("story", "expected"), CASES.values(), ids=CASES)
def test_the_moves_that_fit(story: Story, expected: list[str]) -> None:
    moves = rank(story.state, PHRASES, story.active_s)

    found = [f"{move.kind} {move.misconception or move.criterion or ''}".strip() for move in moves]
    assert found == expected


TEXTS = {
    "a_follow_up_begins_with_a_word_that_shows_it_was_heard": (begun().hears(met=["alpha"]), " What about b?"),
    "a_challenge_is_in_the_rubric's_words": (
        begun().hears(standing=["sorted"]),
        " What would the second element be?",
    ),
    "a_hint_is_the_first_rung": (begun().is_asked_for("hint"), "Hint 1 for a."),
    "then_the_second": (begun().says("hint", "Hint 1 for a.", "alpha").is_asked_for("hint"), "Hint 2 for a."),
    "the_clarification_that_was_asked_for": (
        begun().hears("asked_to_clarify", clarification=1),
        "No code is needed.",
    ),
    "an_open_reading_when_none_fits": (begun().hears("asked_to_clarify"), "As you like."),
    "the_command_gives_a_clarification_unasked": (
        begun().is_asked_for("clarify"),
        ("The module will do.", "No code is needed."),
    ),
    "the_command_gives_one_that_was_not_given": (
        begun()
        .hears("asked_to_clarify", clarification=1)
        .says("clarify", "No code is needed.")
        .is_asked_for("clarify"),
        "The module will do.",
    ),
    "the_command_gives_none_that_would_give_a_point_away": (
        put_as(begun(), criteria=TELLING, clarifications=(HEAPS.clarifications[0],)).is_asked_for("clarify"),
        "As you like.",
    ),
    "unless_the_candidate_has_named_it": (
        put_as(begun(), criteria=TELLING, clarifications=(HEAPS.clarifications[0],))
        .hears(text="With heapq.")
        .is_asked_for("clarify"),
        "The module will do.",
    ),
    "the_command_gives_an_open_reading_when_all_were_given": (
        begun().says("clarify", "The module will do. No code is needed.").is_asked_for("clarify"),
        "As you like.",
    ),
    "repeat_says_the_question": (begun().is_asked_for("repeat"), "How does a heap queue work?"),
    "repeat_says_the_last_probe": (
        begun().hears().says("probe", "What about a?", "alpha").says("hint", "!", "alpha").is_asked_for("repeat"),
        "What about a?",
    ),
    "repeat_says_the_extension": (
        begun().hears(met=PROBED_ALL).says("probe", "What if?").is_asked_for("repeat"),
        "What if?",
    ),
    "no_harm_done_after_giving_up": (
        begun().hears("did_not_know").hears("did_not_know").hears("did_not_know"),
        "No harm done.",
    ),
    "time_to_move_on_in_overtime": (begun().later(8 * 60).hears(), "Time to move on."),
    "time_to_move_on_when_overtime_begins": (begun().later(450).hears(), "Time to move on."),
    "no_word_of_time_a_second_before": (begun().later(449).is_asked_for("skip"), PHRASES.advance),
    "no_word_of_time_when_only_earlier_questions_were_long": (
        Story().later(8 * 60).asks().is_asked_for("skip"),
        PHRASES.advance,
    ),
    "no_word_of_time_at_the_end_of_the_plan": (begun(plan=["structures/heaps"]).is_asked_for("skip"), "The end."),
    "with_a_limit_nothing_is_taken_from_those_to_come": (begun(limit_minutes=9).later(300).hears(), "Time to move on."),
    "with_a_limit_a_question_keeps_its_own_minutes": (begun(limit_minutes=9).later(299).hears(), "What about a?"),
    "even_when_it_began_late": (Story(limit_minutes=9).later(200).asks().later(299).hears(), "What about a?"),
    "time_that_nobody_needs_is_overtime": (begun(limit_minutes=10).later(359).hears(), "What about a?"),
    "until_somebody_needs_it": (begun(limit_minutes=10).later(360).hears(), "Time to move on."),
    "and_no_longer_than_without_a_limit": (begun(limit_minutes=60).later(450).hears(), "Time to move on."),
    "who_thinks_has_time": (begun().hears("was_thinking"), "No hurry."),
    "a_word_is_not_enough": (begun().hears("said_little"), "Say more."),
    "the_answer_is_not_told": (begun().hears("asked_for_the_answer"), "Not from me."),
    "nor_how_it_goes": (begun().hears("asked_how_it_goes"), "Later."),
    "orders_are_not_taken": (begun().hears("gave_orders"), "I ask."),
    "frustration_is_heard": (begun().hears("was_frustrated"), "I hear you."),
    "small_talk_waits": (begun().hears("made_small_talk"), "Another time."),
    "what_is_meant": (begun().hears("asked_what_is_meant"), "As you read it."),
    "english_is_asked_for": (begun().hears("spoke_another_language"), "In English, please."),
    "what_is_not_understood_is_put_another_way": (
        begun().hears("did_not_understand"),
        (
            "Some ask: Do you mean the heapq module? The module will do.",
            "Some ask: Should I write code? No code is needed.",
        ),
    ),
    "time_is_up_at_the_limit": (begun(limit_minutes=1).later(60).hears(), "Time is up."),
}


@pytest.mark.parametrize(("story", "ending"), TEXTS.values(), ids=TEXTS)
def test_the_words_of_the_first_move(story: Story, ending: str | tuple[str, ...]) -> None:
    assert rank(story.state, PHRASES, story.active_s)[0].text.endswith(ending)


def test_a_challenge_says_which_criterion_it_is_about() -> None:
    challenge = rank(begun().hears(standing=["sorted"]).state, PHRASES, 0)[0]

    assert (challenge.kind, challenge.criterion, challenge.misconception) == ("challenge", "beta", "sorted")


def test_no_sentence_is_used_twice() -> None:
    story = begun().hears().says("probe", "Thanks. What about a?", "alpha").hears()

    assert rank(story.state, PHRASES, 0)[0].text == "Right. What about b?"


def test_without_a_fresh_acknowledgement_the_probe_stands_alone() -> None:
    story = begun().says("reassure", "Thanks. Right.").hears()

    assert rank(story.state, PHRASES, 0)[0].text == "What about a?"


def test_a_probe_of_two_sentences_stands_alone() -> None:
    longer = replace(HEAPS.criteria[0], probe="You add one. Where is it?")
    story = put_as(begun(), criteria=(longer, *HEAPS.criteria[1:])).hears()

    assert rank(story.state, PHRASES, 0)[0].text == "You add one. Where is it?"


def test_no_stock_phrase_says_a_telling_word_of_an_open_point() -> None:
    secret = replace(HEAPS.criteria[0], gives_away=("thank",))
    story = put_as(begun(), criteria=(secret, *HEAPS.criteria[1:]))

    assert rank(story.hears().state, PHRASES, 0)[0].text == "Right. What about a?"


@pytest.mark.parametrize(
    ("story", "cuts_off"),
    [
        pytest.param(begun(limit_minutes=1).later(60).hears(), True, id="something_was_left_to_ask"),
        pytest.param(probed(begun(limit_minutes=1).later(60).hears(), "alpha"), True, id="one_thing_was_left_to_ask"),
        pytest.param(begun(limit_minutes=5).later(299).later(1).hears(), False, id="the_question_had_its_minutes"),
        pytest.param(begun(limit_minutes=1).later(60).hears("skipped"), False, id="the_candidate_skipped"),
    ],
)
def test_the_clock_cuts_off_what_the_interviewer_was_not_done_with(story: Story, cuts_off: bool) -> None:
    assert rank(story.state, PHRASES, story.active_s)[0].cuts_off is cuts_off


def test_between_two_questions_there_is_nothing_to_reply_to() -> None:
    with pytest.raises(ValueError, match="between two questions"):
        rank(begun().hears().moves_on().state, PHRASES, 0)
