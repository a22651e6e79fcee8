"""From the likeliest first tokens of a reply to the log-odds of yes against no. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from interviewer.llm.settings import ModelSettings

BOUND = 12.0
"""No log-odds are further from 0: beyond it a server's rounding speaks."""
MOST_TOKENS = 20
"""So many of the likeliest tokens are asked for, the most that OpenAI gives."""
_ROUND_A_WORD = " \t\r\n\"'`*_.,:;!()[]<>\u2581\u0120\u201c\u201d\u2018\u2019"
"""What stands round a word inside a token; also how some tokenisers write a blank and a line's end."""


def of_openai(limit: str) -> dict[str, Any]:
    """The body of a request for one token and the likeliest others; `limit` is the server's name for a limit."""
    return {limit: 1, "temperature": 0, "logprobs": True, "top_logprobs": MOST_TOKENS}


def of_ollama(settings: ModelSettings) -> dict[str, Any]:
    """The same for LangChain's ChatOllama; its options take the place of all that were set."""
    seed = {} if settings.seed is None else {"seed": settings.seed}
    return {"logprobs": True, "top_logprobs": MOST_TOKENS, "options": {"num_predict": 1, "temperature": 0, **seed}}


def likeliest(metadata: Mapping[str, Any]) -> list[tuple[str, float]] | None:
    """The likeliest first tokens and the natural logarithms of their probabilities, as LangChain hands them over.

    Empty when the reply had no token; None when the server tells no probabilities, or none that can be read.
    """
    told = metadata.get("logprobs")
    content = told.get("content") if isinstance(told, dict) else told  # Ollama hands over the list itself
    if not isinstance(content, list):
        return None
    if not content:
        return []
    # Ollama's are objects of its package.
    first = content[0].model_dump() if hasattr(content[0], "model_dump") else content[0]
    if not isinstance(first, dict):
        return None
    top = first.get("top_logprobs")
    return list(_readable([first, *top])) if isinstance(top, list) and top else None


def log_odds(tokens: Iterable[tuple[str, float]]) -> float | None:
    """The log-odds over all spellings of yes and of no, within `BOUND` of 0; None when neither is among the tokens.

    A side that is not among them is taken for as likely as the least likely token that is: it is no likelier.

    >>> round(log_odds([("Yes", -0.5), (" no", -1.5), ("Maybe", -3.0)]), 2)
    1.0
    """
    listed = {token: min(chance, 0.0) for token, chance in tokens}
    yes, no = (
        [chance for token, chance in listed.items() if token.strip(_ROUND_A_WORD).casefold() == word]
        for word in ("yes", "no")
    )
    if not yes and not no:
        return None
    least = min(listed.values())
    odds = _sum(yes or [least]) - _sum(no or [least])
    return max(-BOUND, min(BOUND, odds))


def _readable(entries: Iterable[Any]) -> Iterator[tuple[str, float]]:
    for entry in entries:
        token, chance = (entry.get("token"), entry.get("logprob")) if isinstance(entry, dict) else (None, None)
        if isinstance(token, str) and isinstance(chance, int | float) and not math.isnan(chance):
            yield token, max(float(chance), -1e4)


def _sum(chances: list[float]) -> float:
    """The logarithm of the sum of probabilities that are given as logarithms."""
    most = max(chances)
    return most + math.log(sum(math.exp(chance - most) for chance in chances))
