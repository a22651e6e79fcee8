"""The graders of a calibration: one that is configured, several models, or one model asked in several ways."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import to_builtins
from msgspec.structs import replace

from interviewer import __version__
from interviewer.cli.who_serves import name_of
from interviewer.config import config_of_this_process
from interviewer.errors import UsageError
from interviewer.resources import data_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from interviewer.config import Config
    from interviewer.llm.settings import GraderSettings

HOW_LONG = ("timeout_s", "price_in", "price_out", "api_key_env")
"""Settings on which no verdict depends."""
RULES = ("scoring", "text")
"""The rooms of the package that decide what the offline grader hears."""


class Variant(NamedTuple):
    """A grader, how it is called beside others, and what to write into the settings to have it."""

    name: str
    settings: GraderSettings | None
    """None: the offline one."""
    setting: str
    own_prompts: Path | None = None
    """The user's folder of prompts."""

    @property
    def asked(self) -> str:
        """16 hexadecimal digits of all that its grades depend on, but for what is graded.

        Of the offline grader that is the program itself, which in a checkout changes between versions.
        """
        if self.settings is None:
            return _digits([__version__, *_rules()])
        how = {name: value for name, value in to_builtins(self.settings).items() if name not in HOW_LONG}
        return _digits([__version__, json.dumps(how, sort_keys=True), *_prompts(self.own_prompts)])


def named(models: Sequence[str], flags: dict[str, object]) -> list[tuple[Variant, Config]]:
    """The graders of these models, or the one of the settings, each with the settings that hold. Raises UsageError."""
    asked: Sequence[str | None] = models or (None,)
    configs = [config_of_this_process({**flags, "model": model}) for model in asked]
    found = []
    for config in configs:
        settings = config.model_for("grader")
        name = name_of(settings)
        found.append((Variant(name, settings, f'`grader = "{name}"`', config.prompts), config))
    return found


def ways(settings: GraderSettings | None, own_prompts: Path | None = None) -> list[Variant]:
    """The ways of asking the same model that are worth comparing. Raises UsageError where no model is set."""
    if settings is None:
        raise UsageError(
            "There is nothing to compare: the offline grader has one way.",
            "Name a model with --model, or several: --model offline --model openai:gpt-5-mini.",
        )
    structured = replace(settings, strategy="structured", fast=False, thorough=False)
    return [
        Variant("structured", structured, '`strategy = "structured"`', own_prompts),
        Variant(
            "structured, fast",
            replace(structured, fast=True),
            '`strategy = "structured"` and `fast = true`',
            own_prompts,
        ),
        Variant("probability", replace(structured, strategy="probability"), '`strategy = "probability"`', own_prompts),
    ]


def _prompts(own: Path | None) -> Iterable[str]:
    """The digests of the prompts that serve, and of the other files beside the shipped ones."""
    shipped = sorted(path for path in data_folder("prompts").iterdir() if path.is_file())
    serving = [path if own is None or not (own / path.name).is_file() else own / path.name for path in shipped]
    return map(_digest, serving)


def _rules() -> Iterable[str]:
    """The digests of the modules that decide what the offline grader hears."""
    package = Path(__file__).parent.parent
    return map(_digest, sorted(path for room in RULES for path in (package / room).glob("*.py")))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _digits(of: object) -> str:
    return hashlib.sha256(json.dumps(of).encode()).hexdigest()[:16]
