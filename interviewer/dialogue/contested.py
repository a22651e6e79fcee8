"""An exchange as it reads with what the candidate said and put right after the interview."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from interviewer.dialogue.events import Contest, Corrected, Remarked
from interviewer.scoring.grade import Turn
from interviewer.text.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence


class Stretch(NamedTuple):
    """Code points `start` (inclusive) to `end` (exclusive) of a text."""

    start: int
    end: int


class Wording(Struct, frozen=True, kw_only=True):
    """A candidate's turn with its corrections."""

    text: str
    corrected: tuple[Stretch, ...] = ()
    """Where the text is not as it was heard or typed: in order, none meeting another."""
    words_changed: int = 0
    """By all of the corrections; a word that was changed twice counts twice."""

    def is_corrected(self, start: int, end: int) -> bool:
        """Whether something between these code points was corrected."""
        return any(place.start < end and start < place.end for place in self.corrected)


def wordings(turns: Sequence[Turn], contests: Sequence[Contest]) -> dict[int, Wording]:
    """The candidate's turns, by number, and the remarks, which are turns too, as these contests leave them."""
    texts = {turn.number: Wording(text=turn.text) for turn in turns if turn.speaker == "candidate"}
    for contest in contests:
        if isinstance(contest, Remarked):
            texts[contest.turn] = Wording(text=contest.text)
        elif contest.turn in texts:
            texts[contest.turn] = corrected(texts[contest.turn], contest)
    return texts


def as_contested(turns: Sequence[Turn], contests: Sequence[Contest]) -> tuple[Turn, ...]:
    """The turns as a grader sees them: words put right, and the remarks after everything else."""
    if not contests:
        return tuple(turns)
    texts = wordings(turns, contests)
    said = [replace(turn, text=texts[turn.number].text) if turn.number in texts else turn for turn in turns]
    remarks = [
        Turn(number=one.turn, speaker="candidate", text=one.text, remarks_on=one.criterion)
        for one in contests
        if isinstance(one, Remarked)
    ]
    return (*said, *remarks)


def corrected(wording: Wording, correction: Corrected) -> Wording:
    """The wording after one more correction."""
    for place in reversed(correction.places):
        wording = _put(wording, Stretch(place.start, place.end), correction.new)
    return wording


def count_changed(old: str, new: str) -> int:
    """How many words a change of these into those changes, at least 1."""
    return max(len(words(old)), len(words(new)), 1)


def _put(wording: Wording, at: Stretch, new: str) -> Wording:
    text, shift = wording.text, len(new) - (at.end - at.start)
    start, end = at
    kept: list[Stretch] = []
    for place in wording.corrected:
        if place.end < at.start:
            kept.append(place)
        elif place.start > at.end:
            kept.append(Stretch(place.start + shift, place.end + shift))
        else:  # a correction of a correction
            start, end = min(start, place.start), max(end, place.end)
    return Wording(
        text=f"{text[: at.start]}{new}{text[at.end :]}",
        corrected=tuple(sorted([*kept, Stretch(start, end + shift)])),
        words_changed=wording.words_changed + count_changed(text[at.start : at.end], new),
    )
