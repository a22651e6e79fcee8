"""One sitting of an interview, from the welcome or the resumption to the report: what `start` and `resume` share."""

from __future__ import annotations

import threading
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from interviewer.cli.budget import check_budget
from interviewer.cli.models import open_log, roles_named
from interviewer.cli.presenter import SMALL_TALK
from interviewer.cli.program import program
from interviewer.cli.reader import LeftTheRoom
from interviewer.cli.retries import Retries
from interviewer.cli.room import open_room
from interviewer.cli.who_serves import notice, who_serves
from interviewer.cli.workspace import system_clock
from interviewer.dialogue.events import RedoBegun, SmallTalkSaid
from interviewer.dialogue.opening import begin, begin_with
from interviewer.dialogue.state import ALL, OFFLINE, fold
from interviewer.errors import JournalError, UsageError
from interviewer.llm.purse import Purse
from interviewer.paths import default_journal_file, recordings_folder

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Coroutine, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from interviewer.bank.question import Question
    from interviewer.cli.engine import Company
    from interviewer.cli.models import Roles
    from interviewer.cli.report import Part
    from interviewer.cli.workspace import Workspace
    from interviewer.dialogue.events import Recorded, Started
    from interviewer.dialogue.state import SessionState
    from interviewer.journal.writer import SessionWriter
    from interviewer.report.model import QuestionReport

LEFT = 130


