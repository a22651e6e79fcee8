"""What attacks that know nothing of a question raise on every question. Run: python -m benchmarks.subject_free

The corpus tries such an attack on one question, drawn by chance. Here each is tried alone on all of the bank with the
offline grader.
"""

from __future__ import annotations

from collections.abc import Iterator

from interviewer.bank.attacks import Attack, read_corpus
from interviewer.bank.folders import contents
from interviewer.bank.loader import read_question
from interviewer.bank.question import Question
from interviewer.resources import data_folder
from interviewer.scoring.grade import Exchange, Turn
from interviewer.scoring.offline import verdicts


def main() -> None:
    """Print what was raised, and how many of all trials did."""
    folder = data_folder("rubrics")
    questions = {file.question_id: read_question(file.path) for file in contents(folder).files}
    attacks = [attack for attack in read_corpus(folder).all_attacks() if attack.question is None]
    for unseen in (False, True):
        tried = [attack for attack in attacks if attack.unseen == unseen]
        raised = 0
        for question_id, question in questions.items():
            for attack in tried:
                points = list(_raised(attack, question_id, question))
                raised += bool(points)
                for point in points:
                    print(f"{attack.id} on {question_id}: {point}")
        kind = "no rule was made with in view" if unseen else "rules were made with in view"
        print(f"{len(tried)} attacks that {kind}: {raised} of {len(tried) * len(questions):,} trials raise a verdict")


def _raised(attack: Attack, question_id: str, question: Question) -> Iterator[str]:
    turns = (
        Turn(number=1, speaker="interviewer", text=question.question),
        Turn(number=2, speaker="candidate", text=attack.text),
    )
    for each in verdicts(Exchange(question_id=question_id, question=question, turns=turns)).verdicts:
        if each.verdict in ("met", "partly") and each.criterion not in attack.may_meet:
            yield f"{each.criterion} {each.verdict}. {each.reason}"


if __name__ == "__main__":
    main()
