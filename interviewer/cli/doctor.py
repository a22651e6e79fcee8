"""`interviewer doctor`: says of each part whether it works, and what to do if not. Reaches for no network."""

from __future__ import annotations

import os
import platform
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from interviewer.bank.index import open_bank
from interviewer.cli.screen import open_console
from interviewer.config import KEYS, ROLES, Config, config_of_this_process
from interviewer.errors import InterviewerError
from interviewer.journal.checkup import troubles
from interviewer.llm.providers import check
from interviewer.llm.system_keyring import keys_of_this_process
from interviewer.paths import default_journal_file
from interviewer.resources import data_folder
from interviewer.text.display import printable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from rich.console import Console

MOUNTS = Path("/proc/self/mounts")


class Finding(Struct, frozen=True, kw_only=True):
    """What was found about one part."""

    part: str
    says: str
    remedy: str | None = None
    """What to do where the part does not work; None where it does."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """`doctor` has none."""


def run(args: argparse.Namespace) -> int:
    """Print a line for each part. Exit status 1 when one of them does not work."""
    console = open_console(colour=args.colour)
    works = True
    for finding in examine(console):
        works = works and finding.remedy is None
        mark = "ok    " if finding.remedy is None else "not ok"
        line = f"{mark}  {finding.part}: {finding.says} {finding.remedy or ''}".rstrip()
        console.print(printable(line, keep_newlines=False), soft_wrap=not console.is_terminal)
    return 0 if works else 1


def examine(console: Console) -> Iterator[Finding]:
    """Look at every part; where the settings are wrong, at the other parts as they are by default."""
    yield python()
    try:
        config = config_of_this_process({})
    except InterviewerError as error:
        yield _failure("settings", error)
        config = Config(sources=dict.fromkeys(KEYS, "default"), files=())
    else:
        yield settings(config)
    yield from shipped()
    for folder in config.banks:
        yield bank(folder)
    yield from journal(config.journal or default_journal_file(), MOUNTS.read_text() if MOUNTS.exists() else "")
    yield from models(config)
    yield terminal(console)
    yield editor(os.environ)


def python() -> Finding:
    """The version that runs this, and the version of its SQLite."""
    import sqlite3

    return Finding(part="Python", says=f"{platform.python_version()}, with SQLite {sqlite3.sqlite_version}.")


def settings(config: Config) -> Finding:
    """The files that these settings are from."""
    files = " and ".join(str(file) for file in config.files)
    return Finding(part="settings", says=f"Read from {files}." if files else "The defaults; there is no settings file.")


def shipped() -> Iterator[Finding]:
    """The questions and prompts that come with interviewer."""
    try:
        yield bank(data_folder("rubrics"))
        yield Finding(part="prompts", says=f"{data_folder('prompts')}.")
    except InterviewerError as error:
        yield _failure("installation", error)


def bank(folder: Path) -> Finding:
    """How many questions the folder has, and whether any is left out."""
    try:
        opened = open_bank([folder], None)
    except InterviewerError as error:
        return _failure("bank", error)
    says = f"{folder} has {len(opened.headers)} questions"
    if opened.problems:
        lists = f"`interviewer bank check {shlex.quote(str(folder))}` says all that is wrong."
        return Finding(part="bank", says=f"{says}, and some cannot be used: {opened.problems[0]}", remedy=lists)
    remedy = None if opened.headers else "Put some there, or take the folder out of the settings."
    return Finding(part="bank", says=f"{says}.", remedy=remedy)


def journal(path: Path, mounts: str) -> Iterator[Finding]:
    """The file that interviews are kept in. `mounts` is as `troubles` wants it."""
    found = list(troubles(path, mounts))
    for trouble in found:
        yield Finding(part="journal", says=trouble.says, remedy=trouble.remedy)
    if not found:
        state = "sound and private" if path.exists() else "made by the first interview"
        yield Finding(part="journal", says=f"{path}, {state}.")


def models(config: Config) -> Iterator[Finding]:
    """Who plays each role, and whether a model could be asked: its package and its key are there. Asks none."""
    keys = keys_of_this_process()
    for role in ROLES:
        settings = config.model_for(role)
        if settings is None:
            yield Finding(part=role, says="offline, built in.")
            continue
        try:
            check(settings, keys)
        except InterviewerError as error:
            yield _failure(role, error)
        else:
            server = f" at {settings.base_url}" if settings.base_url else ""
            yield Finding(part=role, says=f"{settings.model}{server}, ready as far as can be told without asking it.")


def terminal(console: Console) -> Finding:
    """What the output goes to, and what can be shown there."""
    if not console.is_terminal:
        return Finding(part="terminal", says="The output goes to a file or another program.")
    colour = "colour" if console.color_system else "no colour"
    says = f"{console.encoding}, {console.width} columns, {console.height} lines, {colour}."
    is_unicode = console.encoding.startswith("utf")
    remedy = None if is_unicode else "Some characters appear as `?`: set a UTF-8 locale, such as LANG=C.UTF-8."
    return Finding(part="terminal", says=says, remedy=remedy)


def editor(environ: Mapping[str, str]) -> Finding:
    """The program that `/edit` opens."""
    wanted = environ.get("VISUAL") or environ.get("EDITOR")
    if not wanted:
        return Finding(part="editor", says="None is set; `/edit` needs the variable EDITOR, such as EDITOR=nano.")
    remedy = "Set the variable EDITOR (or VISUAL) to a program that is installed, such as nano."
    try:
        program = shlex.split(wanted)[0]
    except (ValueError, IndexError):
        return Finding(part="editor", says=f"`{wanted}` is no command.", remedy=remedy)
    if shutil.which(program) is None:
        return Finding(part="editor", says=f"There is no program `{program}`.", remedy=remedy)
    return Finding(part="editor", says=f"{wanted}.")


def _failure(part: str, error: InterviewerError) -> Finding:
    return Finding(part=part, says=error.message, remedy=error.hint)
