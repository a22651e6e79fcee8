"""Banks that installed packages bring along, by an entry point in the group `interviewer.banks`.

The files that say so are read here as they are: importing importlib.metadata alone would cost the start of an interview
about 50 ms, and this takes 2 to 6 ms in an environment of a hundred packages. No code of a package is run.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from interviewer.bank.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from importlib.machinery import ModuleSpec

GROUP = "interviewer.banks"
METADATA = (".dist-info", ".egg-info")


class InstalledBanks(NamedTuple):
    """The banks of installed packages."""

    folders: dict[str, Path]
    """By the name of the entry point, in the order of the names."""
    problems: list[Problem]
    """Why others cannot be used."""


def installed_banks(
    search_path: Iterable[str], find_spec: Callable[[str], ModuleSpec | None] | None = None
) -> InstalledBanks:
    """The banks of the packages on a search path such as `sys.path`; of two with one name, the first.

    `find_spec` finds a top-level package without importing it; None takes Python's own.
    """
    first: dict[str, tuple[str, Path]] = {}
    for file, name, value in _entries(search_path):
        first.setdefault(name, (value, file))
    found = InstalledBanks({}, [])
    for name, (value, file) in sorted(first.items()):
        folder = _folder(value, find_spec or _find_spec)
        if folder is not None and os.access(folder, os.R_OK | os.X_OK):
            found.folders[name] = folder
        else:
            found.problems.append(_unusable(file, name, value))
    return found


def _unusable(file: Path, name: str, value: str) -> Problem:
    message = f"The bank `{name}` of an installed package cannot be used: there is no readable package `{value}`."
    return Problem(path=str(file), message=message, hint="Install that package again, or remove it.")


def _folder(value: str, find_spec: Callable[[str], ModuleSpec | None]) -> Path | None:
    """The folder of a package, or the one that a module lies in."""
    package, *inner = value.split(".")
    try:
        spec = find_spec(package)
    except (ImportError, ValueError, AttributeError):
        return None
    if spec is None:
        return None
    for location in spec.submodule_search_locations or ():
        folder = Path(location, *inner)
        if folder.is_dir():
            return folder
        if inner and folder.with_name(f"{folder.name}.py").is_file():
            return folder.parent
    return Path(spec.origin).parent if not inner and not spec.submodule_search_locations and spec.origin else None


def _find_spec(name: str) -> ModuleSpec | None:
    from importlib.util import find_spec

    return find_spec(name)


def _entries(search_path: Iterable[str]) -> Iterator[tuple[Path, str, str]]:
    """The file, the name and the value of each entry point of our group."""
    for file in _entry_point_files(search_path):
        try:
            content = file.read_bytes()
        except OSError:
            continue  # most packages have none
        if GROUP.encode() in content:
            yield from ((file, name, value) for name, value in _of_our_group(content.decode(errors="replace")))


def _entry_point_files(search_path: Iterable[str]) -> Iterator[Path]:
    for folder in dict.fromkeys(search_path):
        try:
            with os.scandir(folder or ".") as entries:
                names = sorted(entry.path for entry in entries if entry.name.endswith(METADATA))
        except OSError:
            continue  # a zip file, or a folder that is not there
        yield from (Path(name, "entry_points.txt") for name in names)


def _of_our_group(text: str) -> Iterator[tuple[str, str]]:
    section = ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            section = line.strip("[] ")
        elif section == GROUP and "=" in line and not line.startswith(("#", ";")):
            name, _, value = line.partition("=")
            # What may follow the module, an attribute or an extra, names no folder.
            yield name.strip(), value.partition(":")[0].partition("[")[0].strip()
