"""Where `interviewer score` writes its lines: standard output, or a file that it goes on with."""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct, to_builtins

from interviewer.cli.whole_file import behind_links
from interviewer.errors import InterviewerError, UsageError
from interviewer.text.json_lines import as_line, read_object

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import FileIO
    from typing import TextIO

    from interviewer.report.score_line import BadLine, ScoreLine

BEGINNING = b'{"id":'
"""Of every line that we write: what stands at the end of a file and begins otherwise, we have not written."""
STATUSES = ("graded", "failed", "error")
OWN_FILE = "Name another file with -o."


class Output(Protocol):
    """Where lines go."""

    kept: Kept

    def write(self, line: ScoreLine | BadLine) -> None:
        """Write one line. It is whole, and whoever reads has it, when this returns."""
        ...

    def close(self) -> None:
        """No line will follow."""
        ...


class Kept(Struct, kw_only=True):
    """What a file held already. It takes some hundred bytes of memory a line."""

    inputs: dict[int, int]
    """By a hash of the id, a hash of what was graded: the input and the rubric."""
    graders: set[str]
    """Who graded it."""

    def has(self, id: str | int, fingerprint: str, rubric: str) -> bool:  # noqa: A002 - the field's name
        """Whether this very input was graded by this very rubric."""
        return self.inputs.get(hash_of(id)) == hash_of([fingerprint, rubric])


def open_output(name: str | None) -> Output:
    """The file of that name, or standard output. Raises UsageError and InterviewerError, as OutputFile does."""
    if name is None:
        return Stream(sys.stdout, is_shared=True)
    try:
        path = behind_links(Path(name))
        if path.exists() and not path.is_file():
            return Stream(path.open("w", encoding="ascii"), is_shared=False)
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle before Python 3.13
        why = getattr(error, "strerror", None) or error
        raise InterviewerError(f"{name} cannot be written: {why}.", OWN_FILE) from error
    return OutputFile(path)


class Stream:
    """Standard output, or a pipe: each line is handed on as soon as there is one."""

    def __init__(self, stream: TextIO, *, is_shared: bool) -> None:
        """One that is shared with others stays open."""
        self.kept = Kept(inputs={}, graders=set())
        self._stream = stream
        self._is_shared = is_shared

    def write(self, line: ScoreLine | BadLine) -> None:
        """Write one line, in ASCII: no terminal obeys anything in it. Raises OSError."""
        self._stream.write(as_line(to_builtins(line)))
        self._stream.flush()

    def close(self) -> None:
        """Nothing was held back."""
        if not self._is_shared:
            self._stream.close()


