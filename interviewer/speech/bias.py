"""How recognisers are told which words to expect."""

from __future__ import annotations

from collections.abc import Sequence

MOST_KEYWORDS = 100
"""Of the vocabulary; the rest would not fit."""
MOST_PROMPT = 500
"""Characters of a prompt. Whisper reads the last 223 tokens of it, and 600 characters of terms are more."""


def bias(model: str, vocabulary: Sequence[str]) -> dict[str, object]:
    """How that model is told which words to expect: by keywords where it has them, else by a prompt.

    >>> bias("whisper-1", ["GIL", "tuple"])
    {'prompt': 'An answer about Python: GIL, tuple.'}
    """
    if not vocabulary:
        return {}
    if model == "gpt-transcribe":
        return {"keywords": list(vocabulary[:MOST_KEYWORDS])}
    words = ""
    for term in vocabulary:
        if len(words) + len(term) + 2 > MOST_PROMPT:
            break
        words = f"{words}, {term}" if words else term
    return {"prompt": f"An answer about Python: {words}."}
