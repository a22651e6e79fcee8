"""The wait for grades that are still under way: shown while it lasts, cut short by Ctrl-C, and never for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.cli.grading_view import show_grading

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from interviewer.cli.presenter import Presenter
    from interviewer.cli.reader import Reader
    from interviewer.cli.retries import Retries
    from interviewer.dialogue.engine import Interview

LOOK_EVERY_S = 0.1


async def await_grades(
    interview: Interview, reader: Reader, presenter: Presenter, retries: Retries, work: Awaitable[None]
) -> bool:
    """Wait until that work of the interview's is done; a key ends the wait before a request is sent again.

    False when the candidate does not want to wait (Ctrl-C): what was under way is pending then. Raises JournalError.
    """
    import asyncio

    beside = [
        asyncio.create_task(show_grading(presenter, lambda: interview.under_way, retries)),
        asyncio.create_task(_hurry_at_every_key(reader, retries)),
    ]
    try:
        await work
    except asyncio.CancelledError:
        # Ctrl-C cancels the task that `asyncio.run` runs. It is taken as an answer, so it must not leave that way.
        task = asyncio.current_task()
        if task is None or not task.cancelling():
            raise
        task.uncancel()
        return False
    finally:
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
    return True


async def _hurry_at_every_key(reader: Reader, retries: Retries) -> None:
    """Only while there is something to hurry: at other times keys are the beginning of the next answer."""
    import asyncio

    while True:
        if retries.next is None:
            await asyncio.sleep(LOOK_EVERY_S)
        else:
            await reader.key()
            retries.hurry()
