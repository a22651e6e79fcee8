"""An interview through a pipe: answers in, talk on standard error, the report on standard output."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.cli import processes
from tests.cli.in_process import run
from tests.cli.processes import INTERVIEWER

ANSWERS = """\
Reference counting, um, frees an object
when the last reference goes.
.
/hint
I don't know.
.
/skip
The GIL.
.
"""
TWO = ("start", "--question", "internals/memory-management", "--question", "internals/gil")


def test_the_report_comes_as_json_and_nothing_else_does() -> None:
    done = processes.run(*TWO, "--format", "json", answers=ANSWERS)

    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert [question["question"] for question in report["questions"]] == [TWO[2], TWO[4]]
    assert report["questions"][0]["ending"] == "finished"
    assert report["questions"][1]["ending"] == "cut_off"
    assert "Question 2 of 2" in done.stderr.decode()


def test_an_answer_keeps_its_lines() -> None:
    report = json.loads(run(*TWO, "--format", "json", answers=ANSWERS).stdout)

    said = [turn["text"] for turn in report["questions"][0]["transcript"] if turn["speaker"] == "candidate"]
    assert said[0] == "Reference counting, um, frees an object\nwhen the last reference goes."


def test_what_stands_before_the_end_of_input_is_an_answer() -> None:
    report = json.loads(run(*TWO, "--format", "json", answers="It counts references").stdout)

    [question] = report["questions"]
    assert [turn["text"] for turn in question["transcript"] if turn["speaker"] == "candidate"] == [
        "It counts references"
    ]


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param("", id="nothing"),
        pytest.param(".\n.\n\n.\n", id="empty_answers"),
        pytest.param("/end\nnever read\n.\n", id="end"),
        pytest.param("/help\n/time\n/cost\n/repeat\n/clarify\n/pause\n/edit\n", id="commands_only"),
        pytest.param(b"\xff\xfe broken \x80\n.\n", id="no_utf_8"),
        pytest.param(b"\x1b[31mred\x00\x07\xc2\x9b0m\n.\n", id="terminal_escapes"),
        pytest.param("[bold]no[/bold] <script>alert(1)</script> \u202eevil\n.\n", id="markup_and_bidi"),
        pytest.param("word " * 400_000 + "\n.\n", id="two_megabytes"),
        pytest.param("a" * 2_000_000 + "\n.\n", id="two_megabytes_in_one_word"),
        pytest.param("\r\n.\r\nIt counts.\r\n.\r\n", id="windows_line_ends"),
    ],
)
def test_whatever_comes_in_a_report_comes_out(answers: str | bytes) -> None:
    done = run(*TWO, answers=answers)

    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    for forbidden in (b"\x1b", b"\x00", b"\x07", "\u202e".encode(), b"\xc2\x9b"):
        assert forbidden not in done.stdout + done.stderr


def test_bytes_that_are_no_text_are_kept_exactly() -> None:
    processes.run(*TWO, answers=b"caf\xe9 \x00 \xff\n.\n")

    session_id = run("sessions").stdout.decode().split("\n")[1].split()[0]
    exported = processes.run("sessions", "export", session_id).stdout.decode()
    answered = [json.loads(line)["event"] for line in exported.splitlines()]
    assert [event["text"] for event in answered if event["type"] == "answered"] == ["caf\udce9 \x00 \udcff"]


def test_practice_shows_the_verdicts_and_the_reference_answer_after_each_question() -> None:
    done = run(*TWO, "--mode", "practice", answers="/skip\n/end\n")
    talk = done.stderr.decode()

    feedback, second = talk.index("What a strong answer says"), talk.index("Question 2 of 2")
    assert feedback < second


def test_the_report_goes_to_a_file(home: Path) -> None:
    done = run(*TWO, "--format", "markdown", "-o", "report.md", answers="/end\n")

    assert done.stdout == b""
    assert (home / "report.md").read_text().startswith("# ")


MISTAKES = {
    "unknown_command": (["strat"], "There is no command `strat`. Did you mean `start`?"),
    "unknown_question": (["start", "--question", "internals/gill"], "Did you mean `internals/gil`?"),
    "unknown_topic": (["--topic", "intenals"], "Did you mean `internals`?"),
    "no_such_bank": (["--bank", "nowhere"], "nowhere"),
    "too_many_questions": (["--questions", "0"], "--questions"),
    "unknown_option": (["--color"], "--color"),
}


@pytest.mark.parametrize(("arguments", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_on_the_command_line_gets_a_line_and_status_2(arguments: list[str], message: str) -> None:
    done = run(*arguments)

    assert done.returncode == 2
    assert message in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_closed_output_is_no_failure() -> None:
    listing = subprocess.Popen([*INTERVIEWER, "bank", "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert listing.stdout is not None
    listing.stdout.close()
    _, complaints = listing.communicate(timeout=20)

    assert complaints == b""


@pytest.mark.parametrize(
    ("options", "planned"),
    [
        pytest.param(("--minutes", "45"), ("5 questions", 45), id="as-many-as-fit"),
        pytest.param(("--minutes", "45", "--questions", "2"), ("2 questions", 45), id="as-many-as-asked-for"),
        pytest.param(("--minutes", "1"), ("One question", 10), id="one-at-least"),
    ],
)
def test_minutes_are_planned_for(options: tuple[str, ...], planned: tuple[str, int]) -> None:
    told = run("start", "--seed", "1", *options).stderr.decode()

    found = re.search(r"(One question|\d questions), about (\d+) minutes", told)
    assert found is not None
    assert (found[1], int(found[2]) <= planned[1]) == (planned[0], True)
