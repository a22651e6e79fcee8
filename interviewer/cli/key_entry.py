"""A key that is entered at a terminal: for this process, and for the keyring where the person wants that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.cli.asking import confirm
from interviewer.errors import InterviewerError
from interviewer.llm.providers import is_a_key, key_holder, key_variables
from interviewer.llm.system_keyring import INSTALL

if TYPE_CHECKING:
    from interviewer.cli.model_choice import Surroundings
    from interviewer.llm.settings import ModelSettings


def enter_key(around: Surroundings, variable: str) -> bool:
    """Ask for the key that the variable would hold, for this process. False when none was entered. Raises Left."""
    while True:
        key = around.asker.secret("The key (it is not shown; Enter alone for none):").strip()
        if not key:
            return False
        if is_a_key(key):
            around.keys.enter(variable, key)
            return True
        around.asker.say("That holds characters that no key has.")


def wants_key_kept(around: Surroundings, settings: ModelSettings) -> bool:
    """Whether a key that was entered for this model is to be kept in the keyring. Raises Left."""
    holder, keyring = key_holder(settings, around.keys), around.keys.keyring
    if holder is None or keyring is None or not around.keys.is_entered(holder):
        return False
    return confirm(around.asker, f"Keep the key in the keyring ({keyring.name})?", default=True)


def settle_key(around: Surroundings, settings: ModelSettings, *, keep: bool) -> None:
    """Keep the key in the keyring, as `wants_key_kept` said; where it is kept nowhere, say where it has to be."""
    holder, variables = key_holder(settings, around.keys), key_variables(settings)
    if not variables or (holder and not around.keys.is_entered(holder)):
        return
    if holder and keep and _is_kept(around, holder):
        return
    variable = holder or variables[0]
    around.asker.say(f"Set {variable} to the key before the next interview: no file of interviewer holds it.")
    if around.keys.keyring is None:
        around.asker.say(f"Where this system has a keyring, the key can be kept there: {INSTALL}")


def _is_kept(around: Surroundings, variable: str) -> bool:
    try:
        around.keys.keep(variable)
    except InterviewerError as failure:
        around.asker.say(str(failure))
        return False
    around.asker.say(f"The key is in the keyring, as {variable} of interviewer.")
    return True
