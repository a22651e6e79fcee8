"""Which of a question's labelled examples a grading model is shown: few, and for each criterion both kinds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interviewer.bank.question import Example, Question

MOST = 5
"""Labelled examples in a prompt; more do not make graders better."""


def chosen(question: Question) -> tuple[Example, ...]:
    """At most `MOST` examples, in the order of the file, which show as many verdicts of as many criteria as they can.

    Greedy: each time the example that adds most, where a criterion's second example of the same verdict adds less than
    its first of another one. The same question always gives the same choice.
    """
    left = list(question.examples)
    taken: list[Example] = []
    while left and len(taken) < MOST:
        best = max(left, key=lambda example: _adds(example, taken))
        taken.append(best)
        left.remove(best)
    return tuple(example for example in question.examples if example in taken)


def _adds(example: Example, taken: Sequence[Example]) -> float:
    verdicts = sum(1 / (1 + _count(taken, criterion, label) ** 2) for criterion, label in example.verdicts.items())
    claims = sum(1 for claim in example.misconceptions if not _is_shown(claim, taken))
    return verdicts + claims


def _count(taken: Iterable[Example], criterion: str, label: str) -> int:
    return sum(example.verdicts.get(criterion) == label for example in taken)


def _is_shown(claim: str, taken: Iterable[Example]) -> bool:
    return any(claim in example.misconceptions for example in taken)
