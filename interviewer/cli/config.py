"""`interviewer config`: what the settings are, and where they come from."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from interviewer.cli.screen import open_console
from interviewer.config import KEYS, MODELS, PROJECT_FILE, config_of_this_process
from interviewer.llm.providers import PROVIDERS, alternatives, key_variables, place_of_key
from interviewer.llm.settings import GraderSettings, ModelSettings
from interviewer.llm.system_keyring import keys_of_this_process
from interviewer.paths import default_journal_file, user_config_file
from interviewer.speech.settings import EngineSettings
from interviewer.text.display import printable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from interviewer.config import Config

UNSET = {
    "minutes": "no limit",
    "level": "all levels",
    "prompts": "those that come with interviewer",
    "microphone": "the system's default",
    "max_cost": "no limit",
    "max_tokens": "no limit",
    "model": "offline",
    "interviewer": "model",
    "grader": "model",
    "transcriber": "moonshine, where it is installed",
    "speaker": "system",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """The commands of `config`."""
    commands = parser.add_subparsers(dest="config_command", metavar="COMMAND", required=True)
    commands.add_parser("show", help="every setting that holds, and its source")
    commands.add_parser("path", help="where your settings file is, or would be")
    commands.add_parser("prompts", help="which file serves each prompt, one of yours or the one that ships")
    commands.add_parser("init", help="choose a model, and write a settings file that explains every setting")


def run(args: argparse.Namespace) -> int:
    """Do what was asked. Raises UsageError."""
    match args.config_command:
        case "show":
            _show(config_of_this_process({}), args)
        case "path":
            # As it is, for `$EDITOR "$(interviewer config path)"`.
            sys.stdout.write(f"{user_config_file()}\n")
        case "prompts":
            _prompts(config_of_this_process({}), args)
        case _:
            from interviewer.cli.config_init import init

            return init(args)
    return 0


def _show(config: Config, args: argparse.Namespace) -> None:
    console = open_console(colour=args.colour)
    lines = [*(_line(key, config) for key in KEYS), *_keys(config, keys_of_this_process())]
    files = ", ".join(str(file) for file in config.files) or f"none ({user_config_file()}, {PROJECT_FILE})"
    for line in [*lines, f"# Files read: {files}"]:
        console.print(printable(line, keep_newlines=False), soft_wrap=not console.is_terminal)


def _prompts(config: Config, args: argparse.Namespace) -> None:
    from interviewer.cli.prompts import prompts_of, served

    console = open_console(colour=args.colour)
    for line in served(prompts_of(config)):
        console.print(printable(line, keep_newlines=False), soft_wrap=True)


def _keys(config: Config, keys: Mapping[str, str]) -> Iterator[str]:
    """Where the keys of the models are, as comments; never a key."""
    grader = config.model_for("grader")
    models = [config.model_for("interviewer"), *(grader.members if grader else ())]
    lines = {
        f"# key of {model.model}: {place_of_key(model, keys) or f'{variables[0]}, not set'}": None
        for settings in models
        if settings is not None
        for model in alternatives(settings)
        if model.model.partition(":")[0] in PROVIDERS and (variables := key_variables(model))
    }
    yield from lines


def _line(key: str, config: Config) -> str:
    """The setting as a line of TOML, so that what is shown can be pasted into a file."""
    value = getattr(config, key)
    if value is None:
        unset = UNSET.get(key) or str(default_journal_file())
        return f"# {key}: {unset}  # {config.sources[key]}"
    if isinstance(value, ModelSettings):
        tables = [_table(model) for model in (value.members if isinstance(value, GraderSettings) else (value,))]
        shown = tables[0] if len(tables) == 1 else f"[{', '.join(tables)}]"
        return f"{MODELS}.{key} = {shown}  # {config.sources[key]}"
    if isinstance(value, EngineSettings):
        return f"{MODELS}.{key} = {_table(value)}  # {config.sources[key]}"
    # JSON of texts, numbers, truth values and lists of them is TOML.
    return f"{key} = {json.dumps(value, default=str)}  # {config.sources[key]}"


def _table(settings: ModelSettings | EngineSettings) -> str:
    """The model as an inline table of TOML, without what is not set."""
    parts = {name: getattr(settings, name) for name in settings.__struct_fields__}
    is_set = {name: part for name, part in parts.items() if not (part is None or part is False or part == ())}
    inline = ", ".join(f"{name} = {json.dumps(part)}" for name, part in is_set.items())
    return f"{{ {inline} }}"
