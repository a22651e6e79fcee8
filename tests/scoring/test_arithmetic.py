from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from interviewer.bank.question import Tier, Verdict
from interviewer.scoring.arithmetic import InterviewScore, Outcome, QuestionScore, interview_score, rating, score, shown
from interviewer.scoring.grade import Credit, CriterionVerdict, Finding, Grade, GraderStamp
from tests.scoring.rubric import criterion, question

STAMP = GraderStamp(grader="test", version="1", rubric_hash="0")
Judged = tuple[Tier, Verdict, Credit | None]


def scored(*judged: Judged, standing: int = 0, corrected: int = 0) -> QuestionScore:
    asked = question(*(criterion(f"c{number}", tier) for number, (tier, _, _) in enumerate(judged)))
    verdicts = tuple(
        CriterionVerdict(criterion=f"c{number}", verdict=verdict, credit=credit, reason="")
        for number, (_, verdict, credit) in enumerate(judged)
    )
    findings = tuple(
        Finding(misconception=f"m{number}", stands=number < standing, evidence=(), reason="")
        for number in range(standing + corrected)
    )
    return score(asked, Grade(verdicts=verdicts, findings=findings, stamp=STAMP))


def test_the_worked_example_of_the_design() -> None:
    result = scored(
        ("core", "met", "unaided"),
        ("core", "met", "hinted"),
        ("core", "missed", None),
        ("deeper", "partly", "unaided"),
        ("deeper", "met", "prompted"),
        ("bonus", "met", "unaided"),
        standing=1,
    )
    assert result == QuestionScore(
        score=56.25, unaided=31.25, low=56.25, high=56.25, rating="mixed", every_core_met=False
    )
    assert result.score is not None
    assert result.unaided is not None
    assert (shown(result.score), shown(result.unaided)) == (56, 31)


@pytest.mark.parametrize(
    ("judged", "standing", "expected", "unaided"),
    [
        pytest.param([("core", "met", "unaided")], 0, 100, 100, id="met"),
        pytest.param([("core", "partly", "unaided")], 0, 50, 50, id="partly"),
        pytest.param([("core", "missed", None)], 0, 0, 0, id="missed"),
        pytest.param([("core", "met", "prompted")], 0, 100, 0, id="a-probe-costs-only-the-unaided-figure"),
        pytest.param([("core", "met", "hinted")], 0, 50, 0, id="a-hint-halves"),
        pytest.param([("core", "partly", "hinted")], 0, 25, 0, id="a-hint-halves-a-half"),
        pytest.param(
            [("core", "met", "unaided"), ("deeper", "missed", None)], 0, 200 / 3, 200 / 3, id="core-weighs-two"
        ),
        pytest.param(
            [("core", "missed", None), ("deeper", "met", "unaided")], 0, 100 / 3, 100 / 3, id="deeper-weighs-one"
        ),
        pytest.param(
            [("core", "met", "unaided"), ("bonus", "missed", None)], 0, 100, 100, id="bonus-missed-costs-nothing"
        ),
        pytest.param([("core", "partly", "unaided"), ("bonus", "met", "unaided")], 0, 100, 100, id="bonus-adds-one"),
        pytest.param(
            [("core", "partly", "unaided"), ("bonus", "partly", "unaided")], 0, 50, 50, id="bonus-in-part-adds-nothing"
        ),
        pytest.param(
            [("core", "partly", "unaided"), ("bonus", "met", "hinted")], 0, 100, 50, id="bonus-is-never-halved"
        ),
        pytest.param([("core", "met", "unaided"), ("bonus", "met", "unaided")], 0, 100, 100, id="never-above-100"),
        pytest.param([("core", "met", "unaided")], 1, 50, 50, id="a-standing-misconception-takes-one"),
        pytest.param([("core", "partly", "unaided")], 2, 0, 0, id="never-below-0"),
        pytest.param([("deeper", "met", "unaided")], 0, 100, 100, id="no-core"),
    ],
)
def test_score(judged: list[Judged], standing: int, expected: float, unaided: float) -> None:
    result = scored(*judged, standing=standing)
    assert result.score == pytest.approx(expected)
    assert result.unaided == pytest.approx(unaided)
    assert result.low == result.score


