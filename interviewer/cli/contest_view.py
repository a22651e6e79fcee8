"""What grading afresh came to: the verdicts before and after, side by side, and the score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.scoring.arithmetic import shown
from interviewer.text.display import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewer.report.model import QuestionReport, Range, Report

GAP = "  "


def comparison(before: Report, after: Report, number: int, *, width: int | None = None) -> Iterator[str]:
    """The lines about the question of that number; None for `width` (columns) is as wide as it needs."""
    old, new = (report.questions[number - 1] for report in (before, after))
    if new.contest_failure is not None:
        yield _literal(f"Grading afresh failed. {new.contest_failure}")
        yield "The grade before stands; `interviewer regrade` tries again."
        return
    yield from _side_by_side([("", "before", "now"), *_rows(old, new)], width)
    verdicts = {verdict.criterion: verdict.verdict for verdict in old.verdicts}
    for verdict in new.verdicts:
        if verdicts.get(verdict.criterion) != verdict.verdict:
            quote = "" if verdict.quote is None else f" “{' '.join(verdict.quote.split())}”"
            corrected = " (corrected)" if verdict.corrected else ""
            yield _literal(f"{verdict.criterion}: {verdict.reason}{quote}{corrected}")
    yield f"Question {number}: {_score(old)} before, {_score(new)} now."
    graders = [question.grader.grader for question in (old, new) if question.grader is not None]
    if len(set(graders)) > 1:
        yield _literal(f"Before, {graders[0]} graded; now, {graders[1]} did.")
    if before.score is not None and after.score is not None:
        yield f"The interview: {shown(before.score)} of 100 before, {shown(after.score)} now."


def _rows(old: QuestionReport, new: QuestionReport) -> Iterator[tuple[str, str, str]]:
    verdicts = {verdict.criterion: verdict.verdict for verdict in old.verdicts}
    for verdict in new.verdicts:
        yield verdict.criterion, verdicts.get(verdict.criterion, "none"), verdict.verdict
    claims = [{claim.id: claim.stands for claim in question.misconceptions} for question in (old, new)]
    for name in dict.fromkeys([*claims[0], *claims[1]]):
        yield f"wrong claim {name}", _stands(claims[0].get(name)), _stands(claims[1].get(name))


def _stands(stands: bool | None) -> str:
    return "not made" if stands is None else "stands" if stands else "corrected"


def _side_by_side(rows: list[tuple[str, str, str]], width: int | None) -> Iterator[str]:
    """A table where it fits, else a line or two for each row; what changed has a star."""
    starred = [(f"{'*' if old != now and name else ' '} {name}", old, now) for name, old, now in rows]
    widths = [max(map(len, column)) for column in zip(*starred, strict=True)]
    if width is None or sum(widths) + 2 * len(GAP) <= width:
        for row in starred:
            yield GAP.join(cell.ljust(size) for cell, size in zip(row, widths, strict=True)).rstrip()
        return
    for name, old, now in starred[1:]:
        yield name
        yield f"    before {old}, now {now}"


def _score(question: QuestionReport) -> str:
    if question.score is not None:
        return f"{shown(question.score)} of 100"
    return "no score" if question.range is None else _between(question.range)


def _between(scores: Range) -> str:
    return f"between {shown(scores.low)} and {shown(scores.high)} of 100"


def _literal(text: str) -> str:
    return printable(text, keep_newlines=False)
