from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from interviewer.bank.question import StudyLink
from interviewer.report.build import build
from interviewer.report.model import MisconceptionReport, QuestionReport, VerdictReport
from interviewer.report.practise import suggest
from tests.report.journals import WHOLE

STUDY = (StudyLink(title="The source", at="docs.python.org/3/"),)
NO_QUOTE: dict[str, Any] = {
    "quote": None, "turn": None, "start": None, "end": None, "corrected": False, "more_quotes": (), "reason": ".",
}  # fmt: skip


def point(tier: str, verdict: str, credit: str | None = None) -> VerdictReport:
    name = f"{tier}-{verdict}-{credit}" if credit else f"{tier}-{verdict}"
    return VerdictReport(
        criterion=name,
        says=f"Says {name}.",
        tier=tier,  # type: ignore[arg-type]
        verdict=verdict,  # type: ignore[arg-type]
        credit=credit,  # type: ignore[arg-type]
        votes=(),
        before=None,
        remarks=(),
        **NO_QUOTE,
    )


def claim(name: str, *, stands: bool) -> MisconceptionReport:
    return MisconceptionReport(id=name, says=f"Claims {name}.", stands=stands, correction="It is not so.", **NO_QUOTE)


def question(*found: VerdictReport | MisconceptionReport, **changes: Any) -> QuestionReport:
    """A question of which this was found."""
    template = build(WHOLE).questions[0]
    return replace(
        template,
        verdicts=tuple(one for one in found if isinstance(one, VerdictReport)),
        misconceptions=tuple(one for one in found if isinstance(one, MisconceptionReport)),
        study=STUDY,
        **changes,
    )


@pytest.mark.parametrize(
    ("questions", "expected"),
    [
        pytest.param([], [], id="nothing-asked"),
        pytest.param([question(point("core", "met", "unaided"))], [], id="met"),
        pytest.param([question(point("core", "met", "prompted"))], [], id="a-probe-is-no-shortfall"),
        pytest.param([question(point("core", "unclear"))], [], id="unclear-is-nobody's-fault"),
        pytest.param(
            [
                question(
                    point("bonus", "missed"),
                    point("deeper", "missed"),
                    point("core", "met", "hinted"),
                    point("core", "partly", "unaided"),
                    point("core", "missed"),
                )
            ],
            ["core-missed", "core-partly-unaided", "core-met-hinted", "deeper-missed", "bonus-missed"],
            id="core-first-and-the-gravest-first",
        ),
        pytest.param(
            [question(point("core", "missed")), question(claim("wrong", stands=True), point("core", "missed"))],
            ["wrong", "core-missed", "core-missed"],
            id="standing-claims-first-of-all",
        ),
        pytest.param(
            [question(claim("taken-back", stands=False), point("deeper", "missed"))],
            ["deeper-missed"],
            id="what-was-taken-back-is-done-with",
        ),
        pytest.param(
            [question(point("core", "missed"), point("core", "partly", "hinted"), ending="cut_off")],
            ["core-partly-hinted"],
            id="no-time-is-no-miss",
        ),
        pytest.param(
            [question(*(point("deeper", "missed") for _ in range(9)))], ["deeper-missed"] * 5, id="five-at-most"
        ),
    ],
)
def test_what_to_practise_and_in_which_order(questions: list[QuestionReport], expected: list[str]) -> None:
    assert [item.about for item in suggest(questions)] == expected


@pytest.mark.parametrize(
    ("found", "why", "advice"),
    [
        pytest.param(
            claim("wrong", stands=True),
            "stands",
            "Unlearn this: Claims wrong. What is true: It is not so.",
            id="stands",
        ),
        pytest.param(
            point("core", "missed"),
            "missed",
            "Missing from your answer: Says core-missed. Say it aloud, in your own words.",
            id="missed",
        ),
        pytest.param(
            point("core", "partly", "hinted"),
            "partly",
            "Only half in your answer: Says core-partly-hinted. Say the whole of it aloud.",
            id="partly",
        ),
        pytest.param(
            point("core", "met", "hinted"),
            "hinted",
            "In your answer after a hint: Says core-met-hinted. Say it once more without one.",
            id="hinted",
        ),
    ],
)
def test_the_advice_is_concrete(found: VerdictReport | MisconceptionReport, why: str, advice: str) -> None:
    [item] = suggest([question(found)])
    assert (item.why, item.advice, item.study) == (why, advice, STUDY)
    assert item.question == "oop/method-resolution-order"
