"""How far two readers agree on the labels of the measuring answers. Run: python benchmarks/label_agreement.py

The first reader's labels are those of `rubrics/calibration/<topic>.jsonl`, put back to what they were before the two
were compared and settled; the second reader's are in `rubrics/calibration/second/<topic>.jsonl`. Answers without a
second reading are left out. docs/labels.md says what the figures are worth.
"""

from __future__ import annotations

import random
from collections import Counter
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, get_args

import msgspec

from interviewer.bank.calibration import parse_calibration
from interviewer.bank.question import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from interviewer.bank.calibration import CalibrationAnswer

CALIBRATION = Path(__file__).parent.parent / "rubrics" / "calibration"
LABELS: tuple[Label, ...] = get_args(Label)
ROUNDS = 2000
SEED = 1


class BeforeSettling(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the first reader had said where settling changed it: those verdicts, and all the misconceptions."""

    verdicts: dict[str, Label] = {}
    misconceptions: tuple[str, ...] | None = None


class SecondReading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a file of the second reader: an answer's labels as they were given, before settling."""

    id: str
    verdicts: dict[str, Label]
    misconceptions: tuple[str, ...]
    first: BeforeSettling = BeforeSettling()


class Pair(NamedTuple):
    """What both say of one criterion."""

    first: Label
    second: Label


class Compared(NamedTuple):
    """An answer with the labels of both readers."""

    answer: CalibrationAnswer
    verdicts: dict[str, Pair]
    first_misconceptions: frozenset[str]
    second_misconceptions: frozenset[str]


def main() -> None:
    """Print how many there are, the agreement, and each disagreement."""
    answers = [each for path in sorted((CALIBRATION / "second").glob("*.jsonl")) for each in read_topic(path.name)]
    pairs = pairs_of(answers)
    print(f"{len({each.answer.question for each in answers})} questions, {len(answers)} answers, {len(pairs)} verdicts")
    print("styles:", ", ".join(f"{n} {style}" for style, n in Counter(a.answer.style for a in answers).most_common()))
    low, high = interval(answers)
    same = sum(first == second for first, second in pairs)
    print(f"kappa {kappa(pairs):.3f} (95 %: {low:.3f} to {high:.3f}), the same label for {same} of {len(pairs)}")
    counts = Counter(pairs)
    for pair in product(LABELS, LABELS):
        print(f"  first {pair[0]:<6}  second {pair[1]:<6}  {counts[Pair(*pair)]:>5}")
    both, first_only, second_only = misconceptions(answers)
    print(f"misconceptions: {both} listed by both, {first_only} by the first only, {second_only} by the second only")
    for line in disagreements(answers):
        print(f"  {line}")


def read_topic(name: str, folder: Path = CALIBRATION) -> list[Compared]:
    """The answers of `<folder>/<name>` that `<folder>/second/<name>` has labels for.

    Raises ValueError when those labels are of no answer, or not of its criteria.
    """
    answers = {each.id: each for each in parse_calibration((folder / name).read_bytes(), name).answers.values()}
    lines = (folder / "second" / name).read_bytes().splitlines()
    return [compared(answers, msgspec.json.decode(line, type=SecondReading)) for line in lines if line.strip()]


def compared(answers: Mapping[str, CalibrationAnswer], second: SecondReading) -> Compared:
    """An answer with the labels of both readers, the first one's as they were before settling.

    Raises ValueError when there is no such answer, or when its criteria are others.
    """
    answer = answers.get(second.id)
    if answer is None or answer.verdicts.keys() != second.verdicts.keys() | second.first.verdicts.keys():
        raise ValueError(f"{second.id}: the second reader's labels are not of the answer's criteria")
    first = answer.verdicts | second.first.verdicts
    held = answer.misconceptions if second.first.misconceptions is None else second.first.misconceptions
    verdicts = {criterion: Pair(first[criterion], label) for criterion, label in second.verdicts.items()}
    return Compared(answer, verdicts, frozenset(held), frozenset(second.misconceptions))


def pairs_of(answers: Iterable[Compared]) -> list[Pair]:
    """The verdicts of all answers in one list."""
    return [pair for each in answers for pair in each.verdicts.values()]


def kappa(pairs: list[Pair]) -> float:
    """Cohen's κ: the agreement beyond chance, as a share of what there could be. 1 is complete, 0 is chance.

    Raises ZeroDivisionError when both readers gave one and the same label throughout.
    """
    observed = sum(first == second for first, second in pairs) / len(pairs)
    first, second = Counter(pair.first for pair in pairs), Counter(pair.second for pair in pairs)
    chance = sum(first[label] * second[label] for label in LABELS) / len(pairs) ** 2
    return (observed - chance) / (1 - chance)


def interval(answers: Iterable[Compared]) -> tuple[float, float]:
    """The middle 95 % of κ when first the questions and then the answers of each are drawn anew, with replacement."""
    by_question: dict[str, list[Compared]] = {}
    for each in answers:
        by_question.setdefault(each.answer.question, []).append(each)
    chance = random.Random(SEED)
    found = sorted(kappa(pairs_of(drawn(list(by_question.values()), chance))) for _ in range(ROUNDS))
    return found[ROUNDS // 40], found[-ROUNDS // 40 - 1]


def drawn(questions: list[list[Compared]], chance: random.Random) -> Iterable[Compared]:
    """As many questions as there are, with as many answers as each has, drawn with replacement."""
    for answers in chance.choices(questions, k=len(questions)):
        yield from chance.choices(answers, k=len(answers))


def misconceptions(answers: Iterable[Compared]) -> tuple[int, int, int]:
    """How many misconceptions both list, only the first, and only the second."""
    both = first_only = second_only = 0
    for _, _, first, second in answers:
        both += len(first & second)
        first_only += len(first - second)
        second_only += len(second - first)
    return both, first_only, second_only


def disagreements(answers: Iterable[Compared]) -> Iterable[str]:
    """A line for each label on which the two differ."""
    for answer, verdicts, first, second in answers:
        for criterion, pair in verdicts.items():
            if pair.first != pair.second:
                label = answer.verdicts[criterion]
                yield f"{answer.id}, {criterion}: first {pair.first}, second {pair.second}, settled {label}"
        for misconception in sorted(first ^ second):
            who = "first" if misconception in first else "second"
            settled = "listed" if misconception in answer.misconceptions else "not listed"
            yield f"{answer.id}, {misconception}: the {who} only, settled {settled}"


if __name__ == "__main__":
    main()
