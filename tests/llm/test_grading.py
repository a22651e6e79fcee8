"""Grades by a model, from the exchange to the wire and back: what a reply may get wrong, and the one repair."""

from __future__ import annotations

import pytest

from interviewer.scoring.grade import GradingFailedError
from interviewer.scoring.model_grader import ModelGrader
from tests.llm.rooms import connected, settings_for
from tests.llm.server import Answer, completion, serving
from tests.scoring.judges import GOOD, LIST, NONCE, TALK, TEMPLATES, TUPLE, Entry, judged, reply, verdicts

pytestmark = pytest.mark.usefixtures("_langchain_is_loaded")
TUPLES, LISTS = judged("tuple-fixed", "met", TUPLE), judged("list-changes", "partly", LIST)


def said(*criteria: Entry) -> Answer:
    return completion(reply(*criteria))


MENDED = {
    "cut-off JSON": completion(GOOD[:-20]),
    "not JSON": completion("The candidate did well."),
    "wrong schema": completion('{"score": 100}'),
    "a verdict that does not exist": said(judged("tuple-fixed", "excellent", TUPLE), LISTS),
    "an extra criterion": said(TUPLES, LISTS, judged("charm", "met", TUPLE)),
    "a missing criterion": said(TUPLES),
    "a criterion twice": said(TUPLES, TUPLES, LISTS),
    "an invented quote": said(judged("tuple-fixed", "met", "tuples are frozen for ever"), LISTS),
    "a quote of the interviewer": said(judged("tuple-fixed", "met", "And what about the other container"), LISTS),
}


@pytest.mark.parametrize("first", MENDED.values(), ids=MENDED)
async def test_what_is_wrong_is_mended_once(first: Answer) -> None:
    with serving(first, completion(GOOD)) as server:
        async with connected(settings_for(server.base_url)) as model:
            grade = await ModelGrader(model, TEMPLATES, lambda: NONCE).grade(TALK)

    assert verdicts(grade) == ["met", "partly"]
    assert len(server.requests) == 2


QUOTES = ("an invented quote", "a quote of the interviewer")


@pytest.mark.parametrize("name", [name for name in MENDED if name not in QUOTES])
async def test_twice_wrong_is_no_grade(name: str) -> None:
    with serving(MENDED[name]) as server:
        async with connected(settings_for(server.base_url)) as model:
            with pytest.raises(GradingFailedError, match="was asked twice and gave no usable grade"):
                await ModelGrader(model, TEMPLATES, lambda: NONCE).grade(TALK)

    assert len(server.requests) == 2


@pytest.mark.parametrize("name", QUOTES)
async def test_twice_without_evidence_is_unclear(name: str) -> None:
    with serving(MENDED[name]) as server:
        async with connected(settings_for(server.base_url)) as model:
            grade = await ModelGrader(model, TEMPLATES, lambda: NONCE).grade(TALK)

    assert verdicts(grade) == ["unclear", "partly"]
