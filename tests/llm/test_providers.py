from __future__ import annotations

import subprocess
import sys

import pytest

from interviewer.errors import UsageError
from interviewer.llm.providers import PROVIDERS, alternatives, check, is_installed, key_in
from interviewer.llm.settings import ModelSettings

KEYS = {"OPENAI_API_KEY": "sk-1", "ANTHROPIC_API_KEY": "sk-2", "GEMINI_API_KEY": "g", "MINE": "m"}
LOCAL = "http://127.0.0.1:8080/v1"


def settings(model: str, **more: object) -> ModelSettings:
    return ModelSettings(model=model, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("chosen", "environ"),
    [
        pytest.param(settings("openai:gpt"), KEYS, id="OpenAI"),
        pytest.param(settings("anthropic:claude"), KEYS, id="Anthropic"),
        pytest.param(settings("google_genai:gemini"), KEYS, id="Google, by the second name of its key"),
        pytest.param(settings("ollama:qwen2.5:7b"), {}, id="Ollama needs no key; a name may hold colons"),
        pytest.param(settings("openai:any", base_url=LOCAL), {}, id="a server of one's own needs no key"),
        pytest.param(settings("openai:any", base_url=LOCAL, api_key_env="MINE"), KEYS, id="unless one is named"),
    ],
)
def test_what_can_work_passes(chosen: ModelSettings, environ: dict[str, str]) -> None:
    check(chosen, environ, lambda _: True)


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        pytest.param(settings("anthropic:claude", seed=7), ("does not take `seed`",), id="no seed at Anthropic"),
        pytest.param(settings("gpt-5"), ("`gpt-5` does not say", "openai:gpt-5"), id="no provider"),
        pytest.param(settings("opnai:gpt-5"), ("`opnai`", "Did you mean openai:gpt-5?"), id="nearly a provider"),
        pytest.param(settings("hal:9000"), ("`hal`", "openai, anthropic, google_genai, ollama"), id="unknown provider"),
        pytest.param(settings("openai:"), ("`openai:` names no model",), id="no model"),
        pytest.param(settings("openai: "), ("names no model",), id="a blank model"),
        pytest.param(settings("openai:gpt"), ("OPENAI_API_KEY is not set", "--model offline"), id="no key"),
        pytest.param(settings("google_genai:g"), ("GOOGLE_API_KEY is not set",), id="no key of two"),
        pytest.param(
            settings("openai:x", base_url=LOCAL, api_key_env="MY_KEY"), ("MY_KEY is not set",), id="no key of one's own"
        ),
        pytest.param(settings("ollama:a", fallbacks=("openai:b",)), ("openai:b needs a key",), id="a fallback's key"),
        pytest.param(settings("ollama:a", fallbacks=("opnai:b",)), ("`opnai`",), id="a fallback's provider"),
    ],
)
def test_what_cannot_work_is_refused_with_what_to_do(chosen: ModelSettings, words: tuple[str, ...]) -> None:
    with pytest.raises(UsageError) as refusal:
        check(chosen, {"OPENAI_API_KEY": "  "}, lambda _: True)

    assert [word for word in words if word not in str(refusal.value)] == []
    assert refusal.value.hint


@pytest.mark.parametrize(
    ("model", "line"),
    [
        pytest.param("anthropic:claude", 'pip install "interviewer[anthropic]"', id="Anthropic"),
        pytest.param("google_genai:gemini", 'pip install "interviewer[google]"', id="Google"),
        pytest.param("ollama:qwen", 'pip install "interviewer[ollama]"', id="Ollama"),
    ],
)
def test_a_missing_extra_is_told_with_the_line_that_installs_it(model: str, line: str) -> None:
    with pytest.raises(UsageError) as refusal:
        check(settings(model), KEYS, lambda package: package == "langchain_openai")

    assert line in refusal.value.hint


@pytest.mark.parametrize("key", ["sk-ключ", "sk-1\nsk-2"], ids=["letters of another script", "two lines"])
def test_what_is_no_key_is_refused_and_not_shown(key: str) -> None:
    with pytest.raises(UsageError, match="OPENAI_API_KEY holds characters") as refusal:
        check(settings("openai:gpt"), {"OPENAI_API_KEY": key}, lambda _: True)

    assert key not in str(refusal.value)


def test_a_key_goes_to_nobody_else() -> None:
    chosen = settings(
        "openai:a",
        base_url=LOCAL,
        api_key_env="MINE",
        price_in=1.0,
        price_out=2.0,
        top_p=0.5,
        seed=7,
        fallbacks=("openai:b", "anthropic:c"),
    )

    first, same_server, elsewhere = alternatives(chosen)

    assert (first.base_url, key_in(first, KEYS), first.price_in) == (LOCAL, "m", 1.0)
    assert (same_server.base_url, key_in(same_server, KEYS), same_server.price_in) == (LOCAL, "m", None)
    assert (elsewhere.base_url, key_in(elsewhere, KEYS), elsewhere.price_out) == (None, "sk-2", None)
    assert (same_server.parameters, elsewhere.parameters) == ({"top_p": 0.5, "seed": 7}, {"top_p": 0.5})


def test_only_names_are_known_until_a_model_is_built() -> None:
    script = (
        "import sys; from interviewer.llm import connect, providers;"
        "from interviewer.llm.settings import ModelSettings;"
        "providers.check(ModelSettings(model='openai:x'), {'OPENAI_API_KEY': 'k'});"
        "print([n for n in ('langchain', 'langchain_openai', 'openai', 'pydantic', 'httpx2', 'langsmith', 'asyncio')"
        " if n in sys.modules])"
    )

    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_installed_is_what_can_be_imported() -> None:
    assert is_installed(PROVIDERS["openai"].package)
    assert not is_installed("langchain_hal_9000")
