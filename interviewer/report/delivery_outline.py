"""How spoken answers were said, as a person reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.report.blocks import Block, Facts, Heading, Paragraph
from interviewer.report.conduct_outline import BESIDE_THE_SCORE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewer.report.model import DeliveryReport, Report

NO_JUDGEMENT = "It is about pace and pauses, as the recogniser heard them, and not about accent or grammar."
SECONDS = 60


def delivery_outline(report: Report) -> Iterator[Block]:
    """What the figures mean, and those of each question; nothing where nothing was spoken."""
    if report.delivery is None:
        return
    yield Heading(of="part", text="How you spoke")
    yield Paragraph(text=f"{BESIDE_THE_SCORE} {NO_JUDGEMENT}")
    for sentence in report.delivery.meaning:
        yield Paragraph(text=sentence)
    for question in report.questions:
        if question.delivery is not None:
            yield Facts(parts=(f"question {question.id}", *_facts(question.delivery)))


def _facts(delivery: DeliveryReport) -> Iterator[str]:
    yield f"{_time(delivery.speaking_s)} of speech"
    if delivery.words_a_minute is not None:
        yield f"{delivery.words_a_minute:.0f} words a minute"
    yield f"longest pause {delivery.longest_pause_s:.1f} s"
    fillers = sum(filler.times for filler in delivery.fillers)
    yield "1 filler" if fillers == 1 else f"{fillers} fillers"


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), SECONDS)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
