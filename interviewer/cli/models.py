"""The models of an interview: checked before the first question, connected while it is read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec import Struct

from interviewer.config import OFFLINE, ROLES
from interviewer.llm.providers import check
from interviewer.llm.settings import ModelSettings

if TYPE_CHECKING:
    import argparse

    from interviewer.config import Config


class Roles(Struct, frozen=True, kw_only=True):
    """The model that serves each role; None for the offline one."""

    interviewer: ModelSettings | None = None
    grader: ModelSettings | None = None


def name_of(settings: ModelSettings | None) -> str:
    """How a person reads who serves a role."""
    return settings.model if settings else OFFLINE


def model_option(parser: argparse.ArgumentParser) -> None:
    """The option of every command that may ask a model."""
    parser.add_argument(
        "--model", metavar="MODEL", help="`provider:model` for both roles, or `offline` (default: as the settings say)"
    )


def checked_roles(config: Config) -> Roles:
    """The models that the settings name. Raises UsageError for one that cannot work, as far as can be told offline."""
    roles = Roles(**{role: config.model_for(role) for role in ROLES})
    for settings in (roles.interviewer, roles.grader):
        if settings is not None:
            check(settings, os.environ)
    return roles
