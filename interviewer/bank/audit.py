"""Reads what a bank folder holds, its questions and what measures graders, and checks it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from interviewer.bank.attacks import check_corpus, read_corpus
from interviewer.bank.calibration import check_calibration, read_calibration, tuning_answers
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
    from interviewer.bank.spelling import Dictionary


class Audit(NamedTuple):
    """What a check found. `questions` counts those that were checked, broken ones too."""

    questions: int
    problems: list[Problem]


class ReadFolder(NamedTuple):
    """What is in a bank folder, as far as it was looked at."""

    ids: set[str]
    """Of all questions that lie there."""
    looked_at: list[str]
    """The ids of those that were read, broken ones too."""
    candidates: list[Candidate]
    """Those of them that could be read."""
    problems: list[Problem]
    """Why others could not, and what lies there that is no question."""


def audit(
    folder: Path,
    *,
    parse_cue: Callable[[str], object],
    heard_in_talk: Callable[[str], str | None] | None = None,
    only: Collection[str] | None = None,
    other_ids: Collection[str] = (),
    dictionary: Dictionary | None = None,
) -> Audit:
    """Check a bank folder, with its interview-wide rubric and its attacks if it has them; or `only` those questions.

    `other_ids` are questions of other folders, which `related` may name; the callables are those of `check_questions`,
    and as there, what is not handed in is not checked. Raises BankError when the folder cannot be listed.
    """
    read = read_candidates(folder, only)
    candidates, problems = read.candidates, list(read.problems)
    path = folder / CONDUCT
    if only is None and path.exists():
        problems += audit_conduct(path, parse_cue=parse_cue)
    known_ids = read.ids.union(other_ids)
    problems += check_questions(
        candidates, known_ids=known_ids, parse_cue=parse_cue, heard_in_talk=heard_in_talk, dictionary=dictionary
    )
    tuning = tuning_answers(candidates)
    for topic in sorted({topic_of(question_id) for question_id in read.looked_at}):
        of_topic = [candidate for candidate in candidates if topic_of(candidate.question_id) == topic]
        path = folder / CALIBRATION / f"{topic}.jsonl"
        problems += check_calibration(read_calibration(path), str(path), topic, of_topic, known_ids, tuning)
    if only is None:
        questions = {candidate.question_id: candidate.question for candidate in candidates}
        problems += check_corpus(read_corpus(folder), questions, known_ids)
    return Audit(len(read.looked_at), in_order(problems))


def audit_conduct(path: Path, *, parse_cue: Callable[[str], object]) -> list[Problem]:
    """Check the interview-wide rubric in that file."""
    try:
        return check_conduct(read_file(path), str(path), parse_cue=parse_cue)
    except BrokenFileError as error:
        return list(error.problems)


def read_candidates(folder: Path, only: Collection[str] | None = None) -> ReadFolder:
    """The questions of a bank folder: all of them, or `only` those ids. Raises BankError as `audit` does."""
    files, problems = contents(folder)
    found = ReadFolder({file.question_id for file in files}, [], [], problems if only is None else [])
    for file in files:
        if only is None or file.question_id in only:
            found.looked_at.append(file.question_id)
            try:
                question, source = parse_question(read_file(file.path), str(file.path))
            except BrokenFileError as error:
                found.problems.extend(error.problems)
            else:
                found.candidates.append(Candidate(file.question_id, question, source))
    return found
