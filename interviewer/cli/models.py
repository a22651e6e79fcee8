"""The models of an interview: checked before the first question, connected while it is read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, get_args

from msgspec import Struct
from msgspec.structs import replace

from interviewer.config import OFFLINE
from interviewer.dialogue.manner import Persona
from interviewer.errors import UsageError
from interviewer.llm.keys import Keys
from interviewer.llm.providers import check, servers
from interviewer.llm.settings import GraderSettings, ModelSettings, as_grader
from interviewer.llm.system_keyring import keys_of_this_process
from interviewer.paths import user_config_file

if TYPE_CHECKING:
    import argparse

    from interviewer.config import Config
    from interviewer.llm.log import Log

AGAIN = "again"
"""What a candidate says who wants the configured model asked once more."""


class Roles(Struct, frozen=True, kw_only=True):
    """The model that serves each role; None for the offline one."""

    interviewer: ModelSettings | None = None
    grader: GraderSettings | None = None
    keys: Keys
    """Where the models find theirs."""

    @property
    def models(self) -> tuple[ModelSettings, ...]:
        """Every model that serves: the interviewer's, and each member of the panel that grades."""
        interviewer = () if self.interviewer is None else (self.interviewer,)
        return (*interviewer, *(() if self.grader is None else self.grader.members))

    def check(self) -> None:
        """Raise UsageError for a model that cannot work, as far as can be told offline."""
        for settings in self.models:
            check(settings, self.keys)

    @property
    def servers(self) -> tuple[str, ...]:
        """Host and port of each server that answers are sent to."""
        found = [server for settings in self.models for server in servers(settings)]
        return tuple(dict.fromkeys(found))


def roles_named(word: str, configured: Roles) -> Roles:
    """The roles that a candidate asks for: `again`, `offline`, or a model as `provider:model` for both.

    A model that is configured comes with its settings. Raises UsageError for one that cannot work.
    """
    if word == AGAIN:
        return configured
    if word == OFFLINE:
        return Roles(keys=configured.keys)
    known = {settings.model: settings for settings in reversed(configured.models)}
    settings = known.get(word) or ModelSettings(model=word)
    check(settings, configured.keys)
    return Roles(interviewer=settings, grader=as_grader(settings), keys=configured.keys)


def model_option(parser: argparse.ArgumentParser) -> None:
    """The option of every command that may ask a model."""
    parser.add_argument(
        "--model", metavar="MODEL", help="`provider:model` for both roles, or `offline` (default: as the settings say)"
    )
    parser.add_argument(
        "--log", metavar="FILE", help="write what is sent to models and what comes back to this file, keys masked"
    )


def persona_option(parser: argparse.ArgumentParser) -> None:
    """The option of a command in which a model may interview."""
    parser.add_argument("--persona", choices=get_args(Persona), help="the manner of a model that interviews")


def voice_options(parser: argparse.ArgumentParser) -> None:
    """The options of a command in which a candidate may speak."""
    import argparse

    parser.add_argument(
        "--voice", action=argparse.BooleanOptionalAction, help="hear what is asked, and speak your answers"
    )
    parser.add_argument(
        "--microphone", metavar="NAME", help="a part of its name, or a recording, or a folder of them, in its place"
    )


def open_log(args: argparse.Namespace) -> Log | None:
    """The file that `--log` names; None without it. Raises UsageError."""
    if args.log is None:
        return None
    from interviewer.llm.log import Log

    return Log(Path(args.log))


def checked_roles(config: Config) -> Roles:
    """The models that the settings name, as far as can be told offline able to serve.

    Where one is not, a person at a terminal is asked what to do. Raises UsageError where nobody is there, and Left.
    """
    roles = Roles(
        interviewer=config.model_for("interviewer"), grader=config.model_for("grader"), keys=keys_of_this_process()
    )
    return _usable(roles, config)


def checked_grader(config: Config) -> Roles:
    """As `checked_roles`, where nobody is interviewed: only the grader's models have to be able to serve."""
    roles = Roles(grader=config.model_for("grader"), keys=keys_of_this_process())
    return replace(_usable(roles, config), interviewer=None)


def _usable(roles: Roles, config: Config) -> Roles:
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
