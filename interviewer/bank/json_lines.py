"""Files of labelled or hostile answers: one JSON object a line, each bad line a problem of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

import msgspec

from interviewer.bank.faults import faults
from interviewer.bank.loader import read_file
from interviewer.bank.problem import BrokenFileError, Problem
from interviewer.text.json_lines import read_object

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

T = TypeVar("T", bound=msgspec.Struct)


class Lines(NamedTuple, Generic[T]):
    """What a file holds: the values that can be read, by their line (from 1), and why others cannot."""

    values: dict[int, T]
    problems: list[Problem]


def parse_lines(content: bytes, name: str, wanted: type[T]) -> Lines[T]:
    """The values of a file; empty lines are left out. `name` stands for the file in messages."""
    found: Lines[T] = Lines({}, [])
    for number, line in enumerate(content.splitlines(), start=1):
        if line.strip():
            try:
                found.values[number] = _value(line, wanted)
            except _BadLineError as error:
                found.problems.extend(line_problem(name, number, message, hint) for message, hint in error.reasons)
    return found


def read_lines(path: Path, wanted: type[T]) -> Lines[T]:
    """The values in that file; a file that cannot be read is a problem and no error."""
    try:
        return parse_lines(read_file(path), str(path), wanted)
    except BrokenFileError as error:
        return Lines({}, list(error.problems))


def line_problem(name: str, line: int, message: str, hint: str) -> Problem:
    """What is wrong with a line of that file."""
    return Problem(path=name, line=line, column=1, message=message, hint=hint)


def same_ids(ids: Mapping[int, str], name: str) -> Iterator[Problem]:
    """The lines (by their number, their ids) whose id another line above has already."""
    first: dict[str, int] = {}
    for line, each in ids.items():
        if each in first:
            yield line_problem(name, line, f"`{each}` is the id of line {first[each]} too.", "Rename one of them.")
        first.setdefault(each, line)


class _BadLineError(Exception):
    def __init__(self, reasons: list[tuple[str, str]]) -> None:
        super().__init__(reasons)
        self.reasons = reasons


def _value(line: bytes, wanted: type[T]) -> T:
    try:
        data = read_object(line)
    except (ValueError, RecursionError) as error:
        raise _BadLineError([(f"This is not JSON: {error}.", "Write one object a line, in UTF-8.")]) from None
    try:
        return msgspec.convert(data, wanted)
    except msgspec.ValidationError:
        raise _BadLineError([(fault.message, fault.hint) for fault in faults(data, wanted)]) from None
