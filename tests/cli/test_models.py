"""An interview with a model, end to end: the real command, the real clients, and a server on this machine."""

from __future__ import annotations

import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from interviewer.bank.conduct import find_conduct
from interviewer.resources import data_folder
from tests.cli.in_process import run
from tests.cli.processes import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GIL = "internals/gil"
ANSWERS = "Only one thread at a time runs Python bytecode.\n.\n/cost\n/end\n"
WORDED = "MOVE 1\nWhich programs would notice that?"


class Server(ThreadingHTTPServer):
    """Speaks as much of OpenAI's protocol as is needed; `requests` are those that came."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: list[dict[str, Any]] = []
        self.status = 200

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(request)
        if self.server.status != 200:
            self._send(b'{"error": {"message": "no", "type": "x"}}', "application/json", self.server.status)
        elif request.get("stream"):
            self._send(streamed(WORDED), "text/event-stream")
        else:
            body = json.dumps(completion(json.dumps(REPLIES[titled(request)]())))
            self._send(body.encode(), "application/json")

    def _send(self, body: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def streamed(text: str) -> bytes:
    head = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "fake"}
    chunks = [
        {**head, "choices": [{"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None}]},
        {**head, "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]},
        {**head, "choices": [], "usage": {"prompt_tokens": 90, "completion_tokens": 10, "total_tokens": 100}},
    ]
    return "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks).encode() + b"data: [DONE]\n\n"


def completion(text: str) -> dict[str, object]:
    message = {"role": "assistant", "content": text}
    usage = {"prompt_tokens": 900, "completion_tokens": 100, "total_tokens": 1000}
    choices = [{"index": 0, "message": message, "finish_reason": "stop"}]
    return {"id": "1", "object": "chat.completion", "created": 1, "model": "fake", "choices": choices, "usage": usage}


def grade() -> dict[str, object]:
    """The first criterion met with a quote that was said, the second with one that never was, the rest missed."""
    ids = [
        *("mutex-on-bytecode", "cpu-bound-hurt", "released-for-io", "workarounds", "why-it-exists"),
        *("not-thread-safety", "free-threading", "lock-per-interpreter"),
    ]
    quotes = {"mutex-on-bytecode": ["one thread at a time runs Python bytecode"], "cpu-bound-hurt": ["never said"]}
    criteria = [
        {
            "id": name,
            "reason": "It was said." if name in quotes else "It was not said.",
            "quotes": quotes.get(name, []),
            "verdict": "met" if name in quotes else "missed",
        }
        for name in ids
    ]
    return {"criteria": criteria, "misconceptions": [], "other_wrong_claims": []}


def look() -> dict[str, object]:
    """The point was made."""
    return {"reason": "It was said.", "quotes": ["one thread at a time"], "verdict": "met"}


def conduct() -> dict[str, object]:
    """The first habit shown with a quote that was said, the second with one that never was, the rest without any."""
    quotes = {"thinking-aloud": ["Only one thread at a time"], "clarifying-questions": ["may I ask"]}
    habits = [
        {
            "id": habit.id,
            "reason": "So it seemed.",
            "quotes": quotes.get(habit.id, []),
            "outcome": "shown" if habit.id in quotes else "no_occasion",
        }
        for habit in find_conduct([data_folder("rubrics")]).habits
    ]
    return {"habits": habits}


REPLIES = {"Grade": grade, "Look": look, "Conduct": conduct}


def titled(request: dict[str, Any]) -> str:
    """Which schema a reply was asked in."""
    return next(title for title in REPLIES if f'"title": "{title}"' in json.dumps(request))


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def _configured(server: Server, home: Path) -> None:
    model = f'{{ model = "openai:fake", base_url = "{server.url}" }}'
    (home / "interviewer.toml").write_text(f"models.interviewer = {model}\nmodels.grader = {model}\n")


@pytest.mark.usefixtures("_configured")
def test_a_model_words_the_follow_up_and_grades_with_evidence_that_code_has_found(server: Server) -> None:
    done = run("start", "--question", GIL, "--format", "json", answers=ANSWERS)
    talk = done.stderr.decode()
    question = json.loads(done.stdout)["questions"][0]

    assert "openai:fake words the follow-ups and grades. Your answers are sent to 127.0.0.1:" in " ".join(talk.split())
    assert "Which programs would notice that?" in talk
    assert "interviewer: 1 call, 90 tokens in, 10 out" in talk
    verdicts = {verdict["criterion"]: verdict for verdict in question["verdicts"]}
    assert verdicts["mutex-on-bytecode"]["verdict"] == "met"
    assert verdicts["mutex-on-bytecode"]["quote"] == "one thread at a time runs Python bytecode"
    assert verdicts["cpu-bound-hurt"]["verdict"] == "unclear"
    assert question["grader"]["grader"] == "openai:fake"
    # One to word, one to grade, one to repair the quote that was not found, a second look, one about conduct.
    assert len(server.requests) == 5


@pytest.mark.usefixtures("_configured")
def test_a_model_interviews_in_the_manner_that_was_asked_for_and_by_the_user_s_own_prompts(
    server: Server, home: Path
) -> None:
    settings = (home / "interviewer.toml").read_text()
    (home / "interviewer.toml").write_text(f'prompts = "mine"\n{settings}')
    (home / "mine" / "languages").mkdir(parents=True)
    (home / "mine" / "languages" / "english.md").write_text("---\nversion: 1\n---\nSpeak the English of Yorkshire.\n")

    done = run("start", "--question", GIL, "--persona", "tough", answers=ANSWERS)
    transcript = run("report", "--transcript").stdout.decode()

    asked = next(one["messages"][0]["content"] for one in server.requests if one.get("stream"))
    assert done.returncode == 0
    assert asked.endswith("and never a doubt about the person.\n\nSpeak the English of Yorkshire.")
    assert "speak-tough v2" in transcript


@pytest.mark.usefixtures("_configured")
def test_a_model_observes_conduct_with_evidence_that_code_has_found(server: Server) -> None:
    report = json.loads(run("start", "--question", GIL, "--format", "json", answers=ANSWERS).stdout)

    seen = {habit["habit"]: habit for habit in report["conduct"]["habits"]}
    assert report["conduct"]["observer"]["grader"] == "openai:fake"
    assert seen["thinking-aloud"]["outcome"] == "shown"
    assert seen["thinking-aloud"]["quotes"][0]["quote"] == "Only one thread at a time"
    assert seen["clarifying-questions"]["outcome"] == "no_occasion"
    [asked] = [json.dumps(one) for one in server.requests if '"title": "Conduct"' in json.dumps(one)]
    assert "It was said." not in asked, "what the grader found is none of the observer's business"


@pytest.mark.usefixtures("_configured")
def test_a_model_that_fails_harms_no_interview_and_regrade_makes_up_for_it(server: Server) -> None:
    server.status = 401
    done = run("start", "--question", GIL, "--format", "json", answers=ANSWERS)
    question = json.loads(done.stdout)["questions"][0]

    assert done.returncode == 0
    assert "?" in done.stderr.decode().split("Question 1 of 1")[1].split("?", 1)[1]
    assert question["status"] == "failed"
    assert question["score"] is None
    assert json.loads(done.stdout)["conduct"]["status"] == "failed"

    server.status = 200
    assert run("regrade").returncode == 0
    report = json.loads(run("report", "--format", "json").stdout)
    assert (report["questions"][0]["status"], report["conduct"]["status"]) == ("graded", "observed")


@pytest.mark.usefixtures("_configured")
def test_offline_on_request_asks_no_model(server: Server) -> None:
    done = run("start", "--question", GIL, "--model", "offline", answers=ANSWERS)

    assert done.returncode == 0
    assert server.requests == []


@pytest.mark.parametrize(
    ("model", "message"),
    [
        ("openai:gpt", "OPENAI_API_KEY is not set."),
        ("anthropic:claude", "ANTHROPIC_API_KEY is not set."),
        ("opnai:gpt", "Did you mean openai:gpt?"),
        ("gpt", "must be `provider:model`"),
    ],
)
def test_a_model_that_cannot_work_is_refused_before_the_first_question(model: str, message: str) -> None:
    done = run("start", "--model", model)

    assert done.returncode == 2
    assert message in done.stderr.decode()
    assert b"Question 1" not in done.stderr


@pytest.mark.usefixtures("_configured")
def test_the_first_interview_says_what_leaves_the_machine_and_later_ones_only_to_whom() -> None:
    first, second = (
        " ".join(run("start", "--question", GIL, answers="/end\n").stderr.decode().split()) for _ in range(2)
    )

    assert "Your answers are sent to 127.0.0.1:" in first
    assert "openai:fake words the follow-ups and grades (127.0.0.1:" in second
    assert "are sent to" not in second


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param((), "`interviewer config init` sets up a model.", id="nothing-configured"),
        pytest.param(("--model", "offline"), "This is the built-in offline interviewer.", id="offline-for-once"),
    ],
)
def test_without_a_model_setting_one_up_is_mentioned_once(arguments: tuple[str, ...], said: str) -> None:
    first, second = (
        " ".join(run("start", "--question", GIL, *arguments, answers="/end\n").stderr.decode().split())
        for _ in range(2)
    )

    assert said in first
    assert "config init" not in second


@pytest.mark.usefixtures("_configured")
def test_what_was_sent_and_what_came_back_can_be_seen(home: Path) -> None:
    run("start", "--question", GIL, "--log", "calls.jsonl", answers=ANSWERS)

    lines = [json.loads(line) for line in (home / "calls.jsonl").read_text().splitlines()]
    asked_with = [line["prompt"].partition(" ")[0] for line in lines if line["what"] == "request"]
    assert sorted(asked_with) == ["conduct", "grade", "grade_repair", "second_look", "speak-neutral"]
    transcript = " ".join(run("report", "--transcript").stdout.decode().split())
    assert "Interviewer · probe · turn 3 · openai:fake · speak-neutral v2" in transcript
    assert "graded by openai:fake · prompt" in transcript
    assert "What to practise" not in transcript


@pytest.mark.usefixtures("_configured")
def test_usage_of_every_process_is_in_the_report(server: Server) -> None:
    run("start", "--question", GIL, answers=ANSWERS)
    run("regrade", "--all")

    usage = json.loads(run("report", "--format", "json").stdout)["usage"]
    assert (usage["interviewer"]["calls"], usage["grader"]["calls"]) == (1, 8)
    assert usage["grader"]["tokens_in"] == 8 * 900


@pytest.mark.usefixtures("_configured")
def test_a_model_that_fails_can_be_changed_in_the_room(server: Server) -> None:
    server.status = 401
    talk = "Only one thread at a time.\n.\n/model\noffline\n.\nThe lock is held.\n.\n/end\n"
    done = run("start", "--question", GIL, "--format", "json", answers=talk)

    assert "The interview goes on in prepared words." in " ".join(done.stderr.decode().split())
    assert "From now on: The built-in offline interviewer and grader serve." in done.stderr.decode()
    assert json.loads(done.stdout)["questions"][0]["grader"]["grader"] == "offline"
    assert len(server.requests) == 1


def test_a_server_that_cannot_be_reached_is_told_of_while_the_question_is_read(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    model = f'{{ model = "openai:fake", base_url = "http://127.0.0.1:{port}/v1" }}'
    (home / "interviewer.toml").write_text(f"models.interviewer = {model}\n")

    terminal = Terminal("start", "--question", GIL).sees("Question 1 of 1").types("half a")
    terminal.sees(f"Nothing answers at http://127.0.0.1:{port}/v1.", "/model offers other ways.", "> half a")
    terminal.types(" thought").sees("> half a thought")
