"""Reads the questions of a bank folder that are to be checked, and their measuring answers, and checks them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from interviewer.bank.calibration import Calibration, check_calibration, parse_calibration
from interviewer.bank.check import Candidate, check_questions
from interviewer.bank.conduct_check import check_conduct
from interviewer.bank.folders import CALIBRATION, CONDUCT, contents
from interviewer.bank.loader import parse_question, read_file
from interviewer.bank.problem import BrokenFileError, in_order
from interviewer.bank.question import topic_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from interviewer.bank.problem import Problem


class Audit(NamedTuple):
    """What a check found. `questions` counts those that were checked, broken ones too."""

    questions: int
    problems: list[Problem]


def audit(
    folder: Path,
    *,
    parse_cue: Callable[[str], object],
    only: Collection[str] | None = None,
    other_ids: Collection[str] = (),
) -> Audit:
    """Check the questions of a bank folder, and its interview-wide rubric if it has one; or `only` those ids.

    `other_ids` are questions of other folders, which `related` may name. Raises BankError when the folder cannot be
    listed.
    """
    files, problems = contents(folder)
    known_ids = {file.question_id for file in files}.union(other_ids)
    path = folder / CONDUCT
    if only is not None:
        files = [file for file in files if file.question_id in only]
        problems = []
    elif path.exists():
        problems += audit_conduct(path, parse_cue=parse_cue)
    candidates: list[Candidate] = []
    for file in files:
        try:
            question, source = parse_question(read_file(file.path), str(file.path))
        except BrokenFileError as error:
            problems += error.problems
        else:
            candidates.append(Candidate(file.question_id, question, source))
    problems += check_questions(candidates, known_ids=known_ids, parse_cue=parse_cue)
    for topic in sorted({topic_of(file.question_id) for file in files}):
        of_topic = [candidate for candidate in candidates if topic_of(candidate.question_id) == topic]
        path = folder / CALIBRATION / f"{topic}.jsonl"
        problems += check_calibration(_calibration(path), str(path), topic, of_topic, known_ids)
    return Audit(len(files), in_order(problems))


def audit_conduct(path: Path, *, parse_cue: Callable[[str], object]) -> list[Problem]:
    """Check the interview-wide rubric in that file."""
    try:
        return check_conduct(read_file(path), str(path), parse_cue=parse_cue)
    except BrokenFileError as error:
        return list(error.problems)


def _calibration(path: Path) -> Calibration:
    if not path.exists():
        return Calibration({}, [])
    try:
        return parse_calibration(read_file(path), str(path))
    except BrokenFileError as error:
        return Calibration({}, list(error.problems))
