"""Which banks there are: the user's folders, those of installed packages, and the one that ships, in this order."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from msgspec import Struct

from interviewer.bank.index import open_bank
from interviewer.bank.installed import installed_banks
from interviewer.paths import cache_folder
from interviewer.resources import data_folder

if TYPE_CHECKING:
    from pathlib import Path

    from interviewer.bank.index import Bank
    from interviewer.bank.problem import Problem
    from interviewer.config import Config


class BankPlace(Struct, frozen=True, kw_only=True):
    """A bank's folder, and how a person knows it."""

    folder: Path
    name: str


class BankPlaces(Struct, frozen=True, kw_only=True):
    """All banks, the one whose questions go before all others first, and the installed ones that cannot be used."""

    places: tuple[BankPlace, ...]
    problems: tuple[Problem, ...]


def bank_places(config: Config) -> BankPlaces:
    """The banks of these settings and of this environment."""
    installed = installed_banks(sys.path)
    places = [BankPlace(folder=folder, name=str(folder)) for folder in config.banks]
    places += [
        BankPlace(folder=folder, name=f"{folder}, installed as {name}") for name, folder in installed.folders.items()
    ]
    shipped = BankPlace(folder=data_folder("rubrics"), name="the one that comes with interviewer")
    return BankPlaces(places=(*places, shipped), problems=tuple(installed.problems))


def open_banks(found: BankPlaces) -> Bank:
    """All these banks as one. Raises BankError for a folder of the user's that cannot be listed."""
    return open_bank([place.folder for place in found.places], cache_folder(), problems=found.problems)
