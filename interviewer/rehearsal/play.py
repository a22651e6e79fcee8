"""Plays an interview through the engine that people are interviewed by, with a candidate in the person's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from interviewer import __version__
from interviewer.dialogue.engine import Interview
from interviewer.dialogue.events import PlannedQuestion, Recorded, Said, Started
from interviewer.dialogue.opening import begin
from interviewer.dialogue.state import SessionState, fold
from interviewer.rehearsal.candidate import Utterance
from interviewer.rehearsal.profile import Kind, Profile
from interviewer.rehearsal.room import RehearsalClock, RehearsalJournal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from interviewer.bank.conduct import Conduct
    from interviewer.bank.question import Question
    from interviewer.dialogue.interviewer import Interviewer
    from interviewer.dialogue.phrases import Phrases
    from interviewer.prompting.usage import Usage
    from interviewer.rehearsal.candidate import Candidate
    from interviewer.rehearsal.programme import Appearance
    from interviewer.scoring.conduct import Observer
    from interviewer.scoring.grade import Grader

MOST_TURNS = 60
"""Replies to one question after which an interview is left: an engine that goes in circles is to be found out."""


class Players(Struct, frozen=True, kw_only=True):
    """Who interviews, grades and observes, and with which stock of phrases."""

    interviewer: Interviewer
    grader: Grader
    observer: Observer
    phrases: Phrases
    conduct: Callable[[], Conduct]
    spent: Callable[[], Mapping[str, Usage]] = dict
    """By role, what models took since this was last asked."""


class Played(Struct, frozen=True, kw_only=True):
    """An interview that was played, and what was true of its candidate."""

    number: int
    """From 1, in the rehearsal."""
    kind: Kind
    profiles: dict[str, Profile]
    """By question."""
    utterances: dict[int, Utterance]
    """By turn, what the candidate said; commands are no turns."""
    recorded: tuple[Recorded, ...]
    state: SessionState
    is_labelled: bool = True
    """Whether it is known what the utterances make; of a model's nobody has said."""


async def play(
    appearance: Appearance,
    questions: Mapping[str, Question],
    profiles: Mapping[str, Profile],
    candidate: Candidate,
    players: Players,
    *,
    limit_minutes: int | None = None,
    is_labelled: bool = True,
    tell: Callable[[int], None] = lambda _: None,
) -> Played:
    """One interview over these questions, from the first to the last grade. `profiles` has one for each of them.

    `tell` is told how many replies the candidate has given, after each.

    Raises what the candidate raises.
    """
    clock = RehearsalClock(appearance.pace)
    journal = RehearsalJournal()
    names = list(questions)
    plan = tuple(PlannedQuestion(question_id=name, minutes=questions[name].minutes) for name in names)
    started = Started(
        version=__version__,
        mode="interview",
        plan=plan,
        limit_minutes=limit_minutes,
        interviewer=players.interviewer.name,
        grader=players.grader.name,
    )
    begin(journal, started, questions[names[0]], clock)
    interview = Interview(
        state=fold(journal.recorded),
        journal=journal,
        questions=questions,
        phrases=players.phrases,
        interviewer=players.interviewer,
        grader=players.grader,
        observer=players.observer,
        conduct=players.conduct,
        clock=clock,
        spent=players.spent,
    )
    utterances: dict[int, Utterance] = {}
    for replies in range(1, MOST_TURNS * len(names) + 1):
        exchange = interview.state.current
        if exchange is None:
            break
        utterance = await candidate.reply(profiles[exchange.question_id], exchange, _last_said(journal))
        clock.passes(utterance.text)
        if utterance.command is not None:
            await interview.request(utterance.command)
        else:
            utterances[interview.state.last_turn + 1] = utterance
            await interview.answer(utterance.text)
        tell(replies)
    interview.leave()
    await interview.finish()
    interview.usage()
    return Played(
        number=appearance.number,
        kind=appearance.kind,
        profiles=dict(profiles),
        utterances=utterances,
        recorded=tuple(journal.recorded),
        state=interview.state,
        is_labelled=is_labelled,
    )


def _last_said(journal: RehearsalJournal) -> Said:
    return next(one.event for one in reversed(journal.recorded) if isinstance(one.event, Said))
