"""Has a grader grade what a calibration needs, with a bar to watch, and a way to leave and go on another time."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from interviewer.calibration.run import Progress, grade_missing
from interviewer.cli.engine import Company, connector
from interviewer.cli.models import Roles, open_log
from interviewer.cli.retries import Retries
from interviewer.cli.screen import open_console
from interviewer.cli.workspace import system_clock
from interviewer.errors import InterviewerError
from interviewer.llm.system_keyring import keys_of_this_process

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Mapping

    from interviewer.calibration.results import Results
    from interviewer.cli.variants import Variant
    from interviewer.config import Config
    from interviewer.scoring.grade import Exchange


class LeftOffError(InterviewerError):
    """Ctrl-C before all was graded."""

    exit_status = 130

    def __init__(self, progress: Progress) -> None:
        kept = f"{progress.done:,} of {progress.total:,} gradings are kept."
        super().__init__(f"Left: {kept}", "The same command goes on from here.")


class NoCache:
    """Remembers nothing: what is asked again is asked to see whether the answer is the same."""

    def get(self, key: str) -> None:
        """Nothing."""

    def put(self, key: str, text: str) -> None:
        """Forget it."""


def measure(
    args: argparse.Namespace, variant: Variant, config: Config, wanted: Mapping[str, Exchange], results: Results
) -> dict[str, str]:
    """Grade what `results` lacks; why some have no grade. All by key.

    Raises UsageError for a model that cannot be used, LeftOffError after Ctrl-C, and what `grade_missing` raises.
    """
    import asyncio

    roles = Roles(grader=variant.settings, keys=keys_of_this_process())
    roles.check()
    retries = Retries(system_clock.monotonic_s)
    connect = connector(roles.keys, log=open_log(args), traced=config.tracing, wait=retries.wait)
    reached = Progress(0, 0, len(wanted))

    async def grade(tell: Callable[[Progress], None]) -> dict[str, str]:
        def told(progress: Progress) -> None:
            nonlocal reached
            reached = progress
            tell(progress)

        company = Company(NoCache(), connect, config, fresh=True)
        try:
            return await grade_missing(
                company.cast(roles).grader,
                wanted,
                results,
                at_once=args.concurrency,
                monotonic_s=system_clock.monotonic_s,
                spent=lambda: company.spent().values(),
                tell=told,
            )
        finally:
            await company.close()

    try:
        with _bar(args, variant.name) as tell:
            return asyncio.run(grade(tell))
    except KeyboardInterrupt:
        raise LeftOffError(reached) from None


@contextmanager
def _bar(args: argparse.Namespace, name: str) -> Iterator[Callable[[Progress], None]]:
    """A bar on standard error while a person watches who does not mind redrawing; else nothing."""
    if args.plain or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"), BarColumn(bar_width=20), MofNCompleteColumn(), TimeRemainingColumn(),
        TextColumn("{task.fields[note]}"),
    )  # fmt: skip
    with Bar(*columns, console=open_console(colour=args.colour, to_stderr=True), transient=True) as bar:
        task = bar.add_task(f"Grading by {name}", total=None, note="Ctrl-C: later")

        def tell(progress: Progress) -> None:
            note = f"{progress.failed} failed" if progress.failed else "Ctrl-C: later"
            bar.update(task, completed=progress.done + progress.failed, total=progress.total, note=note)

        yield tell
