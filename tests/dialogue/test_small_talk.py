"""What is said before the first question and after the last: kept, gone on with after a kill, and never graded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from interviewer.bank.loader import fit
from interviewer.bank.yaml_source import parse
from interviewer.dialogue.events import (
    Answered,
    Ended,
    Listened,
    Recorded,
    Said,
    SmallTalkAnswered,
    SmallTalkEnded,
    SmallTalkSaid,
)
from interviewer.dialogue.neutrality import judgement
from interviewer.dialogue.small_talk import SmallTalk
from interviewer.dialogue.state import fold
from interviewer.errors import JournalError
from interviewer.report.build import build
from interviewer.resources import data_folder
from interviewer.scoring.offline import OfflineGrader
from interviewer.text.sentences import sentences
from tests.dialogue.rooms import MemoryJournal, Room, SlowObserver

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interviewer.dialogue.events import AnyEvent, SmallTalkPart
    from interviewer.scoring.grade import Exchange, Grade

FILE = data_folder("prompts") / "small_talk.yaml"
QUESTION = ("(warm_up ended)", "<Asked>", "<ask>")
"""The first one follows."""
BUILT = "I've built a heap queue of alpha and beta, and a tree with leaves."


class CuriousGrader:
    """Remembers what it was shown."""

    name = "curious"

    def __init__(self) -> None:
        self.shown: list[str] = []

    async def grade(self, exchange: Exchange) -> Grade:
        self.shown += [turn.text for turn in exchange.turns]
        return await OfflineGrader().grade(exchange)


def told(events: Sequence[AnyEvent]) -> list[str]:
    """Each event by what it is, and small talk by what was said."""
    lines = []
    for event in events:
        match event:
            case SmallTalkSaid(text=text):
                lines.append(text)
            case SmallTalkEnded(part=part):
                lines.append(f"({part} ended)")
            case Said(move=move):
                lines.append(f"<{move}>")
            case _:
                lines.append(f"<{type(event).__name__}>")
    return lines


async def at_the_closing() -> Room:
    room = Room(small_talk=True)
    await room.interview.request("skip")
    await room.interview.request("skip")
    await room.interview.request("skip")
    assert room.interview.state.in_small_talk == "closing"
    return room


def test_the_warm_up_is_all_that_there_is_at_first() -> None:
    room = Room(small_talk=True)

    assert told(room.journal.events) == ["<Started>", "What have you built?"]
    assert (room.interview.state.due, room.interview.state.exchanges) == ("candidate", ())


@pytest.mark.parametrize(
    ("said", "replies"),
    [
        pytest.param(BUILT, ["Thank you. Here we go.", *QUESTION], id="an-answer"),
        pytest.param("Nothing much.", ["Fine. Here we go.", *QUESTION], id="nothing"),
        pytest.param("I'm nervous.", ["Take your time. Here we go.", *QUESTION], id="nerves"),
        pytest.param("How are you?", ["I'm a program. Here we go.", *QUESTION], id="back"),
        pytest.param("Sorry, what?", ["What have you built?"], id="again"),
    ],
)
async def test_what_the_warm_up_is_answered_with(said: str, replies: list[str]) -> None:
    events = await Room(small_talk=True).interview.answer(said)

    assert told(events) == ["<SmallTalkAnswered>", *replies]


@pytest.mark.parametrize(
    ("command", "replies"),
    [
        pytest.param("skip", [*QUESTION], id="skip"),
        pytest.param("repeat", ["What have you built?"], id="repeat"),
        pytest.param("hint", ["There is nothing to hint at."], id="hint"),
        pytest.param("clarify", ["There is nothing to hint at."], id="clarify"),
    ],
)
async def test_commands_in_the_warm_up(command: str, replies: list[str]) -> None:
    room = Room(small_talk=True)

    events = await room.interview.request(command)  # type: ignore[arg-type]

    assert told(events) == ["<Requested>", *replies]
    assert room.interview.state.clarify_commands == 0


async def test_after_the_last_question_two_questions_are_answered() -> None:
    room = await at_the_closing()

    first = await room.interview.answer("How did I do?")
    second = await room.interview.answer("And what about the team?")

    assert told(first) == ["<SmallTalkAnswered>", "The report says. Anything else?"]
    assert told(second) == ["<SmallTalkAnswered>", "There is no job. Goodbye.", "(closing ended)", "<Ended>"]
    assert room.interview.state.ended == "completed"


@pytest.mark.parametrize("said", ["No.", "No thanks, I'm good."])
async def test_who_has_no_question_has_none(said: str) -> None:
    room = await at_the_closing()

    assert told(await room.interview.answer(said))[1:] == ["Goodbye.", "(closing ended)", "<Ended>"]


async def test_a_wish_to_hear_it_again_is_no_question() -> None:
    room = await at_the_closing()

    for said in ("Pardon?", "How did I do?", "Sorry, what?"):
        await room.interview.answer(said)

    assert room.interview.state.ended is None
    assert told(await room.interview.request("skip"))[1:] == ["(closing ended)", "<Ended>"]


async def test_nothing_of_it_is_graded_observed_or_heard_in_passing() -> None:
    grader, observer = CuriousGrader(), SlowObserver()
    room = Room(small_talk=True, grader=grader, observer=observer)
    await room.interview.answer(BUILT)
    await room.interview.answer("It is about alpha.")
    await room.interview.request("skip")
    await room.interview.request("skip")
    await room.interview.answer("Is it about leaves and roots?")
    await room.interview.request("skip")
    observer.let.set()
    await room.interview.finish()

    assert not {BUILT, "Is it about leaves and roots?"} & {*grader.shown, *room.interview.state.texts.values()}
    assert [turn.text for one in room.interview.state.whole().exchanges for turn in one.turns][:2] == [
        "How does a heap queue work?",
        "It is about alpha.",
    ]
    assert [event.turn for event in room.journal.events if isinstance(event, Said | Answered)] == list(range(1, 7))
    assert not [event for event in room.journal.events if isinstance(event, Listened) and event.turn != 2]
    trees = build(room.journal.recorded).questions[1]
    assert [verdict.verdict for verdict in trees.verdicts] == ["missed", "missed"]


async def test_its_time_does_not_count() -> None:
    room = Room(small_talk=True, limit_minutes=9)
    room.clock.seconds += 3600
    await room.interview.answer(BUILT)
    asked_at_s = room.interview.active_s
    room.clock.seconds += 60
    await room.interview.request("skip")
    await room.interview.request("skip")
    room.clock.seconds += 3600
    room.interview.pause()
    room.interview.carry_on()
    room.clock.seconds += 3600

    assert (asked_at_s, room.interview.active_s, room.interview.is_timed) == (0.0, 60.0, False)
    await room.interview.request("skip")
    assert room.interview.state.ended == "completed"


async def test_when_the_time_is_up_nothing_more_is_asked() -> None:
    room = Room(small_talk=True, limit_minutes=9)
    await room.interview.request("skip")
    room.clock.seconds += 540
    await room.interview.answer("It is about alpha.")

    assert (room.interview.state.ended, room.interview.state.in_small_talk) == ("out_of_time", None)


@pytest.mark.parametrize("part", ["warm_up", "closing"])
async def test_leaving_there(part: SmallTalkPart) -> None:
    room = Room(small_talk=True) if part == "warm_up" else await at_the_closing()

    assert told(room.interview.leave()) == ["<Ended>"]
    await room.interview.finish()
    assert room.interview.state.ended == ("left" if part == "warm_up" else "completed")
    report = build(room.journal.recorded)
    assert (report.score is None, report.conduct is None) == (part == "warm_up",) * 2 or part == "closing"


def prefixes(events: Sequence[Recorded]) -> Iterator[Sequence[Recorded]]:
    """What a process that was killed may have left: every beginning of these, from the first two events on."""
    for end in range(2, len(events)):
        yield events[:end]


async def test_killed_anywhere_it_goes_on_where_it_was() -> None:
    whole = await at_the_closing()
    await whole.interview.answer("How did I do?")
    await whole.interview.answer("no")
    await whole.interview.finish()
    ended = next(place for place, one in enumerate(whole.journal.recorded) if isinstance(one.event, Ended))
    for beginning in prefixes(whole.journal.recorded[: ended + 1]):
        room = Room(journal=MemoryJournal(beginning), small_talk=True)
        await room.interview.resume()
        while (state := room.interview.state).ended is None:
            assert state.due == "candidate"
            await room.interview.request("skip")
        assert fold(room.journal.recorded) == state
        assert state.ended == "completed"
        parts = [event.part for event in room.journal.events if isinstance(event, SmallTalkEnded)]
        assert parts == ["warm_up", "closing"]


async def test_what_was_said_is_kept_before_the_reply_to_it() -> None:
    room = Room(small_talk=True, journal=MemoryJournal(fails_after=3))

    with pytest.raises(JournalError):
        await room.interview.answer(BUILT)

    assert isinstance(room.journal.events[-1], SmallTalkAnswered)
    room.journal.fails_after = None
    assert told(await room.interview.catch_up()) == ["Thank you. Here we go.", *QUESTION]


def shipped() -> SmallTalk:
    return fit(parse(FILE.read_bytes(), str(FILE)), SmallTalk)


def phrasings() -> Iterator[tuple[str, str]]:
    texts = shipped()
    for name in texts.__struct_fields__:
        value = getattr(texts, name)
        if name == "answers":
            for about in value.__struct_fields__:
                yield from ((about, text) for text in getattr(value, about))
        else:
            yield from ((name, text) for text in value)


@pytest.mark.parametrize(("name", "text"), [pytest.param(*one, id=f"{one[0]}-{one[1][:24]}") for one in phrasings()])
def test_the_prepared_words_judge_nobody_and_ask_at_most_once(name: str, text: str) -> None:
    assert judgement(text) is None
    assert text.count("?") == (name in ("warm_up", "closing", "anything_else"))
    assert len(sentences(text)) <= 3


def test_no_two_phrasings_share_a_sentence() -> None:
    said = [text[one.start : one.end].casefold() for _, text in phrasings() for one in sentences(text)]

    assert len(said) == len(set(said))
