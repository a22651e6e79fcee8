"""The keyring of this system, through the package `keyring` where that is installed; the edge behind `keys.py`."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from typing import Any

from interviewer.errors import InterviewerError
from interviewer.llm.keys import Keyring, Keys

SERVICE = "interviewer"
INSTALL = 'pip install "interviewer[keyring]"'
RECOMMENDED = 1
"""The least priority of a backend that keeps secrets as the package recommends; plain files are below it."""


class SystemKeyring:
    """A backend of the package. Whatever it fails with, a person reads a sentence, and never the key."""

    def __init__(self, backend: Any) -> None:
        self.name = str(backend.name)
        self._backend = backend

    def read(self, variable: str) -> str | None:
        """The key that is kept under the variable's name; None also where the keyring is locked or out of order."""
        try:
            found = self._backend.get_password(SERVICE, variable)
        except Exception:  # noqa: BLE001 - a backend may be anybody's; without its key there is one key less
            return None
        return found if isinstance(found, str) else None

    def keep(self, variable: str, key: str) -> None:
        """Keep a key under the variable's name. Raises InterviewerError."""
        try:
            self._backend.set_password(SERVICE, variable, key)
        except Exception as error:  # noqa: BLE001 - as above; it is told
            raise InterviewerError(
                f"The keyring did not take the key: {type(error).__name__}.", f"Unlock it, or set {variable}."
            ) from None  # what the backend says may hold the key


def open_keyring(import_module: Callable[[str], Any] = import_module) -> Keyring | None:
    """The keyring that can be used here; None without the package, or without a backend that it recommends."""
    try:
        backend = import_module("keyring").get_keyring()
        usable = backend.priority >= RECOMMENDED
    except Exception:  # noqa: BLE001 - a backend that cannot even be loaded is none, whatever it fails with
        return None
    return SystemKeyring(backend) if usable else None


def keys_of_this_process() -> Keys:
    """The keys of this process's environment, and of the keyring behind it."""
    return Keys(os.environ, open_keyring)
