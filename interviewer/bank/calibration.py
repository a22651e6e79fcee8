"""The labelled answers of `calibration/<topic>.jsonl`: they measure graders, and nothing is ever tuned by them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from msgspec import Meta

from interviewer.bank.check import label_faults
from interviewer.bank.faults import nearest
from interviewer.bank.folders import CALIBRATION
from interviewer.bank.json_lines import line_problem, parse_lines, read_lines, same_ids
from interviewer.bank.question import BankValue, Label, Line, QuestionId, Slug, topic_of
from interviewer.text.words import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from interviewer.bank.check import Candidate
    from interviewer.bank.problem import Problem

ANSWERS = 3
"""How many labelled answers measure graders on a question, at least."""

OWN_WORDS = 6
"""An answer of fewer words, such as "I have no idea", is anybody's, and may be an example of another question."""


class CalibrationAnswer(BankValue, frozen=True, kw_only=True):
    """One answer and what a person says of it: one line of the file."""

    id: Annotated[Slug, Meta(description="Names the answer; no other answer of the file has it.")]
    question: QuestionId
    answer: Line
    style: Annotated[Slug, Meta(description="strong, partial, wrong, vague, spoken, …")]
    verdicts: Annotated[dict[str, Label], Meta(description="A verdict for every criterion of the question.")]
    misconceptions: Annotated[tuple[Slug, ...], Meta(description="Those that the answer advocates.")] = ()


class Calibration(NamedTuple):
    """What a file holds: the answers that can be read, by their line (from 1), and why others cannot."""

    answers: dict[int, CalibrationAnswer]
    problems: list[Problem]


def parse_calibration(content: bytes, name: str) -> Calibration:
    """The answers of a file, one JSON object a line; empty lines are left out. `name` stands for it in messages."""
    return Calibration(*parse_lines(content, name, CalibrationAnswer))


def read_calibration(path: Path) -> Calibration:
    """The measuring answers in that file; none when there is no such file."""
    if not path.exists():
        return Calibration({}, [])
    return Calibration(*read_lines(path, CalibrationAnswer))


def measuring_answers(folder: Path, question_id: str) -> list[CalibrationAnswer]:
    """The readable answers in a bank's folder that measure graders on that question."""
    answers = read_calibration(folder / CALIBRATION / f"{topic_of(question_id)}.jsonl").answers
    return [answer for answer in answers.values() if answer.question == question_id]


def tuning_answers(candidates: Sequence[Candidate]) -> dict[str, list[str]]:
    """The answers in the files of these questions: their bare words, and the ids of the questions that have them."""
    found: dict[str, list[str]] = {}
    for question_id, question, _ in candidates:
        for text in (question.reference_answer, *(each.answer for each in question.examples)):
            found.setdefault(_bare(text), []).append(question_id)
    return found


def check_calibration(
    calibration: Calibration,
    name: str,
    topic: str,
    candidates: Sequence[Candidate],
    known_ids: Collection[str],
    tuning: Mapping[str, Sequence[str]],
) -> list[Problem]:
    """All that is wrong with the measuring answers of a topic, as far as these questions of it are concerned.

    `name` stands for the calibration file in messages; `known_ids` are the questions that there are; `tuning` has the
    answers of all questions, of other topics too, as `tuning_answers` makes it.
    """
    problems = list(calibration.problems)
    problems += _tuned_by(calibration, name, tuning)
    problems += _about_lines(calibration, name, topic, known_ids)
    for question_id, question, source in candidates:
        answers = {line: answer for line, answer in calibration.answers.items() if answer.question == question_id}
        if len(answers) < ANSWERS:
            message = f"{name} has {len(answers)} of {ANSWERS} labelled answers to this question."
            hint = (
                "They are written from the rubric's `says` alone, by somebody who has not seen its cues and examples."
            )
            problems.append(source.problem(source.position(("examples",)), message, hint))
        for line, answer in answers.items():
            for finding in label_faults(question, answer.verdicts, answer.misconceptions):
                problems.append(line_problem(name, line, finding.message, finding.hint))
    return problems


def _tuned_by(calibration: Calibration, name: str, tuning: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    for line, answer in calibration.answers.items():
        bare = _bare(answer.answer)
        found_in = [
            question_id
            for question_id in tuning.get(bare, ())
            if question_id == answer.question or len(bare.split()) >= OWN_WORDS
        ]
        if found_in:
            where = "the question's file" if answer.question in found_in else f"the file of `{found_in[0]}`"
            message = f"The answer `{answer.id}` stands in {where} too."
            yield line_problem(name, line, message, "What tunes a grader cannot measure it: write another.")


def _about_lines(calibration: Calibration, name: str, topic: str, known_ids: Collection[str]) -> Iterator[Problem]:
    yield from same_ids({line: answer.id for line, answer in calibration.answers.items()}, name)
    for line, answer in calibration.answers.items():
        if topic_of(answer.question) != topic:
            yield line_problem(
                name, line, f"`{answer.question}` is of another topic.", "Move the line to that topic's file."
            )
        elif answer.question not in known_ids:
            yield line_problem(
                name, line, f"There is no question `{answer.question}`.", nearest(answer.question, known_ids)
            )


def _bare(text: str) -> str:
    return " ".join(word.text for word in words(text))
