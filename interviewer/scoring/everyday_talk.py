"""Cues that ask for too little: they hear a point in what people say in any interview, whatever was asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from interviewer.scoring.cues import parse_cue
from interviewer.scoring.disowned import disowned
from interviewer.scoring.hearing import Hearing
from interviewer.scoring.manner import sentence_text
from interviewer.scoring.matching import hits


def listener(talk: Iterable[str]) -> Callable[[str], str | None]:
    """What tells, of a cue, the first sentence of the talk that satisfies it, and None where none does.

    Every part of the cue has to be in one and the same sentence. What it returns raises CueError for a cue that cannot
    be read.
    """
    heard = Hearing("\n\n".join(talk))
    worthless = disowned(heard)

    def heard_in(cue: str) -> str | None:
        sentences = [{hit.sentence for hit in hits(part, heard, disowned=worthless)} for part in parse_cue(cue).parts]
        found = set.intersection(*sentences)
        return sentence_text(heard, min(found)) if found else None

    return heard_in
