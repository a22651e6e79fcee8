"""What one line of a file of answers may be, and what is said of one that cannot be graded."""

from __future__ import annotations

import json
from typing import Any

import pytest

from interviewer.scoring.grade import Turn
from interviewer.scoring.submission import UnusableLineError, exchange_of, read_submission
from tests.scoring.judges import TALK

ANSWER = {"id": "a", "question": "oop/x", "answer": "It copies."}
CRITERION = TALK.question.criteria[0].id
ASKED = {"speaker": "interviewer", "text": "Go on?"}
SAID = {"speaker": "candidate", "text": "It copies."}


def line(**fields: object) -> bytes:
    return json.dumps({name: value for name, value in (ANSWER | fields).items() if value is not ...}).encode()


def exchange(*turns: dict[str, Any]) -> bytes:
    return line(answer=..., turns=turns)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(line(), "It copies.", id="plain"),
        pytest.param(b"\xef\xbb\xbf" + line(), "It copies.", id="byte-order-mark"),
        pytest.param(line(answer=""), "", id="empty-answer"),
        pytest.param(line(answer="a\ud800b"), "a\ud800b", id="lone-surrogate"),
        pytest.param(line(answer="\x00\x1b[31m\x7f\u202e"), "\x00\x1b[31m\x7f\u202e", id="controls"),
        pytest.param(line(answer="x" * 2_000_000), "x" * 2_000_000, id="two-megabytes"),
        pytest.param(line(name="Ada", email="ada@example.org"), "It copies.", id="fields-of-the-sender"),
        pytest.param(line(turns=None), "It copies.", id="turns-null"),
    ],
)
def test_an_answer_is_turn_one(text: bytes, said: str) -> None:
    assert read_submission(text).said == (Turn(number=1, speaker="candidate", text=said),)


def test_a_whole_exchange_has_its_turns_numbered_from_one() -> None:
    submission = read_submission(exchange(ASKED | {"probes": CRITERION}, SAID | {"spoken": True}))

    assert exchange_of(submission, TALK.question).turns == (
        Turn(number=1, speaker="interviewer", text="Go on?", probes=CRITERION),
        Turn(number=2, speaker="candidate", text="It copies.", spoken=True),
    )


@pytest.mark.parametrize(
    ("text", "id_read", "reason"),
    [
        pytest.param(
            b"hello", None, "not JSON: Expecting value at character 1. Write one object a line.", id="no-json"
        ),
        pytest.param(line()[:-1], None, "This is not JSON: Expecting", id="cut-off"),
        pytest.param(b"[" * 100_000, None, "This is not JSON", id="brackets-without-end"),
        pytest.param(b'{"id": 1, "id": 2}', None, "a name stands twice in one object", id="name-twice"),
        pytest.param(b"[]", None, "This is a list, and needs fields: `id`, `question`", id="list"),
        pytest.param(b"\xff\xfe" + line(), None, "This is not UTF-8 text, from byte 1 on. Save", id="utf-16-mark"),
        pytest.param(line(answer="caf~").replace(b"~", b"\xe9"), "a", "not UTF-8 text, from byte", id="latin-1"),
        pytest.param(line(id=...), None, "`id` is missing here.", id="no-id"),
        pytest.param(line(id=None), None, "`id` is empty, and must be text.", id="id-null"),
        pytest.param(line(id=True), None, "`id` is the value true, and must be text.", id="id-truth"),
        pytest.param(line(id=7, question=...), 7, "`question` is missing here.", id="no-question"),
        pytest.param(
            line(answer=...), "a", "`answer`, `turns` and `audio` are missing: write one of them.", id="no-answer"
        ),
        pytest.param(line(answer=5), "a", "`answer` is the value 5, and must be text.", id="number"),
        pytest.param(line(turns=[SAID]), "a", "`answer`, `turns` and `audio` exclude each other", id="both"),
        pytest.param(exchange(), "a", "`turns` is empty. Add at least one.", id="no-turns"),
        pytest.param(
            exchange(SAID | {"speaker": "user"}),
            "a",
            "`speaker` is the text 'user', and must be one of interviewer, candidate.",
            id="speaker",
        ),
        pytest.param(exchange(SAID | {"probe": "x"}), "a", "`probe` is not a field here. Did you mean", id="field"),
        pytest.param(
            exchange(SAID | {"spoken": "yes"}),
            "a",
            "`spoken` is the text 'yes', and must be true or false.",
            id="spoken",
        ),
    ],
)
def test_what_cannot_be_read_is_told_with_its_id_where_it_has_one(
    text: bytes, id_read: str | int | None, reason: str
) -> None:
    with pytest.raises(UnusableLineError) as caught:
        read_submission(text)

    assert reason in caught.value.reason
    assert caught.value.id == id_read
    assert "\n" not in caught.value.reason


@pytest.mark.parametrize(
    ("turns", "reason"),
    [
        pytest.param([ASKED | {"probes": "nope"}], "Turn 1: The question has no criterion `nope`", id="criterion"),
        pytest.param([SAID, ASKED | {"hints": CRITERION[:-1]}], f"Did you mean `{CRITERION}`?", id="nearest"),
        pytest.param([ASKED | {"challenges": "nope"}], "The question has no misconception `nope`", id="misconception"),
        pytest.param(
            [SAID | {"hints": CRITERION}], "Turn 1: `hints` belongs to a turn of the interviewer's.", id="side"
        ),
        pytest.param([ASKED | {"spoken": True}], "`spoken` belongs to a turn of the candidate's.", id="spoken"),
    ],
)
def test_a_turn_names_what_is_in_the_rubric(turns: list[dict[str, Any]], reason: str) -> None:
    with pytest.raises(UnusableLineError) as caught:
        exchange_of(read_submission(exchange(*turns)), TALK.question)

    assert reason in caught.value.reason
    assert caught.value.id == "a"


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        pytest.param(line(id="b", name="Ada"), True, id="whoever-sent-it"),
        pytest.param(exchange(SAID), True, id="as-a-turn"),
        pytest.param(line(answer="It moves."), False, id="answer"),
        pytest.param(line(question="oop/y"), False, id="question"),
        pytest.param(exchange(SAID | {"spoken": True}), False, id="spoken"),
        pytest.param(exchange(ASKED, SAID), False, id="what-was-asked"),
    ],
)
def test_the_fingerprint_is_of_the_question_and_of_what_was_said(other: bytes, is_same: bool) -> None:
    assert (read_submission(line()).fingerprint == read_submission(other).fingerprint) == is_same
