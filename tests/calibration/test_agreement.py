"""Figures computed by hand, and what holds of them always."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.bank.question import Label, Question, Verdict
from interviewer.calibration.agreement import (
    LABELS,
    NOTHING,
    VERDICTS,
    Claims,
    Figures,
    Table,
    counts,
    f1,
    figures,
    grade_of,
    kappa,
    readings,
    total,
    weighted_kappa,
)
from interviewer.scoring.grade import CriterionVerdict, Finding, Grade, GraderStamp
from tests.scoring.rubric import criterion, misconception, question

RUBRIC = question(
    criterion("one"),
    criterion("two"),
    criterion("three", "deeper"),
    criterion("four", "bonus"),
    misconceptions=[misconception("wrong", cues=[]), misconception("worse", cues=[])],
)
NAMES = ("one", "two", "three", "four")


def labels(*of: Label) -> dict[str, Label]:
    return dict(zip(NAMES, of, strict=True))


def graded(*of: Verdict, found: tuple[str, ...] = (), corrected: tuple[str, ...] = ()) -> Grade:
    claims = [
        Finding(misconception=name, stands=name in found, evidence=(), reason="") for name in (*found, *corrected)
    ]
    return Grade(
        verdicts=tuple(
            CriterionVerdict(criterion=name, verdict=verdict, credit="unaided", reason="")
            for name, verdict in zip(NAMES, of, strict=True)
        ),
        findings=tuple(claims),
        stamp=GraderStamp(grader="test", version="0", rubric_hash="0"),
    )


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        pytest.param(((20, 5), (10, 15)), 0.4, id="the-textbook's-fifty-grants"),
        pytest.param(((1, 0), (0, 1)), 1.0, id="always-alike"),
        pytest.param(((0, 1), (1, 0)), -1.0, id="never-alike"),
        pytest.param(((1, 1), (1, 1)), 0.0, id="as-often-as-by-chance"),
        pytest.param(((1, 1, 0), (0, 0, 0), (0, 0, 2)), 0.6, id="one-of-four-differs"),
        # Agreed 2 of 4; by chance 2/4·1/4 + 2/4·1/4 = 1/4; (1/2 - 1/4) / (3/4).
        pytest.param(((1, 0, 1), (0, 1, 1)), 1 / 3, id="a-column-without-a-row-is-never-an-agreement"),
        pytest.param(((5, 0), (0, 0)), None, id="nothing-but-one-category"),
        pytest.param(((0, 0), (0, 0)), None, id="nothing"),
    ],
)
def test_kappa(table: Table, expected: float | None) -> None:
    assert kappa(table) == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        pytest.param(((2, 0, 0), (0, 2, 0), (0, 0, 2)), 1.0, id="always-alike"),
        # Rows and columns 1, 1, 1. Observed 1² + 1² = 2; by chance (4·1² + 2·2²) / 3 = 4; 1 - 2/4.
        pytest.param(((0, 1, 0), (1, 0, 0), (0, 0, 1)), 0.5, id="neighbours-swapped"),
        # Observed 2·2² = 8; by chance 4; 1 - 8/4.
        pytest.param(((0, 0, 1), (0, 1, 0), (1, 0, 0)), -1.0, id="far-ends-swapped"),
        pytest.param(((0, 0, 0), (0, 4, 0), (0, 0, 0)), None, id="all-in-one"),
    ],
)
def test_quadratic_weighted_kappa(table: Table, expected: float | None) -> None:
    assert weighted_kappa(table) == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        pytest.param(Claims(4, 2, 2), 2 / 3, id="half-found-none-invented"),
        pytest.param(Claims(1, 1, 0), 0.0, id="another-found"),
        pytest.param(Claims(0, 0, 0), None, id="none-to-find-and-none-found"),
    ],
)
def test_f1_of_misconceptions(claims: Claims, expected: float | None) -> None:
    assert f1(claims) == (None if expected is None else pytest.approx(expected))


def test_the_figures_of_two_answers_by_hand() -> None:
    # Weights: core 2, core 2, deeper 1; W = 5. By the labels 2 + 1 + 0 - 1 of 5 = 40, mixed, and by the grade
    # 2 + 2 + 0 + 1 - 1 of 5 = 80, good. The other answer: 2 + 2 + 1 of 5 = 100, excellent; 2 + 0 + 1 of 5 = 60, mixed.
    first = counts(RUBRIC, labels("met", "partly", "missed", "missed"), ["wrong"],
                   graded("met", "met", "missed", "met", found=("worse",), corrected=("wrong",)))  # fmt: skip
    second = counts(RUBRIC, labels("met", "met", "met", "missed"), [], graded("met", "missed", "met", "missed"))

    assert figures(first.plus(second)) == Figures(
        verdicts=8,
        agreed=5,
        accuracy=5 / 8,
        # Labels: 4 met, 1 partly, 3 missed; given: 5, 0, 3; by chance (20 + 0 + 9) / 64; (40 - 29) / (64 - 29).
        kappa=11 / 35,
        coverage=1.0,
        met_precision=3 / 5,
        met_recall=3 / 4,
        met_bias=1 / 8,
        misconceptions_f1=0.0,
        score_error=(40 + 40) / 2,
        # mixed and excellent, good and mixed: observed 1 + 4 = 5; by chance (0 + 1 + 4 + 1) / 2 = 3; 1 - 5/3.
        rating_kappa=1 - 5 / 3,
        score_r=-1.0,
        without_score=0,
        abstained=0,
        error=3 / 8,
        error_when_decided=3 / 8,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("verdicts", "without_score"),
    [
        pytest.param(("unclear", "met", "met", "met"), 1, id="a-core-point-is-unclear"),
        pytest.param(("met", "met", "unclear", "met"), 1, id="a-deeper-point-is-unclear"),
        pytest.param(("met", "met", "met", "unclear"), 0, id="a-bonus-point-is-unclear"),
    ],
)
def test_an_unclear_verdict_is_an_error_and_leaves_no_score(verdicts: tuple[Verdict, ...], without_score: int) -> None:
    found = figures(counts(RUBRIC, labels("met", "met", "met", "met"), [], graded(*verdicts)))

    assert (found.accuracy, found.coverage, found.abstained) == (0.75, 0.75, 1)
    assert (found.error, found.error_when_decided) == (0.25, 0.0)
    assert found.without_score == without_score
    assert found.score_error == (None if without_score else 0.0)


def test_nothing_has_no_figures() -> None:
    found = figures(NOTHING)

    assert (found.verdicts, found.accuracy, found.kappa, found.score_r, found.error_when_decided) == (0, *[None] * 4)


LABELLED = st.tuples(*[st.sampled_from(LABELS)] * 4)
GIVEN = st.tuples(*[st.sampled_from(VERDICTS)] * 4)
Labelled = tuple[tuple[Label, ...], tuple[Verdict, ...]]
MANY = st.lists(st.tuples(LABELLED, GIVEN), min_size=1, max_size=12)


def sum_of(answers: list[Labelled], rubric: Question = RUBRIC) -> Figures:
    return figures(total(counts(rubric, labels(*of), [], graded(*given)) for of, given in answers))


@settings(deadline=None)
@given(st.lists(LABELLED, min_size=1, max_size=12))
def test_who_agrees_throughout_has_no_error(of: list[tuple[Label, ...]]) -> None:
    same = [counts(RUBRIC, labels(*each), ["wrong"], grade_of(RUBRIC, labels(*each), ["wrong"])) for each in of]
    found = figures(total(same))

    assert (found.accuracy, found.met_bias, found.misconceptions_f1, found.score_error) == (1.0, 0.0, 1.0, 0.0)
    assert found.kappa in (None, pytest.approx(1.0))
    assert found.rating_kappa in (None, pytest.approx(1.0))
    assert found.score_r in (None, pytest.approx(1.0))


@settings(deadline=None)
@given(MANY)
def test_every_figure_is_within_its_range(answers: list[Labelled]) -> None:
    found = sum_of(answers)
    shares = (found.accuracy, found.coverage, found.met_precision, found.met_recall, found.error)

    assert all(share is None or 0 <= share <= 1 for share in shares)
    assert all(one is None or -1 <= one <= 1 for one in (found.kappa, found.met_bias, found.score_r))
    assert found.rating_kappa is None or found.rating_kappa <= 1


@settings(deadline=None)
@given(MANY)
def test_the_order_of_answers_changes_nothing(answers: list[Labelled]) -> None:
    forwards, backwards = sum_of(answers), sum_of(answers[::-1])

    assert (forwards.kappa, forwards.accuracy, forwards.agreed) == (
        backwards.kappa,
        backwards.accuracy,
        backwards.agreed,
    )


@settings(deadline=None)
@given(MANY)
def test_everything_twice_is_the_same_share(answers: list[Labelled]) -> None:
    once, twice = sum_of(answers), sum_of([*answers, *answers])

    assert twice.verdicts == 2 * once.verdicts
    assert (twice.accuracy, twice.coverage) == pytest.approx((once.accuracy, once.coverage))
    assert twice.kappa == (None if once.kappa is None else pytest.approx(once.kappa))


def test_two_readings_have_no_score() -> None:
    found = readings([("met", "met"), ("partly", "missed")], {"wrong"}, set())

    assert found.claims == (1, 0, 0)
    assert figures(found).agreed == 1
    assert figures(found).score_error is None
