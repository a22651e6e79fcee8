"""`interviewer config`: what the settings are, and where they come from."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.cli.screen import open_console
from interviewer.config import KEYS, MODELS, PROJECT_FILE, config_of_this_process
from interviewer.errors import UsageError
from interviewer.llm.settings import ModelSettings
from interviewer.paths import default_journal_file, user_config_file
from interviewer.text.display import printable

if TYPE_CHECKING:
    import argparse

    from interviewer.config import Config

TEMPLATE = """\
# Settings of interviewer. Each line shows a default: take the `#` away and change it.
# A flag, a variable such as INTERVIEWER_QUESTIONS=2, and an interviewer.toml in your project go before this file.
# `interviewer config show` says which settings hold, and where each comes from.

# Without a model the offline interviewer and grader serve: nothing to set up, and nothing leaves this machine.
# "provider:model" is one line, for both or for each; the key comes from the provider's usual variable.
# model = "openai:gpt-5-mini"

# "interview" keeps all feedback for the end; "practice" shows how it went after each question.
# mode = "interview"

# How many questions, from 1 to 20.
# questions = 4

# How many active minutes to plan for and to close after. Without it there is no limit.
# minutes = 25

# "junior", "mid" or "senior". Without it, all of them.
# level = "mid"

# Topics to choose from. Empty: all.
# topics = []

# Folders with questions of your own; relative to this file.
# banks = []

# For screen readers: no boxes, colours or redrawing.
# plain = false

# The variable NO_COLOR turns colours off, too.
# colour = true

# The file that your interviews are kept in. Without it, where this system keeps a program's data.
# journal = "journal.db"

# Tracing of the calls to models by a third party (LangSmith), when its own variables ask for it, too.
# tracing = false

# Another model for each role, with more about it: temperature, top_p, seed, reasoning_effort,
# max_tokens, timeout_s, price_in, price_out, fallbacks.
# models.interviewer = "openai:gpt-5-mini"
# models.grader = { model = "openai:local", base_url = "http://127.0.0.1:8080/v1", api_key_env = "MY_KEY" }
"""
UNSET = {"minutes": "no limit", "level": "all levels", "model": "offline", "interviewer": "model", "grader": "model"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """The three commands of `config`."""
    commands = parser.add_subparsers(dest="config_command", metavar="COMMAND", required=True)
    commands.add_parser("show", help="every setting that holds, and its source")
    commands.add_parser("path", help="where your settings file is, or would be")
    commands.add_parser("init", help="write a settings file that explains every setting")


def run(args: argparse.Namespace) -> int:
    """Do what was asked. Raises UsageError."""
    match args.config_command:
        case "show":
            _show(config_of_this_process({}), args)
        case "path":
            # As it is, for `$EDITOR "$(interviewer config path)"`.
            sys.stdout.write(f"{user_config_file()}\n")
        case _:
            path = user_config_file()
            _write(path)
            open_console(colour=args.colour).print(f"Written: {printable(str(path))}", soft_wrap=True)
    return 0


def _show(config: Config, args: argparse.Namespace) -> None:
    console = open_console(colour=args.colour)
    lines = [_line(key, config) for key in KEYS]
    files = ", ".join(str(file) for file in config.files) or f"none ({user_config_file()}, {PROJECT_FILE})"
    for line in [*lines, f"# Files read: {files}"]:
        console.print(printable(line, keep_newlines=False), soft_wrap=not console.is_terminal)


def _line(key: str, config: Config) -> str:
    """The setting as a line of TOML, so that what is shown can be pasted into a file."""
    value = getattr(config, key)
    if value is None:
        unset = UNSET.get(key) or str(default_journal_file())
        return f"# {key}: {unset}  # {config.sources[key]}"
    if isinstance(value, ModelSettings):
        parts = {field: getattr(value, field) for field in value.__struct_fields__}
        inline = ", ".join(f"{field} = {json.dumps(part)}" for field, part in parts.items() if part not in (None, ()))
        return f"{MODELS}.{key} = {{ {inline} }}  # {config.sources[key]}"
    # JSON of texts, numbers, truth values and lists of them is TOML.
    return f"{key} = {json.dumps(value, default=str)}  # {config.sources[key]}"


def _write(path: Path) -> None:
    """Raises UsageError when there is something already, or it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(TEMPLATE)
    except FileExistsError as error:
        raise UsageError(f"{path} is there already.", "Edit it; `interviewer config show` says what holds.") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.", "Allow writing to its folder.") from error
