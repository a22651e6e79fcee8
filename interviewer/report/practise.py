"""What to practise next: the few things that would help the candidate most, the gravest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.report.model import MisconceptionReport, PractiseItem, QuestionReport, Shortfall, VerdictReport

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_ITEMS = 5
GRAVEST_FIRST: tuple[Shortfall, ...] = ("stands", "missed", "partly", "hinted")
WEIGHTIEST_FIRST = ("core", "deeper", "bonus")
ADVICE = {
    "missed": "Missing from your answer: {says} Say it aloud, in your own words.",
    "partly": "Only half in your answer: {says} Say the whole of it aloud.",
    "hinted": "In your answer after a hint: {says} Say it once more without one.",
}


def suggest(questions: Iterable[QuestionReport]) -> tuple[PractiseItem, ...]:
    """At most five things: standing wrong claims, then core, deeper and bonus points that were missed, partly met or
    met after a hint only.

    A missed point of an exchange that was cut off is left out: there was no time to make it.
    """  # fmt: skip
    questions = list(questions)
    wrong = [_put_right(question, claim) for question in questions for claim in question.misconceptions if claim.stands]
    short = [found for question in questions for found in _shortfalls(question)]
    short.sort(key=lambda found: (WEIGHTIEST_FIRST.index(found[0].tier), GRAVEST_FIRST.index(found[1].why)))
    return (*wrong, *(item for _, item in short))[:MOST_ITEMS]


def _put_right(question: QuestionReport, claim: MisconceptionReport) -> PractiseItem:
    return PractiseItem(
        question=question.question,
        about=claim.id,
        why="stands",
        advice=f"Unlearn this: {claim.says} What is true: {claim.correction}",
        study=question.study,
    )


def _shortfalls(question: QuestionReport) -> Iterator[tuple[VerdictReport, PractiseItem]]:
    for verdict in question.verdicts:
        why = _why(verdict)
        if why is None or (why == "missed" and question.ending != "finished"):
            continue
        advice = ADVICE[why].format(says=verdict.says)
        yield (
            verdict,
            PractiseItem(
                question=question.question, about=verdict.criterion, why=why, advice=advice, study=question.study
            ),
        )


def _why(verdict: VerdictReport) -> Shortfall | None:
    """What was wanting; None for a point that was made, or whose verdict is unclear."""
    if verdict.verdict in ("missed", "partly"):
        return verdict.verdict
    return "hinted" if verdict.credit == "hinted" else None
