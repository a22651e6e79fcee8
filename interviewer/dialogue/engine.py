"""The engine of an interview. The terminal, the pipe and the tests are front ends of this one interface.

Every event is in the journal before anything else happens with it. What has to be done next follows from the state
alone (`SessionState.due`), so an interview that was killed between two events goes on where it stood.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from interviewer.dialogue.clock import ActiveTime
from interviewer.dialogue.events import (
    AUTHORED,
    Answered,
    BudgetTold,
    ConductFailed,
    ConductObserved,
    Continued,
    Ended,
    ExchangeEnded,
    Graded,
    GradeFailed,
    Noticed,
    Paused,
    Requested,
    Said,
    SelfRated,
    SmallTalkAnswered,
    Used,
)
from interviewer.dialogue.listening import hear_in_passing, listen
from interviewer.dialogue.moves import rank
from interviewer.dialogue.opening import put
from interviewer.dialogue.state import ALL, SessionState, apply
from interviewer.errors import BankError
from interviewer.prompting.budget import MOST
from interviewer.scoring.conduct import ObservingFailedError
from interviewer.scoring.grade import GradingFailedError

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Literal

    from interviewer.bank.conduct import Conduct
    from interviewer.bank.question import Question
    from interviewer.dialogue.clock import Clock
    from interviewer.dialogue.events import AnyEvent, Contest, EndReason
    from interviewer.dialogue.host import Host
    from interviewer.dialogue.interviewer import Interviewer
    from interviewer.dialogue.journal import Journal
    from interviewer.dialogue.moves import Move
    from interviewer.dialogue.phrases import Phrases
    from interviewer.dialogue.state import ExchangeState
    from interviewer.prompting.usage import Usage
    from interviewer.scoring.conduct import Observer
    from interviewer.scoring.grade import Grader, GraderStamp
    from interviewer.scoring.measured import Measured
    from interviewer.transcript.heard import Transcript


BUDGET_MOSTLY_SPENT = "80 % of the budget of {budget} is spent. When all of it is, the interview goes on offline."
BUDGET_SPENT = (
    "The budget of {budget} is spent. What is left is done offline; `interviewer regrade` has the model grade it later."
)


class UnderWay(Struct, frozen=True, kw_only=True):
    """What is being done beside the talk now."""

    answers: int
    """How many answers are being graded."""
    conduct: bool
    """Whether somebody looks at how the candidate went about it."""

    @property
    def count(self) -> int:
        """How many things that are."""
        return self.answers + self.conduct


class Interview:
    """One interview that has begun. Each method returns the events that it led to, for the front end to show.

    The clock runs from the moment that this is made, if the interview is not over. `questions` holds, by id, the
    planned questions that were not asked yet.
    """

    def __init__(
        self,
        *,
        state: SessionState,
        journal: Journal,
        questions: Mapping[str, Question],
        phrases: Phrases,
        interviewer: Interviewer,
        grader: Grader,
        observer: Observer,
        conduct: Callable[[], Conduct],
        clock: Clock,
        host: Host | None = None,
        spent: Callable[[], Mapping[str, Usage]] = dict,
        measured: Callable[[GraderStamp], Measured | None] = lambda _: None,
    ) -> None:
        """`conduct` reads the interview-wide rubric, when the interview is over. It raises BankError.

        `host` leads the small talk, and is needed where there is any. `spent` tells, by role, what the models took
        since it was last asked. `measured` finds what is known of how far a grader can be trusted; it is asked when a
        grade is there.
        """
        self.state = state
        self._journal = journal
        self._questions = questions
        self._phrases = phrases
        self._interviewer = interviewer
        self._grader = grader
        self._observer = observer
        self._conduct = conduct
        self._host = host
        self._clock = clock
        self._spent = spent
        self._measured = measured
        self._time = ActiveTime(clock, state.active_s)
        self._keep_time()
        self._grading: dict[int, asyncio.Task[None]] = {}
        self._observing: asyncio.Task[None] | None = None

    @property
    def active_s(self) -> float:
        """Seconds of active time until now."""
        return self._time.seconds

    @property
    def is_timed(self) -> bool:
        """Whether active time passes: not during a pause, nor in small talk."""
        return self._time.is_running

    @property
    def under_way(self) -> UnderWay:
        """What is being done beside the talk now."""
        is_observing = self._observing is not None and not self._observing.done()
        return UnderWay(answers=len(self._numbers_under_way()), conduct=is_observing)

    async def resume(self) -> list[AnyEvent]:
        """Go on in a new process: settle what was under way, and grade what was not graded."""
        events = self._append(Continued())
        for number in self.state.pending:
            self._begin_grading(number)
        return events + await self.catch_up()

    async def answer(self, text: str, heard: Transcript | None = None) -> list[AnyEvent]:
        """Take what the candidate said; where it was spoken, what was heard, and in `text` what was confirmed.

        Raises JournalError. If it is still the candidate's turn then, nothing was kept; otherwise `catch_up` replies.
        """
        part = self.state.in_small_talk
        if part is not None:
            events = self._append(SmallTalkAnswered(part=part, text=text))
        else:
            turn = self.state.last_turn + 1
            events = self._append(Answered(turn=turn, text=text, spoken=heard is not None, heard=heard))
        return events + await self.catch_up()

    async def request(self, command: Literal["hint", "skip", "repeat", "clarify"]) -> list[AnyEvent]:
        """Serve a command of the room. Raises JournalError as `answer` does."""
        events = self._append(Requested(command=command))
        return events + await self.catch_up()

    async def catch_up(self) -> list[AnyEvent]:
        """Do what is due until it is the candidate's turn: nothing, unless a step failed. Raises JournalError."""
        events: list[AnyEvent] = []
        while self.state.due not in ("candidate", "nothing"):
            match self.state.due:
                case "listening":
                    events += self._listen()
                case "reply" if self.state.in_small_talk:
                    events += await self._talk_small()
                case "reply":
                    events += await self._reply()
                case "question":
                    events += self._ask_next()
        return events

    def pause(self) -> None:
        """Stop the clock."""
        if not self.state.paused:
            self._append(Paused())

    def carry_on(self) -> None:
        """Let the clock run again."""
        if self.state.paused:
            self._append(Continued())

    def save_draft(self, text: str) -> None:
        """Keep what is being typed."""
        self._journal.save_draft(text)

    def leave(self) -> list[AnyEvent]:
        """End the interview now; what was said about the open question is graded and shown, and not counted."""
        if self.state.ended:
            return []
        cut_off = [ExchangeEnded(ending="cut_off")] if self.state.current else []
        is_complete = self.state.in_small_talk == "closing"
        return self._append(*cut_off, Ended(reason="completed" if is_complete else "left"))

    def rate(self, number: int, rating: int | None) -> None:
        """Keep how well the candidate thinks they did on that question: 1 to 4; None for rather not, on any.

        Raises JournalError.
        """
        self._append(SelfRated(number=number, rating=rating))

    def recast(self, interviewer: Interviewer, grader: Grader, observer: Observer, host: Host | None = None) -> None:
        """Go on with these. What those before could not grade or observe is done anew, beside the talk."""
        self._interviewer, self._grader, self._observer = interviewer, grader, observer
        self._host = host or self._host
        for number in self.state.failed:
            self._begin_grading(number)
        if self.state.conduct is None and self.state.conduct_failure is not None:
            self._begin_observing()

    def usage(self) -> Mapping[str, Usage]:
        """By role, what the models took until now, in earlier processes too. Raises JournalError."""
        if used := self._used():
            self._append(*used)
        return self.state.usage

    def account(self) -> list[AnyEvent]:
        """Keep what the models took until now, and tell of the budget where there is news. Raises JournalError."""
        self.usage()
        news = self._news_of_budget()
        return self._append(*news) if news else []

    async def grade_pending(self) -> None:
        """Wait until every exchange that has ended is graded, or grading it has failed."""
        await self.grade_again({*self.state.pending, *self._numbers_under_way()})

    async def finish(self) -> None:
        """Wait for all that is left when the talk is over: the grades, and the look at the candidate's conduct."""
        import asyncio

        observing = [self.observe_again()] if self.state.awaits_conduct or self.under_way.conduct else []
        await asyncio.gather(self.grade_pending(), *observing)

    async def observe_again(self) -> None:
        """Look at how the candidate went about it, looked at before or not, and wait for it."""
        await self._begin_observing()

    async def contest(self, contest: Contest) -> None:
        """Keep a remark or a correction, grade its exchange afresh with it, and wait for that. Raises JournalError.

        When grading fails, or is cut short, the grade before stands, and `regrade` tries again.
        """
        if contest.number in self._numbers_under_way():
            await self.grade_again([contest.number])  # as it was: without what is contested
        self._append(contest)
        await self.grade_again([contest.number])

    async def grade_again(self, numbers: Iterable[int]) -> None:
        """Grade those exchanges, graded before or not, and wait for it; a grading under way is waited for instead."""
        import asyncio

        await asyncio.gather(*[self._begin_grading(number) for number in numbers])

    def _numbers_under_way(self) -> tuple[int, ...]:
        """The numbers of the exchanges that are being graded now."""
        return tuple(number for number, task in self._grading.items() if not task.done())

    def _listen(self) -> list[AnyEvent]:
        exchange = self.state.current
        if exchange is None:
            raise ValueError("there is no exchange to listen to")
        turn = exchange.turns[-1]
        to_come = [planned.question_id for planned in self.state.plan[len(self.state.exchanges) :]]
        so_far = "\n".join(one.text for one in exchange.turns if one.speaker == "interviewer")
        in_passing = hear_in_passing(turn, [(name, self._questions[name]) for name in to_come], so_far)
        return self._append(*in_passing, listen(exchange, turn))

    async def _reply(self) -> list[AnyEvent]:
        moves = rank(self.state, self._phrases, self.active_s)
        wording = await self._interviewer.word(moves, self.state)
        move = wording.move if wording.move in moves else moves[0]
        said = Said(
            turn=self.state.last_turn + 1,
            move=move.kind,
            text=wording.text if move is wording.move else move.text,
            criterion=move.criterion,
            misconception=move.misconception,
            source=wording.source if move is wording.move else AUTHORED,
            prompt=wording.prompt,
            refused=wording.refused,
        )
        noticed = [Noticed(text=wording.notice)] if wording.notice else []
        used = self._used()
        return self._append(*noticed, *self._news_of_budget(used), said, *used, *self._consequences(move))

    async def _talk_small(self) -> list[AnyEvent]:
        replies = await self._hosted().reply(self.state)
        used = self._used()
        return self._append(*self._news_of_budget(used), *replies, *used)

    def _hosted(self) -> Host:
        if self._host is None:
            raise ValueError("small talk needs a host")
        return self._host

    def _used(self) -> list[Used]:
        return [Used(role=role, usage=usage) for role, usage in self._spent().items()]

    def _news_of_budget(self, used: Sequence[Used] = ()) -> list[BudgetTold]:
        """What is to be told, counted with what is `used` and not in the state yet: each thing once."""
        budget = self.state.budget
        if budget is None:
            return []
        share = budget.share([*self.state.usage.values(), *(one.usage for one in used)])
        if share >= 1 and self.state.budget_told < ALL:
            text = BUDGET_SPENT.format(budget=budget.told)
            return [BudgetTold(percent=ALL, text=text)]
        if MOST <= share < 1 and not self.state.budget_told:
            return [BudgetTold(percent=80, text=BUDGET_MOSTLY_SPENT.format(budget=budget.told))]
        return []

    def _consequences(self, move: Move) -> list[AnyEvent]:
        """What a move that moves on brings with it."""
        if move.kind not in ("advance", "close"):
            return []
        request, listened = self.state.last_request, self.state.last_listened
        skipped = request.command == "skip" if request else listened is not None and listened.act == "skipped"
        ended = ExchangeEnded(ending="cut_off" if move.cuts_off else "finished", skipped=skipped)
        is_late = self.state.is_over_limit(self.active_s)
        if move.kind == "advance" or (self.state.closing_is_due and not is_late):
            return [ended]
        reason: EndReason = "out_of_time" if is_late else "completed"
        return [ended, Ended(reason=reason)]

    def _ask_next(self) -> list[AnyEvent]:
        planned = self.state.next_planned
        if planned is None and self.state.closing_is_due:
            return self._append(self._hosted().begin("closing", self.state))
        if planned is None:
            return self._append(Ended(reason="completed"))
        question = self._questions[planned.question_id]
        return self._append(*put(planned.question_id, question, turn=self.state.last_turn + 1))

    def _begin_grading(self, number: int) -> asyncio.Task[None]:
        """Grade that exchange on a task beside the talk; the one that is under way, when there is one."""
        import asyncio

        task = self._grading.get(number)
        if task is None or task.done():
            task = self._grading[number] = asyncio.create_task(self._grade(self.state.exchanges[number - 1]))
        return task

    async def _grade(self, exchange: ExchangeState) -> None:
        """As it is now: what is contested meanwhile has a grade of its own."""
        number = exchange.number
        try:
            grade = await self._grader.grade(exchange.exchange())
        except GradingFailedError as failure:
            self._append(GradeFailed(number=number, reason=failure.reason), *self._used())
        else:
            graded = Graded(
                number=number, grade=grade, heeds=len(exchange.contests), measured=self._measured(grade.stamp)
            )
            self._append(graded, *self._used())

    def _begin_observing(self) -> asyncio.Task[None]:
        """Look at the interview on a task beside everything else; the one that is under way, when there is one."""
        import asyncio

        if self._observing is None or self._observing.done():
            self._observing = asyncio.create_task(self._observe())
        return self._observing

    async def _observe(self) -> None:
        try:
            conduct = self._conduct()
            observations = await self._observer.observe(conduct, self.state.whole())
        except ObservingFailedError as failure:
            self._append(ConductFailed(reason=failure.reason), *self._used())
        except BankError as error:
            self._append(ConductFailed(reason=str(error)))
        else:
            self._append(ConductObserved(conduct=conduct, observations=observations), *self._used())

    def _append(self, *events: AnyEvent) -> list[AnyEvent]:
        for recorded in self._journal.append(events, at=self._clock.now(), active_s=self.active_s):
            self.state = apply(self.state, recorded)
            if isinstance(recorded.event, ExchangeEnded):
                self._begin_grading(len(self.state.exchanges))
            if self.state.awaits_conduct and isinstance(recorded.event, Ended):
                self._begin_observing()
        self._keep_time()
        return list(events)

    def _keep_time(self) -> None:
        """Let the clock stand during a pause, and while nothing is said that counts."""
        if self.state.paused or self.state.in_small_talk:
            self._time.stop()
        elif not self.state.ended:
            self._time.run()
