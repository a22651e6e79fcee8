"""Replies of one token with the probabilities of others."""

from __future__ import annotations

import math

from tests.llm.server import USAGE, Answer, Handler, says


def token(word: str, chance: float) -> dict[str, object]:
    return {"token": word, "logprob": math.log(chance), "bytes": list(word.encode())}


def weighs(*tokens: tuple[str, float], finish: str = "length") -> Answer:
    """A reply of one token, the first of these, with the probabilities of all."""
    top = [token(word, chance) for word, chance in tokens]
    content = [{**top[0], "top_logprobs": top}] if top else []
    return replies(str(tokens[0][0]) if tokens else "", {"content": content}, finish)


def replies(text: str, logprobs: object, finish: str = "length") -> Answer:
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "finish_reason": finish, "message": message, "logprobs": logprobs}
    return says(200, {"id": "c", "object": "chat.completion", "model": "m", "choices": [choice], "usage": USAGE})


def asked_both_ways(weighing: Answer, grading: Answer) -> Answer:
    """One answer to whoever wants probabilities, another to whoever wants JSON."""

    def answer(handler: Handler) -> None:
        (weighing if handler.server.requests[-1].body.get("logprobs") else grading)(handler)

    return answer
