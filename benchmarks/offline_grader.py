"""How long the offline grader takes over an answer. Run: python benchmarks/offline_grader.py

It grades the bank's own examples as they stand; then, joined to about 250 words, each time as if it had never heard
them; and texts of two megabytes that are meant to take long.
"""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from interviewer.bank.loader import read_question
from interviewer.bank.question import Question
from interviewer.scoring.grade import Exchange, Turn
from interviewer.scoring.offline import verdicts

RUBRICS = Path(__file__).parent.parent / "rubrics"
WORDS = 250
ROUNDS = 20
LARGE = 2_000_000


def main() -> None:
    """Print the figures as tables."""
    questions = [read_question(path) for path in sorted(RUBRICS.glob("*/*.yaml"))]
    as_they_stand(questions)
    print(f"{'question':<40} {'cues':>5} {'words':>6} {'first ms':>9} {'median ms':>10}")
    for path, question in zip(sorted(RUBRICS.glob("*/*.yaml")), questions, strict=True):
        answer = answer_of(question)
        first, *later = [milliseconds(question, f"{answer} {number}") for number in range(ROUNDS)]
        cues = sum(len(criterion.cues) for criterion in question.criteria)
        cues += sum(len(misconception.cues) for misconception in question.misconceptions)
        name = f"{path.parent.name}/{path.stem}"
        print(f"{name:<40} {cues:>5} {len(answer.split()):>6} {first:>9.1f} {statistics.median(later):>10.1f}")
    print(f"\n{'two megabytes of':<40} {'s':>6}")
    for name, text in hostile(questions[0]).items():
        print(f"{name:<40} {milliseconds(questions[0], text) / 1000:>6.2f}")


def as_they_stand(questions: list[Question]) -> None:
    """Print how long the examples take, one by one, once each question has been listened for."""
    taken: list[float] = []
    words: list[int] = []
    for question in questions:
        milliseconds(question, question.reference_answer)
        for example in question.examples:
            taken.append(milliseconds(question, example.answer))
            words.append(len(example.answer.split()))
    tenths = statistics.quantiles(taken, n=10)
    print(
        f"{len(taken)} examples, median {statistics.median(words):.0f} words: "
        f"median {statistics.median(taken):.1f} ms, nine of ten within {tenths[-1]:.1f} ms\n"
    )


def answer_of(question: Question) -> str:
    """The examples' answers one after the other, cut to the length of a long answer."""
    return " ".join(" ".join(example.answer for example in question.examples).split()[:WORDS])


def hostile(question: Question) -> dict[str, str]:
    """Texts that are long in different ways."""
    pieces = {
        "its own strong answer, over and over": f"{question.examples[0].answer} ",
        "one word": "tuple ",
        "one letter": "x",
        "negations": "not no never ",
        "commas": "list, ",
        "distinct words": "",
    }
    texts = {name: piece * (LARGE // len(piece)) for name, piece in pieces.items() if piece}
    return texts | {"distinct words": " ".join(f"{number:x}".translate(LETTERS) for number in range(LARGE // 6))}


LETTERS = str.maketrans("0123456789", "ghijklmnop")


def milliseconds(question: Question, answer: str) -> float:
    """How long one answer takes."""
    turns = (
        Turn(number=1, speaker="interviewer", text=question.question),
        Turn(number=2, speaker="candidate", text=answer),
    )
    exchange = Exchange(question_id="bank/question", question=question, turns=turns)
    start = time.perf_counter()
    verdicts(exchange)
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
