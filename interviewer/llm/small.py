"""Which models are too small to write a whole grade: told by name, before anything is asked."""

from __future__ import annotations

import re

from interviewer.llm.settings import GraderSettings

SMALL = 4.0
"""Thousand millions of parameters of the largest model that counts as small."""
_SIZE = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)b(?![a-z])", re.IGNORECASE)


def weighs(settings: GraderSettings) -> bool:
    """Whether the model is to grade by probabilities: as its settings say, and else where it is small and at home."""
    if settings.strategy == "auto":
        return is_at_home(settings) and is_small(settings.model)
    return settings.strategy == "probability"


def is_at_home(settings: GraderSettings) -> bool:
    """Whether the model's server is the user's own, and not its maker's."""
    return settings.base_url is not None or settings.model.startswith("ollama:")


def is_small(model: str) -> bool:
    """Whether the name gives sizes (`1.5b`, `e2b`), and the largest of them is small.

    >>> is_small("openai:qwen2.5-coder-1.5b-instruct"), is_small("ollama:qwen3:30b-a3b"), is_small("openai:gpt-5-mini")
    (True, False, False)
    """
    sizes = [float(size) for size in _SIZE.findall(model)]
    return bool(sizes) and max(sizes) <= SMALL
