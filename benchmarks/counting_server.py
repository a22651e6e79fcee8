"""A model of both roles on loopback that counts the characters of each prompt and reply, for `benchmarks.tokens`."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

import msgspec

from benchmarks.model_server import CRITERION, FIRST_MOVE, piece
from interviewer.bank.question import Question
from interviewer.scoring.grade import Exchange, Turn
from interviewer.scoring.offline import verdicts

Kind = Literal["speaks", "grades", "looks again", "observes", "resent"]
KINDS_OF_CALLS: tuple[Kind, ...] = ("speaks", "grades", "looks again", "observes")
SAID = re.compile(
    r'<verbatim-\w+ from="(?P<who>candidate|interviewer), turn (?P<turn>\d+)[^"]*">\n(?P<text>.*?)\n</verbatim-\w+>',
    re.DOTALL,
)
PASSAGE = re.compile(r"<verbatim-\w+ [^>]*>\n(.*?)\n</verbatim-\w+>", re.DOTALL)
HABIT = re.compile(r'^{"id": "([^"]+)", "says": .*"shown_by": ', re.MULTILINE)


class Call(msgspec.Struct, frozen=True):
    """One request and its reply, in characters."""

    kind: Kind
    characters_in: int
    characters_out: int
    cacheable: int
    """Of those in, how many stand at the beginning and are the same as in the last request of the kind."""


class Counting(ThreadingHTTPServer):
    """A model of both roles on loopback, which counts."""

    daemon_threads = True

    def __init__(self, questions: Mapping[frozenset[str], Question]) -> None:
        """The questions by the ids of their criteria: by these a grading prompt is known."""
        super().__init__(("127.0.0.1", 0), Handler)
        self.questions = questions
        self.calls: list[Call] = []
        self.last: dict[Kind, str] = {}
        """The prompts, one after the other, of the last request of each kind."""


class Handler(BaseHTTPRequestHandler):
    """Replies as the request wants it."""

    server: Counting

    def do_POST(self) -> None:
        """Count, and reply."""
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        prompts = [message["content"] for message in request["messages"]]
        kind, reply = self._reply(prompts[-1], is_streamed=bool(request.get("stream")))
        whole = "".join(prompts)
        same = same_at_the_beginning(whole, self.server.last.get(kind, ""))
        self.server.last[kind] = whole
        self.server.calls.append(Call(kind, len(whole), len(reply), same))
        if kind == "speaks":
            self._send("text/event-stream", f"{piece(reply)}{piece('', 'stop')}data: [DONE]\n\n")
        else:
            choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": reply}}
            answer = {"id": "1", "created": 1, "model": "counting", "object": "chat.completion", "choices": [choice]}
            self._send("application/json", json.dumps(answer))

    def _reply(self, prompt: str, *, is_streamed: bool) -> tuple[Kind, str]:
        if is_streamed:
            move = FIRST_MOVE.search(prompt)
            return "speaks", f"MOVE 1\n{move[1] if move else ''}"
        if habits := HABIT.findall(prompt):
            nothing = {"reason": "There was no occasion.", "quotes": [], "outcome": "no_occasion"}
            return "observes", json.dumps({"habits": [{"id": habit, **nothing} for habit in habits]})
        if criteria := CRITERION.findall(prompt):
            return "grades", json.dumps(graded(self.server.questions[frozenset(criteria)], prompt))
        passage = PASSAGE.search(prompt)
        quotes = [passage[1].split("\n")[0]] if passage else []
        return "looks again", json.dumps({"reason": "They say it.", "quotes": quotes, "verdict": "met", "stands": True})

    def _send(self, kind: str, text: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        """Quiet."""


def same_at_the_beginning(prompt: str, last: str) -> int:
    """How many characters both begin with.

    >>> same_at_the_beginning("rules and talk", "rules and more talk")
    10
    """
    together = zip(prompt, last, strict=False)
    return next((at for at, (one, other) in enumerate(together) if one != other), min(len(prompt), len(last)))


def graded(question: Question, prompt: str) -> dict[str, Any]:
    """What the offline grader says of the turns in the prompt, in the form of a model's reply."""
    turns = tuple(
        Turn(number=int(found["turn"]), speaker=found["who"], text=found["text"])  # type: ignore[arg-type]
        for found in SAID.finditer(prompt)
    )
    reading = verdicts(Exchange(question_id="", question=question, turns=turns))
    texts = {turn.number: turn.text for turn in turns}

    def quotes(evidence: Any) -> list[str]:
        return [texts[span.turn][span.start : span.end] for span in evidence]

    return {
        "criteria": [
            {"id": one.criterion, "reason": one.reason, "quotes": quotes(one.evidence), "verdict": one.verdict}
            for one in reading.verdicts
        ],
        "misconceptions": [
            {"id": one.misconception, "reason": "It is claimed.", "quotes": quotes(one.evidence), "stands": one.stands}
            for one in reading.findings
        ],
        "other_wrong_claims": [],
    }


@contextmanager
def counting(questions: Mapping[frozenset[str], Question]) -> Iterator[Counting]:
    """A server, until the end of the block."""
    with Counting(questions) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
