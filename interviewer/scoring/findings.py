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
from interviewer.text.words import word_set

IsMet = Callable[[str, CandidateTurn], bool]
"""Whether that turn alone meets the criterion of that id."""


MOST_RETRACTIONS = 10
"""Of so many in a turn, the last ones, it is asked what they take back."""
_CONCESSIONS = word_set("but however though although yet except whereas")


class _Step(NamedTuple):
    """Something that makes the misconception stand or fall; steps sort in the order they were said."""

    turn: int
    token: int
    """Where in the turn; -1 when the turn as a whole does it."""
    claims: bool
    evidence: tuple[tuple[int, int], ...] = ()
    sentences: tuple[int, ...] = ()
    """The sentences of the turn that make the claim."""


def find(
    misconception: Misconception, exchange: Exchange, said: Sequence[CandidateTurn], book: Phrasebook, is_met: IsMet
) -> Finding | None:
    """The finding of a misconception; None when the candidate never advocated it.

    It falls when the candidate takes it back in plain words, gives way in the reply to a challenge of it, or says in a
    later turn what is right; and stands again when they repeat it. What takes something else back leaves it.
    """
    claims = [step for turn in said for step in _claims(misconception, turn, book, is_met)]
    if not claims:
        return None
    steps = [*claims, *_corrections(misconception, exchange, said, claims, is_met)]
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


def _claims(misconception: Misconception, said: CandidateTurn, book: Phrasebook, is_met: IsMet) -> list[_Step]:
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
            sentences=tuple(sorted({hit.sentence for hit in found})),
        )
        for found in ways
        if found and not _is_conceded(misconception, said, found[-1], is_met)
    )


def _is_conceded(misconception: Misconception, said: CandidateTurn, hit: Hit, is_met: IsMet) -> bool:
    """Whether the claim is one half of what is right: `no lock for that, but I do need one for …`."""
    if misconception.about is None:
        return False
    first, last = said.heard.bounds[hit.sentence]
    has_but = any(key in _CONCESSIONS for key in said.heard.keys[first:last])
    return has_but and is_met(misconception.about, said.within([hit.sentence]))


def _advocated(cue: Cue, heard: Hearing) -> list[Hit]:
    """The last hit of every part, or nothing when a part is missing."""
    found: list[Hit] = []
    for part in cue.parts:
        claimed = [hit for hit in hits(part, heard, within_clause=True) if _is_claim(heard, hit)]
        if not claimed:
            return []
        found.append(claimed[-1])
    return found


def _is_claim(heard: Hearing, hit: Hit) -> bool:
    return not (
        manner.is_question(heard, hit.sentence)
        or manner.is_rejected(heard, hit.sentence)
        or manner.is_doubted(heard, hit)
        or manner.is_narrowed(heard, hit)
        or manner.is_bare_list(heard, hit.sentence)
    )


def _corrections(
    misconception: Misconception,
    exchange: Exchange,
    said: Sequence[CandidateTurn],
    claims: Sequence[_Step],
    is_met: IsMet,
) -> list[_Step]:
    steps: list[_Step] = []
    first = claims[0].turn
    for turn in said:
        number = turn.turn.number
        if number < first:
            continue
        before = [claim for claim in claims if claim.turn <= number]
        challenged = _challenged_before(number, exchange)
        is_reply = challenged == misconception.id
        steps.extend(
            _Step(number, hit.start, claims=False)
            for hit in manner.retractions(turn.heard)[-MOST_RETRACTIONS:]
            if is_reply or _belongs(misconception, turn, hit, before, challenged, said, is_met)
        )
        if number == first:
            continue
        if is_reply:
            steps.extend(_Step(number, hit.start, claims=False) for hit in manner.second_thoughts(turn.heard))
        if misconception.about is not None and is_met(misconception.about, turn):
            steps.append(_Step(number, -1, claims=False))
    return steps


def _belongs(
    misconception: Misconception,
    turn: CandidateTurn,
    hit: Hit,
    claims: Sequence[_Step],
    challenged: str | None,
    said: Sequence[CandidateTurn],
    is_met: IsMet,
) -> bool:
    """Whether what is taken back is the claim: it was said right before, or the talk is of the same thing."""
    number = turn.turn.number
    talk = [at for at in (hit.sentence, hit.sentence + 1) if at < len(turn.heard.bounds)]
    words = frozenset[str]().union(*(manner.content(turn.heard, at) for at in talk))
    # A mere "wait" needs more in common with the claim than words that say that something was wrong.
    fewest = 2 if "wait" in turn.heard.keys[hit.start : hit.end] else 1
    for claim in claims:
        where = next(other for other in said if other.turn.number == claim.turn)
        if claim.turn == number and any(hit.sentence - at in (0, 1) for at in claim.sentences):
            return True
        is_next_turn = not any(claim.turn < other.turn.number < number for other in said)
        ended_with_it = len(where.heard.bounds) - 1 in claim.sentences
        if claim.turn < number and is_next_turn and ended_with_it and hit.sentence == 0 and challenged is None:
            return True
        claimed = frozenset[str]().union(*(manner.content(where.heard, at) for at in claim.sentences))
        # One of the shared words must tell the claim from others, which those of the question do not.
        if len(words & claimed) >= fewest and words & claimed - where.said_to_them[0]:
            return True
    return misconception.about is not None and is_met(misconception.about, turn.within(talk))


def _challenged_before(number: int, exchange: Exchange) -> str | None:
    """The misconception that the interviewer challenged right before that turn."""
    before = [turn for turn in exchange.turns if turn.number < number and turn.speaker == "interviewer"]
    return before[-1].challenges if before else None
