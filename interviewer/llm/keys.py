"""The keys of models: what was entered for this process, then the environment, then the system keyring. Pure.

They are read by the names of variables, and written nowhere but, when a person asks for it, to the keyring.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol


class Keyring(Protocol):
    """Where the system of this machine keeps secrets."""

    name: str
    """As a person knows it."""

    def read(self, variable: str) -> str | None:
        """The key that is kept under the variable's name; None where there is none, or it cannot be had."""
        ...

    def keep(self, variable: str, key: str) -> None:
        """Keep a key under the variable's name. Raises InterviewerError."""
        ...


class Keys(Mapping[str, str]):
    """An environment that also knows the keys of the keyring, for a variable that is not set or blank.

    Only what the environment sets, or a person has entered, is listed and counted: what a keyring holds is found by
    asking for it. `open_keyring` is called when the first key is missing, once; None where there is no keyring.
    """

    def __init__(self, environ: Mapping[str, str], open_keyring: Callable[[], Keyring | None]) -> None:
        self._environ = environ
        self._open_keyring = open_keyring
        self._opened: list[Keyring | None] = []
        self._entered: dict[str, str] = {}
        self._kept: dict[str, str | None] = {}

    @property
    def keyring(self) -> Keyring | None:
        """The keyring of this system; None where there is none that can be used."""
        if not self._opened:
            self._opened.append(self._open_keyring())
        return self._opened[0]

    def enter(self, variable: str, key: str) -> None:
        """From now on, and for this process, that is the key; it goes before all others."""
        self._entered[variable] = key

    def is_entered(self, variable: str) -> bool:
        """Whether that key was entered, and will be gone with this process."""
        return variable in self._entered

    def forget(self, variable: str) -> None:
        """Take back what was entered, if anything was."""
        self._entered.pop(variable, None)

    def keep(self, variable: str) -> None:
        """Put the key that was entered into the keyring. Raises InterviewerError, ValueError without either."""
        if self.keyring is None or variable not in self._entered:
            raise ValueError(f"there is no keyring, or no key was entered for {variable}")
        self.keyring.keep(variable, self._entered[variable])
        self._kept[variable] = self._entered.pop(variable)

    def __getitem__(self, variable: str) -> str:
        listed = self._entered.get(variable) or self._environ.get(variable, "")
        found = listed if listed.strip() else self._from_keyring(variable)
        if found is None:
            raise KeyError(variable)
        return found

    def __iter__(self) -> Iterator[str]:
        yield from self._entered
        for variable, value in self._environ.items():
            if value.strip() and variable not in self._entered:
                yield variable

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _from_keyring(self, variable: str) -> str | None:
        if variable not in self._kept:
            self._kept[variable] = self.keyring.read(variable) if self.keyring is not None else None
        return self._kept[variable]
