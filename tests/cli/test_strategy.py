"""Who grades how: the settings, the model's name and what its server tells, from the company to the wire."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from interviewer.cli.engine import Company, connector
from interviewer.cli.models import Roles
from interviewer.config import config_of_this_process
from interviewer.llm.keys import Keys
from interviewer.llm.settings import GraderSettings
from interviewer.scoring.grade import Grader, GradingFailedError
from tests.llm.server import Server, completion, serving
from tests.llm.weights import asked_both_ways, weighs
from tests.scoring.judges import GOOD, TALK, verdicts

pytestmark = pytest.mark.usefixtures("_langchain_is_loaded")
YES = weighs(("Yes", 0.97), ("No", 0.03))
SILENT = completion("Yes", "length")
QUESTIONS = 2 * 2 + 2
"""Of the canned talk's two criteria and one wrong claim."""


@pytest.fixture(scope="session")
def _langchain_is_loaded() -> None:
    import langchain_openai  # noqa: F401


class Nothing(dict[str, str]):
    """A cache that forgets."""

    def put(self, key: str, text: str) -> None:
        pass


@asynccontextmanager
async def grader_of(server: Server, model: str, **more: object) -> AsyncIterator[Grader]:
    settings = GraderSettings(model=model, base_url=server.base_url, fast=True, **more)  # type: ignore[arg-type]
    keys = Keys({}, lambda: None)
    company = Company(Nothing(), connector(keys, log=None, traced=False), config_of_this_process({}))
    yield company.cast(Roles(grader=settings, keys=keys)).grader
    await company.close()


def forms(server: Server) -> list[bool]:
    """Of each request, whether it asked for probabilities."""
    return [bool(request.body.get("logprobs")) for request in server.requests]


@pytest.mark.parametrize(
    ("model", "strategy", "by_probability"),
    [
        pytest.param("openai:tiny-1.5b", "auto", True, id="small"),
        pytest.param("openai:big-70b", "auto", False, id="large"),
        pytest.param("openai:tiny-1.5b", "structured", False, id="structured"),
        pytest.param("openai:big-70b", "probability", True, id="probability"),
    ],
)
async def test_the_strategy_decides(model: str, strategy: str, by_probability: bool) -> None:
    with serving(asked_both_ways(YES, completion(GOOD))) as server:
        async with grader_of(server, model, strategy=strategy) as grader:
            grade = await grader.grade(TALK)
    assert verdicts(grade) == (["met", "met"] if by_probability else ["met", "partly"])
    assert set(forms(server)) == {by_probability}
    assert (grade.stamp.parameters.get("strategy") == "probability") == by_probability
    assert by_probability == (len(server.requests) >= QUESTIONS)


async def test_auto_falls_back_once_where_the_server_tells_no_probabilities() -> None:
    with serving(asked_both_ways(SILENT, completion(GOOD))) as server:
        async with grader_of(server, "openai:tiny-1.5b") as grader:
            grades = [await grader.grade(TALK) for _ in range(2)]
    assert [verdicts(grade) for grade in grades] == [["met", "partly"]] * 2
    assert forms(server) == [True, False, False]
    assert "strategy" not in grades[0].stamp.parameters


async def test_probability_that_was_asked_for_fails_in_one_line() -> None:
    with serving(asked_both_ways(SILENT, completion(GOOD))) as server:
        async with grader_of(server, "openai:tiny-1.5b", strategy="probability") as grader:
            with pytest.raises(GradingFailedError) as failure:
                await grader.grade(TALK)
    assert failure.value.reason.startswith(f"{server.base_url} does not tell how likely the tokens of openai:tiny-1.5b")
    assert "\n" not in failure.value.reason
    assert forms(server) == [True]


async def test_samples_and_panels_vote() -> None:
    with serving(asked_both_ways(YES, completion(GOOD))) as server:
        panel = (GraderSettings(model="openai:big-70b", base_url=server.base_url, fast=True),)
        async with grader_of(server, "openai:tiny-1.5b", samples=2, panel=panel) as grader:
            grade = await grader.grade(TALK)
    assert [verdict.votes for verdict in grade.verdicts] == [("met", "met", "met"), ("met", "met", "partly")]
    assert grade.stamp.parameters["votes"] == "3"
