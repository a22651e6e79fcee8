"""What is made of a turn while the talk goes on."""

from __future__ import annotations

from msgspec.structs import replace

from interviewer.bank.question import Clarification
from interviewer.dialogue.listening import hear_in_passing, listen, tune_in
from interviewer.scoring.cues import parse_cue
from interviewer.scoring.grade import Turn
from tests.dialogue.story import TREES, Story


def test_a_question_back_comes_with_the_clarification_that_answers_it() -> None:
    story = Story().asks().hears(text="Do you mean the heapq module?")
    exchange = story.state.exchanges[0]

    listened = listen(exchange, exchange.turns[-1])

    assert (listened.act, listened.clarification) == ("asked_to_clarify", 0)


def test_a_question_in_which_something_was_heard_is_an_answer() -> None:
    story = Story().asks().hears(text="Do you mean the heapq module? It has alpha.")
    exchange = story.state.exchanges[0]

    listened = listen(exchange, exchange.turns[-1])

    assert (listened.act, listened.clarification) == ("answered", None)


def test_a_rubric_that_cannot_be_read_does_not_stop_the_talk() -> None:
    exchange = Story().asks().hears(text="It has alpha in it.").state.exchanges[0]
    broken = replace(exchange.question.criteria[0], cues=("((alpha",))
    exchange = replace(exchange, question=replace(exchange.question, criteria=(broken,)))

    listened = listen(exchange, exchange.turns[-1])

    assert (listened.act, listened.heard) == ("answered", ())


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


def test_what_the_interviewer_said_is_not_heard_in_passing_when_it_is_said_back() -> None:
    turn = Turn(number=2, speaker="candidate", text="How trees grow their leaves and roots, as you say.")

    assert hear_in_passing(turn, [("structures/trees", TREES)])
    assert not hear_in_passing(turn, [("structures/trees", TREES)], "How do trees grow their leaves and roots?")


def test_the_question_back_that_the_author_foresaw_is_no_answer_whatever_is_heard_in_it() -> None:
    story = Story().asks().hears(text="Should I write code?").hears(text="alpha?")
    exchange = story.state.exchanges[0]
    foreseen = replace(exchange.question, clarifications=(Clarification(asks="alpha?", answer="As you like."),))

    listened = listen(replace(exchange, question=foreseen), exchange.turns[-1])

    assert (listened.act, listened.clarification) == ("asked_to_clarify", 0)


def test_once_tuned_in_no_cue_is_left_to_be_read_and_one_that_cannot_be_stops_nothing() -> None:
    exchange = Story().asks().hears(text="It has alpha in it.").state.exchanges[0]
    first, *rest = exchange.question.criteria
    broken = replace(exchange.question, criteria=(replace(first, cues=("((alpha",)), *rest))
    fresh = replace(exchange.question, criteria=(replace(first, cues=("alpha & seldom & tuned",)), *rest))

    tune_in([broken, fresh])
    read = parse_cue.cache_info().misses
    listen(replace(exchange, question=fresh), exchange.turns[-1])

    assert parse_cue.cache_info().misses == read
