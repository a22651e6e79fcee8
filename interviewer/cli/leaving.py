"""Leaving before the end: by Ctrl-C, by being told to (`kill`, a closed window), with what is being typed."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

from interviewer.cli.reader import HOW_TO_LEAVE
from interviewer.errors import InterviewerError, JournalError

if TYPE_CHECKING:
    from types import FrameType

    from interviewer.dialogue.engine import Interview

TOLD_TO_LEAVE = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""The signals that say so; Windows has no SIGHUP."""


class LeftWithoutText(InterviewerError):  # noqa: N818 - the candidate's right, as LeftTheRoom is
    """The candidate leaves, and what was being typed could not be kept."""

    exit_status = 130

    def __init__(self, why: JournalError) -> None:
        super().__init__("What you were typing is not kept.", str(why))


def leave_when_told() -> None:
    """From now on SIGTERM and SIGHUP do what SIGINT does. One that is ignored (`nohup`) stays so."""
    for number in TOLD_TO_LEAVE:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _leave)


def failure_to_keep(interview: Interview, text: str) -> JournalError | None:
    """Keep what is being typed; what prevents it, where something does."""
    try:
        interview.save_draft(text)
    except JournalError as error:
        return error
    return None


def how_to_leave(failure: JournalError | None) -> str:
    """What a first Ctrl-C is answered with. `failure` is what prevented the text from being kept."""
    if failure is None:
        return HOW_TO_LEAVE
    return f"Your text could not be kept. {failure} Ctrl-C again leaves without it."


def _leave(_number: int, _frame: FrameType | None) -> None:
    for stream in (sys.stdout, sys.stderr):
        _silence_if_gone(stream.fileno())
    signal.raise_signal(signal.SIGINT)


def _silence_if_gone(descriptor: int) -> None:
    """Let what is still written go nowhere, where it would go to a window that is closed."""
    try:
        os.write(descriptor, b"")
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)
