"""The real command in the process of the tests, for those to whom a process of its own would tell nothing more.

What a start of its own costs, LangChain above all, is paid once by all of them. How the command begins and ends, its
signals, pipes and terminals, are tested with `tests.cli.processes`.
"""

from __future__ import annotations

import io
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from subprocess import CompletedProcess
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

import pytest

from interviewer.cli.main import main

if TYPE_CHECKING:
    from typing import BinaryIO


def run(*arguments: str, answers: str | bytes = "", **environ: str) -> CompletedProcess[bytes]:
    """As `tests.cli.processes.run`: streams with descriptors, none of which is a terminal."""
    with TemporaryFile() as fed, TemporaryFile() as out, TemporaryFile() as err, pytest.MonkeyPatch.context() as patch:
        fed.write(answers if isinstance(answers, bytes) else answers.encode())
        fed.seek(0)
        for name, value in environ.items():
            patch.setenv(name, value)
        with opened(fed) as stdin, opened(out) as stdout, opened(err) as stderr:
            patch.setattr(sys, "stdin", stdin)
            with redirect_stdout(stdout), redirect_stderr(stderr):
                status = status_of(arguments)
        return CompletedProcess(["interviewer", *arguments], status, written(out), written(err))


def opened(file: BinaryIO) -> io.TextIOWrapper:
    """Text, as Python opens the streams of a process, over the same open file."""
    return io.TextIOWrapper(os.fdopen(os.dup(file.fileno()), "r+b", buffering=0), encoding="utf-8", write_through=True)


def status_of(arguments: tuple[str, ...]) -> int:
    try:
        return main(arguments)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 1


def written(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read()
