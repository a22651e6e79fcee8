"""What is wrong with a bank file, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from interviewer.errors import BankError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


NOT_REGULAR = "it is not a regular file"


class Problem(Struct, frozen=True, kw_only=True):
    """One thing that is wrong with a file or a folder; `str()` is the line that a person reads."""

    path: str
    line: int | None = None
    """From 1; None when the problem is the file as a whole."""
    column: int | None = None
    """From 1, in characters."""
    message: str
    """What is wrong: a sentence."""
    hint: str = ""
    """What to do: a sentence, or empty when `message` says it."""

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        return f"{place}: {self.message} {self.hint}".rstrip()


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems by file, and as one comes to them when reading it."""
    return sorted(problems, key=lambda problem: (problem.path, problem.line or 0, problem.column or 0))


def unreadable(path: str, why: OSError | str) -> Problem:
    """The problem that a file or folder cannot be read."""
    reason = (why.strerror or str(why)) if isinstance(why, OSError) else why
    return Problem(path=path, message=f"Cannot be read: {reason}.", hint="Mend it or remove it.")


class BrokenFileError(BankError):
    """A bank file that cannot be used. `problems` holds all that was found in it, at least one."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first, *others = problems
        more = f"({len(others)} more: `interviewer bank check {first.path}` lists them.)" if others else ""
        super().__init__(str(first), more)
        self.problems = tuple(problems)
