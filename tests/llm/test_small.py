"""Which models grade by probabilities."""

from __future__ import annotations

import pytest

from interviewer.llm.settings import GraderSettings, Strategy
from interviewer.llm.small import is_small, weighs

HOME = "http://127.0.0.1:8080/v1"


@pytest.mark.parametrize(
    ("name", "small"),
    [
        ("openai:Qwen2.5-Coder-1.5B-Instruct-Q4_K_M.gguf", True),
        ("openai:/models/tiny-0.5b.gguf", True),
        ("ollama:llama3.2:3b", True),
        ("ollama:gemma3n:e2b", True),
        ("ollama:qwen3:4b", True),
        ("ollama:qwen2.5:7b", False),
        ("ollama:qwen3:30b-a3b", False),
        ("ollama:mixtral:8x7b", False),
        ("openai:llama-3.1-8b-4bit", False),
        ("openai:gpt-5-mini", False),
        ("openai:phi-3.5-mini", False),
        ("openai:4bit", False),
        ("openai:b", False),
    ],
)
def test_small_is_told_by_name(name: str, small: bool) -> None:
    assert is_small(name) == small


@pytest.mark.parametrize(
    ("strategy", "model", "base_url", "expected"),
    [
        pytest.param("auto", "openai:qwen-1.5b", HOME, True, id="small-at-home"),
        pytest.param("auto", "ollama:qwen2.5:3b", None, True, id="small-at-ollama"),
        pytest.param("auto", "openai:qwen-7b", HOME, False, id="large-at-home"),
        pytest.param("auto", "openai:tiny-1b", None, False, id="small-at-its-maker"),
        pytest.param("auto", "openai:local", HOME, False, id="size-unknown"),
        pytest.param("structured", "openai:qwen-1.5b", HOME, False, id="structured-is-asked-for"),
        pytest.param("probability", "openai:gpt-4o", None, True, id="probability-is-asked-for"),
    ],
)
def test_the_settings_decide_and_else_size_and_place(
    strategy: Strategy, model: str, base_url: str | None, expected: bool
) -> None:
    assert weighs(GraderSettings(model=model, base_url=base_url, strategy=strategy)) == expected
