"""The engine: what happens when something is said, in which order it is kept, and that nothing kept is lost."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from interviewer.dialogue.contesting import correct, remark
from interviewer.dialogue.engine import UnderWay
from interviewer.dialogue.events import (
    Answered,
    Asked,
    ConductFailed,
    ConductObserved,
    Continued,
    Ended,
    ExchangeEnded,
    Graded,
    GradeFailed,
    HeardInPassing,
    Listened,
    Paused,
    Requested,
    Said,
)
from interviewer.dialogue.interviewer import OfflineInterviewer, Wording
from interviewer.dialogue.moves import Move
from interviewer.dialogue.state import fold
from interviewer.errors import BankError, JournalError
from interviewer.scoring.measured import Measured
from interviewer.scoring.offline import OfflineGrader
from interviewer.scoring.offline_observer import OfflineObserver
from tests.dialogue.rooms import FailingGrader, FailingObserver, MemoryJournal, Room, SlowGrader, SlowObserver

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewer.bank.conduct import Conduct
    from interviewer.dialogue.events import AnyEvent
    from interviewer.dialogue.state import SessionState
    from interviewer.scoring.grade import Grader

STRONG = "It is about alpha and beta. Then there is gamma, and delta, and epsilon too."


def kinds(events: Sequence[AnyEvent]) -> list[str]:
    return [event.move if isinstance(event, Said) else type(event).__name__ for event in events]


def test_the_first_question_needs_no_event_loop() -> None:
    room = Room()

    assert kinds(room.journal.events) == ["Started", "Asked", "ask"]


async def test_an_answer_is_kept_before_anything_is_made_of_it() -> None:
    room = Room(journal=MemoryJournal(fails_after=4))

    with pytest.raises(JournalError):
        await room.interview.answer("Something with alpha.")

    assert kinds(room.journal.events) == ["Started", "Asked", "ask", "Answered"]
    assert room.interview.state.due == "listening"


async def test_an_answer_is_listened_to_and_replied_to() -> None:
    room = Room()

    events = await room.interview.answer("It is about alpha.")

    assert kinds(events) == ["Answered", "Listened", "probe"]
    assert isinstance(events[1], Listened)
    assert [heard.criterion for heard in events[1].heard] == ["alpha"]


async def test_a_reply_that_failed_is_caught_up_on() -> None:
    room = Room(journal=MemoryJournal(fails_after=4))
    with pytest.raises(JournalError):
        await room.interview.answer("It is about alpha.")
    room.journal.fails_after = None

    assert kinds(await room.interview.catch_up()) == ["Listened", "probe"]
    assert await room.interview.catch_up() == []


async def test_a_whole_interview_of_two_questions() -> None:
    room = Room()

    for answer in (STRONG, "Then shards.", "There are leaves and roots."):
        await room.interview.answer(answer)
    await room.interview.grade_pending()

    assert [kind for kind in kinds(room.journal.events) if kind != "Graded"] == [
        *("Started", "Asked", "ask"),
        *("Answered", "Listened", "probe"),
        *("Answered", "Listened", "advance", "ExchangeEnded", "Asked", "ask"),
        *("Answered", "Listened", "close", "ExchangeEnded", "Ended"),
    ]
    assert room.interview.state.ended == "completed"
    assert [exchange.grade is not None for exchange in room.interview.state.exchanges] == [True, True]
    assert fold(room.journal.recorded) == room.interview.state


async def test_moving_on_and_its_end_are_kept_together() -> None:
    room = Room()
    room.journal.fails_after = 5

    with pytest.raises(JournalError):
        await room.interview.request("skip")

    assert kinds(room.journal.events) == ["Started", "Asked", "ask", "Requested"]


async def test_a_skipped_question_is_finished() -> None:
    room = Room()

    events = await room.interview.request("skip")

    assert kinds(events) == ["Requested", "advance", "ExchangeEnded", "Asked", "ask"]
    assert ExchangeEnded(ending="finished", skipped=True) in events


async def test_what_is_said_about_a_later_question_is_noted() -> None:
    room = Room()

    events = await room.interview.answer("Alpha, and a tree has leaves.")

    [heard] = [event for event in events if isinstance(event, HeardInPassing)]
    assert (heard.question_id, heard.criterion) == ("structures/trees", "leaves")


async def test_what_was_said_in_passing_is_not_asked_for_again() -> None:
    room = Room()
    await room.interview.answer("Alpha, and a tree has leaves.")
    await room.interview.request("skip")

    events = await room.interview.answer("Not much comes to my mind about that right now, sorry to say it.")

    assert [event.criterion for event in events if isinstance(event, Said)] == ["roots"]


async def test_leaving_cuts_the_open_question_off_and_it_is_graded_all_the_same() -> None:
    room = Room()
    await room.interview.answer("It is about alpha.")

    events = room.interview.leave()
    await room.interview.grade_pending()

    assert events == [ExchangeEnded(ending="cut_off"), Ended(reason="left")]
    assert room.interview.state.exchanges[0].grade is not None
    assert room.interview.leave() == []


async def test_the_limit_cuts_off_after_an_answer() -> None:
    room = Room(limit_minutes=1)
    room.clock.seconds = 61

    events = await room.interview.answer("It is about alpha.")

    assert kinds(events) == ["Answered", "Listened", "close", "ExchangeEnded", "Ended"]
    assert ExchangeEnded(ending="cut_off") in events
    assert Ended(reason="out_of_time") in events


# Grading beside the talk


async def test_a_grader_that_hangs_for_ever_changes_nothing() -> None:
    room = Room(grader=SlowGrader())
    await room.interview.request("skip")

    events = await room.interview.answer("There are leaves and roots.")

    assert kinds(events)[-1] == "Ended"
    assert room.interview.state.pending == (1, 2)


async def test_a_failed_grade_is_kept_as_failed_and_can_be_tried_again() -> None:
    failing = Room(grader=FailingGrader())
    await failing.interview.request("skip")
    await failing.interview.grade_pending()
    assert failing.journal.events[-1] == GradeFailed(number=1, reason="The model is away.")

    again = Room(journal=failing.journal)
    await again.interview.grade_again([1])

    assert isinstance(again.journal.events[-1], Graded)
    assert again.interview.state.exchanges[0].failure is None


async def test_a_grade_is_kept_with_what_the_card_of_its_grader_says_then() -> None:
    card = Measured(verdicts=8, agreed=6, kappa=0.5, made_at=datetime(2026, 11, 20, tzinfo=UTC))
    room = Room(measured=lambda stamp: card if stamp.grader == "offline" else None)
    await room.interview.request("skip")
    await room.interview.grade_pending()

    assert [event.measured for event in room.journal.events if isinstance(event, Graded)] == [card]


async def test_a_grading_under_way_is_waited_for_and_not_begun_twice() -> None:
    grader = SlowGrader()
    room = Room(grader=grader)
    await room.interview.request("skip")
    waiting = asyncio.gather(room.interview.grade_again([1]), room.interview.grade_pending())
    await asyncio.sleep(0)
    grader.let.set()

    await waiting

    assert kinds(room.journal.events).count("Graded") == 1


# The clock


async def test_the_clock_counts_active_time_only() -> None:
    room = Room()
    room.clock.seconds = 30
    room.interview.pause()
    room.interview.pause()
    room.clock.seconds = 500
    room.interview.carry_on()
    room.interview.carry_on()
    room.clock.seconds = 510

    await room.interview.answer("It is about alpha.")

    assert room.journal.recorded[-1].active_s == 40
    assert kinds(room.journal.events).count("Paused") == 1
    assert kinds(room.journal.events).count("Continued") == 1


async def test_time_between_two_processes_does_not_count() -> None:
    room = Room()
    room.clock.seconds = 30
    await room.interview.answer("It is about alpha.")
    later = Room(journal=room.journal)

    await later.interview.resume()
    later.clock.seconds += 5

    assert later.interview.active_s == 35


# Killed and resumed


async def whole_interview() -> MemoryJournal:
    room = Room()
    for answer in ("No idea.", "yes", "It is alpha in a sorted list.", "Beta then.", "Something.", "More.", "Enough."):
        await room.interview.answer(answer)
    await room.interview.request("hint")
    room.interview.pause()
    room.interview.carry_on()
    await room.interview.answer("There are leaves and roots.")
    await room.interview.grade_pending()
    return room.journal


async def test_killed_after_any_event_an_interview_goes_on_to_its_end() -> None:
    whole = await whole_interview()
    for kept in range(3, len(whole.recorded) + 1):
        journal = MemoryJournal(whole.recorded[:kept])
        room = Room(journal=journal)

        await room.interview.resume()
        while not room.interview.state.ended:
            await room.interview.request("skip")
        await room.interview.grade_pending()

        answers = [event for event in journal.events if isinstance(event, Answered)]
        assert answers == [event for event in whole.events[:kept] if isinstance(event, Answered)]
        assert room.interview.state.pending == ()
        assert [type(event) for event in journal.events].count(Ended) == 1
        assert [type(event) for event in journal.events].count(Asked) == 2


async def test_resuming_is_noted_and_stops_a_pause() -> None:
    room = Room()
    room.interview.pause()
    again = Room(journal=room.journal)

    events = await again.interview.resume()

    assert events == [Continued()]
    assert isinstance(again.journal.events[-2], Paused)
    assert not again.interview.state.paused


async def test_a_command_without_a_reply_is_replied_to_after_resuming() -> None:
    journal = Room().journal
    journal.append([Requested(command="hint")], at=journal.recorded[0].at, active_s=0)

    assert kinds(await Room(journal=journal).interview.resume()) == ["Continued", "hint"]


# Whoever words the moves


class Obedient:
    """Picks the last of the legal moves, and words it."""

    name = "fake:model"

    async def word(self, moves: Sequence[Move], state: SessionState) -> Wording:
        return Wording(move=moves[-1], text="And now for something else.", source=self.name)


class Unruly:
    """Invents a move of its own."""

    name = "fake:model"

    async def word(self, moves: Sequence[Move], state: SessionState) -> Wording:
        return Wording(move=Move(kind="close", text="You are hired."), text="You are hired.", source=self.name)


async def test_a_legal_move_is_made_in_the_words_that_were_found_for_it() -> None:
    events = await Room(interviewer=Obedient()).interview.answer("It is about alpha.")

    [said] = [event for event in events if isinstance(event, Said) and event.move != "ask"]
    assert (said.move, said.text, said.source) == ("advance", "And now for something else.", "fake:model")


async def test_any_other_move_becomes_the_first_of_the_ranking_in_authored_words() -> None:
    events = await Room(interviewer=Unruly()).interview.answer("It is about alpha.")

    [said] = [event for event in events if isinstance(event, Said)]
    assert (said.move, said.criterion, said.source) == ("probe", "beta", "authored")
    assert said.text.endswith("What about b?")


class Unreachable:
    """Cannot reach its model, and says so."""

    name = "fake:model"

    async def word(self, moves: Sequence[Move], state: SessionState) -> Wording:
        return Wording(move=moves[0], text=moves[0].text, source="authored", notice="fake:model cannot be reached.")


async def test_what_failed_is_told_and_the_interview_goes_on() -> None:
    events = await Room(interviewer=Unreachable()).interview.answer("It is about alpha.")

    assert kinds(events) == ["Answered", "Listened", "Noticed", "probe"]


async def test_a_draft_is_kept() -> None:
    room = Room()

    room.interview.save_draft("half a sent")

    assert room.journal.drafts == ["half a sent"]


class TestConduct:
    """How the candidate went about it is looked at when the interview is over, beside the grading."""

    async def test_it_arrives_after_the_end(self) -> None:
        room = Room()
        await room.interview.answer("Let me think aloud: it is about alpha.")
        room.interview.leave()
        assert room.interview.under_way.conduct
        await room.interview.finish()

        [event] = [event for event in room.journal.events if isinstance(event, ConductObserved)]
        assert [one.outcome for one in event.observations.habits] == ["shown", "no_occasion"]
        assert room.interview.state.conduct == fold(room.journal.recorded).conduct == event
        assert not room.interview.state.awaits_conduct

    @pytest.mark.parametrize(
        ("does", "outcome"),
        [
            pytest.param("clarify", "shown", id="the-command"),
            pytest.param("Do you mean the heapq module?", "shown", id="in-words"),
            pytest.param("Alpha.", "no_occasion", id="not-at-all"),
        ],
    )
    async def test_asking_back_is_told_to_the_observer(self, does: str, outcome: str) -> None:
        room = Room()
        await (room.interview.request("clarify") if does == "clarify" else room.interview.answer(does))
        room.interview.leave()
        await room.interview.finish()

        assert room.interview.state.conduct is not None
        assert room.interview.state.conduct.observations.habits[1].outcome == outcome

    async def test_a_failure_is_kept_and_nothing_takes_its_place(self) -> None:
        room = Room(observer=FailingObserver())
        room.interview.leave()
        await room.interview.finish()

        assert ConductFailed(reason="The model is away.") in room.journal.events
        assert room.interview.state.conduct is None
        assert room.interview.state.conduct_failure == "The model is away."

    async def test_a_broken_rubric_is_a_failure_and_harms_nothing_else(self) -> None:
        def broken() -> Conduct:
            raise BankError("conduct.yaml:1:1: `habits` is missing here.")

        room = Room(conduct=broken)
        await room.interview.answer("It is about alpha.")
        room.interview.leave()
        await room.interview.finish()

        assert room.interview.state.conduct_failure == "conduct.yaml:1:1: `habits` is missing here."
        assert room.interview.state.exchanges[0].grade is not None

    async def test_nobody_waits_for_it_before_the_end(self) -> None:
        slow = SlowObserver()
        room = Room(observer=slow)
        await room.interview.answer(STRONG)
        await room.interview.grade_pending()
        assert slow.looks == 0

        room.interview.leave()
        await room.interview.grade_pending()
        assert room.interview.under_way == UnderWay(answers=0, conduct=True)
        slow.let.set()
        await room.interview.finish()

    async def test_it_is_begun_once_however_often_it_is_waited_for(self) -> None:
        slow = SlowObserver()
        room = Room(observer=slow)
        room.interview.leave()
        waiting = asyncio.gather(room.interview.finish(), room.interview.observe_again())
        await asyncio.sleep(0)
        slow.let.set()
        await waiting

        assert slow.looks == 1

    async def test_killed_before_it_arrived_it_is_made_up_for(self) -> None:
        before = Room(observer=SlowObserver())
        before.interview.leave()
        assert before.interview.state.awaits_conduct

        after = Room(journal=MemoryJournal(before.journal.recorded))
        await after.interview.finish()
        assert after.interview.state.conduct is not None
        assert not any(isinstance(event, ConductObserved) for event in before.journal.events)

    async def test_another_observer_takes_over_what_failed(self) -> None:
        room = Room(observer=FailingObserver())
        room.interview.leave()
        await room.interview.finish()

        room.interview.recast(OfflineInterviewer(), OfflineGrader(), OfflineObserver())
        await room.interview.finish()
        assert room.interview.state.conduct is not None
        assert room.interview.state.conduct_failure is None

    async def test_what_was_said_in_passing_is_seen_once(self) -> None:
        room = Room()
        await room.interview.answer("Alpha, and a tree has leaves.")
        await room.interview.request("skip")

        turns = [turn.number for one in room.interview.state.whole().exchanges for turn in one.turns]
        assert turns == sorted(set(turns))


async def over(grader: Grader | None = None) -> Room:
    """A room whose first question is answered and graded, the interview being over."""
    room = Room()
    await room.interview.answer("It is about alfa and beta.")
    room.interview.leave()
    await room.interview.finish()
    if grader is not None:
        room.interview.recast(OfflineInterviewer(), grader, OfflineObserver())
    return room


async def test_what_is_contested_is_kept_and_then_graded() -> None:
    room = await over()

    await room.interview.contest(correct(room.interview.state, 2, "alfa", "alpha"))

    assert kinds(room.journal.events)[-2:] == ["Corrected", "Graded"]
    [exchange] = room.interview.state.exchanges
    assert exchange.heeded == 1
    assert [[verdict.verdict for verdict in one.grade.verdicts[:2]] for one in exchange.grades] == [
        ["missed", "met"],
        ["met", "met"],
    ]
    assert fold(room.journal.recorded) == room.interview.state


async def test_when_that_fails_the_grade_before_stands() -> None:
    room = await over(FailingGrader())
    before = room.interview.state.exchanges[0].grade

    await room.interview.contest(remark(room.interview.state, 1, "alpha", "I said it."))

    assert kinds(room.journal.events)[-2:] == ["Remarked", "GradeFailed"]
    assert room.interview.state.exchanges[0].grade == before
    assert room.interview.state.exchanges[0].failure == "The model is away."


async def test_a_grading_under_way_is_of_what_was_said_before() -> None:
    slow = SlowGrader()
    room = await over(slow)
    regrading = asyncio.create_task(room.interview.grade_again([1]))
    await asyncio.sleep(0)
    contesting = asyncio.create_task(room.interview.contest(correct(room.interview.state, 2, "alfa", "alpha")))
    await asyncio.sleep(0)
    slow.let.set()
    await asyncio.gather(regrading, contesting)

    assert [graded.heeds for graded in room.interview.state.exchanges[0].grades] == [0, 0, 1]


async def test_a_contest_whose_grading_was_cut_short_is_graded_another_time() -> None:
    room = await over(SlowGrader())
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(room.interview.contest(remark(room.interview.state, 1, "alpha", "I said it.")), 0.01)

    again = Room(journal=room.journal)
    await again.interview.grade_pending()

    assert again.interview.state.exchanges[0].heeded == 1
