"""The warm-up and the candidate's own questions, in a terminal: key by key, through kills, and never through a pipe."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest

from benchmarks.model_server import running
from interviewer.cli.keyboard_reader import SAVE_EVERY_S
from tests.cli.in_process import run
from tests.cli.processes import Terminal

if TYPE_CHECKING:
    from pathlib import Path

ONE = ("start", "--question", "internals/gil")
ENTER, CTRL_C = "\r", "\x03"
WARM_UP, QUESTION, CLOSING = "Before we begin", "Question 1 of 1", "Your questions"
BUILT = "I've been building a parser."


def begun(*options: str) -> Terminal:
    return Terminal(*ONE, *options, INTERVIEWER_WARM_UP="true").sees(WARM_UP, "what have you been working on")


def sends(terminal: Terminal, text: str, *shows: str) -> Terminal:
    """Type it, wait until it is there, and send it."""
    return terminal.types(text).sees(text).types(ENTER).sees(*shows)


def sees_again(terminal: Terminal, text: str, times: int = 2) -> Terminal:
    """Wait until it is there that often."""
    while terminal.text.count(text) < times:
        terminal.idles(0.1)
    return terminal


def at_the_closing() -> Terminal:
    terminal = sends(begun(), BUILT, QUESTION, "question 1 of 1 - 0 min")
    sees_again(sends(terminal, "It is a mutex."), "?", times=3)
    return sends(terminal, "/skip", CLOSING, "your questions - not scored")


def report(*arguments: str) -> dict[str, object]:
    read: dict[str, object] = json.loads(run("report", *arguments, "--format", "json").stdout)
    return read


def said(report: dict[str, object]) -> list[tuple[str, str]]:
    talk = report["small_talk"]
    assert isinstance(talk, list)
    return [(turn["part"], turn["text"]) for turn in talk if turn["speaker"] == "candidate"]


def test_from_the_warm_up_to_the_report() -> None:
    terminal = at_the_closing()
    assert QUESTION not in terminal.text[: terminal.text.index(BUILT)]
    sends(terminal, "What is the team like?", "else?")
    sends(terminal, "no", "How well did you do?").types(ENTER).sees("once more now?").types(ENTER)
    assert terminal.is_over() == 0

    found = report()
    assert said(found) == [("warm_up", BUILT), ("closing", "What is the team like?"), ("closing", "no")]
    assert found["state"] == "completed"
    questions = found["questions"]
    assert isinstance(questions, list)
    assert [turn["text"] for turn in questions[0]["transcript"] if turn["speaker"] == "candidate"] == ["It is a mutex."]


def test_enter_alone_goes_straight_on() -> None:
    terminal = begun().sees("before we begin - not scored").types(ENTER).sees(QUESTION, "question 1 of 1 - 0 min")
    sends(terminal, "/skip", CLOSING, "your questions - not scored").types(ENTER).sees("shows this again")

    assert said(report()) == []


def test_line_by_line_enter_alone_goes_on_too() -> None:
    terminal = begun("--plain").types("\n").sees(QUESTION)
    terminal.types("/skip\n").sees(CLOSING).types("Are you a robot?\n.\n").sees("bank").types("\n")

    assert terminal.sees("shows this again")
    assert said(report()) == [("closing", "Are you a robot?")]


def test_commands_there() -> None:
    terminal = sends(begun(), "/hint", "isn't scored")
    sends(terminal, "/time", "this part is not timed")
    sends(terminal, "/pause", "The clock stands")
    sees_again(sends(terminal, "/repeat"), "what have you been working on")
    sends(terminal, "/end", "0 of 0 graded")
    assert terminal.is_over() == 0


@pytest.mark.parametrize("way", ["left", "killed"])
def test_whoever_leaves_in_the_warm_up_goes_on_there(way: str) -> None:
    terminal = begun().types("half a thought").sees("> half a thought")
    if way == "left":
        terminal.types(CTRL_C).sees("again saves and leaves").types(CTRL_C).sees("resume")
        assert terminal.is_over() == 130
    else:
        time.sleep(SAVE_EVERY_S + 0.5)
        terminal.is_killed()

    resumed = Terminal("resume").sees("before we begin.", WARM_UP, "> half a thought").types(ENTER).sees(QUESTION)
    assert resumed.text.count("what have you been working on") == 1


def test_killed_in_the_closing_it_is_gone_on_with_there() -> None:
    sends(at_the_closing(), "What is the team like?", "else?").is_killed()

    resumed = Terminal("resume").sees(f"> {BUILT}", "> It is a mutex.", CLOSING, "> What is the team like?")
    sends(resumed.sees("your questions - not scored"), "no", "How well did you do?")


def test_the_transcript_shows_it_as_what_it_is() -> None:
    sends(at_the_closing(), "What is the team like?", "else?").is_killed()

    told = run("report", "--transcript").stdout.decode()

    order = ("Before the first question", BUILT, "Question 1:", "After the last question", "What is the team like?")
    places = [told.index(text) for text in order]
    assert places == sorted(places)
    assert told.count("small talk · not scored") == 2
    assert BUILT not in run("report").stdout.decode()


def test_an_answer_once_more_begins_with_the_question() -> None:
    terminal = at_the_closing().types(ENTER).sees("How well did you do?").types(ENTER).sees("once more now?")
    terminal.types("y" + ENTER).sees("Once more:", "question 1 of 1 - 0 min")

    assert terminal.text.count(WARM_UP) == 1
    sends(terminal, "/skip", "shows the whole report")
    assert terminal.text.count(CLOSING) == 1


def test_with_a_model_the_replies_are_its_own_and_lead_on_in_prepared_words(home: Path) -> None:
    with running(latency_s=0.05) as server:
        (home / "interviewer.toml").write_text(server.settings())
        terminal = sends(begun().idles(3).idles(3), BUILT, QUESTION, "question 1 of 1 - 0 min")
        sends(terminal, "/skip", CLOSING, "your questions - not scored")
        sends(terminal, "What is the team like?", "I am a program.", "else?")
        sends(terminal, "no", "shows this again")

    talk = report()["small_talk"]
    assert isinstance(talk, list)
    [answer] = [turn for turn in talk if turn["text"].startswith("On number") and turn["part"] == "closing"]
    assert (answer["source"], answer["prompt"][:15]) == ("openai:fixed", "closing-neutral")


def test_an_enter_too_many_passes_nothing_by_that_was_not_there_yet(home: Path) -> None:
    with running(latency_s=2) as server:
        (home / "interviewer.toml").write_text(server.settings())
        terminal = begun().types(ENTER).sees(QUESTION, "question 1 of 1 - 0 min")
        sends(terminal, "/skip", "your questions - not scored")
        sends(terminal, "What is the team like?", "...").types(ENTER).sees("I am a program.", "else?")
        time.sleep(2)
        terminal.idles(0.2).idles(0.2)

        assert "shows this again" not in terminal.text
        terminal.types(ENTER).sees("shows this again")


def test_gone_on_with_through_a_pipe_what_comes_is_for_the_questions() -> None:
    begun().is_killed()

    done = run("resume", "--format", "json", answers="It is a mutex.\n.\n/skip\n")

    found = json.loads(done.stdout)
    assert (found["state"], said(found)) == ("completed", [])
    assert [turn["text"] for turn in found["questions"][0]["transcript"]][1] == "It is a mutex."


def test_a_pipe_maps_blocks_to_questions() -> None:
    done = run(*ONE, "--format", "json", answers="It is a mutex.\n.\n/skip\n", INTERVIEWER_WARM_UP="true")

    assert WARM_UP.encode() not in done.stderr
    assert json.loads(done.stdout)["small_talk"] == []
    assert json.loads(done.stdout)["state"] == "completed"
