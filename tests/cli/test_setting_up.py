"""The wizard, and the question about an unusable model, in a real terminal, with the real clients and a real server."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.paths import user_config_file
from tests.cli import processes
from tests.cli.in_process import run
from tests.cli.processes import Terminal
from tests.llm.server import COUNTS, DONE, Server, chunk, fails, hangs, names, serving, stream

ENTER, CTRL_C, CTRL_D = "\r", "\x03", "\x04"
KEY = "sk-secret-0123456789"
GIL = "internals/gil"
READY = stream(chunk("rea"), chunk("dy"), chunk("", "stop"), COUNTS, DONE)
REPORT = "shows this again"
ROOT = Path(__file__).parent.parent.parent

KEYRING = """\
import json, os, pathlib

class Backend:
    name, priority, file = "Test Keyring", 5, pathlib.Path(os.environ["TEST_KEYRING"])
    def held(self):
        return json.loads(self.file.read_text()) if self.file.exists() else {}
    def get_password(self, service, user):
        return self.held().get(f"{service}/{user}")
    def set_password(self, service, user, password):
        self.file.write_text(json.dumps({**self.held(), f"{service}/{user}": password}))

def get_keyring():
    return Backend()
"""
"""In place of the package: as much of it as is used, over a file."""


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(READY) as server:
        server.listing = names("small", "large")
        yield server


@pytest.fixture
def keyring(tmp_path: Path) -> dict[str, str]:
    """The environment of a process that has a keyring."""
    (tmp_path / "keyring.py").write_text(KEYRING)
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", str(ROOT))])
    return {"PYTHONPATH": path, "TEST_KEYRING": str(tmp_path / "kept.json")}


def begun(*options: str, columns: int = 100, **environ: str) -> Terminal:
    return Terminal("config", "init", *options, columns=columns, lines=40, **environ).sees(
        "another model", "Number [1]:"
    )


def picks(terminal: Terminal, option: str) -> Terminal:
    """Type the number that stands before an option that was shown last."""
    return terminal.types(re.findall(rf"(\d+)\. {option}", terminal.sees(f". {option}").text)[-1] + ENTER)


def names_the_server(terminal: Terminal, server: Server, variable: str = "") -> Terminal:
    """Through the questions about a server, to the end of the trial."""
    picks(picks(terminal, "another model").sees("a compatible server"), "a compatible").sees("Address,")
    terminal.types(server.base_url + ENTER).sees("Model [small]:").types(ENTER)
    return terminal.sees("Variable that holds its key").types(variable + ENTER)


def configured(server: Server, variable: str | None = "MY_KEY") -> None:
    key = f', api_key_env = "{variable}"' if variable else ""
    model = f'{{ model = "openai:small", base_url = "{server.base_url}"{key} }}'
    Path("interviewer.toml").write_text(f"models.interviewer = {model}\nmodels.grader = {model}\n")


@pytest.mark.parametrize(
    ("options", "columns", "environ"),
    [
        pytest.param([], 100, {}, id="with_colours"),
        pytest.param(["--plain"], 100, {}, id="plain"),
        pytest.param([], 100, {"TERM": "dumb"}, id="dumb_terminal"),
        pytest.param([], 160, {"NO_COLOR": "1"}, id="wide"),
    ],
)
def test_from_the_first_question_to_the_file(
    server: Server, options: list[str], columns: int, environ: dict[str, str]
) -> None:
    terminal = names_the_server(begun(*options, columns=columns, **environ), server)

    assert terminal.sees("go to 127.0.0.1", "It replied after", "“ready”", "Written:").is_over() == 0
    model = {"model": "openai:small", "base_url": server.base_url}
    assert tomllib.loads(user_config_file().read_text()) == {"models": {"interviewer": model, "grader": model}}
    assert len(server.requests) == 1
    assert not options or b"\x1b[" not in terminal.raw


def test_in_a_window_of_thirty_columns(server: Server) -> None:
    terminal = Terminal("config", "init", columns=30).sees("Number [1]:").types(ENTER)

    assert terminal.sees("Written:").is_over() == 0
    assert tomllib.loads(user_config_file().read_text()) == {}


@pytest.mark.parametrize(
    ("where", "keys"),
    [
        pytest.param("the first question", CTRL_C, id="Ctrl-C"),
        pytest.param("the first question", CTRL_D, id="Ctrl-D"),
        pytest.param("a text", CTRL_D, id="in the middle of a text"),
        pytest.param("the key", CTRL_C, id="Ctrl-C at the key"),
        pytest.param("the key", CTRL_D, id="Ctrl-D at the key"),
        pytest.param("the trial", CTRL_C, id="while the model is silent"),
    ],
)
def test_leaving_writes_nothing(server: Server, where: str, keys: str) -> None:
    terminal = begun()
    if where == "a text":
        picks(picks(terminal, "another model").sees("a compatible server"), "a compatible").sees("Address,")
    if where == "the key":
        names_the_server(terminal, server, "MY_KEY").sees("it is not shown")
    if where == "the trial":
        server.answers = [hangs]
        names_the_server(terminal, server).sees("Trying")
        while not server.requests:
            terminal.idles(0.1)
    terminal.types(keys).sees("interviewer: Left; nothing was changed.")

    assert terminal.is_over() == 130
    assert not user_config_file().parent.exists()
    assert "Traceback" not in terminal.text


def test_a_failure_is_a_sentence_and_another_try_may_succeed(server: Server) -> None:
    server.answers = [fails(404), READY]
    terminal = names_the_server(begun(), server).sees("knows no openai:small", "often ends in /v1", "keep it anyway")

    assert picks(terminal, "try again").sees("Written:").is_over() == 0


def test_a_key_goes_unseen_to_the_keyring_and_from_there_to_the_server(
    server: Server, keyring: dict[str, str], home: Path
) -> None:
    terminal = names_the_server(begun(columns=100, **keyring), server, "MY_KEY").sees(
        "MY_KEY is not set", "it is not shown"
    )
    terminal.types(KEY + ENTER).sees("Keep the key in the keyring (Test Keyring)?").types(ENTER)

    assert terminal.sees("The key is in the keyring, as MY_KEY").is_over() == 0
    assert KEY.encode() not in terminal.raw
    assert json.loads(Path(keyring["TEST_KEYRING"]).read_text()) == {"interviewer/MY_KEY": KEY}
    assert [file for file in home.rglob("*") if file.is_file() and KEY.encode() in file.read_bytes()] == []

    shown = processes.run("config", "show", **keyring).stdout.decode()
    assert "# key of openai:small: MY_KEY in the keyring" in shown
    assert KEY not in shown
    answered = processes.run("start", "--question", GIL, answers="It is a mutex.\n.\n/end\n", **keyring)
    assert answered.returncode == 0
    assert {request.key for request in server.requests} == {f"Bearer {KEY}"}


def test_the_environment_goes_before_the_keyring(server: Server, keyring: dict[str, str]) -> None:
    configured(server)
    Path(keyring["TEST_KEYRING"]).write_text(json.dumps({"interviewer/MY_KEY": "sk-old"}))

    assert "MY_KEY in the keyring" in processes.run("config", "show", **keyring).stdout.decode()
    assert "# key of openai:small: MY_KEY\n" in processes.run("config", "show", **keyring, MY_KEY=KEY).stdout.decode()


class TestAnInterviewWhoseKeyIsMissing:
    def test_is_a_question_in_a_terminal_and_can_be_held_offline(self, server: Server) -> None:
        configured(server)
        terminal = Terminal("start", "--question", GIL).sees("MY_KEY is not set.", "What now?", "Number [1]:")
        picks(terminal, "go offline").sees("Question 1 of 1", "question 1 of 1 - 0 min").types("/end" + ENTER)

        assert terminal.sees(REPORT).is_over() == 0
        events = run("sessions", "export", run("sessions").stdout.decode().split("\n")[1].split()[0]).stdout.decode()
        started = next(event for event in map(json.loads, events.splitlines()) if '"started"' in json.dumps(event))
        assert '"interviewer": "offline", "grader": "offline"' in json.dumps(started)
        assert server.connections == 0

    def test_can_be_held_with_a_key_that_is_entered_for_it(self, server: Server, home: Path) -> None:
        configured(server)
        terminal = Terminal("start", "--question", GIL).sees("What now?", "Number [1]:").types(ENTER)
        terminal.sees("it is not shown").types(KEY + ENTER).sees("Question 1 of 1", "question 1 of 1 - 0 min")
        terminal.types("It is a mutex." + ENTER)
        while not server.requests:
            terminal.idles(0.1)
        terminal.is_killed()

        assert server.requests[0].key == f"Bearer {KEY}"
        assert KEY.encode() not in terminal.raw
        assert [file for file in home.rglob("*") if file.is_file() and KEY.encode() in file.read_bytes()] == []

    def test_can_be_set_up(self, server: Server) -> None:
        terminal = Terminal("start", "--question", GIL, "--model", "opnai:x").sees("Did you mean openai:x?")
        names_the_server(picks(terminal, "set up").sees("another model"), server).sees("Keep that choice").types(ENTER)

        terminal.sees("Written:", "openai:small words the follow-ups", "Question 1 of 1").is_killed()
        assert "openai:small" in user_config_file().read_text()

    def test_can_be_left(self, server: Server) -> None:
        configured(server)
        terminal = picks(Terminal("start").sees("What now?", "Number [1]:"), "quit")

        assert terminal.sees("interviewer: Left; no interview was begun or changed.").is_over() == 130
        assert run("sessions").stdout.decode().count("\n") <= 1

    @pytest.mark.parametrize("command", ["start", "resume", "regrade"])
    def test_is_refused_in_a_pipe(self, server: Server, command: str) -> None:
        assert run("start", "--question", GIL, answers="It is a mutex.\n.\n").returncode == 0
        if command == "resume":
            left = Terminal("start", "--question", GIL).sees("question 1 of 1 - 0 min")
            left.types(CTRL_C + CTRL_C).is_over()
        configured(server)

        done = run(command)

        assert done.returncode == 2
        assert b"openai:small needs a key, and MY_KEY is not set. Set MY_KEY" in done.stderr
        assert b"What now?" not in done.stderr

    @pytest.mark.parametrize("command", ["resume", "regrade"])
    def test_is_a_question_for_every_command_that_asks_a_model(self, server: Server, command: str) -> None:
        left = Terminal("start", "--question", GIL).sees("question 1 of 1 - 0 min")
        left.types(CTRL_C + CTRL_C).is_over()
        configured(server)

        terminal = picks(Terminal(command).sees("MY_KEY is not set.", "Number [1]:"), "go offline")

        terminal.sees("graded" if command == "regrade" else "Back in interview").is_killed()
