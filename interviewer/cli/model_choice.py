"""Choosing a model at a terminal: what was found on this machine, or another; tried before it is taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from interviewer.cli.asking import Asker, Left, choose, wish
from interviewer.cli.key_entry import enter_key
from interviewer.errors import InterviewerError, ModelFailedError, UnusableKeyError
from interviewer.llm.discovery import FoundServer, find_servers, models_at
from interviewer.llm.keys import Keys
from interviewer.llm.providers import (
    PROVIDERS,
    is_installed,
    key_holder,
    place_of_key,
    provider_of,
)
from interviewer.llm.settings import ModelSettings
from interviewer.llm.trial import Reply, try_out
from interviewer.text.display import shorten

if TYPE_CHECKING:
    from interviewer.llm.providers import Provider

MOST_SHOWN = 6
"""Models of one server in the list; any other can be named."""
MOST_OF_A_REPLY = 60
"""Characters of a trial's reply that are shown."""
ANSWERS_WITHIN_S = 3.0
"""How long a server that was named is waited for, when it is asked for its models."""


class Surroundings(Struct, frozen=True, kw_only=True):
    """What choosing a model needs of the world."""

    asker: Asker
    keys: Keys
    find_servers: Callable[[], Sequence[FoundServer]] = find_servers
    models_at: Callable[[str, float], Sequence[str]] = models_at
    """Of a base_url, within so many seconds."""
    try_out: Callable[[ModelSettings, Mapping[str, str]], Reply] = try_out
    is_installed: Callable[[str], bool] = is_installed


class Candidate(Struct, frozen=True, kw_only=True):
    """A model that could be chosen as it is."""

    label: str
    settings: ModelSettings


def choose_model(around: Surroundings) -> ModelSettings | None:
    """The model that the person chose, and that replied or is wanted anyway; None to stay offline. Raises Left."""
    around.asker.say("Looking for keys, and for model servers on this machine …")
    found = candidates(around, around.find_servers())
    while True:
        settings = _chosen(around, found)
        if settings is None or _is_taken(around, settings):
            return settings


def candidates(around: Surroundings, servers: Sequence[FoundServer]) -> list[Candidate]:
    """A model of each provider whose key is there, then those of the servers."""
    hosted = [ModelSettings(model=f"{name}:{provider.suggested}") for name, provider in PROVIDERS.items()]
    keyed = [(settings, place_of_key(settings, around.keys)) for settings in hosted]
    found = [
        Candidate(
            label=f"{settings.model}, with the key in {place}{_missing(around, provider_of(settings))}",
            settings=settings,
        )
        for settings, place in keyed
        if place
    ]
    return [*found, *(candidate for server in servers for candidate in _served(server))]


def _served(server: FoundServer) -> list[Candidate]:
    """The first models of a server, ready to be chosen."""
    served = []
    for model in server.models[:MOST_SHOWN]:
        settings = ModelSettings(model=f"openai:{model}", base_url=server.base_url)
        served.append(
            Candidate(label=f"{model}, served at {server.base_url} ({server.name}'s port)", settings=settings)
        )
    if more := server.models[MOST_SHOWN:]:
        served[-1] = replace(served[-1], label=f"{served[-1].label}; {len(more)} more there")
    return served


def what_leaves(settings: ModelSettings) -> str:
    """To whom the candidate's words go with this model."""
    host = urlsplit(settings.base_url or provider_of(settings).base_url).hostname or ""
    told = f"With {settings.model}, the questions and your answers go to {host}"
    if _is_this_machine(host):
        return f"{told}, a server on this machine, and no further than that server sends them."
    return f"{told}, and nowhere else."


def _chosen(around: Surroundings, found: Sequence[Candidate]) -> ModelSettings | None:
    options = [
        "offline: nothing to set up, and nothing leaves this machine",
        *(candidate.label for candidate in found),
        "another model",
    ]
    number = choose(around.asker, "Who is to word the follow-ups, and to grade?", options)
    if number == 0:
        return None
    if number > len(found):
        return _another(around)
    settings = found[number - 1].settings
    if settings.base_url is not None:
        return settings
    return replace(settings, model=_model(around, *settings.model.split(":", 1)))


