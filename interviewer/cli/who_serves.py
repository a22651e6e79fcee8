"""What a person reads of who interviews and grades, and of what leaves this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.config import OFFLINE
from interviewer.llm.settings import GraderSettings

if TYPE_CHECKING:
    from collections.abc import Collection

    from interviewer.cli.models import Roles
    from interviewer.llm.settings import ModelSettings

LOOPBACK = ("127.", "localhost", "[::1]")
OFFLINE_SERVES = "The built-in offline interviewer and grader serve."
OFFLINE_IS_APPROXIMATE = "is the built-in offline interviewer. Its grading is approximate, and it reads English."


def name_of(settings: ModelSettings | None) -> str:
    """How a person reads who serves a role: every model of a panel is named."""
    if settings is None:
        return OFFLINE
    members = settings.members if isinstance(settings, GraderSettings) else (settings,)
    return " and ".join(dict.fromkeys(member.model for member in members))


def who_serves(roles: Roles) -> str:
    """A sentence: who words the follow-ups, and who grades."""
    words, grades = name_of(roles.interviewer), name_of(roles.grader)
    if words == grades:
        return f"{words} words the follow-ups and grades." if words != OFFLINE else OFFLINE_SERVES
    named = {name: "the offline one" if name == OFFLINE else name for name in (words, grades)}
    verb = "grades" if roles.grader is None or not roles.grader.panel else "grade"
    return f"{_capitalised(named[words])} words the follow-ups, {named[grades]} {verb}."


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


def _capitalised(text: str) -> str:
    return text[0].upper() + text[1:] if text.startswith("the ") else text


def _is_here(server: str) -> bool:
    return server.startswith(LOOPBACK)
