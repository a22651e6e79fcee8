"""The card of a rehearsal: what interviews found out, by kind of candidate, and what went wrong in them. Pure."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, Struct, to_builtins

from interviewer import __version__
from interviewer.calibration.bootstrap import Interval, draws, percentiles
from interviewer.dialogue.events import Answered, Said
from interviewer.prompting.usage import Usage
from interviewer.rehearsal.found_out import MISSES, Miss, claims, points
from interviewer.rehearsal.judge import JUDGED, JudgedFault, JudgedKind
from interviewer.rehearsal.profile import KINDS
from interviewer.rehearsal.quality import BY_LABELS, CHECKS, Check, Fault, faults
from interviewer.rehearsal.scenes import scenes
from interviewer.rehearsal.wishes import Wished, wished
from interviewer.rehearsal.wording import Wording, wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from interviewer.bank.question import Tier
    from interviewer.rehearsal.found_out import Claim, Point
    from interviewer.rehearsal.judge import Judged
    from interviewer.rehearsal.play import Played
    from interviewer.rehearsal.profile import Kind

ROUNDS = 400
"""Draws of questions for an interval: it is one of many on the card."""
TIERS: tuple[Tier, ...] = ("core", "deeper", "bonus")
MUST_NOT: tuple[Check, ...] = ("leak", "known", "unasked", "repeated")
"""What no interview may have."""
MOST_FAULTS = 40
"""Of one check, so many are kept with their words; all are counted."""


class Found(Struct, frozen=True, kw_only=True):
    """What interviews found out of some hidden knowledge."""

    name: Annotated[str, Meta(description="The kind of candidate, or the tier.")]
    interviews: int
    known: Annotated[int, Meta(description="Points that candidates were made to know, of questions that were put.")]
    told: Annotated[
        int | None,
        Meta(description="Of those, how many were met by what was said, by the labels; None where a model said it."),
    ]
    by_talk: Annotated[int, Meta(description="Of those known, how many the talk heard.")]
    by_grade: Annotated[int, Meta(description="Of those known, how many the grades give.")]
    between: Annotated[
        Interval | None, Meta(description="Where the share that the grades give lies in 95 of 100 draws of questions.")
    ]
    missed: Annotated[dict[Miss, int], Meta(description="Known points that the talk or the grade lacks, by reason.")]
    unknown: Annotated[int, Meta(description="Points that candidates do not know, or know partly.")]
    credited: Annotated[int, Meta(description="Of those, how many the grades give all the same.")]


class Claims(Struct, frozen=True, kw_only=True):
    """What became of the misconceptions that candidates hold."""

    held: int
    told: int
    by_talk: int
    challenged: int
    by_grade: int


class Broken(Struct, frozen=True, kw_only=True):
    """How often a rule was broken, and by which words."""

    check: Check
    count: int
    lines: Annotated[int, Meta(description="In how many different lines, or for how many different points.")]
    faults: tuple[Fault, ...]


class JudgedRule(Struct, frozen=True, kw_only=True):
    """How often the judge saw one kind of fault."""

    kind: JudgedKind
    count: int
    faults: tuple[JudgedFault, ...]


class Judgement(Struct, frozen=True, kw_only=True):
    """What a judge model said of the exchanges, beside what code found."""

    judge: Annotated[str, Meta(description="`provider:model`.")]
    judged: Annotated[int, Meta(description="Exchanges that it judged.")]
    not_judged: Annotated[
        dict[str, int], Meta(description="By reason, the exchanges of which nobody can say that they are fine.")
    ] = {}
    unproved: Annotated[
        int, Meta(description="Findings that were left out: the interviewer did not say what the judge quoted.")
    ] = 0
    rules: Annotated[tuple[JudgedRule, ...], Meta(description="Of every kind, seen or not.")] = ()


class RehearsalCard(Struct, frozen=True, kw_only=True):
    """All that a rehearsal has to tell."""

    version: str
    interviewer: str
    grader: str
    candidate: str
    words: Annotated[
        str, Meta(description="Which labelled answers the candidates speak in: `examples` or `measuring`.")
    ]
    command: str
    interviews: int
    questions: Annotated[int, Meta(description="Questions put, all interviews together.")]
    different: Annotated[int, Meta(description="How many different questions those are.")]
    turns: Annotated[int, Meta(description="Things that the interviewer said.")]
    answers: int
    wording: Annotated[Wording, Meta(description="Whose words they were, where a model was asked.")]
    kinds: tuple[Found, ...]
    tiers: tuple[Found, ...]
    overall: Found
    claims: Claims
    rules: Annotated[tuple[Broken, ...], Meta(description="Of every check that could be made, broken or not.")]
    wishes: Annotated[
        tuple[Wished, ...],
        Meta(
            description="What candidates wanted instead of answering; nothing is known of that where a model said it."
        ),
    ] = ()
    seconds: Annotated[float, Meta(description="That the rehearsal took.")]
    usage: Annotated[dict[str, Usage], Meta(description="By role, what models took.")] = {}
    planned: Annotated[
        int,
        Meta(description="How many were to be played: more than `interviews` where it was cut short, or some failed."),
    ]
    failures: Annotated[
        tuple[str, ...], Meta(description="Why interviews were left in the middle and do not count.")
    ] = ()
    judgement: Annotated[Judgement | None, Meta(description="None where no judge was asked.")] = None

    @property
    def is_clean(self) -> bool:
        """Whether nothing happened that must not."""
        return not any(rule.count for rule in self.rules if rule.check in MUST_NOT)


def make_card(
    interviews: Sequence[Played],
    *,
    candidate: str,
    words: str,
    command: str,
    seconds: float,
    usage: Mapping[str, Usage] | None = None,
    planned: int | None = None,
    failures: Sequence[str] = (),
    judgement: Judgement | None = None,
) -> RehearsalCard:
    """The card of these interviews; at least one. `usage` is by role, beside what the interviews themselves record.

    `planned` is how many there were to be; None for just these.
    """
    found = [point for played in interviews for point in points(played)]
    held = [claim for played in interviews for claim in claims(played)]
    wrong = [fault for played in interviews for fault in faults(played)]
    numbers: Counter[Kind] = Counter(played.kind for played in interviews)
    events = [one.event for played in interviews for one in played.recorded]
    lines = [event for event in events if isinstance(event, Said)]
    started = interviews[0].state.started
    is_labelled = all(played.is_labelled for played in interviews)
    checks = [check for check in CHECKS if is_labelled or check not in BY_LABELS]
    return RehearsalCard(
        version=__version__,
        interviewer=started.interviewer if started else "",
        grader=started.grader if started else "",
        candidate=candidate,
        words=words,
        command=command,
        interviews=len(interviews),
        questions=sum(len(played.state.exchanges) for played in interviews),
        different=len({point.question_id for point in found}),
        turns=len(lines),
        answers=sum(isinstance(event, Answered) for event in events),
        wording=wording(interviews),
        kinds=tuple(
            _found(kind, numbers[kind], [one for one in found if one.kind == kind], is_labelled=is_labelled)
            for kind in KINDS
            if numbers[kind]
        ),
        tiers=tuple(
            _found(tier, len(interviews), [one for one in found if one.tier == tier], is_labelled=is_labelled)
            for tier in TIERS
        ),
        overall=_found("all", len(interviews), found, is_labelled=is_labelled),
        claims=_claims(held),
        rules=tuple(_broken(check, [fault for fault in wrong if fault.check == check]) for check in checks),
        wishes=tuple(wished([scene for played in interviews for scene in scenes(played)])),
        seconds=round(seconds, 1),
        usage={**_usage(interviews), **(usage or {})},
        planned=planned or len(interviews),
        failures=tuple(failures),
        judgement=judgement,
    )


def make_judgement(judge: str, judged: Sequence[Judged]) -> Judgement:
    """What that judge said of these exchanges."""
    found = [fault for one in judged for fault in one.faults]
    return Judgement(
        judge=judge,
        judged=sum(one.failure is None for one in judged),
        not_judged=dict(Counter(one.failure for one in judged if one.failure is not None).most_common()),
        unproved=sum(one.unproved for one in judged),
        rules=tuple(_judged_rule(kind, [fault for fault in found if fault.kind == kind]) for kind in JUDGED),
    )


def _judged_rule(kind: JudgedKind, found: Sequence[JudgedFault]) -> JudgedRule:
    return JudgedRule(kind=kind, count=len(found), faults=tuple(found[:MOST_FAULTS]))


def as_json(card: RehearsalCard) -> str:
    """The whole card, for programs."""
    return json.dumps(to_builtins(card), indent=2, ensure_ascii=False) + "\n"


def _found(name: str, interviews: int, found: Sequence[Point], *, is_labelled: bool) -> Found:
    known = [point for point in found if point.knowledge == "known"]
    others = [point for point in found if point.knowledge != "known"]
    missed = Counter(point.miss for point in known)
    return Found(
        name=name,
        interviews=interviews,
        known=len(known),
        told=sum(point.told for point in known) if is_labelled else None,
        by_talk=sum(point.by_talk for point in known),
        by_grade=sum(point.by_grade is True for point in known),
        between=_between(known),
        missed={reason: missed[reason] for reason in MISSES if missed[reason]},
        unknown=len(others),
        credited=sum(point.by_grade is True for point in others),
    )


def _between(known: Sequence[Point]) -> Interval | None:
    """The middle 95 % of the share that the grades give; None without any point."""
    drawn = draws([point.question_id for point in known], rounds=ROUNDS) if known else []
    given = [point.by_grade is True for point in known]
    shares = [sum(times for times, is_given in zip(draw, given, strict=True) if is_given) / sum(draw) for draw in drawn]
    return percentiles(sorted(shares))


def _claims(held: Sequence[Claim]) -> Claims:
    return Claims(
        held=len(held),
        told=sum(claim.told for claim in held),
        by_talk=sum(claim.by_talk for claim in held),
        challenged=sum(claim.challenged for claim in held),
        by_grade=sum(claim.by_grade for claim in held),
    )


def _broken(check: Check, wrong: Sequence[Fault]) -> Broken:
    lines = {(fault.question_id, fault.why): fault for fault in reversed(wrong)}
    shown = sorted(lines.values(), key=lambda fault: (fault.interview, fault.turn or 0))
    return Broken(check=check, count=len(wrong), lines=len(lines), faults=tuple(shown[:MOST_FAULTS]))


def _usage(interviews: Iterable[Played]) -> dict[str, Usage]:
    total: dict[str, Usage] = {}
    for played in interviews:
        for role, usage in played.state.usage.items():
            total[role] = total[role] + usage if role in total else usage
    return total
