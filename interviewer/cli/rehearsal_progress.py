"""How far a rehearsal is: a bar while a person watches, a line for each interview where a model makes it slow."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator


class Progress(Protocol):
    """Whoever is told how far it is."""

    def step(self, done: int, doing: str) -> None:
        """So many of all are done; what is being done now, in a few words."""
        ...


class Silent:
    """Where nobody watches, and it is soon over."""

    def step(self, done: int, doing: str) -> None:
        """Nothing."""


class Lines:
    """A line on standard error whenever one more is done."""

    def __init__(self, name: str, total: int) -> None:
        self._name = name
        self._total = total
        self._done = 0

    def step(self, done: int, doing: str) -> None:  # noqa: ARG002 - the Protocol's
        """Tell of what is done since the last time."""
        if done > self._done:
            self._done = done
            sys.stderr.write(f"{self._name}: {done} of {self._total} done.\n")
            sys.stderr.flush()


@contextmanager
def progress(args: argparse.Namespace, name: str, total: int, *, is_slow: bool) -> Iterator[Progress]:
    """Tells on standard error, until the end of the block; `name` is what is counted."""
    if args.plain or not sys.stderr.isatty():
        yield Lines(name, total) if is_slow else Silent()
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    from interviewer.cli.screen import open_console

    columns = (
        TextColumn("{task.description}"), BarColumn(bar_width=20), MofNCompleteColumn(),
        TextColumn("{task.fields[doing]}"), TimeElapsedColumn(),
    )  # fmt: skip
    with Bar(*columns, console=open_console(colour=args.colour, to_stderr=True), transient=True) as bar:
        task = bar.add_task(name, total=total, doing="")

        class Drawn:
            def step(self, done: int, doing: str) -> None:
                bar.update(task, completed=done, doing=doing)

        yield Drawn()
