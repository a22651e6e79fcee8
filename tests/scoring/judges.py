"""A scripted grading model, and replies for it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from interviewer.bank.question import Criterion, Misconception, Question
from interviewer.errors import ModelFailedError
from interviewer.prompting.template import Prompt, read_template
from interviewer.prompting.written import Written
from interviewer.scoring.grade import Exchange, Grade
from interviewer.scoring.grade_prompt import GradingTemplates
from interviewer.scoring.model_grader import ModelGrader
from tests.scoring.rubric import candidate, exchange, interviewer, question

NONCE = "n0nce5eed"
TEMPLATES = GradingTemplates(grade=read_template("grade"), repair=read_template("grade_repair"))

TUPLES = Criterion(
    id="tuple-fixed",
    says="Says that a tuple cannot change.",
    partly="That it is meant for constants.",
    tier="core",
    counts=("you can't touch a tuple after making it",),
    not_enough=("tuples are faster",),
)
LISTS = Criterion(id="list-changes", says="Says that a list can change.", tier="deeper")
FROZEN = Misconception(
    id="deeply-frozen",
    says="Everything inside a tuple is frozen too.",
    correction="Only the references are fixed.",
    challenge="What of a list in a tuple?",
    about="tuple-fixed",
)
QUESTION: Question = question(
    TUPLES, LISTS, misconceptions=[FROZEN], asked="How does a tuple differ from a list, and when do you use which?"
)
TALK: Exchange = exchange(
    QUESTION,
    candidate(
        2, "A tuple can't change once it's made. Inside it everything is frozen as well. Dicts lose their order."
    ),
    interviewer(3, "And what about the other container, would it grow?", probes="list-changes"),
    candidate(4, "You may append to a list whenever you like."),
)

TUPLE, LIST = "A tuple can't change", "append to a list"
"""Two quotes that are evidence."""

Entry = dict[str, object]


def judged(name: str, verdict: object = "missed", *quotes: str, reason: object = "That is the reason.") -> Entry:
    return {"id": name, "reason": reason, "quotes": list(quotes), "verdict": verdict}


def held(name: str, *quotes: str, stands: object = True) -> Entry:
    return {"id": name, "reason": "You said so.", "quotes": list(quotes), "stands": stands}


def claim(quote: str, why: str = "They keep it.") -> Entry:
    return {"quote": quote, "why": why}


def reply(*criteria: Entry, misconceptions: Sequence[Entry] = (), claims: Sequence[Entry] = ()) -> str:
    return json.dumps(
        {"criteria": criteria, "misconceptions": list(misconceptions), "other_wrong_claims": list(claims)}
    )


GOOD = reply(
    judged("tuple-fixed", "met", "A tuple can't change"),
    judged("list-changes", "partly", "append to a list"),
    misconceptions=[held("deeply-frozen", "Inside it everything is frozen")],
    claims=[claim("Dicts lose their order")],
)


class ScriptedModel:
    """Replies with what was queued, in order; `asked` and `schemas` keep what it was sent."""

    name = "test:scripted"

    def __init__(self, *replies: str | ModelFailedError, replied_by: str = name) -> None:
        self._replied_by = replied_by
        self._replies = list(replies)
        self.asked: list[Prompt] = []
        self.schemas: list[Mapping[str, object]] = []

    async def reply(self, prompt: Prompt, schema: Mapping[str, object]) -> Written:
        self.asked.append(prompt)
        self.schemas.append(schema)
        answer = self._replies.pop(0)
        if isinstance(answer, ModelFailedError):
            raise answer
        return Written(text=answer, model=self._replied_by)


def grader(model: ScriptedModel, **parameters: str) -> ModelGrader:
    return ModelGrader(model, TEMPLATES, lambda: NONCE, parameters)


def verdicts(grade: Grade) -> list[str]:
    return [verdict.verdict for verdict in grade.verdicts]
