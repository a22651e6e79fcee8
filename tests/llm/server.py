"""An OpenAI-compatible server on loopback that does what a test tells it, drops and stalls included."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

USAGE = {
    "prompt_tokens": 100,
    "completion_tokens": 20,
    "total_tokens": 120,
    "prompt_tokens_details": {"cached_tokens": 60},
}


class Request(NamedTuple):
    path: str
    key: str
    body: dict[str, Any]


Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.listing(self)

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        is_json = "json" in self.headers.get("Content-Type", "")
        body = json.loads(content) if is_json else {"form": content.decode("latin-1")}
        self.server.requests.append(Request(self.path, self.headers.get("Authorization", ""), body))
        answers = self.server.answers
        (answers.pop(0) if len(answers) > 1 else answers[0])(self)

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def begin(self, status: int, kind: str, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Connection": "close", **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.close_connection = True


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: list[Answer] = []
        self.requests: list[Request] = []
        self.asked: list[str] = []
        """The paths of GET requests."""
        self.listing: Answer = names("small")
        self.connections = 0
        self.over = threading.Event()
        self.gone = threading.Event()
        """Set when a client that was being served went away."""

    def verify_request(self, request: object, client_address: object) -> bool:
        self.connections += 1
        return True

    def handle_error(self, request: object, client_address: object) -> None:
        self.gone.set()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


@contextmanager
def serving(*answers: Answer, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server that gives the answers in turn, the last one again and again."""
    with Server() as server:
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        server.answers = list(answers)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
            thread.join()


def says(status: int, body: object, **headers: str) -> Answer:
    """JSON with a status. Names of headers are written with underscores."""

    def answer(handler: Handler) -> None:
        text = json.dumps(body).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        handler.begin(status, "application/json", {"Content-Length": str(len(text)), **named})
        handler.wfile.write(text)

    return answer


def names(*models: str) -> Answer:
    """What GET /v1/models says."""
    return says(200, {"object": "list", "data": [{"id": model, "object": "model"} for model in models]})


def fails(status: int, message: str = "", code: object = None, kind: str | None = None, **headers: str) -> Answer:
    """An error as OpenAI writes it."""
    return says(status, {"error": {"message": message, "code": code, "type": kind}}, **headers)


def sends(text: str, kind: str = "text/html") -> Answer:
    """A page with status 200."""

    def answer(handler: Handler) -> None:
        handler.begin(200, kind, {"Content-Length": str(len(text.encode()))})
        handler.wfile.write(text.encode())

    return answer


def completion(content: str | None, finish: str | None = "stop", *, usage: object = USAGE, **message: object) -> Answer:
    """A whole reply."""
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content, **message}}
    return says(200, {"id": "c", "object": "chat.completion", "model": "m", "choices": [choice], "usage": usage})


def chunk(content: str = "", finish: str | None = None) -> str:
    choice = {"index": 0, "delta": {"role": "assistant", "content": content}, "finish_reason": finish}
    return event({"id": "c", "object": "chat.completion.chunk", "model": "m", "choices": [choice]})


def event(data: object) -> str:
    return f"data: {json.dumps(data)}\n\n"


COUNTS = event({"id": "c", "object": "chat.completion.chunk", "model": "m", "choices": [], "usage": USAGE})
DONE = "data: [DONE]\n\n"


def stream(*events: str, then: Answer | None = None) -> Answer:
    """Server-sent events, ended by closing the connection, or by what comes `then`."""

    def answer(handler: Handler) -> None:
        handler.begin(200, "text/event-stream")
        for each in events:
            handler.wfile.write(each.encode())
        handler.wfile.flush()
        if then is not None:
            then(handler)

    return answer


def broken_off(*events: str) -> Answer:
    """A stream in chunked encoding whose last chunk never comes: the connection is lost, not closed."""

    def answer(handler: Handler) -> None:
        handler.begin(200, "text/event-stream", {"Transfer-Encoding": "chunked"})
        for each in events:
            handler.wfile.write(f"{len(each.encode()):x}\r\n{each}\r\n".encode())
        handler.wfile.flush()

    return answer


def does_both(speaks: Answer, grades: Answer) -> Answer:
    """An interview's model: one answer to whoever wants to stream, another to whoever wants JSON."""

    def answer(handler: Handler) -> None:
        (speaks if handler.server.requests[-1].body["stream"] else grades)(handler)

    return answer


def echoes(handler: Handler) -> None:
    """What was said last, said again."""
    body = handler.server.requests[-1].body
    words = body["messages"][-1]["content"]
    (stream(chunk(words), chunk("", "stop"), DONE) if body["stream"] else completion(words))(handler)


def hangs(handler: Handler) -> None:
    """Nothing more, until the test is over."""
    handler.close_connection = True
    handler.server.over.wait(10)


def talks_on(handler: Handler) -> None:
    """Pieces without end, until the client goes away."""
    while not handler.server.over.wait(0.01):
        handler.wfile.write(chunk("and ").encode())


def hangs_up(handler: Handler) -> None:
    """The connection closes before a byte of a reply."""
    handler.close_connection = True
