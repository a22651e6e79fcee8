"""The providers of models: what each needs, told before the first question, without a network and without LangChain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from importlib.util import find_spec

from msgspec import Struct
from msgspec.structs import replace

from interviewer.errors import UnusableKeyError, UsageError
from interviewer.llm.settings import ModelSettings

OFFLINE_HINT = "or run with the offline interviewer: --model offline"


class Provider(Struct, frozen=True, kw_only=True):
    """What stands behind the first half of `provider:model`."""

    package: str
    """To import; LangChain imports it by itself."""
    install: str
    """The line that installs it."""
    keys: tuple[str, ...]
    """The environment variables that usually hold its key, the best known first; empty where there is no key."""
    lacks: tuple[str, ...] = ()
    """The parameters of a model that cannot be set there."""
    base_url: str
    """Its own. It is always handed over, because the libraries would let the environment redirect them silently."""
    suggested: str
    """A model to begin with; nothing depends on it."""


PROVIDERS: Mapping[str, Provider] = {
    "openai": Provider(
        package="langchain_openai",
        install="pip install langchain-openai",
        keys=("OPENAI_API_KEY",),
        base_url="https://api.openai.com/v1",
        suggested="gpt-5-mini",
    ),
    "anthropic": Provider(
        package="langchain_anthropic",
        install='pip install "interviewer[anthropic]"',
        keys=("ANTHROPIC_API_KEY",),
        lacks=("seed", "reasoning_effort"),
        base_url="https://api.anthropic.com",
        suggested="claude-sonnet-4-5",
    ),
    "google_genai": Provider(
        package="langchain_google_genai",
        install='pip install "interviewer[google]"',
        keys=("GOOGLE_API_KEY", "GEMINI_API_KEY"),
        lacks=("reasoning_effort",),
        base_url="https://generativelanguage.googleapis.com",
        suggested="gemini-2.5-flash",
    ),
    "ollama": Provider(
        package="langchain_ollama",
        install='pip install "interviewer[ollama]"',
        keys=(),
        lacks=("reasoning_effort",),
        base_url="http://127.0.0.1:11434",
        suggested="qwen2.5:7b",
    ),
}


def is_installed(package: str) -> bool:
    """Whether a top-level package could be imported, found out without importing it."""
    return find_spec(package) is not None


def provider_of(settings: ModelSettings) -> Provider:
    """The provider of a model whose settings passed `check`. Raises KeyError for others."""
    return PROVIDERS[settings.model.partition(":")[0]]


def key_variables(settings: ModelSettings) -> tuple[str, ...]:
    """The environment variables that may hold the key, in this order; empty where no key is sent.

    A server of the user's own gets no key that was not named for it: it would be somebody else's.
    """
    if settings.api_key_env is not None:
        return (settings.api_key_env,)
    return () if settings.base_url is not None else provider_of(settings).keys


def key_in(settings: ModelSettings, environ: Mapping[str, str]) -> str | None:
    """The key to send; None where there is none, whether one is needed or not."""
    holder = key_holder(settings, environ)
    return environ[holder].strip() if holder else None


def key_holder(settings: ModelSettings, environ: Mapping[str, str]) -> str | None:
    """The first variable that holds the key; None where none does.

    `environ` may find more than it lists, as `Keys` does; what it lists goes before.
    """
    listed = set(environ)
    variables = sorted(key_variables(settings), key=lambda variable: variable not in listed)
    return next((variable for variable in variables if environ.get(variable, "").strip()), None)


def place_of_key(settings: ModelSettings, environ: Mapping[str, str]) -> str | None:
    """Where the key is, as a person reads it: the variable's name, or that and the keyring; None without one."""
    holder = key_holder(settings, environ)
    return f"{holder} in the keyring" if holder and holder not in set(environ) else holder


def servers(settings: ModelSettings) -> tuple[str, ...]:
    """Host and port of each server that may be sent what is said, its fallbacks' too. The settings passed `check`."""
    from urllib.parse import urlsplit  # 9 ms that only an interview with a model costs

    addresses = (each.base_url or provider_of(each).base_url for each in alternatives(settings))
    return tuple(dict.fromkeys(urlsplit(address).netloc.rpartition("@")[2] for address in addresses))


def alternatives(settings: ModelSettings) -> tuple[ModelSettings, ...]:
    """The settings of the model and of each fallback, in the order in which they are tried.

    A fallback has no prices, because those of another model would be wrong; with another provider it has no base_url
    and no api_key_env either, because those belong to the first one, and no parameter that is not known there.
    """
    first = replace(settings, fallbacks=())
    provider = settings.model.partition(":")[0]
    others = []
    for model in settings.fallbacks:
        other = replace(first, model=model, price_in=None, price_out=None)
        moved = model.partition(":")[0] != provider
        if moved:
            known = PROVIDERS.get(model.partition(":")[0])
            lacking = dict.fromkeys(known.lacks) if known else {}
            other = replace(other, base_url=None, api_key_env=None, **lacking)
        others.append(other)
    return (first, *others)


def check(
    settings: ModelSettings, environ: Mapping[str, str], is_installed: Callable[[str], bool] = is_installed
) -> None:
    """Raise UsageError when the model, or one of its fallbacks, cannot work as configured. Opens no connection."""
    for each in alternatives(settings):
        _check_name(each.model)
        provider = provider_of(each)
        if not is_installed(provider.package):
            raise UsageError(
                f"{each.model} needs the package {provider.package.replace('_', '-')}, which is not installed.",
                f"Run: {provider.install}",
            )
        for parameter in provider.lacks:
            if parameter in each.parameters:
                raise UsageError(f"{each.model} does not take `{parameter}`.", "Take it out of the model's settings.")
        _check_key(each, environ)


def _check_name(name: str) -> None:
    provider, colon, model = name.partition(":")
    if not colon:
        raise UsageError(f"`{name}` does not say whose model it is.", f"Write provider:model, such as openai:{name}.")
    if provider not in PROVIDERS:
        near = get_close_matches(provider, PROVIDERS, n=1)
        known = ", ".join(PROVIDERS)
        hint = f"Did you mean {near[0]}:{model}?" if near else f"Known are {known}."
        raise UsageError(f"`{provider}` in `{name}` is not a provider of models.", hint)
    if not model.strip():
        raise UsageError(f"`{name}` names no model.", f"Write the model's name after `{provider}:`.")


def _check_key(settings: ModelSettings, environ: Mapping[str, str]) -> None:
    variables = key_variables(settings)
    holder = key_holder(settings, environ)
    if holder is None and variables:
        raise UnusableKeyError(*missing_key(settings.model, variables[0]), variable=variables[0])
    if holder is not None and not is_a_key(environ[holder].strip()):
        where = place_of_key(settings, environ)
        raise UnusableKeyError(
            f"{where} holds characters that no key has.", "Set it again, to the key alone.", variable=holder
        )


def is_a_key(text: str) -> bool:
    """Whether a key could look like this: it travels in a header."""
    return bool(text) and text.isascii() and text.isprintable()


def missing_key(model: str, variable: str) -> tuple[str, str]:
    """What is wrong and what to do when a model's key is not in the environment."""
    return f"{model} needs a key, and {variable} is not set.", f"Set {variable}, {OFFLINE_HINT}"
