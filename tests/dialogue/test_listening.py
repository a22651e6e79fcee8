"""What the candidate did in a turn."""

from __future__ import annotations

import pytest

from interviewer.dialogue.events import Act
from interviewer.dialogue.listening import hear_in_passing, listen, matching_clarification, recognise
from interviewer.scoring.grade import Turn
from tests.dialogue.story import HEAPS, TREES, Story

ACTS: dict[str, tuple[Act, list[str]]] = {
    "not_knowing": (
        "did_not_know",
        [
            "I don't know.",
            "i dont know",
            "I don’t know, sorry",
            "no idea",
            "Honestly, no clue.",
            "not sure",
            "I can't remember.",
            "I really don't know that one",
            "hm, never heard of it",
            "dunno",
        ],
    ),
    "asking_for_a_hint": ("asked_for_hint", ["hint please", "Can I get a hint?", "Could you give me a small clue?"]),
    "skipping": ("skipped", ["skip", "pass", "Let's skip this one.", "next question please", "Can we move on?"]),
    "asking_to_repeat": (
        "asked_to_repeat",
        ["Could you repeat that?", "say that again please", "Pardon?", "What was the question?"],
    ),
    "asking_back": (
        "asked_to_clarify",
        [
            "Do you mean in CPython?",
            "What do you mean by heap?",
            "Should I write code?",
            "Can I assume that it fits into memory?",
            "Sorry, which version of Python?",
            "So you mean the module?",
            "Are you asking about the theory or the module?",
        ],
    ),
    "off_topic": (
        "went_off_topic",
        [
            "How are you?",
            "Are you a bot?",
            "How am I doing so far?",
            "Just tell me the answer.",
            "what's the right answer?",
        ],
    ),
    "answering": (
        "answered",
        [
            "It is a tree in a list.",
            "Is it the C3 algorithm?",
            "C3",
            "yes",
            "no",
            "ok",
            "A list, right?",
            "I don't know the details, but the smallest element is always first and pushing takes logarithmic time.",
            "You pass the list to heapify and then pop.",
            "The hint at the type is only for the checker.",
            "It would skip the rest of the loop and then move on to the next question of where it goes.",
            "/usr/lib is where it lives",
            "",
            "…",
        ],
    ),
}


@pytest.mark.parametrize(
    ("act", "text"), [pytest.param(act, text, id=text or "nothing") for act, texts in ACTS.values() for text in texts]
)
def test_what_a_turn_is(act: Act, text: str) -> None:
    assert recognise(text, hint_is_offered=False, asks_back=False) == act


@pytest.mark.parametrize(
    ("act", "text"),
    [
        ("accepted", "yes"),
        ("accepted", "Yes please!"),
        ("accepted", "Sure, go ahead"),
        ("declined", "no"),
        ("declined", "No thanks, let's move on"),
        ("declined", "let's go on"),
        ("did_not_know", "I don't know"),
        ("answered", "It has to do with the order of the list."),
        ("answered", "Now I remember: alpha."),
    ],
)
def test_after_the_offer_of_a_hint_yes_and_no_are_answers_to_it(act: Act, text: str) -> None:
    assert recognise(text, hint_is_offered=True, asks_back=False) == act


def test_a_long_turn_is_an_answer_whatever_it_begins_with() -> None:
    assert recognise("I don't know " + "a " * 2_000_000, hint_is_offered=False, asks_back=False) == "answered"


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("Do you mean the heapq module?", 0),
        ("Is it about the heapq module, do you mean?", 0),
        ("should I write some code for it?", 1),
        ("Is a graph fine?", None),
        ("I write code with the heapq module.", None),
        ("?", None),
    ],
)
def test_the_clarification_that_answers_a_question_back(text: str, index: int | None) -> None:
    assert matching_clarification(text, HEAPS.clarifications) == index


def test_a_question_that_a_clarification_answers_is_a_question_back_however_it_begins() -> None:
    story = Story().asks().hears(text="The heapq module, or heaps as such: do you mean the first?")
    exchange = story.state.exchanges[0]

    listened = listen(exchange, exchange.turns[-1])

    assert (listened.act, listened.clarification) == ("asked_to_clarify", 0)


def test_listening_hears_criteria_and_wrong_claims_in_the_whole_exchange() -> None:
    story = Story().asks().hears(text="It has alpha in it.").hears(text="A heap is a sorted list. It has beta.")
    exchange = story.state.exchanges[0]

    listened = listen(exchange, exchange.turns[-1])

    assert [(heard.criterion, heard.verdict) for heard in listened.heard] == [("alpha", "met"), ("beta", "met")]
    assert listened.standing == ("sorted",)
    assert listened.turn == exchange.turns[-1].number


def test_in_passing_only_what_is_met_is_heard() -> None:
    turn = Turn(number=2, speaker="candidate", text="Alpha. And trees have leaves, you know.")

    heard = hear_in_passing(turn, [("structures/trees", TREES)])

    assert [(one.question_id, one.criterion) for one in heard] == [("structures/trees", "leaves")]
    assert turn.text[heard[0].evidence[0].start :].startswith("And trees have leaves")
