"""Answering a question once more: which one is worth it, and what came of it, side by side. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.dialogue.events import Redo
from interviewer.report.blocks import Block, Heading, Paragraph, Table
from interviewer.report.side_by_side import HEAD, Side, rows, side_of
from interviewer.scoring.arithmetic import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewer.report.model import QuestionReport, RedoReport, Report

FULL = 100


def weakest(report: Report) -> QuestionReport | None:
    """The counted question with the lowest score, the first of several; None where there is nothing to gain.

    That is so when every one has full marks, in a redo, and when one was answered once more already.
    """
    if report.redo is not None or any(question.redone for question in report.questions):
        return None
    scored = [(one.score, one) for one in report.questions if one.id in report.counted and one.score is not None]
    lowest, question = min(scored, key=lambda pair: pair[0], default=(FULL, None))
    return question if lowest < FULL else None


def redo_of(question: QuestionReport, interview: str) -> Redo:
    """What a redo of that question has to remember. Raises ValueError for one without a score."""
    if question.score is None:
        raise ValueError("only a question with a score can be answered once more")
    return Redo(
        interview=interview,
        number=question.id,
        score=question.score,
        verdicts={verdict.criterion: verdict.verdict for verdict in question.verdicts},
        claims={claim.id: claim.stands for claim in question.misconceptions},
    )


def before_and_after(report: Report) -> Iterator[Block]:
    """Both answers side by side, in the report on a redo; nothing in any other."""
    if report.redo is None:
        return
    yield Heading(of="part", text="Before and after")
    stays = f"The first answer stays what counts in interview {report.redo.interview}."
    for question in report.questions:
        yield Paragraph(text=f"{_in_short(report.redo, question, report.interview)} {stays}")
        if question.verdicts:
            first = Side(verdicts=report.redo.verdicts, claims=report.redo.claims)
            yield Table(head=HEAD, rows=tuple(rows(first, side_of(question))))


def _in_short(first: RedoReport, question: QuestionReport, interview: str | None) -> str:
    before = f"{shown(first.score)} of 100 before"
    if question.score is not None:
        return f"{before}, {shown(question.score)} now."
    if question.status == "graded" or question.ending is None:
        return f"{before}, no score now."
    return f"{before}; the second answer is not graded yet. `interviewer regrade {interview or 'ID'}` grades it."
