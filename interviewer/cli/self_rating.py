"""Asking the candidate how well they did, before a verdict is seen: in a terminal only, and skipped with Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.errors import JournalError

if TYPE_CHECKING:
    from interviewer.cli.presenter import Presenter
    from interviewer.cli.reader import Reader
    from interviewer.dialogue.engine import Interview

INTRODUCTION = (
    "How well did you do? 1 poor, 2 mixed, 3 good, 4 excellent. It stands beside the score, and no grader sees it. "
    "Enter alone skips this."
)
RATINGS = ("1", "2", "3", "4")


async def ask_for_ratings(interview: Interview, reader: Reader, presenter: Presenter) -> None:
    """Ask of each finished question that was not rated yet. Where one is skipped, no other is asked about any more."""
    if not (interview.state.to_rate and reader.can_be_asked and presenter.console.is_terminal):
        return
    presenter.console.print()
    presenter.note(INTRODUCTION)
    await _ask(interview, reader, presenter)
    presenter.console.print()


async def _ask(interview: Interview, reader: Reader, presenter: Presenter) -> None:
    for exchange in interview.state.to_rate:
        rating = await _rating(f"Question {exchange.number}, {exchange.question_id} (1-4): ", reader, presenter)
        try:
            interview.rate(exchange.number, rating)
        except JournalError as error:
            presenter.warn(f"That could not be saved. {error}")
            return
        if rating is None:
            return


async def _rating(prompt: str, reader: Reader, presenter: Presenter) -> int | None:
    while True:
        typed = (await reader.line(prompt) or "").strip()
        if not typed:
            return None
        if typed in RATINGS:
            return int(typed)
        presenter.note("A number from 1 to 4, please. Enter alone skips this.")