class Sitting:
    """A candidate in front of this terminal or at the other end of this pipe, and one interview."""

    def __init__(self, args: argparse.Namespace, workspace: Workspace, writer: SessionWriter, roles: Roles) -> None:
        """Raises UsageError when the file that `--log` names cannot be written."""
        self._args = args
        self._roles = roles
        self._serving = roles
        """As `roles`, or what the candidate chose in the room."""
        self._is_over = False
        self._workspace = workspace
        self._writer = writer
        self._log = open_log(args)
        self._presenter, self._reader, self._voice = open_room(
            workspace.config, writer.session_id, roles.keys, lambda: workspace.bank
        )

    @property
    def _recordings(self) -> Path:
        return recordings_folder(self._workspace.config.journal or default_journal_file(), self._writer.session_id)

    def begin(self, started: Started, questions: Mapping[str, Question]) -> int:
        """A new interview. Its first question is on the screen before the engine and all that it needs are loaded."""
        store, config = self._workspace.store, self._workspace.config
        serving = notice(
            self._roles,
            known_servers=store.servers() if self._roles.servers else (),
            is_first=store.is_empty(),
            may_set_up=config.model is None,
        )
        started, recorded = self._begun(started, questions)
        state = fold(recorded)
        if started.redo is None:
            self._presenter.welcome(state, sending=self._reader.sending, serving=serving)
            self._tell_of_voice()
        else:
            self._presenter.redo(started.redo)
        self._show_so_far(state)
        return self._run(state, lambda: self._talk(recorded, questions))

    def _begun(self, started: Started, questions: Mapping[str, Question]) -> tuple[Started, Sequence[Recorded]]:
        """The first events: with a warm-up, where a person sits in front of a screen and has not turned it off."""
        is_person = self._reader.can_be_asked and self._presenter.console.is_terminal
        if not (is_person and self._workspace.config.warm_up and started.redo is None):
            return started, begin(self._writer, started, questions[started.plan[0].question_id], system_clock)
        from interviewer.cli.prompts import load_small_talk, prompts_of
        from interviewer.dialogue.small_talk import opening_words

        words = opening_words("warm_up", load_small_talk(prompts_of(self._workspace.config)), started.plan)
        started = replace(started, small_talk=True)
        warm_up = SmallTalkSaid(part="warm_up", text=words)
        return started, begin_with(self._writer, started, warm_up, system_clock)

    def _show_so_far(self, state: SessionState) -> None:
        """What was asked and said, in order."""
        self._presenter.small_talk_so_far([turn for turn in state.small_talk if turn.part == "warm_up"])
        for exchange in state.exchanges:
            self._presenter.question(exchange, len(state.plan))
            self._presenter.said_so_far(exchange)
        self._presenter.small_talk_so_far([turn for turn in state.small_talk if turn.part == "closing"])

    def resume(self, recorded: Sequence[Recorded], questions: Mapping[str, Question], draft: str) -> int:
        """An interview that was left or killed: shows what was asked and said so far, and goes on."""
        state = fold(recorded)
        place = f"question {len(state.exchanges)} of {len(state.plan)}"
        if state.in_small_talk:
            place = SMALL_TALK[state.in_small_talk].lower()
        self._presenter.note(f"Back in interview {self._writer.session_id}, {place}.")
        if state.started is not None and state.started.redo is not None:
            self._presenter.redo(state.started.redo)
        with self._presenter.in_silence():
            self._show_so_far(state)
        self._tell_of_voice()
        if self._voice is not None and (asked := state.last_words):
            self._voice.say(asked)
        if self._roles.servers:
            self._presenter.note(notice(self._roles, known_servers=(), is_first=False, may_set_up=False))
        return self._run(state, lambda: self._talk(recorded, questions, draft, is_resumed=True))

    async def _talk(
        self,
        recorded: Sequence[Recorded],
        questions: Mapping[str, Question],
        draft: str = "",
        *,
        is_resumed: bool = False,
    ) -> bool:
        """Whether everything was waited for that was under way."""
        import asyncio

        # With asyncio, 60 ms that pass while the candidate reads.
        from interviewer.cli.conversation import Conversation
        from interviewer.cli.engine import Company, connector, make_interview
        from interviewer.dialogue.listening import tune_in

        store, session_id = self._workspace.store, self._writer.session_id
        retries = Retries(system_clock.monotonic_s)
        before = fold(recorded)
        purse = Purse(before.budget, before.usage.values())
        traced = self._workspace.config.tracing
        connect = connector(self._roles.keys, log=self._log, traced=traced, wait=retries.wait, purse=purse)
        company = Company(store.grades(session_id), connect, self._workspace.config, purse=purse)
        interview = make_interview(company, self._roles, self._writer, recorded, questions, self._workspace.banks)
        asked = [exchange.question for exchange in interview.state.exchanges[-1:]]
        # A daemon: who leaves at once does not wait for it.
        threading.Thread(target=tune_in, args=([*asked, *questions.values()],), daemon=True).start()

        def recast(word: str) -> str:
            roles = roles_named(word, self._roles)
            check_budget(before.budget, roles)
            if roles.models and purse.is_empty:
                raise UsageError("The budget of this interview is spent: no model is asked any more.")
            interview.recast(*company.cast(roles))
            self._serving = roles
            return f"From now on: {who_serves(roles)}"

        conversation = Conversation(
            interview,
            self._reader,
            self._presenter,
            recorded=lambda: store.read(session_id),
            retries=retries,
            recast=recast,
        )
        beside = [asyncio.create_task(self._tell_of_closed_doors(company))]
        if self._voice is not None:
            beside.append(asyncio.create_task(self._voice.tell_of_troubles(self._reader, self._presenter)))
        try:
            return await conversation.talk(await interview.resume() if is_resumed else (), draft)
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)  # what is worse than a closed door, a call meets too
            with suppress(JournalError):  # what was said is kept already
                interview.usage()
            await company.close()
            if self._log is not None and self._log.failure is not None:
                self._presenter.warn(self._log.failure)

    def _tell_of_voice(self) -> None:
        """What leaves this machine when one speaks, or why nothing is spoken, where speaking was asked for."""
        if self._voice is not None and self._voice.servers:
            servers = " and ".join(self._voice.servers)
            self._presenter.note(f"What you record, or what is read aloud, is sent to {servers}, and nowhere else.")
        if self._voice is None and self._workspace.config.voice:
            self._presenter.note("Nobody speaks through a pipe: this interview is typed.")
        elif self._voice is None and self._recordings.exists():
            self._presenter.note("You have recorded something and not confirmed it: `resume --voice` writes it down.")

    async def _tell_of_closed_doors(self, company: Company) -> None:
        """Quietly, while the candidate reads the first question."""
        for failure in await company.knock():
            told = f"{failure} The interview goes on; /model offers other ways."
            await self._reader.interrupted_by(partial(self._presenter.note, told))

    def _run(self, state: SessionState, talk: Callable[[], Coroutine[Any, Any, bool]]) -> int:
        import asyncio

        session_id = self._writer.session_id
        try:
            has_waited, again = asyncio.run(self._sit(state, talk))
        except (LeftTheRoom, KeyboardInterrupt):
            if not self._is_over:
                self._presenter.note(f"Everything is saved. `{program()} resume {session_id}` goes on from here.")
            return LEFT
        finally:
            self._reader.close()
        if again is not None:
            return self._redo(again)
        return 0 if has_waited else LEFT

    async def _sit(
        self, state: SessionState, talk: Callable[[], Coroutine[Any, Any, bool]]
    ) -> tuple[bool, QuestionReport | None]:
        """Whether everything was waited for, and the question that the candidate wants to answer once more."""
        has_waited = await talk()
        # Only now: the first prompt does not need what reports are made of.
        from interviewer.cli.redo import offer_redo
        from interviewer.cli.report import deliver

        self._is_over = True
        if self._recordings.exists():
            from interviewer.speech.keeping import Kept

            Kept(self._recordings).close()
        is_redo = state.started is not None and state.started.redo is not None
        part: Part = "redo" if is_redo else "summary" if state.mode == "practice" else "whole"
        report = deliver(self._args, self._workspace, self._writer.session_id, part=part)
        if report is None or not (has_waited and self._reader.can_be_asked):
            return has_waited, None
        return has_waited, await offer_redo(report, self._reader)

    def _redo(self, question: QuestionReport) -> int:
        """Ask that question once more, in an interview of its own, which the first one knows of."""
        from interviewer.cli.redo import redo_opening

        first = self._writer.session_id
        state = fold(self._workspace.store.read(first))
        whole = state.exchanges[question.id - 1].question
        writer = self._workspace.store.create(system_clock.now())
        begun = RedoBegun(number=question.id, interview=writer.session_id)
        self._writer.append([begun], at=system_clock.now(), active_s=state.active_s)
        roles, left = self._serving, state.budget.left(state.usage.values()) if state.budget else None
        if state.budget_told == ALL:
            roles, left = roles_named(OFFLINE, roles), None
            self._presenter.note(f"The budget is spent. {who_serves(roles)}")
        opening = redo_opening(question, first, whole.minutes, roles, left)
        sitting = Sitting(self._args, self._workspace, writer, roles)
        return sitting.begin(opening, {question.question: whole})
