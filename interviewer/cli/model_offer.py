"""The offer when a model fails: ask it again, take another one, or go on offline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.cli.models import AGAIN
from interviewer.config import OFFLINE
from interviewer.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from interviewer.cli.presenter import Presenter
    from interviewer.cli.reader import Reader
    from interviewer.dialogue.engine import Interview

OFFER = (
    f"`{AGAIN}` asks the model once more, `{OFFLINE}` goes on without one, and `provider:model` "
    "(such as openai:gpt-5-mini) takes that one. Anything else leaves it as it is."
)


async def offer(interview: Interview, reader: Reader, presenter: Presenter, recast: Callable[[str], str]) -> bool:
    """Let the candidate choose; whether anything has changed.

    `recast` takes `again`, `offline` or `provider:model`, lets the interview go on with that, and returns a sentence
    about it. It raises UsageError for a model that cannot work; then the choice is offered once more.
    """
    presenter.note(OFFER)
    while True:
        sent = await reader.read(interview, "")
        word = sent.strip() if isinstance(sent, str) else ""
        if word not in (AGAIN, OFFLINE) and ":" not in word.partition(" ")[0]:
            presenter.note("Nothing is changed.")
            return False
        try:
            presenter.note(recast(word))
        except UsageError as error:
            presenter.warn(f"{error} {OFFER}")
        else:
            return True
