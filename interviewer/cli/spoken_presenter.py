"""The talk as it is shown, and read aloud as well."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from interviewer.cli.presenter import PROMPT, Presenter
from interviewer.text.display import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.console import Console

    from interviewer.dialogue.state import ExchangeState
    from interviewer.transcript.marking import Passage


class SpokenPresenter(Presenter):
    """Shows all that a presenter shows, and has the interviewer's turns read aloud meanwhile."""

    passing = "/skip"
    """Enter alone records."""

    def __init__(self, console: Console, *, plain: bool, say: Callable[[str], None]) -> None:
        """`say` begins to read a text aloud and returns at once."""
        super().__init__(console, plain=plain)
        self._read_aloud = say
        self._is_silent = False

    @contextmanager
    def in_silence(self) -> Iterator[None]:
        """What is shown inside was said before."""
        self._is_silent = True
        try:
            yield
        finally:
            self._is_silent = False

    def question(self, exchange: ExchangeState, count: int) -> None:
        """The heading of a question, the question, and its code; the question alone is read."""
        super().question(exchange, count)
        self._say(exchange.question.question)

    def interviewer_says(self, text: str) -> None:
        """A follow-up, a hint, a word of reassurance."""
        super().interviewer_says(text)
        self._say(text)

    def _say(self, text: str) -> None:
        if not self._is_silent:
            self._read_aloud(text)

    @property
    def underlines(self) -> bool:
        """Whether words that are marked keep their letters."""
        return not self.plain and self.console.color_system is not None

    def heard(self, passages: Sequence[Passage]) -> None:
        """What was heard, to be confirmed: doubtful words underlined or with a `?`, proposals in brackets."""
        from rich.text import Text

        shown = Text()
        for passage in passages:
            text = printable(passage.text, keep_newlines=False)
            if passage.meant is not None:
                shown.append(self._fitting(f"[{text} → {printable(passage.meant)}]"), style="cyan")
            elif passage.is_doubtful:
                shown.append(text if self.underlines else f"{text}?", style="underline")
            else:
                shown.append(text)
        self.console.print()
        lead = PROMPT
        for line in shown.wrap(self.console, max(self._width - len(lead), 1), overflow="fold"):
            line.rstrip()
            self.console.print(Text(lead).append_text(line))
            lead = " " * len(PROMPT)
