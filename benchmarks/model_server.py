"""A model server of fixed latency, in a process of its own: it stands for a model where speed and kills are measured.

    python -m benchmarks.model_server --latency 0.1

It speaks as much of OpenAI's protocol as an interview needs. A streamed request is answered with the first move of its
list, the author's words with a number before them, a word every 10 ms, and in small talk with a sentence; one for a
grade with `missed` for every criterion. The first line of output is the port. Each later one tells of a streamed reply,
as JSON of `Served`.
"""

from __future__ import annotations

import argparse
import json
import re
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import IO, Any

import msgspec

FIRST_MOVE = re.compile(r"^1\. \w+: (.*)$", re.MULTILINE)
SMALL_TALK = 'from="candidate">'
"""How a turn begins in small talk, where turns have no numbers."""
CRITERION = re.compile(r'^{"id": "([^"]+)", "says": .*"counts": ', re.MULTILINE)
HEAD: dict[str, Any] = {"id": "1", "created": 1, "model": "fixed"}
USAGE = {"prompt_tokens": 900, "completion_tokens": 20, "total_tokens": 920}
PACE_S = 0.01
"""Between two words: a fast model."""
TOLD_WITHIN_S = 0.2
"""A reply is told of at once after its end."""


class Served(msgspec.Struct, frozen=True):
    """A streamed reply, in seconds of the clock that all processes of a machine share (`time.monotonic` on Linux)."""

    begins: str
    """The words that it begins with; no other reply does."""
    complete_s: float
    """When the last byte of the request was there."""
    last_token_s: float | None
    """When the last token of the reply was about to be sent; None when the client was gone by then."""


class ModelServer:
    """A running server, as its parent sees it."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        self._out: IO[bytes] = process.stdout
        self.base_url = f"http://127.0.0.1:{int(self._out.readline())}/v1"

    def served(self) -> Served | None:
        """The next streamed reply that was not told of yet; None where there is none."""
        if not select.select([self._out], [], [], TOLD_WITHIN_S)[0]:
            return None
        return msgspec.json.decode(self._out.readline(), type=Served)

    def settings(self) -> str:
        """An `interviewer.toml` that makes it the model of both roles."""
        model = f'{{ model = "openai:fixed", base_url = "{self.base_url}" }}'
        return f"models.interviewer = {model}\nmodels.grader = {model}\n"


@contextmanager
def running(latency_s: float, grading_s: float | None = None) -> Iterator[ModelServer]:
    """A server in a process of its own, until the end of the block. For a grade it takes `grading_s`, if not None."""
    command = [sys.executable, __file__, "--latency", str(latency_s)]
    command += [] if grading_s is None else ["--grading", str(grading_s)]
    # Without a buffer: what stands in one, `select` does not see.
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as process:
        try:
            yield ModelServer(process)
        finally:
            process.kill()


class Handler(BaseHTTPRequestHandler):
    """Serves one request: the client has to connect anew for each, as it does after a candidate's long thoughts."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def do_POST(self) -> None:
        """Reply as the request wants it: in pieces or whole."""
        length = int(self.headers["Content-Length"])
        body = self.rfile.read(length)
        if len(body) < length:  # the client was killed in the middle of its request
            raise ConnectionAbortedError
        complete_s = time.monotonic()
        request = json.loads(body)
        prompt = request["messages"][-1]["content"]
        if request.get("stream"):
            time.sleep(self.server.latency_s)
            self._stream(prompt, complete_s)
        else:
            time.sleep(self.server.grading_s)
            self._whole(json.dumps(grade(prompt)))

    def _stream(self, prompt: str, complete_s: float) -> None:
        begins = f"On number {next(self.server.numbers)},"
        said = f"{begins} I am a program." if SMALL_TALK in prompt else f"MOVE 1\n{begins} {first_move(prompt)}"
        words = re.findall(r"\S+\s*", said)
        last_token_s = None
        with suppress(ConnectionError):
            self._begin("text/event-stream", "Transfer-Encoding", "chunked")
            for word in words[:-1]:
                self._send(piece(word))
                time.sleep(PACE_S)
            last_token_s = time.monotonic()
            self._send(piece(words[-1]) + piece("", "stop") + event(choices=[], usage=USAGE) + "data: [DONE]\n\n")
            self.wfile.write(b"0\r\n\r\n")
        self.server.tell(Served(begins, complete_s, last_token_s))

    def _whole(self, text: str) -> None:
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
        body = json.dumps({**HEAD, "object": "chat.completion", "choices": [choice], "usage": USAGE}).encode()
        self._begin("application/json", "Content-Length", str(len(body)))
        self.wfile.write(body)

    def _begin(self, kind: str, framing: str, value: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header(framing, value)
        self.send_header("Connection", "close")
        self.end_headers()

    def _send(self, events: str) -> None:
        self.wfile.write(f"{len(events):x}\r\n{events}\r\n".encode())

    def log_message(self, *_: object) -> None:
        """Standard output is for `Served`, standard error for failures."""


class Server(ThreadingHTTPServer):
    """On loopback, at a free port."""

    daemon_threads = True

    def __init__(self, latency_s: float, grading_s: float) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.latency_s = latency_s
        self.grading_s = grading_s
        self.numbers = count(1)
        self._telling = threading.Lock()

    def tell(self, served: Served) -> None:
        """Write a line to the parent."""
        with self._telling:
            print(msgspec.json.encode(served).decode(), flush=True)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed is no failure of ours."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def event(**fields: object) -> str:
    """A server-sent event, in ASCII."""
    return f"data: {json.dumps({**HEAD, 'object': 'chat.completion.chunk', **fields})}\n\n"


def piece(text: str, finish: str | None = None) -> str:
    """The event of a piece of a reply."""
    return event(choices=[{"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": finish}])


def first_move(prompt: str) -> str:
    """The author's words for the first move of the list.

    >>> first_move("The moves:\\n\\n1. probe: I see. How is that done?\\n2. advance: On we go.")
    'I see. How is that done?'
    """
    move = FIRST_MOVE.search(prompt)
    assert move is not None, "a streamed request has a list of moves"
    return move[1]


def grade(prompt: str) -> dict[str, object]:
    """A reply to the grading prompt that misses every criterion, for which no quote is needed."""
    missed = {"reason": "Nothing was said about it.", "quotes": [], "verdict": "missed"}
    ids = CRITERION.findall(prompt)
    return {"criteria": [{"id": name, **missed} for name in ids], "misconceptions": [], "other_wrong_claims": []}


def main() -> None:
    """Serve until standard input is closed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--latency", type=float, default=0.1, help="seconds between a request and its reply")
    parser.add_argument("--grading", type=float, help="the same for a grade (default: as --latency)")
    args = parser.parse_args()
    with Server(args.latency, args.latency if args.grading is None else args.grading) as server:
        print(server.server_port, flush=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sys.stdin.read()


if __name__ == "__main__":
    main()