def test_a_corrected_misconception_takes_nothing() -> None:
    assert scored(("core", "met", "unaided"), corrected=2).score == 100


@pytest.mark.parametrize("tier", ["core", "deeper"])
def test_an_unclear_core_or_deeper_criterion_leaves_a_range(tier: Tier) -> None:
    result = scored(("core", "met", "unaided"), (tier, "unclear", None))
    assert (result.score, result.unaided, result.rating) == (None, None, None)
    assert result.low < 100
    assert result.high == 100


def test_an_unclear_bonus_earns_nothing_and_hides_nothing() -> None:
    result = scored(("core", "partly", "unaided"), ("bonus", "unclear", None))
    assert (result.score, result.low, result.high) == (50, 50, 100)


def test_a_question_of_bonus_criteria_alone_cannot_be_scored() -> None:
    with pytest.raises(ValueError, match="no core or deeper"):
        scored(("bonus", "met", "unaided"))


@pytest.mark.parametrize("judged", [[], ["other"], ["c3", "c3"], ["c3", "other"]], ids=str)
def test_a_grade_of_another_rubric_is_refused(judged: list[str]) -> None:
    verdicts = tuple(CriterionVerdict(criterion=name, verdict="missed", reason="") for name in judged)
    with pytest.raises(ValueError, match="criteria of this question"):
        score(question(criterion("c3")), Grade(verdicts=verdicts, findings=(), stamp=STAMP))


@pytest.mark.parametrize(
    ("number", "every_core_met", "word"),
    [
        (100, True, "excellent"),
        (85, True, "excellent"),
        (85 - 1e-12, True, "excellent"),
        (84.99, True, "good"),
        (100, False, "good"),
        (65, False, "good"),
        (64.99, True, "mixed"),
        (40, True, "mixed"),
        (39.99, True, "poor"),
        (0, False, "poor"),
    ],
)
def test_rating(number: float, every_core_met: bool, word: str) -> None:
    assert rating(number, every_core_met=every_core_met) == word


def test_excellent_needs_every_core_criterion() -> None:
    nearly = [("core", "partly", "unaided"), *[("core", "met", "unaided")] * 5]
    assert scored(*nearly).rating == "good"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("judged", "expected", "number", "word"),
    [
        pytest.param([("core", "met", "unaided")], True, 100, "excellent", id="met"),
        pytest.param([("core", "met", "hinted")], True, 50, "mixed", id="met-with-help"),
        pytest.param(
            [("core", "met", "unaided"), ("core", "missed", None), ("bonus", "met", "unaided")],
            False,
            75,
            "good",
            id="one-missed",
        ),
        pytest.param(
            [("core", "partly", "unaided"), ("bonus", "met", "unaided")], False, 100, "good", id="made-up-by-a-bonus"
        ),
        pytest.param([("core", "unclear", None), ("deeper", "met", "unaided")], False, None, None, id="unclear"),
        pytest.param(
            [("core", "met", "unaided"), ("deeper", "missed", None), ("bonus", "missed", None)],
            True,
            200 / 3,
            "good",
            id="only-others-missed",
        ),
        pytest.param([("deeper", "missed", None)], True, 0, "poor", id="no-core"),
    ],
)
def test_every_core_met(judged: list[Judged], expected: bool, number: float | None, word: str | None) -> None:
    result = scored(*judged)
    assert (result.every_core_met, result.rating) == (expected, word)
    assert result.score == pytest.approx(number)


@pytest.mark.parametrize(("number", "read"), [(0, 0), (56.25, 56), (84.99, 84), (100, 100), (85 - 1e-12, 85)])
def test_a_number_is_shown_rounded_down(number: float, read: int) -> None:
    assert shown(number) == read


def question_score(number: float | None, **fields: Any) -> QuestionScore:
    whole: dict[str, Any] = {"unaided": number, "low": 0, "high": 100, "rating": None, "every_core_met": True}
    return QuestionScore(score=number, **whole | fields)


