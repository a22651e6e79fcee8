"""Writing a file whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from interviewer.errors import InterviewerError


def write_whole(path: Path, text: str, remedy: str = "Name another file with -o.") -> None:
    """Write the file as UTF-8, whole or not at all: until all is on the disk, what was there before stays.

    A new file can be read by its owner only, as the journal can; one that was there keeps its permissions. What is no
    regular file, as /dev/stdout, is written to directly. Raises InterviewerError, with the `remedy` as its hint.
    """
    try:
        path = behind_links(path)
        if path.exists() and not path.is_file():
            path.write_bytes(text.encode())
        else:
            _replace(path, text.encode())
    except (OSError, RuntimeError) as error:  # RuntimeError: the same circle before 3.13
        raise InterviewerError(
            f"{path} cannot be written: {getattr(error, 'strerror', None) or error}.",
            remedy,
        ) from error


def behind_links(path: Path) -> Path:
    """The file that is meant. Raises OSError, before Python 3.13 RuntimeError, for links in a circle."""
    real = path.resolve()
    if real.is_symlink():  # symbolic links in a circle: from 3.13 on, `resolve` gives up on them without a word
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return real


def _replace(path: Path, content: bytes) -> None:
    from tempfile import mkstemp  # 3 ms that the first question of an interview need not wait for

    handle, name = mkstemp(dir=path.parent, prefix=".interviewer-")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            beside.chmod(path.stat().st_mode)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
