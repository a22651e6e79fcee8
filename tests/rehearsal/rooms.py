"""Rehearsals in a test: the engine, over the questions of `story`, with both sides saying what they are told to."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from msgspec.structs import replace

from interviewer.dialogue.interviewer import OfflineInterviewer, Wording
from interviewer.rehearsal.candidate import Utterance
from interviewer.rehearsal.material import Words
from interviewer.rehearsal.play import Played, Players, play
from interviewer.rehearsal.profile import Profile
from interviewer.rehearsal.programme import Appearance
from interviewer.scoring.offline import OfflineGrader
from interviewer.scoring.offline_observer import OfflineObserver
from tests.dialogue.story import CONDUCT, HEAPS, PHRASES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewer.bank.question import Question
    from interviewer.dialogue.events import Said
    from interviewer.dialogue.interviewer import Interviewer
    from interviewer.dialogue.moves import Move
    from interviewer.dialogue.state import ExchangeState, SessionState
    from interviewer.rehearsal.candidate import Candidate
    from interviewer.rehearsal.profile import Kind
    from interviewer.scoring.grade import Grader

HEAP_OF_SECRETS = replace(HEAPS, criteria=(replace(HEAPS.criteria[0], gives_away=("alphabet",)), *HEAPS.criteria[1:]))
NEUTRAL = replace(PHRASES, acknowledge=("Thanks.", "Okay."))
SKIP = Utterance(text="Let's skip this.")


class ToldCandidate:
    """Says these things in turn, then skips what is left."""

    def __init__(self, *utterances: Utterance) -> None:
        self._left = deque(utterances)

    async def reply(self, profile: Profile, exchange: ExchangeState, said: Said) -> Utterance:
        return self._left.popleft() if self._left else SKIP


class ToldInterviewer:
    """Makes the first move, in these words in turn; in its author's words when they are used up."""

    name = "told"

    def __init__(self, *words: str) -> None:
        self._left = deque(words)

    async def word(self, moves: Sequence[Move], state: SessionState) -> Wording:
        text = self._left.popleft() if self._left else moves[0].text
        return Wording(move=moves[0], text=text, source=self.name)


def says(text: str, *makes: str, claims: Sequence[str] = (), wish: int | None = None) -> Utterance:
    return Utterance(text=text, makes=frozenset(makes), claims=frozenset(claims), wish=wish)


def knows(*criteria: str, kind: Kind = "strong", holds: Sequence[str] = ()) -> Profile:
    words = Words(text="…")
    return Profile(
        kind=kind,
        opening=words,
        points=dict.fromkeys(criteria, words),
        parts={},
        claims=dict.fromkeys(holds, words),
    )


def players(interviewer: Interviewer | None = None, grader: Grader | None = None) -> Players:
    return Players(
        interviewer=interviewer or OfflineInterviewer(),
        grader=grader or OfflineGrader(),
        observer=OfflineObserver(),
        phrases=NEUTRAL,
        conduct=lambda: CONDUCT,
    )


def played(
    candidate: Candidate,
    interviewer: Interviewer | None = None,
    *,
    questions: dict[str, Question] | None = None,
    profile: Profile | None = None,
    pace: float = 1.0,
    limit_minutes: int | None = None,
    number: int = 1,
) -> Played:
    """An interview about heaps, unless other questions are given."""
    chosen = questions or {"structures/heaps": HEAP_OF_SECRETS}
    profile = profile or knows()
    appearance = Appearance(number=number, kind=profile.kind, question_ids=tuple(chosen), pace=pace, seed="1")
    return asyncio.run(
        play(
            appearance,
            chosen,
            dict.fromkeys(chosen, profile),
            candidate,
            players(interviewer),
            limit_minutes=limit_minutes,
        )
    )
