"""`doctor` and the models of the settings: the real command, the real clients, servers on this machine."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from interviewer.cli.main import main
from tests.cli.in_process import run
from tests.cli.processes import Terminal
from tests.llm.server import (
    Answer,
    completion,
    does_both,
    echoes,
    fails,
    hangs,
    sends,
    serving,
)
from tests.llm.test_examination import FITTING, graded, leans, spoken
from tests.llm.weights import asked_both_ways
from tests.test_startup import HEAVY, imported

if TYPE_CHECKING:
    from pathlib import Path

COMPETENT = does_both(spoken(FITTING), graded("met", "missed"))
KEY = "sk-secret-0123456789"
BOTH = ("interviewer", "grader")
OTHERS = ("Python", "settings", "bank", "prompts", "journal", "voice", "terminal", "editor")


def configure(home: Path, base_url: str, more: str = "", roles: tuple[str, ...] = BOTH) -> None:
    table = f'{{ model = "openai:small", base_url = "{base_url}"{more} }}'
    (home / "interviewer.toml").write_text("".join(f"models.{role} = {table}\n" for role in roles))


def found(capsys: pytest.CaptureFixture[str], *, status: int) -> dict[str, str]:
    """What the command says of each part that has to do with models; times are X.X s."""
    assert main(["doctor"]) == status
    out = re.sub(r"\d+\.\d s", "X.X s", capsys.readouterr().out)
    parts = {line[8:].partition(": ")[0]: line for line in out.splitlines()}
    return {part: line for part, line in parts.items() if part not in OTHERS}


def test_a_model_that_does_its_work_is_ok_and_what_it_takes_is_told(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MY_KEY", KEY)
    with serving(COMPETENT) as server:
        configure(home, server.base_url, ', api_key_env = "MY_KEY", price_in = 1.0, price_out = 10.0')

        says = found(capsys, status=0)
        who = f"openai:small at {server.base_url}, key from MY_KEY."

    assert says == {
        "interviewer": (
            f"ok      interviewer: {who} Its wording, “You went straight to one entry. In which order do the keys come "
            "in a loop?”, could be shown. First words after X.X s, the last after X.X s; 100 tokens in, 20 out."
        ),
        "grader": (
            f"ok      grader: {who} All 2 verdicts are right, and the quote was found. Reply after X.X s; 100 tokens "
            "in, 20 out, asked with a JSON Schema."
        ),
        "cost": (
            "ok      cost: An interview of 4 questions with 4 answers each takes about 3,924 tokens in and 731 out. At "
            "your prices it costs about 0.0112."
        ),
    }
    assert len(server.requests) == len(BOTH)
    assert {request.key for request in server.requests} == {f"Bearer {KEY}"}


ROWS = [
    pytest.param(echoes, "“The question: How does a dict", "the reply was not JSON", id="echo"),
    pytest.param(
        does_both(spoken("OK"), completion("OK")), "“OK”, names none of the moves", "was not JSON", id="always OK"
    ),
    pytest.param(
        does_both(spoken("{}"), completion("{}")),
        "“{}”, names none",
        "did not have the form",
        id="always the same JSON",
    ),
    pytest.param(sends("<html>Hello</html>"), "is no reply of a model.", "is no reply of a model.", id="HTML with 200"),
    pytest.param(does_both(spoken(""), completion("")), "an empty reply.", "an empty reply.", id="empty"),
    pytest.param(hangs, "was not done with its reply after X.X s.", "was not done with its reply", id="slow"),
    pytest.param(fails(401, f"Incorrect {KEY}"), "refused the key", "Check the key: name its variable", id="wrong key"),
    pytest.param(fails(429, Retry_After="60"), "gets too many requests", "Try again later", id="too many requests"),
    pytest.param(fails(500), "failed while it served", "Try again later", id="fails"),
]


@pytest.mark.parametrize(("answer", "interviewer", "grader"), ROWS)
def test_a_model_that_does_not_do_its_work_is_not_ok(
    answer: Answer, interviewer: str, grader: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(answer) as server:
        configure(home, server.base_url, ", timeout_s = 0.3" if answer is hangs else "")
        says = found(capsys, status=1)

    assert list(says) == [*BOTH]
    assert says["interviewer"].startswith("not ok  ")
    assert interviewer in says["interviewer"]
    assert says["grader"].startswith("not ok  ")
    assert grader in says["grader"]
    assert KEY not in str(says)


def test_what_fails_is_asked_once(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(fails(503)) as server:
        configure(home, server.base_url)
        found(capsys, status=1)

    assert len(server.requests) == len(BOTH)


def test_words_that_would_be_replaced_are_a_warning(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(spoken("MOVE 1\nGood. In which order do its keys come?")) as server:
        configure(home, server.base_url, roles=("interviewer",))
        says = found(capsys, status=0)

    assert says["interviewer"].startswith("beware  interviewer: openai:small at ")
    assert "would be replaced by prepared words: it judges: good." in says["interviewer"]
    assert says["grader"] == "ok      grader: offline, built in."


def test_a_grader_that_is_wrong_is_named_so_and_another_is_advised(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(graded("met", "met")) as server:
        configure(home, server.base_url, roles=("grader",))
        says = found(capsys, status=1)

    assert "is missed in the answer, and it came to met." in says["grader"]
    assert says["grader"].endswith("Choose another model as grader: the grades of this one cannot be trusted.")


def test_a_small_model_is_examined_by_probabilities(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(asked_both_ways(leans(hash_lookup=0.97), fails(500))) as server:
        table = f'{{ model = "openai:tiny-1.5b", base_url = "{server.base_url}" }}'
        (home / "interviewer.toml").write_text(f"models.grader = {table}\n")
        says = found(capsys, status=0)

    assert "All 2 verdicts are right, and the quote was found." in says["grader"]


def test_how_a_server_can_be_asked_for_json_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    refuses = fails(400, "response_format is not supported")
    with serving(refuses, refuses, graded("met", "missed")) as server:
        configure(home, server.base_url, roles=("grader",))
        says = found(capsys, status=0)

    assert says["grader"].endswith("; 100 tokens in, 20 out, asked for a JSON object.")


def test_every_fallback_is_examined_and_none_hides_another(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(COMPETENT) as server:
        more = ', fallbacks = ["openai:big", "anthropic:claude", "openai:big"]'
        configure(home, server.base_url, more, roles=("interviewer",))
        assert main(["doctor"]) == 1

    shown = [line[:40] for line in capsys.readouterr().out.splitlines() if "interviewer" in line[:20]]
    assert shown == [
        "ok      interviewer: openai:small at htt",
        "ok      interviewer, fallback: openai:bi",
        "not ok  interviewer, fallback: anthropic",
    ]
    assert [request.body["model"] for request in server.requests] == ["small", "big"]


def test_a_model_without_its_key_is_not_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERVIEWER_MODEL", "openai:some-model")

    says = found(capsys, status=1)

    assert list(says) == [*BOTH]
    assert all("OPENAI_API_KEY is not set" in line for line in says.values())


def test_user_and_password_of_an_address_are_shown_nowhere(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(COMPETENT) as server:
        configure(home, server.base_url.replace("http://", "http://ada:hush-hush@"))
        says = found(capsys, status=0)

    assert "hush-hush" not in str(says)
    assert f"openai:small at {server.base_url}, no key." in says["grader"]


def test_in_a_terminal_a_line_says_who_is_asked_and_goes_away(home: Path) -> None:
    with serving(COMPETENT) as server:
        configure(home, server.base_url)
        terminal = Terminal("doctor", columns=200)
        assert terminal.is_over() == 0

    assert "Asking openai:small: up to 60 s for each reply …".encode() in terminal.raw
    assert "Asking" not in terminal.text


def test_for_a_screen_reader_that_line_stays(home: Path) -> None:
    with serving(COMPETENT) as server:
        configure(home, server.base_url)
        terminal = Terminal("doctor", "--plain", columns=200)
        assert terminal.is_over() == 0

    assert "Asking openai:small: up to 60 s for each reply …\nok      interviewer: " in terminal.text
    assert b"\x1b[2K" not in terminal.raw


def test_an_interrupt_ends_the_waiting(home: Path) -> None:
    with serving(hangs) as server:
        configure(home, server.base_url)
        terminal = Terminal("doctor", columns=200).sees("Asking openai:small")
        while not server.requests:
            terminal.idles(0.1)
        terminal.types("\x03")

        assert terminal.is_over() == 130

    assert terminal.text.rstrip().endswith("interviewer: Interrupted.")
    assert "Asking" not in terminal.text


def test_in_a_pipe_nobody_is_told_to_wait(home: Path) -> None:
    with serving(COMPETENT) as server:
        configure(home, server.base_url)
        done = run("doctor")

    assert done.returncode == 0
    assert b"Asking" not in done.stdout + done.stderr


WITHOUT_NETWORK = """
import sys
def hook(event, arguments):
    if event.startswith("socket."):
        sys.stderr.write(f"event: {event}\\n")
sys.addaudithook(hook)
sys.argv = ["interviewer", "doctor"]
from interviewer.cli.main import run
run()
"""


def test_with_nothing_configured_no_socket_is_opened_and_nothing_heavy_imported() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", WITHOUT_NETWORK], capture_output=True, text=True, check=True
    )

    assert "ok      interviewer: offline, built in." in done.stdout
    assert "event: " not in done.stderr
    assert not imported(done.stderr) & set(HEAVY)
