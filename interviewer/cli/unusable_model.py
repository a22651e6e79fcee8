"""A model that is configured and cannot be used: in a terminal that is a question, and not the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from interviewer.cli.asking import Left, choose, confirm
from interviewer.cli.config_init import save
from interviewer.cli.key_entry import enter_key
from interviewer.cli.model_choice import choose_model
from interviewer.errors import UnusableKeyError, UsageError
from interviewer.llm.settings import as_grader

if TYPE_CHECKING:
    from pathlib import Path

    from interviewer.cli.model_choice import Surroundings
    from interviewer.cli.models import Roles


ENTER_KEY = "enter the key, for this once"
SET_UP = "set up a model"
GO_OFFLINE = "go offline, for this once: nothing leaves this machine"
QUIT = "quit"


def settle(roles: Roles, around: Surroundings, path: Path) -> Roles:
    """Roles that can be played, as the person wants them, for this once; `path` is the user's settings file.

    Raises Left when the person quits instead.
    """
    while True:
        try:
            roles.check()
        except UsageError as failure:
            try:
                roles = _answered(roles, failure, around, path)
            except (Left, KeyboardInterrupt):
                # Settings may have been kept by then.
                raise Left("Left; no interview was begun or changed.") from None
        else:
            around.asker.say("")  # what follows is the interview
            return roles


def _answered(roles: Roles, failure: UsageError, around: Surroundings, path: Path) -> Roles:
    """The roles after one question about what is wrong with them. Raises Left."""
    variable = failure.variable if isinstance(failure, UnusableKeyError) else None
    around.asker.say(failure.message if variable else str(failure))
    options = [*([ENTER_KEY] if variable else []), SET_UP, GO_OFFLINE, QUIT]
    answer = options[choose(around.asker, "What now?", options)]
    if variable and answer == ENTER_KEY:
        enter_key(around, variable)
        return roles
    if answer == SET_UP:
        return _set_up(roles, around, path)
    if answer == GO_OFFLINE:
        return replace(roles, interviewer=None, grader=None)
    raise Left


def _set_up(roles: Roles, around: Surroundings, path: Path) -> Roles:
    chosen = choose_model(around)
    if confirm(around.asker, f"Keep that choice for later, in {path}?", default=True):
        save(around, path, chosen)
    return replace(roles, interviewer=chosen, grader=None if chosen is None else as_grader(chosen))
