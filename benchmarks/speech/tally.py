"""The figures of one engine used in one way, over one half of the recordings. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from benchmarks.speech.measures import is_said, terms_in, wrong_words
from benchmarks.speech.synthesis import Recording
from interviewer.transcript.guess import Guess
from interviewer.transcript.repair import Repair

Weighed = tuple[tuple[Guess, float], ...]


class Hearing(NamedTuple):
    """One recording and what was made of it; empty where nothing was heard."""

    recording: Recording
    text: str
    weighed: Weighed = ()
    """What else may have been meant, and how well it fits the recording."""
    unvouched: tuple[Repair, ...] = ()
    """What the glossary proposes, and is not trusted."""
    before: str = ""
    """The text before it was mended: what stands there already was put in by nobody else."""


class Figures(NamedTuple):
    """What is printed as a row."""

    answers: int
    word_error_rate: float
    terms: int
    """How many terms were said."""
    recall: float
    """The part of them that is in the text."""
    inserted: float
    """The part of the answers that hold a term which nobody said, and which was not there before."""
    never_said: float
    """The part of the answers that hold a term which nobody said, whoever put it there."""
    grade_change: float | None
    """The mean distance to the grade of the typed text, in points of 100; None without graded answers."""


def figures(
    hearings: Iterable[Hearing], terms: Sequence[str], points: Callable[[str, str], float | None]
) -> Figures | None:
    """The figures; None without a recording. `points` grades a text as an answer to a question of that id."""
    hearings = tuple(hearings)
    if not hearings:
        return None
    wrong = words = said = kept = inserted = never_said = 0
    changes: list[float] = []
    for recording, text, _, _, before in hearings:
        typed = recording.answer.text
        errors, length = wrong_words(typed, text)
        wanted, got = terms_in(typed, terms), terms_in(text, terms)
        wrong, words = wrong + errors, words + length
        said += wanted.total()
        kept += (wanted & got).total()
        there = terms_in(before, terms)
        # `kwargs` alone, begun again behind `args and kwargs`, was said, and so was the coroutine of `coroutines`, and
        # the URL of `token_urlsafe`, which the voice spelled.
        strange = {term for term in got if not is_said(term, typed) and not is_said(term, recording.said)}
        inserted += not strange <= there.keys()
        never_said += bool(strange)
        if recording.answer.question is not None:
            wanted_points, got_points = (points(recording.answer.question, each) for each in (typed, text))
            if wanted_points is not None and got_points is not None:
                changes.append(abs(got_points - wanted_points))
    change = sum(changes) / len(changes) if changes else None
    return Figures(
        len(hearings), wrong / words, said, kept / said, inserted / len(hearings), never_said / len(hearings), change
    )
