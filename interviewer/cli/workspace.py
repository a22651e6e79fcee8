"""What most commands need: the settings, the bank, the journal, and an engine over them."""

from __future__ import annotations

import time
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from interviewer.cli.banks import bank_places, open_banks
from interviewer.config import KEYS, Config, config_of_this_process
from interviewer.journal.store import Store, open_store
from interviewer.paths import default_journal_file

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from interviewer.bank.index import Bank
    from interviewer.cli.banks import BankPlaces


class SystemClock:
    """The clock of this machine."""

    @staticmethod
    def now() -> datetime:
        """The time of day, UTC."""
        return datetime.now(UTC)

    @staticmethod
    def monotonic_s() -> float:
        """Seconds from an arbitrary start; never goes back."""
        return time.monotonic()


system_clock = SystemClock()


class Workspace:
    """The settings that hold, the journal, open, and the bank that the settings name, read when it is asked for."""

    def __init__(self, config: Config, store: Store) -> None:
        self.config = config
        self.store = store

    @cached_property
    def bank(self) -> Bank:
        """All the banks there are. Raises BankError for a folder that cannot be listed."""
        return open_banks(self._places)

    @property
    def banks(self) -> tuple[Path, ...]:
        """The folders of the bank; what an earlier one holds comes before what a later one does."""
        return tuple(place.folder for place in self._places.places)

    def check_prompts(self) -> None:
        """Raise UsageError for a prompt of the user's own that cannot be used; without any, nothing is imported."""
        if self.config.prompts is not None:
            from interviewer.cli.prompts import prompts_of

            prompts_of(self.config)

    @cached_property
    def _places(self) -> BankPlaces:
        return bank_places(self.config)


def settings_of(args: argparse.Namespace) -> Config:
    """The settings as the flags in `args`, the environment and the settings files say. Raises UsageError."""
    flags = {key: getattr(args, key, None) for key in KEYS}
    return config_of_this_process(flags | {"plain": args.plain or None, "colour": None if args.colour else False})


@contextmanager
def open_workspace(args: argparse.Namespace) -> Iterator[Workspace]:
    """Everything as the flags in `args`, the environment and the settings files say; the journal closes in the end.

    Raises UsageError, JournalError.
    """
    config = settings_of(args)
    with open_store(config.journal or default_journal_file()) as store:
        yield Workspace(config, store)
