"""One question from its file."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from interviewer.bank.problem import NOT_REGULAR, BrokenFileError, in_order, unreadable
from interviewer.bank.question import Question
from interviewer.bank.yaml_source import Source, parse

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")

MAX_BYTES = 512 * 1024
"""Ten times the longest question that anybody should write."""


class SourcedQuestion(NamedTuple):
    """A question, and where in its file everything stands."""

    question: Question
    source: Source


def read_question(path: Path) -> Question:
    """The question in that file. Raises BrokenFileError."""
    return parse_question(read_file(path), str(path)).question


def parse_question(content: bytes, name: str) -> SourcedQuestion:
    """A question from the bytes of its file. `name` stands for the file in messages. Raises BrokenFileError."""
    source = parse(content, name)
    return SourcedQuestion(fit(source, Question), source)


def fit(source: Source, wanted: type[T]) -> T:
    """What has been read of a file so far, as a value of that type.

    Raises BrokenFileError with everything that does not fit, in the order of the file.
    """
    try:
        return msgspec.convert(source.data, wanted)
    except msgspec.ValidationError:
        # Only needed when something is wrong, which at the start of an interview it is not: 2 ms.
        from interviewer.bank.faults import faults

        problems = [
            source.problem(
                source.keys[fault.trail] if fault.at_name else source.position(fault.trail), fault.message, fault.hint
            )
            for fault in faults(source.data, wanted)
        ]
        raise BrokenFileError(in_order(problems)) from None


def read_file(path: Path) -> bytes:
    """The bytes of a bank file. Raises BrokenFileError, also for a file that is too large to be one."""
    try:
        # A pipe or a device would make us wait, perhaps for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            raise BrokenFileError([unreadable(str(path), NOT_REGULAR)])
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise BrokenFileError([unreadable(str(path), error)]) from error
    if len(content) > MAX_BYTES:
        raise BrokenFileError([unreadable(str(path), f"it is larger than {MAX_BYTES // 1024} KiB")])
    return content
