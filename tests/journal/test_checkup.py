from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from interviewer.journal.checkup import file_system, troubles
from interviewer.journal.store import open_store
from tests.journal.samples import NOON, STARTED, answered

if TYPE_CHECKING:
    from collections.abc import Callable

MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
server:/home /home nfs4 rw,addr=10.0.0.1 0 0
//nas/share /mnt/my\\040share cifs rw 0 0
tmpfs /home/ada/fast tmpfs rw 0 0
overlay / overlay rw 0 0
"""

# Root may write everything, so it becomes nobody; who perhaps may not read the standard library, so all of it that is
# needed is imported before.
PRINT_TROUBLES_AS_NOBODY = """
import os, sys
from pathlib import Path
from interviewer.journal.checkup import troubles
list(troubles(Path(sys.argv[1]), ""))
if os.geteuid() == 0:
    os.setuid(65534)
for trouble in troubles(Path(sys.argv[1]), ""):
    print(trouble.says)
"""


@pytest.mark.parametrize(
    ("path", "mounts", "kind"),
    [
        pytest.param("/srv/journal.db", MOUNTS, "overlay", id="mounted-over"),
        pytest.param("/home/ada/journal.db", MOUNTS, "nfs4", id="network"),
        pytest.param("/home/ada/fast/journal.db", MOUNTS, "tmpfs", id="innermost"),
        pytest.param("/homeless/journal.db", MOUNTS, "overlay", id="only-begins-like-it"),
        pytest.param("/mnt/my share/journal.db", MOUNTS, "cifs", id="a-space-in-its-name"),
        pytest.param("/home/ada/journal.db", "", None, id="a-system-that-does-not-say"),
    ],
)
def test_file_system(path: str, mounts: str, kind: str | None) -> None:
    assert file_system(Path(path), mounts) == kind


def sound(path: Path) -> None:
    with open_store(path) as store:
        store.create(NOON).append([STARTED, answered("A story. " * 5000)], at=NOON, active_s=0)


def missing(path: Path) -> None:
    pass


def open_to_all(path: Path) -> None:
    sound(path)
    path.chmod(0o644)


def damaged(path: Path) -> None:
    sound(path)
    content = path.read_bytes()
    path.write_bytes(content[: 10 * 4096] + b"\xff" * (len(content) - 10 * 4096))


def no_journal(path: Path) -> None:
    path.touch(0o600)
    path.write_text("Dear diary")


@pytest.mark.parametrize(
    ("make", "mounts", "says"),
    [
        pytest.param(sound, "", [], id="sound"),
        pytest.param(missing, "", [], id="none-yet"),
        pytest.param(missing, "nas:/ / nfs rw 0 0", ["is on a network (nfs)"], id="none-yet-on-a-network"),
        pytest.param(sound, "nas:/ / nfs rw 0 0", ["is on a network (nfs)"], id="on-a-network"),
        pytest.param(open_to_all, "", ["(mode 644)"], id="open-to-all"),
        pytest.param(damaged, "", ["is damaged: "], id="damaged"),
        pytest.param(no_journal, "", ["is no journal, or is damaged."], id="no-journal"),
    ],
)
def test_troubles(tmp_path: Path, make: Callable[[Path], None], mounts: str, says: list[str]) -> None:
    make(tmp_path / "journal.db")

    found = list(troubles(tmp_path / "journal.db", mounts))

    assert len(found) == len(says)
    for trouble, part in zip(found, says, strict=True):
        assert part in trouble.says
        assert trouble.remedy


@pytest.mark.parametrize(
    ("folder_mode", "file_mode", "says"),
    [
        pytest.param(0o555, 0o666, "The folder {folder} may not be written.", id="folder"),
        pytest.param(0o000, 0o666, "The folder {folder} may not be written.", id="folder-not-even-entered"),
        pytest.param(0o777, 0o444, "The file {folder}/journal.db may not be written.", id="file"),
    ],
)
def test_what_may_not_be_written(folder_mode: int, file_mode: int, says: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sound(folder / "journal.db")
        (folder / "journal.db").chmod(file_mode)
        folder.chmod(folder_mode)
        found = subprocess.run(
            [sys.executable, "-c", PRINT_TROUBLES_AS_NOBODY, str(folder / "journal.db")],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        folder.chmod(0o700)

    assert says.format(folder=folder) in found.splitlines()
