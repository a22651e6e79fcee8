"""What `interviewer score` is given: a file of lines, standard input, a folder of recordings, or one recording."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.cli.score_hearing import line_of_one, lines_of_folder
from interviewer.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

STANDARD_INPUT = "-"


@contextmanager
def opened(args: argparse.Namespace) -> Iterator[tuple[int, Path]]:
    """A descriptor of the lines, and the folder that recordings in them are named from. Raises UsageError."""
    if args.audio is not None:
        with line_of_one(args.audio, args.question) as lines:
            yield lines.fileno(), Path()
    elif Path(args.file).is_dir():
        with lines_of_folder(Path(args.file)) as lines:
            yield lines.fileno(), Path(args.file)
    else:
        with _opened_file(args.file) as descriptor:
            yield descriptor, Path(args.file).parent


@contextmanager
def _opened_file(name: str) -> Iterator[int]:
    """A descriptor of the file of that name, or of standard input. Raises UsageError."""
    if name == STANDARD_INPUT:
        yield 0
        return
    try:
        descriptor = os.open(name, os.O_RDONLY)
    except (OSError, ValueError) as error:  # ValueError: a NUL in it
        raise _unreadable(name, getattr(error, "strerror", None) or str(error)) from error
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _unreadable(name: str, why: str) -> UsageError:
    return UsageError(f"{name} cannot be read: {why}.", "Name a file with one JSON object a line.")


def refuse_same_file(descriptor: int, output: str | None) -> None:
    """Raises UsageError where the answers would be written over."""
    if output is None:
        return
    try:
        is_same = os.path.samestat(os.fstat(descriptor), os.stat(output))  # noqa: PTH116 - as fstat
    except (OSError, ValueError):
        return  # it is not there yet, or opening it says what is wrong
    if is_same and stat.S_ISREG(os.fstat(descriptor).st_mode):
        raise UsageError(f"{output} holds the answers.", "Name another file with -o.")
