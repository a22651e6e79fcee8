"""Questions that ask the same thing in other words, told by the words of their text and of their criteria."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from interviewer.bank.spoken import Finding
from interviewer.text.inflection import stem
from interviewer.text.words import word_set, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from interviewer.bank.question import Question

TOO_ALIKE = 0.5
"""From here on two questions are nearly one. In a bank of 43, the most alike pair that asks for different things has
0.43, and the most alike pair that its authors call related 0.47."""

# Words of every rubric: they say nothing about what a question asks for.
_OF_NO_SUBJECT = word_set(
    "a an the is are was be been of to in on at it its and or not no with for that this what when how why which who "
    "where do does you your would will can could may might should from by as if has have had say says than so then "
    "there they them their these those one two each every into out up but about after before between only because "
    "more most very also just such other another same name names explain explains mention mentions python"
)


class Alike(NamedTuple):
    """Two questions, by their places in the sequence that was compared, and how alike they are, above 0 to 1."""

    first: int
    second: int
    likeness: float


def near_duplicates(questions: Sequence[tuple[str, Question]]) -> Iterator[tuple[int, Finding]]:
    """What is to be said about each question, by its place, that is nearly an earlier one and not `related` to it.

    Each question comes with its id. One of the two naming the other in `related` is enough.
    """
    for first, second, likeness in alike([question for _, question in questions]):
        (one_id, one), (other_id, other) = questions[first], questions[second]
        if other_id not in one.related and one_id not in other.related:
            message = f"This is nearly the same question as `{one_id}`: {likeness:.0%} alike, criteria included."
            hint = "Make one of the two, or name it in `related`, so that no interview has both."
            yield second, Finding(("question",), message, hint)


def alike(questions: Sequence[Question]) -> Iterator[Alike]:
    """The pairs that are at least TOO_ALIKE, in order."""
    directions = [_direction(question) for question in questions]
    for (first, one), (second, other) in combinations(enumerate(directions), 2):
        likeness = sum(weight * other.get(word, 0.0) for word, weight in one.items())
        if likeness >= TOO_ALIKE:
            yield Alike(first, second, likeness)


def _direction(question: Question) -> Mapping[str, float]:
    """How often each stem is there, scaled so that the squares add up to 1."""
    text = "\n".join([question.question, *(criterion.says for criterion in question.criteria)])
    counts = Counter(stem(word.text) for word in words(text) if word.text not in _OF_NO_SUBJECT)
    length = sqrt(sum(count * count for count in counts.values()))
    return {word: count / length for word, count in counts.items()}
