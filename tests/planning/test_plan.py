"""Choosing questions: values in, values out."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.bank.index import Header
from interviewer.bank.question import Level, topic_of
from interviewer.errors import UsageError
from interviewer.planning.plan import EASIEST_FIRST, Wish, choose

if TYPE_CHECKING:
    from collections.abc import Sequence


def header(question_id: str, level: Level = "mid", minutes: int = 6, related: Sequence[str] = ()) -> Header:
    return Header(question_id=question_id, question="?", level=level, minutes=minutes, tags=(), related=tuple(related))


BANK = [
    header("oop/mro", "senior", related=["oop/super"]),
    header("oop/super", "mid"),
    header("oop/dunder", "junior"),
    header("functions/closures", "mid", minutes=10),
    header("functions/generators", "senior"),
    header("internals/gil", "mid"),
    header("typing/hints", "junior", minutes=4),
]


def ids(headers: Sequence[Header]) -> list[str]:
    return [chosen.question_id for chosen in headers]


MISTAKES = {
    "topic": (Wish(topics=("opp",), questions=4), "no topic `opp`. Did you mean `oop`?"),
    "far_from_any": (Wish(topics=("zzz",), questions=4), "There are: functions, internals, oop, typing."),
    "nothing_fits": (Wish(topics=("typing",), level="senior", questions=4), "No question of the bank fits."),
}


@pytest.mark.parametrize(("wish", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_wish_that_cannot_be_fulfilled_says_what_can(wish: Wish, message: str) -> None:
    with pytest.raises(UsageError) as raised:
        choose(BANK, wish, Random(0))

    assert message in str(raised.value)


@pytest.mark.parametrize("seed", range(20))
def test_four_of_mixed_topics_from_easier_to_harder(seed: int) -> None:
    chosen = choose(BANK, Wish(questions=4), Random(seed))

    assert {topic_of(question_id) for question_id in ids(chosen)} == {"oop", "functions", "internals", "typing"}
    assert [EASIEST_FIRST.index(one.level) for one in chosen] == sorted(
        EASIEST_FIRST.index(one.level) for one in chosen
    )


def test_the_same_seed_gives_the_same_questions() -> None:
    draws = {tuple(ids(choose(BANK, Wish(questions=3), Random(7)))) for _ in range(5)}

    assert len(draws) == 1


def test_different_seeds_give_different_questions() -> None:
    draws = {tuple(ids(choose(BANK, Wish(questions=3), Random(seed)))) for seed in range(20)}

    assert len(draws) > 5


@pytest.mark.parametrize("seed", range(10))
def test_what_was_asked_recently_comes_only_when_nothing_else_is_left(seed: int) -> None:
    recent = {"oop/mro", "oop/super", "oop/dunder", "internals/gil"}

    few = choose(BANK, Wish(questions=3), Random(seed), recent)
    many = choose(BANK, Wish(questions=4), Random(seed), recent)

    assert not recent & set(ids(few))
    assert len(recent & set(ids(many))) == 1


@pytest.mark.parametrize("seed", range(10))
def test_minutes_limit_the_plan_but_one_question_is_always_asked(seed: int) -> None:
    chosen = choose(BANK, Wish(questions=10, minutes=16), Random(seed))

    assert sum(one.minutes for one in chosen) <= 16
    assert len(choose(BANK, Wish(questions=10, minutes=1), Random(seed))) == 1


@pytest.mark.parametrize("seed", range(10))
def test_what_is_left_of_the_minutes_goes_to_a_question_that_fits(seed: int) -> None:
    bank = [header("a/long", minutes=10), header("b/long", minutes=10), header("c/short", minutes=5)]

    assert sum(one.minutes for one in choose(bank, Wish(questions=4, minutes=15), Random(seed))) == 15


def test_where_none_fits_the_shortest_is_asked() -> None:
    assert {tuple(ids(choose(BANK, Wish(questions=4, minutes=1), Random(seed)))) for seed in range(10)} == {
        ("typing/hints",)
    }


topics = st.sampled_from(["a", "b", "c"])
names = st.builds("{}/{}".format, topics, st.sampled_from(["one", "two", "three", "four"]))
banks = st.lists(
    st.builds(header, names, st.sampled_from(get_args(Level)), st.integers(1, 20), st.lists(names, max_size=2)),
    min_size=1,
    max_size=12,
    unique_by=lambda one: one.question_id,
)


@given(bank=banks, questions=st.integers(1, 6), seed=st.integers(), recent=st.sets(names))
def test_whatever_the_bank_no_two_questions_give_each_other_away(
    bank: list[Header], questions: int, seed: int, recent: set[str]
) -> None:
    chosen = choose(bank, Wish(questions=questions), Random(seed), recent)

    assert 1 <= len(chosen) <= questions
    assert len(set(ids(chosen))) == len(chosen)
    assert not any(other.question_id in one.related for one in chosen for other in chosen if one is not other)
