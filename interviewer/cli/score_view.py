"""What a person sees of `interviewer score`: how far it is, and one line in the end. All of it on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from interviewer.cli.who_serves import name_of
from interviewer.config import OFFLINE
from interviewer.prompting.usage import Usage

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from interviewer.cli.models import Roles
    from interviewer.cli.presenter import Presenter
    from interviewer.cli.retries import Retries, Wait
    from interviewer.llm.settings import GraderSettings

SHOWN_AFTER_S = 0.6
"""A short file is done sooner."""
REDRAW_EVERY_S = 0.25
TELL_EVERY_S = 10.0
"""Where nothing can be redrawn."""


class Tally(Struct, kw_only=True):
    """What has come of the lines so far."""

    graded: int = 0
    kept: int = 0
    """Graded before, by the file that is gone on with."""
    failed: int = 0
    bad: int = 0
    usage: Usage = Usage(cost=0.0)
    last_failure: str = ""
    stopped: bool = False
    """Whether the rest was left, because one after the other failed."""

    @property
    def is_whole(self) -> bool:
        """Whether everything that was there has a grade."""
        return not (self.failed or self.bad or self.stopped)

    @property
    def told(self) -> str:
        """How many of each, in words."""
        parts = [f"{self.graded:,} graded"]
        parts += [f"{self.kept:,} before"] if self.kept else []
        parts += [f"{self.failed:,} failed"] if self.failed else []
        parts += [f"{self.bad:,} bad line{'' if self.bad == 1 else 's'}"] if self.bad else []
        return ", ".join(parts)


def closing_line(tally: Tally, *, goes_on: bool, interrupted: bool = False) -> str:
    """How many of each, what models took, and how to go on. `goes_on` where the same command does not begin anew."""
    sentences = [f"{tally.told}."]
    if tally.usage.calls:
        sentences.append(f"That took {tally.usage.told}.")
    if tally.stopped:
        sentences.append("The rest was left: too many failed one after the other.")
    if tally.failed:
        sentences.append(f"The last failure: {tally.last_failure}")
    if tally.is_whole and not interrupted:
        return " ".join(sentences)
    if tally.bad:
        sentences.append("What is wrong with a line stands in its `error`.")
    if not goes_on:
        sentences.append("Run with `-o FILE.jsonl`, it could go on where it stopped.")
    elif interrupted or tally.stopped:
        sentences.append("The same command goes on from here.")
    else:
        sentences.append("The same command tries again what has no grade.")
    return " ".join(["Interrupted:", *sentences] if interrupted else sentences)


async def show_progress(
    presenter: Presenter, tally: Tally, share: Callable[[], float | None], retries: Retries, *, may_draw: bool
) -> None:
    """Show how it gets on, until cancelled. `share` tells the part that is taken in, 0 to 1, where it is known."""
    import asyncio

    await asyncio.sleep(SHOWN_AFTER_S)
    if may_draw and not presenter.plain and presenter.console.is_terminal:
        await _draw(presenter, tally, share, retries)
    else:
        await _tell(presenter, tally, share, retries)


async def _tell(presenter: Presenter, tally: Tally, share: Callable[[], float | None], retries: Retries) -> None:
    """In words, for screen readers and files: now and then, and only what is new."""
    import asyncio

    told = ""
    while True:
        await asyncio.sleep(TELL_EVERY_S)
        part = share()
        wait = retries.next
        line = f"{tally.told}{'' if part is None else f', {part:.0%} of the file'}."
        if wait is not None:
            line = f"{line} {wait.failure.message}"
        if line != told:
            presenter.note(line)
        told = line


async def _draw(presenter: Presenter, tally: Tally, share: Callable[[], float | None], retries: Retries) -> None:
    """A bar that goes when all is done; without a length where none is known."""
    import asyncio

    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = (TextColumn("Grading"), BarColumn(bar_width=20), TaskProgressColumn(), TextColumn("{task.description}"))
    told = ""
    with Progress(*columns, console=presenter.console, transient=True, auto_refresh=False) as progress:
        bar = progress.add_task("", total=None if share() is None else 1.0)
        while True:
            wait = retries.next
            if wait is not None and wait.failure.message != told:
                told = wait.failure.message
                presenter.note(told)
            progress.update(bar, completed=share() or 0.0, description=f"{tally.told}{_waiting(wait, retries)}")
            progress.refresh()
            await asyncio.sleep(REDRAW_EVERY_S)


def _waiting(wait: Wait | None, retries: Retries) -> str:
    return "" if wait is None else f"; again in {retries.seconds_left(wait):.0f} s"


def opening_lines(roles: Roles, graded_before: Collection[str], listeners: Collection[str] = ()) -> Iterator[str]:
    """Who grades, where the answers go, and whether somebody else has graded some of them.

    `listeners` are the servers that write recordings down.
    """
    if roles.grader is None:
        goes = f"Recordings are sent to {' and '.join(listeners)}" if listeners else "Nothing leaves this machine"
        yield f"The built-in offline grader grades: approximately, and it reads English. {goes}."
    else:
        servers = " and ".join(roles.servers)
        yield f"{name_of(roles.grader)} grades. The questions and the answers are sent to {servers}, and nowhere else."
        if listeners:
            yield f"Recordings are sent to {' and '.join(listeners)} to be written down."
    now = {OFFLINE} if roles.grader is None else {name for each in roles.grader.members for name in _names(each)}
    others = sorted({name for names in graded_before for name in names.split(" and ")} - now)
    if others:
        yield f"Of what the file holds, some was graded by {' and '.join(others)}: it stays as it is."


def _names(settings: GraderSettings) -> tuple[str, ...]:
    return (settings.model, *settings.fallbacks)
