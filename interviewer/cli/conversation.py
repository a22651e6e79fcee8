"""The loop of an interview in a room: read what the candidate sends, hand it to the engine, show what came of it.

The same for a terminal, a screen reader and a pipe: they differ in how they read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.cli.awaiting_grades import await_grades
from interviewer.cli.model_offer import offer
from interviewer.cli.reader import END_OF_INPUT
from interviewer.cli.room_commands import Submission, read_submission
from interviewer.cli.self_rating import ask_for_ratings
from interviewer.dialogue.events import Asked, BudgetTold, ExchangeEnded, Noticed, Said, SmallTalkSaid
from interviewer.errors import JournalError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from typing import Literal

    from interviewer.cli.presenter import Presenter
    from interviewer.cli.reader import Reader, SpokenAnswer
    from interviewer.cli.retries import Retries
    from interviewer.dialogue.engine import Interview
    from interviewer.dialogue.events import AnyEvent, Recorded
    from interviewer.dialogue.state import SessionState


class Conversation:
    """A candidate and the engine, talking until the interview has ended or the candidate leaves."""

    def __init__(
        self,
        interview: Interview,
        reader: Reader,
        presenter: Presenter,
        *,
        recorded: Callable[[], Sequence[Recorded]],
        retries: Retries,
        recast: Callable[[str], str],
    ) -> None:
        """`recorded` reads the journal; `recast` is what `model_choice.offer` wants."""
        self._interview = interview
        self._reader = reader
        self._presenter = presenter
        self._recorded = recorded
        self._retries = retries
        self._recast = recast
        self._draft = ""

    async def talk(self, opening: Sequence[AnyEvent] = (), draft: str = "") -> bool:
        """Show the opening, then go on until the end. False when grades were not waited for. Raises LeftTheRoom."""
        self._draft = draft
        await self._show(opening)
        while not self._interview.state.ended:
            if self._interview.state.in_small_talk and not self._reader.can_be_asked:
                # Begun in a terminal, gone on with through a pipe: what comes is for the questions.
                await self._show(await self._interview.request("skip"))
                continue
            sent, self._draft = await self._reader.read(self._interview, self._draft), ""
            self._interview.carry_on()
            if sent is END_OF_INPUT:
                await self._show(self._interview.leave())
            else:
                await self._take(sent)
        await self._ask_for_ratings()
        while await self._wait_for(self._interview.finish()):
            if not (self._interview.state.failed and self._reader.can_be_asked and await self._another_try()):
                await self._show(self._interview.account())
                return True
        return False

    async def _ask_for_ratings(self) -> None:
        """While the grades are on their way."""
        await ask_for_ratings(self._interview, self._reader, self._presenter)

    async def _wait_for(self, work: Awaitable[None]) -> bool:
        return await await_grades(self._interview, self._reader, self._presenter, self._retries, work)

    async def _another_try(self) -> bool:
        """Grades are missing because a model failed: what is to be done is the candidate's choice."""
        state = self._interview.state
        failures = dict.fromkeys(state.exchanges[number - 1].failure for number in state.failed)
        self._presenter.warn(f"{len(state.failed)} of {len(state.exchanges)} answers could not be graded.")
        for failure in failures:
            self._presenter.warn(str(failure))
        return await offer(self._interview, self._reader, self._presenter, self._recast)

    async def _take(self, sent: str | SpokenAnswer) -> None:
        text, heard = (sent, None) if isinstance(sent, str) else sent
        if self._interview.state.due != "candidate":
            # The interviewer's last reply could not be kept: it comes first, and this text, written before it, waits.
            self._draft = text
            await self._attempt(self._interview.catch_up(), text)
            return
        submission = read_submission(text) if heard is None else Submission(command=None, text=text)
        if submission.command is not None:
            await self._obey(submission.command, submission.text)
        elif submission.text.strip():
            await self._attempt(self._interview.answer(submission.text, heard), submission.text)
        elif self._interview.state.in_small_talk:
            await self._attempt(self._request("skip"), "")

    async def _obey(self, command: str, rest: str) -> None:
        self._draft = rest
        state = self._interview.state
        match command:
            case "hint" | "skip" | "repeat" | "clarify":
                await self._attempt(self._request(command), rest)
            case "end":
                await self._show(self._interview.leave())
            case "pause":
                self._interview.pause()
                self._presenter.note("The clock stands. Whatever you send next lets it run again.")
            case "edit":
                self._edit(rest)
            case "time":
                minutes = int(self._interview.active_s // 60)
                place = f"question {len(state.exchanges)} of {len(state.plan)}"
                if state.in_small_talk:
                    place = "and the clock stands: this part is not timed"
                limit = f" of {state.limit_s / 60:.0f}" if state.limit_s is not None else ""
                self._presenter.note(f"{minutes}{limit} minutes of active time, {place}.")
            case "cost":
                self._presenter.usage(self._interview.usage(), state.budget)
            case "model":
                await offer(self._interview, self._reader, self._presenter, self._recast)
            case "help":
                self._presenter.commands()

    async def _request(self, command: Literal["hint", "skip", "repeat", "clarify"]) -> list[AnyEvent]:
        return await self._interview.request(command)

    def _edit(self, rest: str) -> None:
        written = self._reader.edit(rest)
        if written is None:
            self._presenter.note("No editor can be opened here. Set EDITOR to the one that you like.")
        else:
            self._draft = written

    async def _attempt(self, step: Awaitable[list[AnyEvent]], text: str) -> None:
        """Take a step. If the journal cannot keep the candidate's text, it comes back to be sent again."""
        try:
            async with self._presenter.thinking():
                events = await step
            await self._show(events)
        except JournalError as error:
            is_kept = self._interview.state.due != "candidate"
            self._draft = self._draft if is_kept else text
            what = "Your words are kept, but the reply to them" if is_kept else "That"
            self._presenter.warn(f"{what} could not be saved. {error} Then send it again.")

    async def _show(self, events: Sequence[AnyEvent]) -> None:
        state = self._interview.state
        practises = state.mode == "practice"
        leading_on = ""
        for event in events:
            match event:
                case Asked():
                    self._presenter.question(state.exchanges[-1], len(state.plan))
                case Noticed(text=text) | BudgetTold(text=text):
                    self._presenter.note(text)
                case Said(move="ask"):
                    pass  # shown with its heading and code
                case Said(move="advance" | "close", text=text) if practises:
                    leading_on = text  # leads on from the feedback, which comes first
                case SmallTalkSaid(part="closing", text=text) if _opens(event, state):
                    self._presenter.small_talk("closing", text)
                case Said(text=text) | SmallTalkSaid(text=text):
                    self._presenter.interviewer_says(text)
                case ExchangeEnded() if practises:
                    await self._feedback()
                    if leading_on:
                        self._presenter.interviewer_says(leading_on)

    async def _feedback(self) -> None:
        from interviewer.cli.report import can_be_contested
        from interviewer.report.build import build
        from interviewer.report.terminal import question_page

        await self._ask_for_ratings()
        # Only the grade: at the end of a practice, how one went about it all is told with the summary.
        await self._wait_for(self._interview.grade_pending())
        ended = [exchange for exchange in self._interview.state.exchanges if exchange.ending]
        question = build(self._recorded()).questions[len(ended) - 1]
        self._presenter.console.print(question_page(question, plain=self._presenter.plain))
        if can_be_contested(question):
            self._presenter.note("When the interview is over, `interviewer contest` lets you contest a verdict.")


def _opens(said: SmallTalkSaid, state: SessionState) -> bool:
    """Whether its part of the small talk began with this."""
    return next(turn.text for turn in state.small_talk if turn.part == said.part) == said.text
