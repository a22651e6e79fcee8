"""The models of an interview: checked before the first question, connected while it is read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from interviewer.config import OFFLINE, ROLES
from interviewer.llm.providers import check, servers
from interviewer.llm.settings import ModelSettings

if TYPE_CHECKING:
    import argparse
    from collections.abc import Collection

    from interviewer.config import Config
    from interviewer.llm.log import Log


AGAIN = "again"
"""What a candidate says who wants the configured model asked once more."""
LOOPBACK = ("127.", "localhost", "[::1]")
OFFLINE_SERVES = "The built-in offline interviewer and grader serve."
OFFLINE_IS_APPROXIMATE = "is the built-in offline interviewer. Its grading is approximate, and it reads English."


class Roles(Struct, frozen=True, kw_only=True):
    """The model that serves each role; None for the offline one."""

    interviewer: ModelSettings | None = None
    grader: ModelSettings | None = None

    @property
    def servers(self) -> tuple[str, ...]:
        """Host and port of each server that answers are sent to."""
        found = [server for role in (self.interviewer, self.grader) if role is not None for server in servers(role)]
        return tuple(dict.fromkeys(found))


def name_of(settings: ModelSettings | None) -> str:
    """How a person reads who serves a role."""
    return settings.model if settings else OFFLINE


def who_serves(roles: Roles) -> str:
    """A sentence: who words the follow-ups, and who grades."""
    words, grades = name_of(roles.interviewer), name_of(roles.grader)
    if words == grades:
        return f"{words} words the follow-ups and grades." if words != OFFLINE else OFFLINE_SERVES
    named = {name: "the offline one" if name == OFFLINE else name for name in (words, grades)}
    return f"{_capitalised(named[words])} words the follow-ups, {named[grades]} grades."


def notice(roles: Roles, *, known_servers: Collection[str], is_first: bool, may_set_up: bool) -> str:
    """What the welcome says of who serves and what leaves this machine: at length the first time, then in short.

    `known_servers` were sent answers before; `is_first` is the first interview of all; `may_set_up` where no model is
    configured, rather than refused for once.
    """
    serves, servers = who_serves(roles), " and ".join(roles.servers)
    if not servers:
        hint = " `interviewer config init` sets up a model." if is_first and may_set_up else ""
        why = "No model is configured: this" if may_set_up else "This"
        return f"{why} {OFFLINE_IS_APPROXIMATE}{hint}"
    if set(roles.servers) <= set(known_servers):
        return f"{serves.rstrip('.')} ({servers})."
    if all(map(_is_here, roles.servers)):
        return f"{serves} Your answers are sent to {servers}, which is this machine, and nowhere else."
    return (
        f"{serves} The questions and your answers are sent to {servers}, and nowhere else. "
        "`--model offline` keeps them on this machine."
    )


def roles_named(word: str, configured: Roles) -> Roles:
    """The roles that a candidate asks for: `again`, `offline`, or a model as `provider:model` for both.

    A model that is configured comes with its settings. Raises UsageError for one that cannot work.
    """
    if word == AGAIN:
        return configured
    if word == OFFLINE:
        return Roles()
    known = {settings.model: settings for settings in (configured.grader, configured.interviewer) if settings}
    settings = known.get(word) or ModelSettings(model=word)
    check(settings, os.environ)
    return Roles(interviewer=settings, grader=settings)


def _capitalised(text: str) -> str:
    return text[0].upper() + text[1:] if text.startswith("the ") else text


def _is_here(server: str) -> bool:
    return server.startswith(LOOPBACK)


def model_option(parser: argparse.ArgumentParser) -> None:
    """The option of every command that may ask a model."""
    parser.add_argument(
        "--model", metavar="MODEL", help="`provider:model` for both roles, or `offline` (default: as the settings say)"
    )
    parser.add_argument(
        "--log", metavar="FILE", help="write what is sent to models and what comes back to this file, keys masked"
    )


def open_log(args: argparse.Namespace) -> Log | None:
    """The file that `--log` names; None without it. Raises UsageError."""
    if args.log is None:
        return None
    from interviewer.llm.log import Log

    return Log(Path(args.log))


def checked_roles(config: Config) -> Roles:
    """The models that the settings name. Raises UsageError for one that cannot work, as far as can be told offline."""
    roles = Roles(**{role: config.model_for(role) for role in ROLES})
    for settings in (roles.interviewer, roles.grader):
        if settings is not None:
            check(settings, os.environ)
    return roles
