"""How far two readers agree on the labels of the measuring answers. Run: python benchmarks/label_agreement.py

The first reader's labels are those of `rubrics/calibration/<topic>.jsonl`, put back to what they were before the two
were compared and settled; the second reader's are in `rubrics/calibration/second/<topic>.jsonl`. Answers without a
second reading are left out. docs/labels.md says what the figures are worth.
"""

from __future__ import annotations

from collections import Counter
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.bank.calibration import parse_calibration
from interviewer.calibration.agreement import LABELS, total
from interviewer.calibration.second_reading import FOLDER, Pair, compared, kappa_interval, kappa_of, read_second

if TYPE_CHECKING:
    from collections.abc import Iterable

    from interviewer.calibration.second_reading import Compared

CALIBRATION = Path(__file__).parent.parent / "rubrics" / "calibration"
ROUNDS = 2000


def main() -> None:
    """Print how many there are, the agreement, and each disagreement."""
    answers = [each for path in sorted((CALIBRATION / FOLDER).glob("*.jsonl")) for each in read_topic(path.name)]
    pairs = pairs_of(answers)
    print(f"{len({each.answer.question for each in answers})} questions, {len(answers)} answers, {len(pairs)} verdicts")
    print("styles:", ", ".join(f"{n} {style}" for style, n in Counter(a.answer.style for a in answers).most_common()))
    kappa, between = kappa_of(answers), kappa_interval(answers, rounds=ROUNDS)
    assert kappa is not None
    assert between is not None
    same = sum(first == second for first, second in pairs)
    print(
        f"kappa {kappa:.3f} (95 %: {between.low:.3f} to {between.high:.3f}), the same label for {same} of {len(pairs)}"
    )
    counts = Counter(pairs)
    for pair in product(LABELS, LABELS):
        print(f"  first {pair[0]:<6}  second {pair[1]:<6}  {counts[Pair(*pair)]:>5}")
    first, second, both = total(each.counts for each in answers).claims
    only = f"{first - both:.0f} by the first only, {second - both:.0f} by the second only"
    print(f"misconceptions: {both:.0f} listed by both, {only}")
    for line in disagreements(answers):
        print(f"  {line}")


def read_topic(name: str, folder: Path = CALIBRATION) -> list[Compared]:
    """The answers of `<folder>/<name>` that `<folder>/second/<name>` has labels for.

    Raises ValueError when those labels are of no answer, or not of its criteria.
    """
    answers = {each.id: each for each in parse_calibration((folder / name).read_bytes(), name).answers.values()}
    return [compared(answers, reading) for reading in read_second((folder / FOLDER / name).read_bytes())]


def pairs_of(answers: Iterable[Compared]) -> list[Pair]:
    """The verdicts of all answers in one list."""
    return [pair for each in answers for pair in each.verdicts.values()]


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