def _is_taken(around: Surroundings, settings: ModelSettings) -> bool:
    """Try it until it replies, or is wanted anyway; False when another is to be chosen. Raises Left."""
    around.asker.say(what_leaves(settings))
    while True:
        around.asker.say(f"Trying {settings.model} with a short request …")
        try:
            reply = around.try_out(settings, around.keys)
        except UnusableKeyError as failure:
            around.asker.say(failure.message)
            if enter_key(around, failure.variable):
                continue
        except InterviewerError as failure:
            around.asker.say(str(failure))
            _forget_if_refused(around, settings, failure)
        else:
            around.asker.say(f"It replied after {reply.seconds:.1f} s: “{shorten(reply.text, MOST_OF_A_REPLY)}”.")
            return True
        options = ["try again", "choose another", "keep it anyway", "leave, and change nothing"]
        match choose(around.asker, "What now?", options):
            case 0:
                continue
            case 1:
                return False
            case 2:
                return True
            case _:
                raise Left


def _forget_if_refused(around: Surroundings, settings: ModelSettings, failure: InterviewerError) -> None:
    """A key that was mistyped is asked for again."""
    holder = key_holder(settings, around.keys)
    if holder and isinstance(failure, ModelFailedError) and failure.kind == "unauthorised":
        around.keys.forget(holder)


def _another(around: Surroundings) -> ModelSettings:
    names = list(PROVIDERS)
    options = [f"{name}{_missing(around, provider)}" for name, provider in PROVIDERS.items()]
    options.append("a compatible server: llama.cpp, vLLM, LM Studio, a gateway")
    number = choose(around.asker, "Whose model is it?", options)
    return _of_provider(around, names[number]) if number < len(names) else _of_server(around)


def _of_provider(around: Surroundings, name: str) -> ModelSettings:
    provider = PROVIDERS[name]
    settings = ModelSettings(model=_model(around, name, provider.suggested))
    if not provider.keys:
        address = wish(around.asker, "Address", provider.base_url, trouble=_no_address)
        return settings if address == provider.base_url else replace(settings, base_url=address)
    variable = wish(around.asker, "Variable that holds the key", provider.keys[0], trouble=_no_variable)
    return settings if variable in provider.keys else replace(settings, api_key_env=variable)


def _of_server(around: Surroundings) -> ModelSettings:
    typed = wish(around.asker, "Address, such as http://127.0.0.1:8080/v1", trouble=_no_address)
    address, models = _models_of(around, typed)
    if models:
        more = ", …" if len(models) > MOST_SHOWN else ""
        around.asker.say(f"At {address} there are: {', '.join(models[:MOST_SHOWN])}{more}")
    model = _model(around, "openai", models[0] if models else "")
    wanted = "Variable that holds its key (Enter alone for none)"
    variable = wish(around.asker, wanted, trouble=lambda text: _no_variable(text) if text else None)
    return ModelSettings(model=model, base_url=address, api_key_env=variable or None)


def _models_of(around: Surroundings, address: str) -> tuple[str, Sequence[str]]:
    """The address at which the server names its models, and those; as it was typed where it names none."""
    bare = address.rstrip("/")
    for tried in (bare, f"{bare}/v1"):
        if models := around.models_at(tried, ANSWERS_WITHIN_S):
            return tried, models
    return address, ()


def _model(around: Surroundings, provider: str, suggested: str) -> str:
    """`provider:model`, whether it was typed with the provider's name or without."""
    typed = wish(around.asker, "Model", suggested, trouble=_no_model)
    return f"{provider}:{typed.removeprefix(f'{provider}:')}"


def _no_model(text: str) -> str | None:
    return None if text and text.isprintable() else "Please write the model's name, as its server knows it."


def _no_address(text: str) -> str | None:
    try:
        address = urlsplit(text)
        is_right = address.scheme in ("http", "https") and address.hostname and address.port != 0
    except ValueError:
        is_right = False
    if not is_right or not text.isprintable() or " " in text:
        return "An address begins with http:// or https://, and often ends in /v1."
    return "Leave name and password out: a file would hold them." if "@" in address.netloc else None


def _no_variable(text: str) -> str | None:
    # Capitals alone: a key that is pasted here by mistake is to be refused, and not written to a file.
    is_right = re.fullmatch(r"[A-Z_][A-Z0-9_]*", text)
    return None if is_right else "That is no name of a variable, such as MY_KEY. The key itself is asked for later."


def _missing(around: Surroundings, provider: Provider) -> str:
    """What has to be installed for a provider, where something has."""
    return "" if around.is_installed(provider.package) else f" (not installed: {provider.install})"


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
