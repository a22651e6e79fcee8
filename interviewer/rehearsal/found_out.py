"""What an interview found out of what its candidate was made to know, and why the rest was missed. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from msgspec import Struct

from interviewer.rehearsal.left_open import excuse, is_asked, made_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewer.bank.question import Criterion, Tier
    from interviewer.dialogue.state import ExchangeState
    from interviewer.rehearsal.play import Played
    from interviewer.rehearsal.profile import Kind, Knowledge, Profile

Miss = Literal["told-not-heard", "asked-not-told", "no-probe", "cut-short", "not-asked"]
MISSES: tuple[Miss, ...] = get_args(Miss)
"""Said and not recognised; asked for and not said; never asked for, since the rubric has no probe for it, since the
time was spent or the candidate gave up or wanted to go on, or though there was room."""


class Point(Struct, frozen=True, kw_only=True):
    """One criterion of a question that was put: the truth, and what became of it."""

    kind: Kind
    interview: int
    question_id: str
    criterion: str
    tier: Tier
    knowledge: Knowledge
    told: bool
    """Whether the candidate met it in the exchange, by the labels."""
    asked: bool
    """Whether the interview asked for it, by probe, challenge or hint."""
    by_talk: bool
    """Whether the talk heard it met."""
    by_grade: bool | None
    """Whether it was graded as met; None where there is no grade."""
    miss: Miss | None = None
    """Why something known was not found out; None for what was, and for what is not known."""


class Claim(Struct, frozen=True, kw_only=True):
    """One misconception that the candidate holds: what became of it."""

    kind: Kind
    told: bool
    """Whether it was advocated, by the labels."""
    by_talk: bool
    challenged: bool
    by_grade: bool


def points(played: Played) -> Iterator[Point]:
    """Every criterion of every question that was put."""
    for exchange in played.state.exchanges:
        profile = played.profiles[exchange.question_id]
        yield from (_point(played, exchange, profile, criterion) for criterion in exchange.question.criteria)


def claims(played: Played) -> Iterator[Claim]:
    """Every misconception that is held of a question that was put."""
    for exchange in played.state.exchanges:
        turns = {turn.number for turn in exchange.turns if not turn.in_passing}
        told = frozenset().union(*(said.claims for number, said in played.utterances.items() if number in turns))
        found = {finding.misconception for finding in (exchange.grade.findings if exchange.grade else ())}
        for name in played.profiles[exchange.question_id].claims:
            yield Claim(
                kind=played.kind,
                told=name in told,
                by_talk=name in (*exchange.standing, *exchange.challenged),
                challenged=name in exchange.challenged,
                by_grade=name in found,
            )


def _point(played: Played, exchange: ExchangeState, profile: Profile, criterion: Criterion) -> Point:
    knowledge = profile.knowledge(criterion.id)
    graded = None if exchange.grade is None else {one.criterion: one.verdict for one in exchange.grade.verdicts}
    by_talk = exchange.is_met(criterion.id)
    by_grade = None if graded is None else graded.get(criterion.id) == "met"
    is_missed = knowledge == "known" and not (by_talk and by_grade)
    return Point(
        kind=played.kind,
        interview=played.number,
        question_id=exchange.question_id,
        criterion=criterion.id,
        tier=criterion.tier,
        knowledge=knowledge,
        told=criterion.id in made_in(played, exchange),
        asked=is_asked(exchange, criterion.id),
        by_talk=by_talk,
        by_grade=by_grade,
        miss=_miss(played, exchange, criterion) if is_missed else None,
    )


def _miss(played: Played, exchange: ExchangeState, criterion: Criterion) -> Miss:
    if criterion.id in made_in(played, exchange):
        return "told-not-heard"
    if is_asked(exchange, criterion.id):
        return "asked-not-told"
    if not criterion.probe:
        return "no-probe"
    return "cut-short" if excuse(played, exchange) else "not-asked"
