"""How far grades agree with labels: counts of single answers that add up, and the figures that a sum of them makes.

Every figure here is a function of sums over answers. So an answer is counted once, however often it is drawn again
(`calibration/bootstrap.py`), and a split by style or topic is a sum over fewer answers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import accumulate, pairwise
from math import fsum, sqrt
from typing import NamedTuple, get_args

from msgspec import Struct

from interviewer.bank.question import Label, Question, Verdict
from interviewer.scoring.arithmetic import Rating, score
from interviewer.scoring.grade import CriterionVerdict, Finding, Grade, GraderStamp

LABELS: tuple[Label, ...] = get_args(Label)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
RATINGS: tuple[Rating, ...] = ("poor", "mixed", "good", "excellent")
"""From the lowest to the highest."""

Table = tuple[tuple[float, ...], ...]
"""Counts: a row for each true category, a column for each that was given."""


class Claims(NamedTuple):
    """Misconceptions: how many the labels have, how many were found, and how many of these are the same."""

    labelled: float
    found: float
    both: float


class Points(NamedTuple):
    """Sums over the answers that have a score from 0 to 100 both by the labels (`x`) and by the grade (`y`)."""

    answers: float
    error: float
    """Of the absolute differences."""
    x: float
    y: float
    xx: float
    yy: float
    xy: float


_SIZES = (len(LABELS) * len(VERDICTS), len(Claims._fields), len(RATINGS) ** 2, len(Points._fields), 1)
_PARTS = tuple(slice(start, end) for start, end in pairwise((0, *accumulate(_SIZES))))


class Counts(NamedTuple):
    """What some answers and their grades come to. `a.plus(b)` adds two sums."""

    numbers: tuple[float, ...]
    """All of it in one row, for whoever adds up many."""

    @property
    def verdicts(self) -> Table:
        """Of the verdicts: rows are `LABELS`, columns are `VERDICTS`."""
        return _table(self.numbers[_PARTS[0]], len(VERDICTS))

    @property
    def claims(self) -> Claims:
        """Of the misconceptions."""
        return Claims(*self.numbers[_PARTS[1]])

    @property
    def ratings(self) -> Table:
        """Of the words for the score: rows and columns are `RATINGS`."""
        return _table(self.numbers[_PARTS[2]], len(RATINGS))

    @property
    def points(self) -> Points:
        """Of the scores."""
        return Points(*self.numbers[_PARTS[3]])

    @property
    def without_score(self) -> float:
        """Answers whose grade leaves a range and no score, because a point that weighs is unclear."""
        return self.numbers[_PARTS[4]][0]

    def plus(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(tuple(map(sum, zip(self.numbers, other.numbers, strict=True))))


NOTHING = Counts((0.0,) * sum(_SIZES))


class Figures(Struct, frozen=True, kw_only=True):
    """How good some grades are. A figure is None where the counts do not determine it, as a share of nothing.

    Shares are from 0 to 1; κ and r from -1 to 1, where 0 is what chance would reach.
    """

    verdicts: int
    """How many verdicts the figures rest on."""
    agreed: int
    """How many of them are the label's."""
    accuracy: float | None
    """The share of them. An `unclear` is none of them."""
    kappa: float | None
    coverage: float | None
    """The share of verdicts that are not `unclear`."""
    met_precision: float | None
    met_recall: float | None
    met_bias: float | None
    """The share of verdicts that are `met`, minus the share of labels that are: above 0 the grader is lenient."""
    misconceptions_f1: float | None
    score_error: float | None
    """The mean absolute difference of the scores, in points of 100."""
    rating_kappa: float | None
    score_r: float | None
    without_score: int
    """Answers left out of the figures of the score: their grade is a range."""
    abstained: int
    """How many verdicts are `unclear`."""
    error: float | None
    """The share of verdicts that are not the label's, `unclear` ones among them."""
    error_when_decided: float | None
    """The same share when the `unclear` ones are left out."""


def counts(question: Question, labels: Mapping[str, Label], listed: Collection[str], grade: Grade) -> Counts:
    """What one answer comes to: its labels, the misconceptions that are `listed`, and the grade it was given.

    A misconception counts as found where it stands. Raises KeyError when labels and grade are of other criteria.
    """
    found = {finding.misconception for finding in grade.findings if finding.stands}
    pairs = [(labels[verdict.criterion], verdict.verdict) for verdict in grade.verdicts]
    marks = readings(pairs, listed, found).numbers[: _PARTS[2].start]
    true, given = score(question, grade_of(question, labels, listed)), score(question, grade)
    if true.score is None or given.score is None or true.rating is None or given.rating is None:
        return Counts((*marks, *NOTHING.numbers[_PARTS[2].start : -1], 1.0))
    x, y = true.score, given.score
    ratings = _count([(true.rating, given.rating)], RATINGS, RATINGS)
    return Counts((*marks, *ratings, 1.0, abs(x - y), x, y, x * x, y * y, x * y, 0.0))


