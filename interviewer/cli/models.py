"""The models of an interview: checked before the first question, connected while it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from interviewer.config import OFFLINE, ROLES
from interviewer.errors import UsageError
from interviewer.llm.keys import Keys
from interviewer.llm.providers import check
from interviewer.llm.settings import ModelSettings
from interviewer.llm.system_keyring import keys_of_this_process
from interviewer.paths import user_config_file

if TYPE_CHECKING:
    import argparse

    from interviewer.config import Config


class Roles(Struct, frozen=True, kw_only=True):
    """The model that serves each role; None for the offline one."""

    interviewer: ModelSettings | None = None
    grader: ModelSettings | None = None
    keys: Keys
    """Where the models find theirs."""

    def check(self) -> None:
        """Raise UsageError for a model that cannot work, as far as can be told offline."""
        for settings in (self.interviewer, self.grader):
            if settings is not None:
                check(settings, self.keys)


def name_of(settings: ModelSettings | None) -> str:
    """How a person reads who serves a role."""
    return settings.model if settings else OFFLINE


def model_option(parser: argparse.ArgumentParser) -> None:
    """The option of every command that may ask a model."""
    parser.add_argument(
        "--model", metavar="MODEL", help="`provider:model` for both roles, or `offline` (default: as the settings say)"
    )


def checked_roles(config: Config) -> Roles:
    """The models that the settings name, as far as can be told offline able to serve.

    Where one is not, a person at a terminal is asked what to do. Raises UsageError where nobody is there, and Left.
    """
    roles = Roles(**{role: config.model_for(role) for role in ROLES}, keys=keys_of_this_process())
    try:
        roles.check()
    except UsageError:
        from interviewer.cli.asking import asker_at_terminal

        asker = asker_at_terminal(colour=config.colour and not config.plain)
        if asker is None:
            raise
        from interviewer.cli.model_choice import Surroundings
        from interviewer.cli.unusable_model import settle

        return settle(roles, Surroundings(asker=asker, keys=roles.keys), user_config_file())
    return roles
