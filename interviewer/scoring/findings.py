"""Which misconceptions the candidate advocated, and whether each still stood at the end of the exchange."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from interviewer.bank.question import Misconception
from interviewer.scoring import manner
from interviewer.scoring.candidate import CandidateTurn
from interviewer.scoring.cues import Cue, parse_cue
from interviewer.scoring.grade import Exchange, Finding, Span
from interviewer.scoring.hearing import Hearing
from interviewer.scoring.matching import Hit, hits
from interviewer.scoring.phrases import Phrasebook
from interviewer.scoring.recognition import quoted
from interviewer.text.display import shorten

IsMet = Callable[[str, CandidateTurn], bool]
"""Whether that turn alone meets the criterion of that id."""


class _Step(NamedTuple):
    """Something that makes the misconception stand or fall; steps sort in the order they were said."""

    turn: int
    token: int
    """Where in the turn; -1 when the turn as a whole does it."""
    claims: bool
    evidence: tuple[tuple[int, int], ...] = ()


def find(
    misconception: Misconception, exchange: Exchange, said: Sequence[CandidateTurn], book: Phrasebook, is_met: IsMet
) -> Finding | None:
    """The finding of a misconception; None when the candidate never advocated it.

    It falls when the candidate takes it back in plain words, gives way in the reply to a challenge of it, or says in a
    later turn what is right; and stands again when they repeat it.
    """
    claims = [step for turn in said for step in _claims(misconception, turn, book)]
    if not claims:
        return None
    first = claims[0].turn
    steps = [*claims, *_corrections(misconception, exchange, said, first, is_met)]
    stands = False
    last_claim = claims[0]
    for step in sorted(steps):
        stands = step.claims
        last_claim = step if step.claims else last_claim
    text = next(turn.heard.text for turn in said if turn.turn.number == last_claim.turn)
    words = shorten(" … ".join(text[start:end] for start, end in last_claim.evidence), 120)
    return Finding(
        misconception=misconception.id,
        stands=stands,
        evidence=tuple(Span(turn=last_claim.turn, start=start, end=end) for start, end in last_claim.evidence),
        reason=f"Heard: “{words}”" if stands else f"Heard at first, and corrected later: “{words}”",
    )


def _claims(misconception: Misconception, said: CandidateTurn, book: Phrasebook) -> list[_Step]:
    cues = [parse_cue(source) for source in misconception.cues]
    ways = [_advocated(cue, said.heard) for cue in cues if not cue.weak]
    for like in book.said(misconception, said.heard):
        hit = Hit(like.sentence, *said.heard.bounds[like.sentence])
        if like.is_enough and _is_claim(said.heard, hit):
            ways.append([hit])
    return sorted(
        _Step(
            said.turn.number,
            max(hit.end for hit in found),
            claims=True,
            evidence=tuple(sorted({quoted(said.heard, hit) for hit in found})),
        )
        for found in ways
        if found
    )


def _advocated(cue: Cue, heard: Hearing) -> list[Hit]:
    """The last hit of every part, or nothing when a part is missing."""
    found: list[Hit] = []
    for part in cue.parts:
        claimed = [hit for hit in hits(part, heard) if _is_claim(heard, hit)]
        if not claimed:
            return []
        found.append(claimed[-1])
    return found


def _is_claim(heard: Hearing, hit: Hit) -> bool:
    return not (
        manner.is_question(heard, hit.sentence)
        or manner.is_rejected(heard, hit.sentence)
        or manner.is_doubted(heard, hit)
        or manner.is_bare_list(heard, hit.sentence)
    )


def _corrections(
    misconception: Misconception, exchange: Exchange, said: Sequence[CandidateTurn], first: int, is_met: IsMet
) -> list[_Step]:
    steps: list[_Step] = []
    for turn in said:
        number = turn.turn.number
        if number < first:
            continue
        steps.extend(_Step(number, hit.start, claims=False) for hit in manner.retractions(turn.heard))
        if number == first:
            continue
        if _replies_to_challenge(misconception.id, number, exchange):
            steps.extend(_Step(number, hit.start, claims=False) for hit in manner.second_thoughts(turn.heard))
        if misconception.about is not None and is_met(misconception.about, turn):
            steps.append(_Step(number, -1, claims=False))
    return steps


def _replies_to_challenge(misconception: str, number: int, exchange: Exchange) -> bool:
    before = [turn for turn in exchange.turns if turn.number < number and turn.speaker == "interviewer"]
    return bool(before) and before[-1].challenges == misconception