FULL = question_score(100.0)
HALF = question_score(50.0, unaided=20.0, every_core_met=False)
HIGH_WITHOUT_ALL_CORE = question_score(90.0, every_core_met=False)
UNCLEAR = question_score(None)


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        pytest.param([], (None, None, None, 0, 0, 0), id="no-question"),
        pytest.param([("finished", FULL)], (100, 100, "excellent", 1, 1, 1), id="one"),
        pytest.param([("finished", FULL), ("finished", HALF)], (75, 60, "good", 2, 2, 2), id="the-mean"),
        pytest.param(
            [("finished", FULL), ("finished", HIGH_WITHOUT_ALL_CORE)],
            (95, 95, "good", 2, 2, 2),
            id="excellent-needs-every-core-of-every-question",
        ),
        pytest.param(
            [("finished", FULL), ("cut_off", HALF)], (100, 100, "excellent", 1, 2, 2), id="cut-off-not-counted"
        ),
        pytest.param(
            [("finished", FULL), ("finished", None)], (100, 100, "excellent", 1, 1, 2), id="ungraded-not-counted"
        ),
        pytest.param([("finished", UNCLEAR), (None, HALF)], (None, None, None, 0, 2, 2), id="unclear-and-unfinished"),
    ],
)
def test_interview_score(outcomes: list[tuple[Any, QuestionScore | None]], expected: tuple[Any, ...]) -> None:
    score, unaided, word, counted, graded, total = expected
    assert interview_score([Outcome(ending=ending, score=one) for ending, one in outcomes]) == InterviewScore(
        score=score, unaided=unaided, rating=word, counted=counted, graded=graded, total=total
    )


def test_a_score_of_nought_counts() -> None:
    nought = question_score(0.0)
    assert interview_score([Outcome(ending="finished", score=nought)]).score == 0.0


VERDICTS = st.one_of(
    st.tuples(st.sampled_from(["met", "partly"]), st.sampled_from(["unaided", "prompted", "hinted"])),
    st.tuples(st.sampled_from(["missed", "unclear"]), st.none()),
)
JUDGED = st.lists(
    st.tuples(st.sampled_from(["core", "deeper", "bonus"]), VERDICTS).map(lambda one: (one[0], *one[1])), max_size=6
).map(lambda judged: [("core", "met", "unaided"), *judged])
STANDING = st.integers(0, 3)


@given(JUDGED, STANDING)
@settings(max_examples=200)
def test_numbers_stay_within_bounds(judged: Any, standing: int) -> None:
    result = scored(*judged, standing=standing)
    assert 0 <= result.low <= result.high <= 100
    if result.score is not None and result.unaided is not None:
        assert result.unaided <= result.score == result.low


@given(JUDGED, STANDING, st.data())
@settings(max_examples=200)
def test_the_range_holds_every_settlement_of_what_is_unclear(judged: Any, standing: int, data: st.DataObject) -> None:
    settlement = VERDICTS.filter(lambda one: one[0] != "unclear")
    settled = [(tier, *data.draw(settlement)) if verdict == "unclear" else (tier, verdict, credit)
               for tier, verdict, credit in judged]  # fmt: skip
    result = scored(*judged, standing=standing)
    number = scored(*settled, standing=standing).score
    assert number is not None
    assert result.low <= number <= result.high


ORDER = {"missed": 0, "unclear": 0, "partly": 1, "met": 2}
HELP: dict[str | None, int] = {"hinted": 0, "prompted": 1, "unaided": 2, None: 0}


@given(JUDGED, STANDING, st.data())
@settings(max_examples=200)
def test_a_better_verdict_never_lowers_a_score(judged: Any, standing: int, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(judged) - 1))
    tier, verdict, credit = judged[at]
    better = data.draw(
        VERDICTS.filter(
            lambda one: ORDER[one[0]] >= ORDER[verdict] and (credit is None or HELP[one[1]] >= HELP[credit])
        )
    )
    before = scored(*judged, standing=standing)
    after = scored(*judged[:at], (tier, *better), *judged[at + 1 :], standing=standing)
    assert after.low >= before.low
    assert scored(*judged, standing=standing + 1).low <= before.low


def test_order_of_verdicts_does_not_matter() -> None:
    asked = question(criterion("a"), criterion("b", "deeper"))
    verdicts = (
        CriterionVerdict(criterion="a", verdict="met", credit="unaided", reason=""),
        CriterionVerdict(criterion="b", verdict="missed", reason=""),
    )
    grade = Grade(verdicts=verdicts, findings=(), stamp=STAMP)
    assert score(asked, grade) == score(asked, replace(grade, verdicts=verdicts[::-1]))
