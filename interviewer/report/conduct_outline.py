"""How the candidate went about the interview, as a person reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.report.blocks import Block, Finding, Heading, Paragraph
from interviewer.report.paragraphs import MOST_QUOTES, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewer.report.blocks import Mark
    from interviewer.report.model import ConductReport, GraderReport, HabitReport

BESIDE_THE_SCORE = "This stands beside the score and is no part of it."
OFFLINE_OBSERVER = (
    "The built-in observer hears plain phrases only: what it does not mention may have been there all the same."
)


def conduct_outline(conduct: ConductReport) -> Iterator[Block]:
    """What was seen of each habit; the habits without an occasion are named in one sentence."""
    yield Heading(of="part", text="How you went about it")
    if conduct.observer is None:
        yield Paragraph(text=_not_observed(conduct))
        return
    yield Paragraph(text=f"{BESIDE_THE_SCORE} {_observed_by(conduct.observer)}")
    for habit in conduct.habits:
        if habit.outcome != "no_occasion":
            yield _habit(habit, habit.outcome)
    unseen = [_name(habit) for habit in conduct.habits if habit.outcome == "no_occasion"]
    if unseen:
        yield Paragraph(text=f"No occasion: {', '.join(unseen)}.")


def _not_observed(conduct: ConductReport) -> str:
    again = "`interviewer regrade` tries again." if conduct.failure else "`interviewer regrade` does it."
    return " ".join(part for part in ("This was not observed.", conduct.failure, again) if part)


def _observed_by(observer: GraderReport) -> str:
    if observer.grader == "offline":
        return OFFLINE_OBSERVER
    return f"Observed by {observer.grader}; hold it against the quotes."


def _name(habit: HabitReport) -> str:
    return habit.habit.replace("-", " ")


def _habit(habit: HabitReport, mark: Mark) -> Finding:
    quotes = dict.fromkeys(shortened(quote.quote) for quote in habit.quotes)
    return Finding(
        mark=mark,
        says=habit.says,
        facts=(_name(habit),),
        quotes=tuple(quotes)[:MOST_QUOTES],
        reason=habit.reason,
        correction=habit.why if mark == "shown" else f"{habit.why} {habit.advice}",
    )
