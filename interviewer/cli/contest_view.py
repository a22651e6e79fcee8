"""What grading afresh came to: the verdicts before and after, side by side, and the score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.report.side_by_side import HEAD, rows, side_of
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
    yield from _side_by_side(list(rows(side_of(old), side_of(new))), width)
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


def _side_by_side(lines: list[tuple[str, str, str]], width: int | None) -> Iterator[str]:
    """A table where it fits, else a line or two for each row."""
    head = ("  ", *HEAD[1:])
    widths = [max(map(len, column)) for column in zip(head, *lines, strict=True)]
    if width is None or sum(widths) + 2 * len(GAP) <= width:
        for row in (head, *lines):
            yield GAP.join(cell.ljust(size) for cell, size in zip(row, widths, strict=True)).rstrip()
        return
    for name, old, now in lines:
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
