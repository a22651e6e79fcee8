"""`interviewer doctor`: says of each part whether it works, and what to do if not.

Reaches for the servers of the models in the settings, and for no other network.
"""

from __future__ import annotations

import os
import platform
import shlex
import shutil
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from interviewer.bank.index import open_bank
from interviewer.bank.installed import installed_banks
from interviewer.cli.finding import Finding, failure
from interviewer.cli.model_findings import models
from interviewer.cli.screen import open_console
from interviewer.cli.speech_findings import OFF, speech
from interviewer.cli.waiting_line import waiting_line
from interviewer.config import KEYS, Config, config_of_this_process
from interviewer.errors import InterviewerError
from interviewer.journal.checkup import troubles
from interviewer.llm.system_keyring import keys_of_this_process
from interviewer.paths import default_journal_file
from interviewer.resources import data_folder

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from rich.console import Console

    from interviewer.bank.installed import InstalledBanks

MOUNTS = Path("/proc/self/mounts")
MARK_COLUMNS = 8
"""The longest mark, and a gap."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The option of `doctor`."""
    parser.add_argument(
        "--voice", action="store_true", default=None, help="test microphone, loudspeaker and recogniser, too"
    )


def run(args: argparse.Namespace) -> int:
    """Print what is found about each part. Exit status 1 when one of them does not work."""
    console = open_console(colour=args.colour)
    found, config = settings()
    config = replace(config, voice=config.voice or bool(args.voice))
    plain = args.plain or config.plain
    works = True
    for finding in examine(found, config, console, plain=plain):
        works = works and finding.remedy is None
        show(finding, console, plain=plain)
    return 0 if works else 1


def examine(found: Finding, config: Config, console: Console, *, plain: bool) -> Iterator[Finding]:
    """Look at every part, with those settings and what was found about them."""
    yield python()
    yield found
    yield from shipped()
    if config.prompts is not None:
        own, config = own_prompts(config, config.prompts)
        yield own
    for folder in config.banks:
        yield bank(folder)
    yield from installed(installed_banks(sys.path))
    yield from journal(config.journal or default_journal_file(), MOUNTS.read_text() if MOUNTS.exists() else "")
    keys, waiting = keys_of_this_process(), partial(waiting_line, console, in_place=not plain)
    yield from models(config, keys, waiting)
    yield from speech(config, keys, waiting) if config.voice else [OFF]
    yield terminal(console)
    yield editor(os.environ)


def show(finding: Finding, console: Console, *, plain: bool) -> None:
    """Print a finding: one line for a program and for a screen reader, in a terminal a paragraph beside its mark."""
    if plain or not console.is_terminal:
        console.print(f"{finding.mark:{MARK_COLUMNS}}{finding.text}", soft_wrap=not console.is_terminal)
        return
    from rich.table import Table

    grid = Table.grid()
    grid.add_column(width=MARK_COLUMNS)
    grid.add_column(overflow="fold")
    grid.add_row(finding.mark, finding.text)
    console.print(grid)


def python() -> Finding:
    """The version that runs this, and the version of its SQLite."""
    import sqlite3

    return Finding(part="Python", says=f"{platform.python_version()}, with SQLite {sqlite3.sqlite_version}.")


def settings() -> tuple[Finding, Config]:
    """The settings, and the files that they are from. Where they are wrong, the other parts are looked at with none."""
    try:
        config = config_of_this_process({})
    except InterviewerError as error:
        return failure("settings", error), Config(sources=dict.fromkeys(KEYS, "default"), files=())
    files = " and ".join(str(file) for file in config.files)
    says = f"Read from {files}." if files else "The defaults; there is no settings file."
    return Finding(part="settings", says=says), config


def shipped() -> Iterator[Finding]:
    """The questions and prompts that come with interviewer."""
    try:
        yield bank(data_folder("rubrics"))
        yield Finding(part="prompts", says=f"{data_folder('prompts')}.")
    except InterviewerError as error:
        yield failure("installation", error)


def own_prompts(config: Config, folder: Path) -> tuple[Finding, Config]:
    """How many prompts the user's folder has. Where one is bad, models are asked with those that ship."""
    from interviewer.cli.prompts import prompts_of

    try:
        files = prompts_of(config)
    except InterviewerError as error:
        return failure("prompts", error), replace(config, prompts=None)
    own = sum(files.is_own(name) for name in files.names())
    return Finding(part="prompts", says=f"{folder}, {own} of yours."), config


def bank(folder: Path) -> Finding:
    """How many questions the folder has, and whether any is left out."""
    try:
        opened = open_bank([folder], None)
    except InterviewerError as error:
        return failure("bank", error)
    says = f"{folder} has {len(opened.headers)} questions"
    if opened.problems:
        lists = f"`interviewer bank check {shlex.quote(str(folder))}` says all that is wrong."
        return Finding(part="bank", says=f"{says}, and some cannot be used: {opened.problems[0]}", remedy=lists)
    remedy = None if opened.headers else "Put some there, or take the folder out of the settings."
    return Finding(part="bank", says=f"{says}.", remedy=remedy)


def installed(banks: InstalledBanks) -> Iterator[Finding]:
    """The banks that installed packages bring along."""
    yield from map(bank, banks.folders.values())
    for problem in banks.problems:
        yield Finding(part="bank", says=f"{problem.message} {problem.path} names it.", remedy=problem.hint)


def journal(path: Path, mounts: str) -> Iterator[Finding]:
    """The file that interviews are kept in. `mounts` is as `troubles` wants it."""
    found = list(troubles(path, mounts))
    for trouble in found:
        yield Finding(part="journal", says=trouble.says, remedy=trouble.remedy)
    if not found:
        state = "sound and private" if path.exists() else "made by the first interview"
        yield Finding(part="journal", says=f"{path}, {state}.")


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
