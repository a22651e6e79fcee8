"""What the candidate sees of the talk: the interviewer's words, headings and notes, on a rich console."""

from __future__ import annotations

from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

from interviewer.bank.question import topic_of
from interviewer.cli.room_commands import ROOM_COMMANDS
from interviewer.text.display import in_ascii, printable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping, Sequence

    from rich.console import Console

    from interviewer.dialogue.events import Redo, SmallTalkPart
    from interviewer.dialogue.state import ExchangeState, SessionState, SmallTalkTurn
    from interviewer.prompting.budget import Budget
    from interviewer.prompting.usage import Usage
    from interviewer.scoring.grade import Turn

LONGEST_LINE = 100
"""Columns; longer lines are hard to read."""
THINKING_AFTER_S = 0.6
"""Seconds after which a reply counts as taking long."""
MOST_SHOWN = 10_000
"""Characters of an answer that are shown again."""
SMALL_TALK: Mapping[SmallTalkPart, str] = {"warm_up": "Before we begin", "closing": "Your questions"}
"""How each part of the small talk is headed."""
SKIPPING: Mapping[SmallTalkPart, str] = {
    "warm_up": "goes straight to the first question.",
    "closing": "goes straight to the report.",
}
PROMPT = "> "
"""What stands before the candidate's words."""


