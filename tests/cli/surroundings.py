"""What choosing a model needs of the world, in a test: a person with a script, servers, and a model that replies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from interviewer.cli.model_choice import Surroundings
from interviewer.errors import InterviewerError
from interviewer.llm.discovery import FoundServer
from interviewer.llm.keys import Keys
from interviewer.llm.providers import check
from interviewer.llm.settings import ModelSettings
from interviewer.llm.trial import Reply
from tests.cli.script import Script
from tests.llm.keyrings import keys

OLLAMA = FoundServer(name="Ollama", base_url="http://127.0.0.1:11434/v1", models=("qwen2.5:7b", "llama3.2"))


class Trials(Struct):
    """Models that fail in turn with these, and then reply; `tried` are those that were asked."""

    failures: list[InterviewerError]
    tried: list[ModelSettings]

    def try_out(self, settings: ModelSettings, environ: Mapping[str, str]) -> Reply:
        check(settings, environ, lambda _: True)
        self.tried.append(settings)
        if self.failures:
            raise self.failures.pop(0)
        return Reply(text="re\x1bady", seconds=1.25)


def around(
    person: Script,
    *failures: InterviewerError,
    found: Keys | None = None,
    servers: Sequence[FoundServer] = (),
    named: Mapping[str, Sequence[str]] | None = None,
    trials: Trials | None = None,
) -> Surroundings:
    """`named` are the models that a server names, by its address."""
    trials = trials or Trials(failures=[], tried=[])
    trials.failures.extend(failures)
    return Surroundings(
        asker=person,
        keys=keys() if found is None else found,
        find_servers=lambda: servers,
        models_at=lambda address, _timeout_s: (named or {}).get(address, ()),
        try_out=trials.try_out,
        is_installed=lambda package: package == "langchain_openai",
    )
