"""What a person sees while answers are being graded: a bar, how to leave, and the countdown of a retry."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from interviewer.cli.presenter import Presenter
    from interviewer.cli.retries import Retries, Wait
    from interviewer.dialogue.engine import UnderWay

SHOWN_AFTER_S = 0.6
"""Most grades are there sooner."""
REDRAW_EVERY_S = 0.25


async def show_grading(presenter: Presenter, under_way: Callable[[], UnderWay], retries: Retries) -> None:
    """Show how grading gets on, until cancelled. `under_way` tells what is being done."""
    import asyncio

    await asyncio.sleep(SHOWN_AFTER_S)
    if not under_way().count:
        return
    if presenter.plain or not presenter.console.is_terminal:
        await _tell(presenter, under_way, retries)
    else:
        await _draw(presenter, under_way, retries)


async def _tell(presenter: Presenter, under_way: Callable[[], UnderWay], retries: Retries) -> None:
    """In words, for screen readers and files: each thing once."""
    import asyncio

    presenter.note(f"{_told(under_way())}; Ctrl-C leaves it for `interviewer regrade`.")
    told: Wait | None = None
    while True:
        wait = retries.next
        if wait is not None and wait is not told:
            presenter.note(f"{wait.failure.message} The next try is in {retries.seconds_left(wait):.0f} s.")
        told = wait
        await asyncio.sleep(REDRAW_EVERY_S)


def _told(under_way: UnderWay) -> str:
    """What is being done, in words."""
    answers = under_way.answers
    if not answers:
        return "Looking at how you went about it"
    grading = f"Grading {answers} answer{'' if answers == 1 else 's'}"
    return f"{grading} and looking at how you went about it" if under_way.conduct else grading


async def _draw(presenter: Presenter, under_way: Callable[[], UnderWay], retries: Retries) -> None:
    """A bar that goes when all is done."""
    import asyncio

    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    left = under_way().count
    columns = (TextColumn("Grading"), BarColumn(bar_width=20), MofNCompleteColumn(), TextColumn("{task.description}"))
    told: Wait | None = None
    with Progress(*columns, console=presenter.console, transient=True, auto_refresh=False) as progress:
        bar = progress.add_task("", total=left)
        while True:
            wait = retries.next
            if wait is not None and wait is not told:
                presenter.note(wait.failure.message)
            told = wait
            does = "Ctrl-C: later" if wait is None else f"again in {retries.seconds_left(wait):.0f} s, a key: now"
            progress.update(bar, completed=left - under_way().count, description=does)
            progress.refresh()
            await asyncio.sleep(REDRAW_EVERY_S)