class Presenter:
    """Prints the talk. `plain` leaves out lines, colours and layout, for screen readers."""

    passing = "Enter alone"
    """What the candidate does to pass small talk by."""

    def __init__(self, console: Console, *, plain: bool) -> None:
        self.console = console
        self.plain = plain
        self._is_ascii = not console.encoding.lower().startswith("utf")

    @property
    def _width(self) -> int:
        """Columns, measured anew each time: windows are resized."""
        return min(self.console.width, LONGEST_LINE)

    def welcome(self, state: SessionState, *, sending: str, serving: str) -> None:
        """What happens now. `sending` says how an answer is sent here, `serving` who interviews and grades."""
        count, minutes = len(state.plan), sum(planned.minutes for planned in state.plan)
        questions = "One question" if count == 1 else f"{count} questions"
        practice = " After each question you see how it went." if state.mode == "practice" else ""
        self._line("Welcome to your mock interview.", style="bold")
        self._line(
            f"{questions}, about {minutes} minutes, and a report at the end.{practice} "
            "Think aloud, ask back, take your time: silence is fine, and /pause stops the clock."
        )
        self._line(f"{sending} /hint gives a hint, /help lists all commands.")
        self._line(serving, style="dim")

    def redo(self, redo: Redo) -> None:
        """That a question is asked once more, and which."""
        self._line(
            f"Once more: question {redo.number} of interview {redo.interview}. The first answer stays what counts "
            "there; in the end you see both side by side."
        )

    def question(self, exchange: ExchangeState, count: int) -> None:
        """The heading of a question, the question, and its code."""
        question = exchange.question
        facts = f"{topic_of(exchange.question_id)} · {question.level} · about {question.minutes} min"
        self.console.print()
        self._heading(f"Question {exchange.number} of {count}", facts)
        self.console.print()
        self._line(_refolded(question.question), style="bold")
        if question.code:
            self._code(question.code)

    def small_talk(self, part: SmallTalkPart, text: str) -> None:
        """The heading of a part of the small talk, how it is skipped, and what it begins with."""
        self.console.print()
        self._heading(SMALL_TALK[part], "not scored, not timed")
        self._line(f"{self.passing} {SKIPPING[part]}", style="dim")
        self.interviewer_says(text)

    @contextmanager
    def in_silence(self) -> Iterator[None]:
        """What is shown inside was said before, and is not said aloud again."""
        yield

    def interviewer_says(self, text: str) -> None:
        """A follow-up, a hint, a word of reassurance."""
        self.console.print()
        self._line(_refolded(text), style="bold")

    def said_so_far(self, exchange: ExchangeState) -> None:
        """What followed the question, when an interview is resumed."""
        for turn in exchange.turns:
            if not (turn.in_passing or turn.text == exchange.question.question):
                self._said(turn)

    def small_talk_so_far(self, turns: Sequence[SmallTalkTurn]) -> None:
        """A part of the small talk, when an interview is resumed."""
        for place, turn in enumerate(turns):
            if place:
                self._said(turn)
            else:
                self.small_talk(turn.part, turn.text)

    def _said(self, turn: Turn | SmallTalkTurn) -> None:
        if turn.speaker == "candidate":
            self.candidate_said(turn.text)
        else:
            self.interviewer_says(turn.text)

    def candidate_said(self, text: str) -> None:
        """The candidate's words, wrapped between words; of a very long text the beginning."""
        from rich.text import Text

        self.console.print()
        lead = PROMPT
        lines = printable(shorter := text[:MOST_SHOWN]).splitlines() or [""]
        for line in [*lines, "…"] if len(shorter) < len(text) else lines:
            for part in Text(self._fitting(line)).wrap(self.console, max(self._width - len(lead), 1), overflow="fold"):
                self.console.print(Text(f"{lead}{part.plain.rstrip()}"))
                lead = " " * len(PROMPT)

    @asynccontextmanager
    async def thinking(self) -> AsyncIterator[None]:
        """A sign that the interviewer is thinking: in a terminal, and only when it takes long."""
        import asyncio

        sign = asyncio.create_task(self._show_thinking())
        try:
            yield
        finally:
            sign.cancel()
            if sign.done() and not sign.cancelled():
                self._erase_line()

    async def _show_thinking(self) -> None:
        import asyncio

        if self.plain or not self.console.is_terminal:
            await asyncio.Event().wait()
        await asyncio.sleep(THINKING_AFTER_S)
        self.console.print("...", style="dim", end="")

    def _erase_line(self) -> None:
        from rich.control import Control
        from rich.segment import ControlType

        self.console.control(Control(ControlType.CARRIAGE_RETURN, (ControlType.ERASE_IN_LINE, 2)))

    def note(self, text: str) -> None:
        """Something about the room, not of the talk."""
        self._line(text, style="dim")

    def ask(self, prompt: str) -> None:
        """What is to be answered behind it, on the same line."""
        self.console.print(self._fitting(printable(prompt)), end="", soft_wrap=True)
        self.console.file.flush()

    def warn(self, text: str) -> None:
        """Something that went wrong and what to do about it."""
        self._line(text, style="yellow")

    def usage(self, by_role: Mapping[str, Usage], budget: Budget | None = None) -> None:
        """What the models have used so far, a line for each role that one plays, and how much of the budget that is."""
        if not by_role:
            self.note("Nothing: no model was asked.")
        for role, used in by_role.items():
            self.note(f"{role}: {used.told}.")
        if budget is not None:
            self.note(f"That is {budget.share(by_role.values()) * 100:.0f} % of the budget of {budget.told}.")

    def commands(self) -> None:
        """The commands of the room."""
        for command, meaning in ROOM_COMMANDS.items():
            self._line(f"/{command:8} {meaning}")

    def _heading(self, title: str, facts: str) -> None:
        from rich.text import Text

        if self.plain:
            self._line(f"{title}. {facts}")
            return
        line = Text(title, style="bold cyan").append(self._fitting(f" · {facts}"), style="cyan not bold")
        if len(line) + 4 < self._width:
            line.append(self._fitting(" " + "─" * (self._width - len(line) - 1)), style="cyan dim not bold")
        self.console.print(line)

    def _code(self, code: str) -> None:
        self.console.print()
        for line in printable(code).rstrip("\n").splitlines():
            self._line(f"    {line}" if not self.plain else line)

    def _line(self, text: str, style: str = "") -> None:
        from rich.text import Text

        self.console.print(Text(self._fitting(printable(text)), style=style), width=self._width)

    def _fitting(self, text: str) -> str:
        return in_ascii(text) if self._is_ascii else text


def _refolded(text: str) -> str:
    """The text without the line breaks of the file that it comes from; paragraphs stay."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
