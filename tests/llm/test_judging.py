"""A judge of interviewers at the wire: what is sent, and what becomes of replies and failures."""

from __future__ import annotations

import json

import pytest

from interviewer.prompting.template import read_template
from interviewer.rehearsal.judge import Judge, Judged, talks
from tests.llm.rooms import connected, settings_for
from tests.llm.server import Answer, Server, completion, fails, hangs_up, serving
from tests.rehearsal.rooms import SKIP, ToldCandidate, ToldInterviewer, played, says

pytestmark = pytest.mark.usefixtures("_langchain_is_loaded")
(TALK,) = talks(played(ToldCandidate(says("That depends."), SKIP), ToldInterviewer("Great. What about a?")))
PRAISE = json.dumps({"findings": [{"reason": "It praises.", "quote": "Great.", "kind": "praise"}]})


async def judged(server: Server) -> tuple[Judged, int]:
    async with connected(settings_for(server.base_url)) as model:
        found = await Judge(model=model, template=read_template("judge"), nonce=lambda: "n0nce").judge(TALK)
        return found, model.usage.tokens_in


async def test_one_structured_call() -> None:
    with serving(completion(PRAISE)) as server:
        found, tokens_in = await judged(server)

    assert [(fault.kind, fault.quote, fault.why) for fault in found.faults] == [("praise", "Great.", "It praises.")]
    assert (len(server.requests), tokens_in) == (1, 100)
    assert server.requests[0].body["response_format"]["json_schema"]["schema"]["required"] == ["findings"]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        pytest.param(completion("All is well."), "gave no usable findings: the reply was not JSON.", id="no_json"),
        pytest.param(completion(PRAISE[:-9]), "gave no usable findings: the reply was not JSON.", id="cut_off"),
        pytest.param(fails(401, "no"), "key", id="a_bad_key"),
        pytest.param(hangs_up, "broke off", id="a_lost_connection"),
    ],
)
async def test_a_failure_is_told_as_not_judged(answer: Answer, why: str) -> None:
    with serving(answer) as server:
        found, _ = await judged(server)

    assert found.failure is not None
    assert why in found.failure
    assert found.faults == ()