class OutputFile:
    """A file of result lines, held by one process at a time.

    When it is opened, what a kill or a full disk left of a line is cut off, and lines that hold no grade go: they are
    tried again. When it is closed, a grade that a newer one of the same id has replaced goes, too.
    """

    def __init__(self, path: Path) -> None:
        """Open or make the file. A new one can be read by its owner only.

        Raises UsageError for a file that another process writes, or that is none of ours, which stays as it is;
        InterviewerError where it cannot be read or written.
        """
        self._path = path
        with ExitStack() as undo:
            self._file = self._held()
            undo.callback(self._file.close)
            try:
                self._has_leavings = False
                self.kept = self._read()
                self._tidy()
                self._file.seek(0, os.SEEK_END)
            except OSError as error:
                raise self._failure(error) from error
            undo.pop_all()

    def write(self, line: ScoreLine | BadLine) -> None:
        """Append one line. Raises InterviewerError where the disk takes no more."""
        text = as_line(to_builtins(line)).encode("ascii")
        try:
            while text:
                text = text[self._file.write(text) :]
        except OSError as error:
            raise self._failure(error) from error
        if line.status != "error":
            self._has_leavings |= hash_of(line.id) in self.kept.inputs

    def close(self) -> None:
        """Leave the last line of each id, safe on the disk. Raises InterviewerError."""
        try:
            self._tidy(keep_failures=True)
            os.fsync(self._file.fileno())
        except OSError as error:
            raise self._failure(error) from error
        finally:
            self._file.close()

    def _held(self) -> FileIO:
        """The file, locked. Whoever held it until now may have put another in its place meanwhile."""
        while True:
            try:
                descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
                file = open(descriptor, "r+b", buffering=0)  # noqa: SIM115, PTH123 - it is handed on, open
            except OSError as error:
                raise self._failure(error) from error
            if not _lock(file):
                file.close()
                raise UsageError(f"{self._path} is being written by another `interviewer score`.", "Wait for its end.")
            with suppress(OSError):
                if os.path.samestat(os.fstat(file.fileno()), os.stat(self._path)):  # noqa: PTH116 - as fstat
                    return file
            file.close()

    def _read(self) -> Kept:
        """Take in what is there, and cut off what is no whole line."""
        kept = Kept(inputs={}, graders=set())
        end = number = 0
        for number, line in enumerate(_lines(self._file), start=1):
            found = _result_in(line)
            if found is None:
                if line.endswith(b"\n") or not _is_begun(line):
                    where = f"{self._path}:{number}"
                    raise UsageError(f"{where}: This is no line that `interviewer score` has written.", OWN_FILE)
                break
            end += len(line)
            self._take(found, kept)
            if not line.endswith(b"\n"):
                self._file.seek(0, os.SEEK_END)
                self._file.write(b"\n")
                end += 1
        self._file.truncate(end)
        return kept

    def _take(self, found: dict[str, Any], kept: Kept) -> None:
        name = hash_of(found["id"])
        if found["status"] != "graded":
            self._has_leavings = True
            if found["status"] == "failed":
                kept.inputs.pop(name, None)  # of an answer that was changed since
            return
        self._has_leavings |= name in kept.inputs
        kept.inputs[name] = hash_of([found.get("input"), found["grader"].get("rubric_hash")])
        kept.graders.add(str(found["grader"].get("grader")))

    def _tidy(self, *, keep_failures: bool = False) -> None:
        """Write the file anew without what is left over, whole or not at all."""
        if not self._has_leavings:
            return
        from tempfile import mkstemp

        handle, name = mkstemp(dir=self._path.parent, prefix=".interviewer-")
        beside, tidied = Path(name), open(handle, "r+b", buffering=0)  # noqa: SIM115, PTH123 - as in `_held`
        try:
            _lock(tidied)  # before it stands in the other's place, so that nobody comes between
            for line in _worth_keeping(self._file, keep_failures=keep_failures):
                tidied.write(line)
            os.fsync(tidied.fileno())
            beside.chmod(self._path.stat().st_mode)
            beside.replace(self._path)
        except BaseException:
            tidied.close()
            beside.unlink(missing_ok=True)
            raise
        self._file.close()
        self._file, self._has_leavings = tidied, False

    def _failure(self, error: OSError) -> InterviewerError:
        return InterviewerError(f"{self._path} cannot be written: {error.strerror}.", OWN_FILE)


def hash_of(value: object) -> int:
    """64 bits of what JSON can hold."""
    return int.from_bytes(hashlib.blake2b(as_line(value).encode("ascii"), digest_size=8).digest(), "big")


def _lines(file: FileIO) -> Iterator[bytes]:
    """The lines from the beginning; the file itself is not buffered."""
    from io import BufferedReader, FileIO

    file.seek(0)
    yield from BufferedReader(FileIO(file.fileno(), closefd=False))


def _worth_keeping(file: FileIO, *, keep_failures: bool) -> Iterator[bytes]:
    """The last line of each id that was graded; where failures are kept, the lines of those that were not, too."""
    last: dict[int, int] = {}
    for number, line in enumerate(_lines(file)):
        found = _result_in(line)
        if found is not None and found["status"] != "error":
            last[hash_of(found["id"])] = number
    for number, line in enumerate(_lines(file)):
        found = _result_in(line)
        if found is None:
            continue
        if found["status"] == "error":
            wanted = keep_failures
        else:
            wanted = last[hash_of(found["id"])] == number and (keep_failures or found["status"] == "graded")
        if wanted:
            yield line


def _result_in(line: bytes) -> dict[str, Any] | None:
    """What a line of ours holds; None where it is none."""
    try:
        found = read_object(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or "id" not in found or found.get("status") not in STATUSES:
        return None
    return found if found["status"] != "graded" or isinstance(found.get("grader"), dict) else None


def _is_begun(line: bytes) -> bool:
    """Whether it may be the beginning of a line of ours."""
    return line.startswith(BEGINNING) or BEGINNING.startswith(line)


def _lock(file: FileIO) -> bool:
    """Hold the file for as long as it is open; False when another process does.

    Where there are no such locks (Windows, some network folders), nobody is refused.
    """
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
