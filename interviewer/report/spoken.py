"""How spoken answers were said, of what the journal keeps of each: beside the score, and never part of it."""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from interviewer.report.model import DeliveryReport, FillerReport
from interviewer.transcript.delivery import delivery, sentences_about

if TYPE_CHECKING:
    from collections.abc import Iterable

    from interviewer.transcript.heard import Transcript


def delivery_of(heard: Iterable[Transcript]) -> DeliveryReport | None:
    """The figures of those answers together; None where nothing was spoken."""
    figures = [delivery(each) for each in heard]
    if not figures:
        return None
    total = reduce(add, figures)
    return DeliveryReport(
        answers=len(figures),
        words=total.words,
        words_a_minute=total.pace,
        speaking_s=round(total.speaking_s, 1),
        pause_share=total.pause_share,
        longest_pause_s=total.longest_pause_s,
        long_pauses=total.long_pauses,
        fillers=tuple(FillerReport(words=filler.words, times=filler.times) for filler in total.fillers),
        restarts=total.restarts,
        meaning=sentences_about(total),
    )
