"""Which question files a bank folder holds: `<folder>/<topic>/<question>.yaml`, and nothing deeper."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import NamedTuple

from interviewer.bank.problem import NOT_REGULAR, Problem, unreadable
from interviewer.bank.question import SLUG
from interviewer.errors import BankError

CALIBRATION = "calibration"
"""The folder of the labelled answers that measure graders; no topic has this name."""
ATTACKS = "attacks"
"""The folder of the texts that want points without knowledge; no topic has this name either."""
CONDUCT = "conduct.yaml"
"""The interview-wide rubric; no question."""
SPOKEN_TERMS = "spoken_terms.yaml"
"""What recognisers of speech make of the terms of the field; no question."""
ORDINARY_WORDS = "ordinary_words.txt"
"""Words that people use in answers as they stand, beside it."""
EVERYDAY_TALK = "everyday_talk.txt"
"""What people say in any interview, a sentence a line: no cue may be heard in it."""
NOT_TOPICS = (CALIBRATION, ATTACKS, CONDUCT, SPOKEN_TERMS)

_ID = re.compile(f"{SLUG}/{SLUG}")
NAME_HINT = "Names are lower-case words and digits joined by hyphens: `oop/dunder-methods.yaml`."


class QuestionFile(NamedTuple):
    """A file that by its name and place is a question; nobody has looked inside."""

    question_id: str
    path: Path
    mtime_ns: int
    size: int
    """In bytes."""


class Contents(NamedTuple):
    """The question files of a folder, ordered by id, and what lies there that cannot be one."""

    files: list[QuestionFile]
    problems: list[Problem]


def contents(folder: Path) -> Contents:
    """Look through a bank folder. Hidden files, and files that are not YAML, are nobody's business.

    Raises BankError when the folder itself cannot be listed.
    """
    found = Contents([], [])
    try:
        top = _visible(folder)
    except OSError as error:
        hint = "A bank is a folder of topics: `<folder>/<topic>/<question>.yaml`."
        raise BankError(f"{folder}: There is no such bank folder: {error.strerror or error}.", hint) from error
    for entry in top:
        if entry.name not in NOT_TOPICS:
            _look_at(entry, found)
    return found


def question_id_of(path: Path) -> str | None:
    """The id of the question in that file (an absolute path); None when it cannot be a question's."""
    question_id = f"{path.parent.name}/{path.stem}"
    return question_id if path.suffix == ".yaml" and _ID.fullmatch(question_id) else None


def _look_at(entry: os.DirEntry[str], found: Contents) -> None:
    """Add what an entry of the bank's folder holds to `found`."""
    try:
        inside = _visible(entry.path) if entry.is_dir() else None
    except OSError as error:
        _add(unreadable(entry.path, error), found)
        return
    if inside is not None:
        for each in inside:
            if _is_yaml(each.name):
                _add(_question_file(entry.name, each), found)
    elif _is_yaml(entry.name):
        message = "A question lies in the folder of its topic."
        _add(Problem(path=entry.path, message=message, hint=f"Move it to `<topic>/{entry.name}`."), found)


def _add(item: QuestionFile | Problem, found: Contents) -> None:
    if isinstance(item, Problem):
        found.problems.append(item)
    else:
        found.files.append(item)


def _question_file(topic: str, entry: os.DirEntry[str]) -> QuestionFile | Problem:
    """The question file that a YAML file in a topic's folder is, or why it is none."""
    question_id = f"{topic}/{entry.name.removesuffix('.yaml')}"
    if not _ID.fullmatch(question_id):
        return Problem(path=entry.path, message="This file's path is no question's id.", hint=NAME_HINT)
    try:
        status = entry.stat()
    except OSError as error:
        return unreadable(entry.path, error)
    if not stat.S_ISREG(status.st_mode):
        return unreadable(entry.path, NOT_REGULAR)
    return QuestionFile(question_id, Path(entry.path), status.st_mtime_ns, status.st_size)


def _visible(folder: str | Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted((entry for entry in entries if entry.name[0] not in "._"), key=lambda entry: entry.name)


def _is_yaml(name: str) -> bool:
    return name.endswith((".yaml", ".yml"))
