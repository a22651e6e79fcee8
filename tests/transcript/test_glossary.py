"""Proposals to repair mis-heard terms: what is proposed, and above all what is not."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.speech.vocabulary import load_glossary
from interviewer.transcript.glossary import Glossary
from interviewer.transcript.repair import Repair, repaired
from interviewer.transcript.spoken_terms import SpokenTerms, Term


@cache
def shipped() -> Glossary:
    return load_glossary()


def mended(text: str) -> str:
    return repaired(text, shipped().repairs(text))


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("Python uses see three linearization.", "Python uses C3 linearization."),
        ("The gill is a lock on the interpreter.", "The GIL is a lock on the interpreter."),
        ("The G-I-L is a lock.", "The GIL is a lock."),
        ("The G. I. L. is a lock.", "The GIL is a lock."),
        ("It is the M. R. O. Then comes super.", "It is the MRO. Then comes super."),
        ("I would take a sink I O.", "I would take asyncio."),
        ("I would take a sink, I owe.", "I would take asyncio."),
        ("It goes into dunder in it.", "It goes into __init__."),
        ("It goes into Dunderin it.", "It goes into __init__."),
        ("It goes into double underscore init.", "It goes into __init__."),
        ("A list is mutable and a too pull is not.", "A list is mutable and a tuple is not."),
        ("A list is mutable and a two pull is not.", "A list is mutable and a tuple is not."),
        ("It raises stop iteration.", "It raises StopIteration."),
        ("I use cashed property.", "I use cached_property."),
        ("The lookup is o of one.", "The lookup is O(1)."),
        ("Sorting is o of n log n.", "Sorting is O(n log n)."),
        ("Push costs olive logan.", "Push costs O(log n)."),
        ("That is my um pie.", "That is mypy."),
        ("MY PIE complains.", "mypy complains."),
        ("It compares with dunderq.", "It compares with __eq__."),
        ("It goes into DunderItter.", "It goes into __iter__."),
        ("The search is 0 of log n.", "The search is O(log n)."),
        ("A lookup in a set is 0 of 1.", "A lookup in a set is O(1)."),
        ("A pop from the left is all of one.", "A pop from the left is O(1)."),
        ("A push costs all of long in.", "A push costs O(log n)."),
        ("When that drops to 0C Python frees it.", "When that drops to 0 CPython frees it."),
        ("In a list it is oN.", "In a list it is O(n)."),
        ("The total is oN squared.", "The total is O(n squared)."),
        ("int of x raises a value error.", "int of x raises a ValueError."),
        ("It raises a key air.", "It raises a KeyError."),
        ("I would ask with has atter first.", "I would ask with hasattr first."),
        ("A context vars token is reset at the end.", "A contextvars token is reset at the end."),
        ("I measure with the purf counter.", "I measure with the perf_counter."),
        ("A sync IO dot gather runs them all.", "asyncio.gather runs them all."),
        ("It was pylint, and now it is rough.", "It was pylint, and now it is ruff."),
        (
            "The browser asks for cores in a pre-flight of another origin.",
            "The browser asks for CORS in a pre-flight of another origin.",
        ),
        ("In front stands engine X as a proxy.", "In front stands nginx as a proxy."),
        ("A pool such as pee gee bouncer keeps connections.", "A pool such as PgBouncer keeps connections."),
        ("We keep it in post gress.", "We keep it in Postgres."),
        ("They read a snapshot, that is M V C C.", "They read a snapshot, that is MVCC."),
        ("The client sends an item potency key.", "The client sends an idempotency key."),
        ("The index is a bee tree.", "The index is a B-tree."),
        ("In a test I take a magic mock.", "In a test I take a MagicMock."),
        ("It defines dunder set atter.", "It defines __setattr__."),
        ("Unlike Django, FastAPI is a sink.", "Unlike Django, FastAPI is async."),
        ("Faster P is built on pydantic.", "FastAPI is built on pydantic."),
        ("A breadth first search needs a deck.", "A breadth first search needs a deque."),
        (
            "The cookie holds an id, and the session is in Reddies.",
            "The cookie holds an id, and the session is in Redis.",
        ),
        ("Cython or mypy C would compile it.", "Cython or mypyc would compile it."),
        ("Each project gets a VM, and pip installs into it.", "Each project gets a venv, and pip installs into it."),
        ("The function forgot to a wait the task.", "The function forgot to await the task."),
    ],
)
def test_what_can_mean_nothing_else_is_proposed(heard: str, meant: str) -> None:
    assert mended(heard) == meant


@pytest.mark.parametrize(
    "text",
    [
        "The fish has a gill.",
        "I had to pull the branch and merge it.",
        "There is a bug in it.",
        "The kitchen has a sink.",
        "Jason reviewed my change.",
        "He is a fast runner, and I asked for the API.",
        "That is a pedantic remark.",
        "eval is evil.",
        "In n += 1 the read and the write are two steps.",
        "Every new entry is compared with every old one.",
        "What has to be done to get there?",
        "We played with a deck of cards.",
        "The GIL, asyncio, __init__, O(n log n) and C3 linearization stay as they are.",
        "the gil and the mro stay as they are, too",
        "I/O is waiting, and UTF-8 an encoding.",
        "I saw a bite. Code was next.",
        "In total 0 of 1 tests passed.",
        "When the loop is over then the else clause runs.",
        "If its items are hashable, it can ur be the key of a dict.",
        "After 10s or 3x the time, all of one kind are gone.",
        "In total it depends on squared errors.",
        "We had a rough plan for the rest.",
        "The linter gives a rough idea of the rest.",
        "It uses all the cores of the CPU, across processes.",
        "Of course the browser sends the header of its origin.",
        "You've got to talk to the team before you install it with pip.",
        "Once you have installed it with pip, you have a lock file.",
        "The salary of a worker is paid by a job that Redis queues.",
        "A mutex or lock is taken twice by a recursive call.",
        "You are all calling the same HTTP endpoint.",
        "The JWTs, URLs and UUIDs are keys of an index.",
        "We set other attributes, and get at the attribute of the class.",
        "I slice the list that itertools gives me.",
        "A shallow copy, deep copy, and a dict from keys to lists.",
        "We store the date, time and timezone in UTC.",
        "The importer and the indexer raise what the list of modules allows.",
        "mypy finds type errors before they are raised as exceptions.",
        "The city column stands in a recursive query.",
        "Each module has this path, its directory and its package.",
        "The VM runs out of memory at night.",
        "The argument is of type dict, and the rough format of the commit is known.",
        "The sleep should be a wait on a condition, with a deadline.",
        "The dict is a hash table, so look ups are fast, and it takes an ear, string or not.",
    ],
)
def test_what_may_be_meant_as_it_stands_is_left_alone(text: str) -> None:
    assert shipped().repairs(text) == ()


def test_a_proposal_says_where_and_what() -> None:
    assert shipped().repairs("So the gill is a lock.") == (Repair(start=7, end=11, heard="gill", meant="GIL"),)


def test_the_longest_form_wins() -> None:
    (repair,) = shipped().repairs("I use funk tools dot wraps.")
    assert repair.meant == "functools.wraps"


words = st.sampled_from(
    ["a", "sink", "i", "o", "gill", "lock", "thread", "dunder", "in", "it", "um", "log", "n", "of", "see", "three",
     "linearization", "my", "pie", "G.", "I.", "L.", "tuple", "to", "pull", "list", "O(n)", "—", "“so”", "ﬁ", "İ"]
)  # fmt: skip
texts = st.one_of(st.lists(words, max_size=30).map(" ".join), st.text(max_size=80))


@given(texts)
def test_proposals_are_spans_of_the_text_in_order(text: str) -> None:
    repairs = shipped().repairs(text)
    assert all(text[repair.start : repair.end] == repair.heard != repair.meant for repair in repairs)
    assert all(one.end <= other.start for one, other in pairwise(repairs))


@given(texts)
def test_what_lies_between_proposals_is_not_touched(text: str) -> None:
    repairs = shipped().repairs(text)
    changed = repaired(text, repairs)
    grown = sum(len(repair.meant) - len(repair.heard) for repair in repairs)
    assert len(changed) == len(text) + grown
    assert repaired(text, ()) == text


@given(texts)
def test_only_terms_of_the_field_are_put_in(text: str) -> None:
    assert {repair.meant for repair in shipped().repairs(text)} <= set(shipped().terms)


def test_a_form_needs_its_surroundings_close_by() -> None:
    glossary = Glossary(
        SpokenTerms(dunder=(), names={}, terms=(Term(term="GIL", perhaps=("gill",), near=("thread",)),))
    )
    assert [len(glossary.repairs(f"threads {'and ' * gap}gill")) for gap in (0, 14, 15)] == [1, 1, 0]


def test_every_term_that_ships_can_be_accepted_and_is_then_left_alone() -> None:
    for term in shipped().terms:
        assert shipped().repairs(f"I mean {term} here.") == ()
