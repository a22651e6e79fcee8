"""Labelled answers of a small rubric, and graders that say what a test wants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from interviewer.bank.calibration import CalibrationAnswer
from interviewer.bank.question import Label, Verdict, rubric_hash
from interviewer.calibration.cases import Labelled
from interviewer.scoring.grade import CriterionVerdict, Exchange, Grade, GraderStamp, GradingFailedError
from tests.scoring.rubric import criterion, question

RUBRIC = question(criterion("one"), criterion("two", "deeper"))
OTHER = question(criterion("one"), criterion("two", "deeper"), asked="And how does it not?")
QUESTIONS = {"oop/one": RUBRIC, "web/other": OTHER}


def labelled(name: str, one: Label, two: Label, *, to: str = "oop/one", style: str = "partial") -> Labelled:
    answer = CalibrationAnswer(
        id=name, question=to, answer=f"This is what {name} says.", style=style, verdicts={"one": one, "two": two}
    )
    return Labelled(answer, QUESTIONS[to])


ANSWERS = (
    labelled("first", "met", "met", style="strong"),
    labelled("second", "met", "missed"),
    labelled("third", "partly", "missed"),
    labelled("fourth", "missed", "missed", to="web/other"),
)
STAMP = GraderStamp(grader="test:model", version="0", rubric_hash="", prompt_hash="abc", parameters={"seed": "1"})


def grade(exchange: Exchange, *verdicts: Verdict, reason: str = "So.") -> Grade:
    return Grade(
        verdicts=tuple(
            CriterionVerdict(criterion=each.id, verdict=verdict, credit="unaided", reason=reason)
            for each, verdict in zip(exchange.question.criteria, verdicts, strict=True)
        ),
        findings=(),
        stamp=GraderStamp(
            grader=STAMP.grader,
            version=STAMP.version,
            rubric_hash=rubric_hash(exchange.question),
            prompt_hash=STAMP.prompt_hash,
            parameters=STAMP.parameters,
        ),
    )


class SayingGrader:
    """Gives an answer whose text has one of these names the verdict for both points; `asked` counts how often."""

    name = "test:model"

    def __init__(self, says: Mapping[str, Verdict], fails: Iterable[str] = ()) -> None:
        self._says = says
        self._fails = tuple(fails)
        self.asked = 0

    async def grade(self, exchange: Exchange) -> Grade:
        self.asked += 1
        text = exchange.turns[-1].text
        if any(name in text for name in self._fails):
            raise GradingFailedError("The model is away.")
        said: list[Verdict] = [verdict for name, verdict in self._says.items() if name in text]
        verdict: Verdict = said[0] if said else "missed"
        return grade(exchange, verdict, verdict)
