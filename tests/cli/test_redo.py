"""After a report in a terminal: the weakest question once more, in an interview of its own that survives a kill."""

from __future__ import annotations

import json
import re

import pytest

from tests.cli.in_process import run
from tests.cli.processes import Terminal

ONE = ("start", "--question", "internals/gil")
ENTER, CTRL_C = "\r", "\x03"
OFFER = "Answer question 1, internals/gil (22 of 100), once more now? [y/N]"
FIRST_ANSWER = "Only one thread runs Python bytecode at a time."
SECOND_ANSWER = "Only one thread runs Python bytecode at a time. It is released while it waits for I/O."


def answers(terminal: Terminal, text: str) -> Terminal:
    asked = terminal.text.count("?")
    terminal.types(text + ENTER)
    while terminal.text.count("?") <= asked:
        terminal.idles(0.1)
    return terminal


def offered() -> Terminal:
    terminal = answers(Terminal(*ONE).sees("Question 1 of 1", "question 1 of 1 - 0 min"), FIRST_ANSWER)
    terminal.types("/skip" + ENTER).sees("How well did you do?").types(ENTER)
    return terminal.sees(OFFER)


def sessions() -> list[list[str]]:
    """The lines of `sessions`, cell by cell, the newest first."""
    return [re.split(" {2,}", line) for line in run("sessions").stdout.decode().splitlines()[1:]]


def report(*arguments: str) -> dict[str, object]:
    read: dict[str, object] = json.loads(run("report", *arguments, "--format", "json").stdout)
    return read


@pytest.mark.parametrize("key", ["n" + ENTER, ENTER, CTRL_C], ids=["no", "enter", "ctrl-c"])
def test_who_declines_is_done(key: str) -> None:
    assert offered().types(key).is_over() == 0

    assert len(sessions()) == 1
    assert report()["redo"] is None


def test_the_second_answer_stands_beside_the_first_which_counts_and_is_not_offered_twice() -> None:
    terminal = offered().types("y" + ENTER).sees("Once more: question 1 of interview", "question 1 of 1 - 0 min")
    answers(terminal, SECOND_ANSWER).types("/skip" + ENTER).sees("Before and after", "shows the whole report")
    assert terminal.is_over() == 0

    assert "22 of 100 before, 44 now." in terminal.text
    assert "* released-for-io" in terminal.text
    [again, first] = sessions()
    assert again[-1] == f"finished, of {first[0]}"
    whole = report()
    assert (whole["interview"], int(float(str(whole["score"])))) == (first[0], 22)
    redone = report(again[0])
    assert isinstance(redone["redo"], dict)
    assert (redone["redo"]["interview"], int(redone["redo"]["score"])) == (first[0], 22)


def test_killed_in_the_middle_it_is_gone_on_with() -> None:
    terminal = offered().types("y" + ENTER).sees("Once more:", "question 1 of 1 - 0 min")
    answers(terminal, SECOND_ANSWER).is_killed()
    [again, first] = sessions()
    assert again[-1] == f"unfinished, of {first[0]}"
    assert report()["interview"] == first[0]

    resumed = Terminal("resume").sees(f"Once more: question 1 of interview {first[0]}", f"> {FIRST_ANSWER}")
    resumed.sees("question 1 of 1 - 0 min").types("/skip" + ENTER).sees("22 of 100 before, 44 now.")
    assert resumed.is_over() == 0
    assert "once more now?" not in resumed.text


def test_nothing_is_offered_through_a_pipe() -> None:
    done = run(*ONE, answers=f"{FIRST_ANSWER}\n.\n/skip\n")

    assert done.returncode == 0
    assert b"once more" not in done.stdout + done.stderr
    assert b"How well" not in done.stdout + done.stderr
