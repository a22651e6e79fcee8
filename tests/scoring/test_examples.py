"""The offline grader on the labelled examples of the shipped bank.

Its cues were written with these at hand, so this is no measure of how good it is; it is a floor that a change to the
grader or to the cues must not fall through.
"""

from __future__ import annotations

import pytest

from interviewer.bank.index import open_bank
from interviewer.resources import data_folder
from interviewer.scoring.grade import Exchange, Turn
from interviewer.scoring.offline import verdicts

LEAST_AGREEMENT = 0.95
BANK = open_bank([data_folder("rubrics")], cache=None)


@pytest.mark.parametrize("question_id", [header.question_id for header in BANK.headers])
def test_agrees_with_the_labels_of_the_examples(question_id: str) -> None:
    question = BANK.load(question_id)
    right = []
    for example in question.examples:
        turn = Turn(number=2, speaker="candidate", text=example.answer, spoken=example.style == "spoken")
        reading = verdicts(Exchange(question_id=question_id, question=question, turns=(turn,)))
        right += [found.verdict == example.verdicts[found.criterion] for found in reading.verdicts]
        right.append({finding.misconception for finding in reading.findings} == set(example.misconceptions))

    assert sum(right) / len(right) >= LEAST_AGREEMENT