def readings(
    pairs: Iterable[tuple[Label, Verdict]], first_claims: Collection[str], second_claims: Collection[str]
) -> Counts:
    """What two readings of one answer come to where there are no scores: pairs of verdicts, and misconceptions."""
    first, second = set(first_claims), set(second_claims)
    claims = map(float, (len(first), len(second), len(first & second)))
    return Counts((*_count(pairs, LABELS, VERDICTS), *claims, *NOTHING.numbers[_PARTS[2].start :]))


def grade_of(question: Question, labels: Mapping[str, Label], listed: Collection[str]) -> Grade:
    """The grade that a grader would give who agrees with the labels throughout. It has no evidence."""
    return Grade(
        verdicts=tuple(
            CriterionVerdict(criterion=criterion.id, verdict=labels[criterion.id], credit="unaided", reason="")
            for criterion in question.criteria
        ),
        findings=tuple(Finding(misconception=name, stands=True, evidence=(), reason="") for name in listed),
        stamp=GraderStamp(grader="labels", version="", rubric_hash=""),
    )


def total(each: Iterable[Counts]) -> Counts:
    """The sum."""
    rows = [one.numbers for one in each]
    # Exact, so that no order of the answers changes the last digit.
    return Counts(tuple(map(fsum, zip(*rows, strict=True)))) if rows else NOTHING


def figures(of: Counts) -> Figures:
    """The figures that the counts make."""
    table, points = of.verdicts, of.points
    number = sum(map(sum, table))
    agreed = sum(table[at][at] for at in range(len(LABELS)))
    unclear = sum(row[VERDICTS.index("unclear")] for row in table)
    met_given, met_true = sum(row[0] for row in table), sum(table[0])
    accuracy = _share(agreed, number)
    return Figures(
        verdicts=round(number),
        agreed=round(agreed),
        accuracy=accuracy,
        kappa=kappa(table),
        coverage=_share(number - unclear, number),
        met_precision=_share(table[0][0], met_given),
        met_recall=_share(table[0][0], met_true),
        met_bias=_share(met_given - met_true, number),
        misconceptions_f1=f1(of.claims),
        score_error=_share(points.error, points.answers),
        rating_kappa=weighted_kappa(of.ratings),
        score_r=pearson(points),
        without_score=round(of.without_score),
        abstained=round(unclear),
        error=None if accuracy is None else 1 - accuracy,
        error_when_decided=_share(number - unclear - agreed, number - unclear),
    )


def kappa(table: Table) -> float | None:
    """Cohen's κ, unweighted: agreement beyond chance as a share of what there could be (Cohen 1960, Educational and
    Psychological Measurement 20, 37).

    A column without a row, such as `unclear`, is a category that only the grader uses: never an agreement, and no part
    of the agreement by chance. None where chance alone agrees always, or there is nothing.

    >>> kappa(((45.0, 15.0), (25.0, 15.0)))
    0.13043478260869565
    """
    number = sum(map(sum, table))
    if not number:
        return None
    observed = sum(row[at] for at, row in enumerate(table)) / number
    columns = [sum(row[at] for row in table) for at in range(len(table))]
    chance = sum(sum(row) * columns[at] for at, row in enumerate(table)) / number**2
    return None if chance >= 1 else (observed - chance) / (1 - chance)


def weighted_kappa(table: Table) -> float | None:
    """Cohen's κ for ordered categories, a disagreement weighed by the square of its distance (Cohen 1968,
    Psychological Bulletin 70, 213). None where all is in one category, or there is nothing.
    """
    number = sum(map(sum, table))
    rows = [sum(row) for row in table]
    columns = [sum(row[at] for row in table) for at in range(len(table))]
    cells = [(a, b) for a in range(len(table)) for b in range(len(table))]
    observed = sum(table[a][b] * (a - b) ** 2 for a, b in cells)
    chance = sum(rows[a] * columns[b] * (a - b) ** 2 for a, b in cells)
    return 1 - observed * number / chance if chance else None


def f1(claims: Claims) -> float | None:
    """The harmonic mean of precision and recall, all answers pooled, which is called micro F1 (van Rijsbergen 1979,
    Information Retrieval, chapter 7). None where there is nothing to find and nothing was found.
    """
    return _share(2 * claims.both, claims.labelled + claims.found)


def pearson(points: Points) -> float | None:
    """The correlation of two rows of scores (Pearson 1895, Proceedings of the Royal Society 58, 240).

    None where one of them never changes.
    """
    number = points.answers
    spread = (number * points.xx - points.x**2) * (number * points.yy - points.y**2)
    if spread <= _ROUNDING * max(number, 1) ** 2:
        return None
    return max(-1.0, min(1.0, (number * points.xy - points.x * points.y) / sqrt(spread)))


_ROUNDING = 1e-6
"""What sums of squares of up to 100 may leave of a spread of nothing."""


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _count(pairs: Iterable[tuple[str, str]], rows: Sequence[str], columns: Sequence[str]) -> list[float]:
    cells = [0.0] * (len(rows) * len(columns))
    for true, given in pairs:
        cells[rows.index(true) * len(columns) + columns.index(given)] += 1
    return cells


def _table(cells: Sequence[float], columns: int) -> Table:
    return tuple(tuple(cells[start : start + columns]) for start in range(0, len(cells), columns))
