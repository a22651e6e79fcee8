"""What is wrong with a journal, or with where it lies."""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING, NamedTuple

from interviewer.errors import JournalError
from interviewer.journal.faults import ELSEWHERE
from interviewer.journal.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NETWORK_FILE_SYSTEMS = {
    "9p", "afs", "ceph", "cifs", "fuse.glusterfs", "fuse.rclone", "fuse.sshfs", "nfs", "nfs4", "smb3", "smbfs",
}  # fmt: skip


class Trouble(NamedTuple):
    """One thing that is wrong, and what to do about it: two sentences."""

    says: str
    remedy: str


def troubles(path: Path, mounts: str) -> Iterator[Trouble]:
    """All that is wrong with the journal at `path`, or would be if there were one.

    `mounts` is what Linux has in /proc/self/mounts; empty where the system does not say what is mounted.
    """
    # access, and not exists, which raises where it may not look.
    folder = next(folder for folder in path.absolute().parents if os.access(folder, os.F_OK))
    if not os.access(folder, os.W_OK | os.X_OK):
        yield Trouble(f"The folder {folder} may not be written.", f"Allow it, or: {ELSEWHERE}")
        return
    kind = file_system(folder.resolve(), mounts)
    if kind in NETWORK_FILE_SYSTEMS:
        yield Trouble(
            f"The folder {folder} is on a network ({kind}), where a SQLite file can get damaged.",
            f"Keep it on a disk of this machine: {ELSEWHERE}",
        )
    if path.exists():
        yield from _file_troubles(path)


def _file_troubles(path: Path) -> Iterator[Trouble]:
    mode = stat.S_IMODE(path.stat().st_mode)
    if os.name == "posix" and mode & 0o077:
        yield Trouble(f"Others may read {path} (mode {mode:o}).", f"Do: chmod 600 {path}")
    if not os.access(path, os.W_OK):
        yield Trouble(f"The file {path} may not be written.", f"Allow it, or: {ELSEWHERE}")
    try:
        with open_store(path) as store:
            damage = store.problems()
            writes_ahead = store.writes_ahead()
    except JournalError as error:
        yield Trouble(error.message, error.hint)
        return
    if damage:
        yield Trouble(
            f"The file {path} is damaged: {damage[0]}.",
            f"Export what can be read (`interviewer sessions export ID`), then restore a backup; or: {ELSEWHERE}",
        )
    if not writes_ahead:
        yield Trouble(
            f"The folder of {path} does not allow SQLite's write-ahead mode, so saving is slow.",
            f"Keep it on a disk of this machine: {ELSEWHERE}",
        )


def file_system(path: Path, mounts: str) -> str | None:
    """The type of the file system that the absolute path is on; None when `mounts` does not say."""
    found: tuple[int, str] | None = None
    for line in mounts.splitlines():
        _, place, kind, *_ = line.split(" ")
        # A space in the name of a folder is \\040 there, and so on.
        place = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), place)
        # Of two at the same place the later one is seen.
        if path.is_relative_to(place) and (found is None or len(place) >= found[0]):
            found = (len(place), kind)
    return found[1] if found else None
