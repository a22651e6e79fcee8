"""What a candidate of a rehearsal can say: labelled answers, and the sentences in them that make a point or a claim.

The labels say what an answer makes. Where in it the point stands is looked up with the rubric; where that finds
nothing, the whole answer is said, which makes the point by its label whatever anybody hears.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from interviewer.scoring.cues import CueError
from interviewer.scoring.grade import Exchange, Turn
from interviewer.scoring.offline import Reading, verdicts
from interviewer.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from interviewer.bank.question import Label, Question
    from interviewer.scoring.grade import Span

ANSWER = 1
"""The number of the turn in which an answer is read alone."""


class LabelledAnswer(Protocol):
    """An example of a question, or an answer of the measuring set."""

    @property
    def answer(self) -> str:
        """Its text."""
        ...

    @property
    def style(self) -> str:
        """`strong`, `partial`, `wrong`, `vague`, …"""
        ...

    @property
    def verdicts(self) -> Mapping[str, Label]:
        """A label for every criterion."""
        ...

    @property
    def misconceptions(self) -> Sequence[str]:
        """Those that it advocates."""
        ...


class Words(Struct, frozen=True, kw_only=True):
    """Something to say, and what saying it makes by the labels."""

    text: str
    style: str = ""
    makes: frozenset[str] = frozenset()
    """The criteria that it meets."""
    touches: frozenset[str] = frozenset()
    """The criteria that it meets partly."""
    claims: frozenset[str] = frozenset()
    """The misconceptions that it advocates."""


class Material(Struct, frozen=True, kw_only=True):
    """All that can be said about one question."""

    answers: tuple[Words, ...]
    """Whole answers, in the order of the file."""
    points: dict[str, tuple[Words, ...]]
    """By criterion, what meets it; a criterion that no answer meets has none."""
    parts: dict[str, tuple[Words, ...]]
    """By criterion, what meets it partly."""
    claims: dict[str, tuple[Words, ...]]
    """By misconception, what advocates it."""


def material_of(question_id: str, question: Question, answers: Iterable[LabelledAnswer]) -> Material:
    """What these labelled answers give somebody to say about the question."""
    whole: list[Words] = []
    points: dict[str, list[Words]] = {}
    parts: dict[str, list[Words]] = {}
    claims: dict[str, list[Words]] = {}
    for labelled in answers:
        reading = _read(question_id, question, labelled.answer)
        whole.append(_words(labelled))
        for criterion, label in labelled.verdicts.items():
            if label != "missed":
                found = _passage(labelled, reading, _evidence(reading, criterion))
                is_met = label == "met" and criterion in found.makes
                (points if is_met else parts).setdefault(criterion, []).append(found)
        for claim in labelled.misconceptions:
            claims.setdefault(claim, []).append(_passage(labelled, reading, _evidence(reading, claim)))
    return Material(answers=tuple(whole), points=_fixed(points), parts=_fixed(parts), claims=_fixed(claims))


def _fixed(found: Mapping[str, Sequence[Words]]) -> dict[str, tuple[Words, ...]]:
    return {name: tuple(words) for name, words in found.items()}


def _read(question_id: str, question: Question, answer: str) -> Reading:
    turn = Turn(number=ANSWER, speaker="candidate", text=answer)
    try:
        return verdicts(Exchange(question_id=question_id, question=question, turns=(turn,)))
    except CueError:
        return Reading(verdicts=(), findings=())


def _evidence(reading: Reading, name: str) -> Iterator[Span]:
    """Where a criterion or a misconception was found."""
    for verdict in reading.verdicts:
        if verdict.criterion == name:
            yield from verdict.evidence
    for finding in reading.findings:
        if finding.misconception == name:
            yield from finding.evidence


def _passage(labelled: LabelledAnswer, reading: Reading, evidence: Iterable[Span]) -> Words:
    """The sentences of the answer that hold the evidence, and what else those hold; the whole answer without any."""
    spans = list(evidence)
    places = [
        place
        for place in sentences(labelled.answer)
        if any(span.start < place.end and place.start < span.end for span in spans)
    ]
    if not places:
        return _words(labelled)

    def is_within(name: str) -> bool:
        held = list(_evidence(reading, name))
        return bool(held) and all(
            any(place.start <= span.start and span.end <= place.end for place in places) for span in held
        )

    return Words(
        text=" ".join(labelled.answer[place.start : place.end].strip() for place in places),
        style=labelled.style,
        makes=frozenset(c for c in _labelled(labelled, "met") if is_within(c)),
        touches=frozenset(c for c in _labelled(labelled, "partly") if is_within(c)),
        claims=frozenset(claim for claim in labelled.misconceptions if is_within(claim)),
    )


def _words(labelled: LabelledAnswer) -> Words:
    return Words(
        text=labelled.answer,
        style=labelled.style,
        makes=_labelled(labelled, "met"),
        touches=_labelled(labelled, "partly"),
        claims=frozenset(labelled.misconceptions),
    )


def _labelled(labelled: LabelledAnswer, wanted: Label) -> frozenset[str]:
    return frozenset(criterion for criterion, label in labelled.verdicts.items() if label == wanted)
