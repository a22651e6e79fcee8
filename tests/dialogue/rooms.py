"""An engine in a test: a journal in memory, a clock that the test turns, and graders that do as they are told."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from interviewer.dialogue.engine import Interview
from interviewer.dialogue.events import PlannedQuestion, Recorded, SmallTalkSaid, Started
from interviewer.dialogue.host import Host
from interviewer.dialogue.interviewer import OfflineInterviewer
from interviewer.dialogue.opening import begin, begin_with
from interviewer.dialogue.state import fold
from interviewer.errors import JournalError
from interviewer.scoring.conduct import Observations, ObservingFailedError
from interviewer.scoring.grade import GraderStamp, GradingFailedError
from interviewer.scoring.measured import Measured
from interviewer.scoring.offline import OfflineGrader
from interviewer.scoring.offline_observer import OfflineObserver
from tests.dialogue.story import CONDUCT, NOON, PHRASES, QUESTIONS, SMALL_TALK

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from interviewer.bank.conduct import Conduct
    from interviewer.dialogue.events import AnyEvent, Mode
    from interviewer.dialogue.host import SmallTalker
    from interviewer.dialogue.interviewer import Interviewer
    from interviewer.scoring.conduct import Observer, WholeInterview
    from interviewer.scoring.grade import Exchange, Grade, Grader


class HandClock:
    """Stands until the test turns it."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds)

    def monotonic_s(self) -> float:
        return 1000.0 + self.seconds


class MemoryJournal:
    """Keeps events in a list; from `fails_after` events on it is full."""

    def __init__(self, recorded: Sequence[Recorded] = (), fails_after: int | None = None) -> None:
        self.recorded = list(recorded)
        self.drafts: list[str] = []
        self.fails_after = fails_after

    def append(self, events: Sequence[AnyEvent], *, at: datetime, active_s: float) -> Sequence[Recorded]:
        if self.fails_after is not None and len(self.recorded) + len(events) > self.fails_after:
            raise JournalError("The disk is full.")
        new = [
            Recorded(seq=seq, at=at, active_s=active_s, event=event)
            for seq, event in enumerate(events, start=len(self.recorded) + 1)
        ]
        self.recorded += new
        return new

    def save_draft(self, text: str) -> None:
        self.drafts.append(text)

    @property
    def events(self) -> list[AnyEvent]:
        return [recorded.event for recorded in self.recorded]


class FailingGrader:
    """Can never tell."""

    name = "failing"

    async def grade(self, exchange: Exchange) -> Grade:
        raise GradingFailedError("The model is away.")


class SlowGrader:
    """Comes back when it is let, or never."""

    name = "slow"

    def __init__(self) -> None:
        self.let = asyncio.Event()

    async def grade(self, exchange: Exchange) -> Grade:
        await self.let.wait()
        return await OfflineGrader().grade(exchange)


class FailingObserver:
    """Can never tell."""

    name = "failing"

    async def observe(self, conduct: Conduct, interview: WholeInterview) -> Observations:
        raise ObservingFailedError("The model is away.")


class SlowObserver:
    """Comes back when it is let, or never; `looks` counts how often it was asked."""

    name = "slow"

    def __init__(self) -> None:
        self.let = asyncio.Event()
        self.looks = 0

    async def observe(self, conduct: Conduct, interview: WholeInterview) -> Observations:
        self.looks += 1
        await self.let.wait()
        return await OfflineObserver().observe(conduct, interview)


class Room:
    """An interview over the questions of `story`, with everything at hand that a test looks at."""

    def __init__(
        self,
        *,
        journal: MemoryJournal | None = None,
        mode: Mode = "interview",
        limit_minutes: int | None = None,
        small_talk: bool = False,
        talker: SmallTalker | None = None,
        interviewer: Interviewer | None = None,
        grader: Grader | None = None,
        observer: Observer | None = None,
        conduct: Callable[[], Conduct] = lambda: CONDUCT,
        measured: Callable[[GraderStamp], Measured | None] = lambda _: None,
    ) -> None:
        """A new interview, or the one in `journal` gone on with."""
        self.journal = journal or MemoryJournal()
        self.clock = HandClock()
        if not self.journal.recorded:
            plan = tuple(PlannedQuestion(question_id=name, minutes=one.minutes) for name, one in QUESTIONS.items())
            started = Started(
                version="0",
                mode=mode,
                plan=plan,
                limit_minutes=limit_minutes,
                interviewer="offline",
                grader="offline",
                small_talk=small_talk,
            )
            if small_talk:
                warm_up = SmallTalkSaid(part="warm_up", text=SMALL_TALK.warm_up[0])
                begin_with(self.journal, started, warm_up, self.clock)
            else:
                begin(self.journal, started, QUESTIONS[plan[0].question_id], self.clock)
        self.interview = Interview(
            state=fold(self.journal.recorded),
            journal=self.journal,
            questions=QUESTIONS,
            phrases=PHRASES,
            interviewer=interviewer or OfflineInterviewer(),
            grader=grader or OfflineGrader(),
            observer=observer or OfflineObserver(),
            conduct=conduct,
            host=Host(SMALL_TALK, talker),
            clock=self.clock,
            measured=measured,
        )
