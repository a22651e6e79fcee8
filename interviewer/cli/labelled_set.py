"""Which labelled answers a calibration is by: the measuring set of the bank, or a file of one's own; checked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from interviewer.bank.calibration import read_calibration
from interviewer.bank.check import label_faults
from interviewer.bank.faults import nearest
from interviewer.bank.folders import CALIBRATION
from interviewer.bank.problem import Problem
from interviewer.bank.question import topic_of
from interviewer.calibration.cases import Labelled
from interviewer.calibration.second_reading import FOLDER, Compared, compared, read_second
from interviewer.errors import UsageError
from interviewer.text.display import printable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from interviewer.bank.calibration import CalibrationAnswer
    from interviewer.bank.index import Bank
    from interviewer.bank.question import Question

MOST_PROBLEMS = 20
"""So many of them are shown."""


class Wanted(Struct, frozen=True, kw_only=True):
    """Which of the answers are wanted; empty means all."""

    topics: Collection[str] = ()
    questions: Collection[str] = ()

    def takes(self, question_id: str) -> bool:
        """Whether answers to that question are."""
        return (not self.topics or topic_of(question_id) in self.topics) and (
            not self.questions or question_id in self.questions
        )


class LabelledSet(Struct, frozen=True, kw_only=True):
    """The answers, each with its question, and the readings of a second labeller where there are any."""

    answers: tuple[Labelled, ...]
    second: tuple[Compared, ...]


def own_set(path: Path, bank: Bank, wanted: Wanted) -> LabelledSet:
    """The answers in that file that are wanted. Raises UsageError, after a line for each label that does not fit."""
    if not path.is_file():
        raise UsageError(
            f"{path}: There is no such file.", "A set is a file of JSON lines; docs/calibrate.md shows one."
        )
    return _read([path], bank, wanted)


def sets_of(folders: Sequence[Path], bank: Bank, wanted: Wanted) -> LabelledSet:
    """The measuring sets of these bank folders; what another folder's question overrides is left out.

    Raises UsageError as `own_set` does, and where there is no set at all.
    """
    files = [path for folder in folders for path in sorted((folder / CALIBRATION).glob("*.jsonl"))]
    if not files:
        where = " and ".join(map(str, folders))
        raise UsageError(f"{where}: There is no `{CALIBRATION}/` with labelled answers.", "Name a set with --set.")
    return _read(files, bank, wanted, only_own=True)


def _read(files: Iterable[Path], bank: Bank, wanted: Wanted, *, only_own: bool = False) -> LabelledSet:
    answers: list[Labelled] = []
    second: list[Compared] = []
    problems: list[Problem] = []
    questions: dict[str, Question] = {}
    known = [header.question_id for header in bank.headers]
    for path in files:
        read = read_calibration(path)
        problems += read.problems
        first_line: dict[str, int] = {}
        mine: dict[str, CalibrationAnswer] = {}
        for line, answer in read.answers.items():
            if only_own and not _is_of(path, answer, bank, known):
                continue
            if answer.question not in known:
                message = f"There is no question `{answer.question}`."
                problems.append(_problem(path, line, message, nearest(answer.question, known)))
                continue
            if not wanted.takes(answer.question):
                continue
            if answer.id in first_line:
                message = f"`{answer.id}` is the id of line {first_line[answer.id]} too."
                problems.append(_problem(path, line, message, "Rename one of them."))
            first_line.setdefault(answer.id, line)
            if answer.question not in questions:
                questions[answer.question] = bank.load(answer.question)
            question = questions[answer.question]
            faults = list(label_faults(question, answer.verdicts, answer.misconceptions))
            problems += [_problem(path, line, fault.message, fault.hint) for fault in faults]
            answers.append(Labelled(answer, question))
            mine[answer.id] = answer
        second += _second(path, mine, problems)
    refuse(problems, "label")
    if not answers:
        raise UsageError(
            "The set has no answer to such a question.", "Leave out --topic or --question, or name others."
        )
    return LabelledSet(answers=tuple(answers), second=tuple(second))


def _is_of(path: Path, answer: CalibrationAnswer, bank: Bank, known: Collection[str]) -> bool:
    """Whether the question that is used is the one of the folder in which the answer lies."""
    return answer.question not in known or bank.path(answer.question).parent.parent == path.parent.parent


def _second(path: Path, answers: Mapping[str, CalibrationAnswer], problems: list[Problem]) -> list[Compared]:
    """The second readings of these answers; other lines of the file are of answers that are not wanted."""
    beside = path.parent / FOLDER / path.name
    if not beside.is_file():
        return []
    try:
        readings = read_second(beside.read_bytes())
        return [compared(answers, reading) for reading in readings if reading.id in answers]
    except (OSError, ValueError, msgspec.DecodeError) as error:
        problems.append(Problem(path=str(beside), message=f"These labels cannot be used: {error}.", hint="Mend them."))
        return []


def refuse(problems: Sequence[Problem], what: str) -> None:
    """Raise UsageError after a line for each of the problems; nothing where there is none."""
    if not problems:
        return
    for problem in problems[:MOST_PROBLEMS]:
        sys.stderr.write(f"{printable(str(problem), keep_newlines=False)}\n")
    many = f"1 {what} does" if len(problems) == 1 else f"{len(problems)} {what}s do"
    raise UsageError(f"{many} not fit the questions of the bank.", "`interviewer bank show ID` shows the rubric.")


def _problem(path: Path, line: int, message: str, hint: str) -> Problem:
    return Problem(path=str(path), line=line, message=message, hint=hint)
