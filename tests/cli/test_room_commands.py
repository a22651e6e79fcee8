"""What is a command in the room, and what is an answer."""

from __future__ import annotations

import pytest

from interviewer.cli.room_commands import ROOM_COMMANDS, read_submission

CASES = {
    "a_command": ("/hint", "hint", ""),
    "a_command_with_space_around": ("  /skip \n", "skip", ""),
    "what_stands_below_a_command_is_kept": ("/edit\nhalf an\nanswer", "edit", "half an\nanswer"),
    "an_unknown_command_is_an_answer": ("/quit", None, "/quit"),
    "a_path_is_an_answer": ("/usr/bin/python runs it", None, "/usr/bin/python runs it"),
    "a_command_with_words_behind_it_is_an_answer": ("/hint please", None, "/hint please"),
    "a_command_below_the_first_line_is_an_answer": ("well\n/skip", None, "well\n/skip"),
    "a_slash": ("/", None, "/"),
    "nothing": ("", None, ""),
}


@pytest.mark.parametrize(("text", "command", "rest"), CASES.values(), ids=CASES)
def test_a_known_command_alone_on_the_first_line_is_one(text: str, command: str | None, rest: str) -> None:
    submission = read_submission(text)

    assert (submission.command, submission.text) == (command, rest)


@pytest.mark.parametrize("command", ROOM_COMMANDS)
def test_each_command_is_understood(command: str) -> None:
    assert read_submission(f"/{command}").command == command
