"""The card of a rehearsal as a person reads it: what is said, in which order and words, whatever view lays it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.rehearsal.card import MUST_NOT
from interviewer.rehearsal.judge import JUDGED
from interviewer.rehearsal.quality import CHECKS
from interviewer.report.blocks import Block, Code, Facts, Heading, Paragraph, Table
from interviewer.report.card_outline import UNKNOWN, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from interviewer.rehearsal.card import Broken, Found, Judgement, RehearsalCard
    from interviewer.rehearsal.found_out import Miss
    from interviewer.rehearsal.judge import JudgedFault
    from interviewer.rehearsal.quality import Fault
    from interviewer.rehearsal.wishes import Wished, WishKind

MOST_SHOWN = 3
"""Of the words that break a rule; all that are kept are in the JSON."""
REASONS: Mapping[Miss, str] = {
    "told-not-heard": "unheard",
    "asked-not-told": "untold",
    "no-probe": "no probe",
    "cut-short": "cut short",
    "not-asked": "unasked",
}

EXPLAINED = (
    "Known are the points that candidates were made to know; of those, what they told by the labels, what the talk "
    "heard, and what the grades give. Too much is what the grades give of points that they do not know, or know partly."
)
MISSES_EXPLAINED = (
    "Unheard: told and not recognised. Untold: asked for and not told. No probe: nothing in the rubric asks for it. "
    "Cut short: the time was spent, or the candidate gave up or wanted to go on. Unasked: beyond what one question "
    "goes into."
)
WISHES: Mapping[WishKind, str] = {
    "hint": "a hint",
    "skip": "the next question",
    "repeat": "to hear it again",
    "clarify": "a clarification",
    "foreseen": "an answer to a question back",
    "other": "something that no author foresaw",
}
WISHES_EXPLAINED = (
    "Served: the next hint while one is left, the next question, the same words again, a clarification not yet told, "
    "the author's answer to just that; what no author foresaw is taken up once, and then the talk may go on."
)
JUDGED_EXPLAINED = (
    "A model's opinion, in words that the interviewer did say; it may be wrong, and it may have overlooked something. "
    "What is not judged is not fine."
)


def rehearsal_outline(card: RehearsalCard) -> tuple[Block, ...]:
    """The whole card."""
    return tuple(_card(card))


def _card(card: RehearsalCard) -> Iterator[Block]:
    yield Heading(of="report", text=f"How well does {card.interviewer} interview?")
    yield Facts(parts=tuple(_short(card)), matter=True)
    yield Facts(parts=tuple(_circumstances(card)))
    yield Heading(of="section", text="What was hidden, and what was found out")
    yield _found((*card.kinds, *([card.overall] if len(card.kinds) > 1 else [])), "Candidate")
    yield _found([tier for tier in card.tiers if tier.known], "Points")
    if card.claims.held:
        yield Paragraph(text=_claims(card))
    yield Paragraph(text=EXPLAINED)
    yield Heading(of="section", text="Why points were missed")
    yield _missed((*card.kinds, *([card.overall] if len(card.kinds) > 1 else [])))
    yield Paragraph(text=MISSES_EXPLAINED)
    yield Heading(of="section", text="What the interviewer must not do")
    yield Table(
        head=("", "times", "different"),
        rows=tuple((_title(rule), f"{rule.count:,}", f"{rule.lines:,}") for rule in card.rules),
    )
    yield Paragraph(text="A star marks what no interview may have.")
    for rule in card.rules:
        yield from _examples(rule)
    if card.judgement is not None:
        yield from _judgement(card.judgement)
    if card.wishes:
        yield Heading(of="section", text="What candidates wanted instead of answering")
        yield _wishes(card.wishes)
        yield Paragraph(text=WISHES_EXPLAINED)
    if card.wording.asked:
        yield Heading(of="section", text="In whose words")
        yield from _wording(card)
    yield Heading(of="section", text="What it took, and how to have it again")
    yield Facts(parts=(f"{card.seconds:,.1f} s", f"interviewer {card.version}"))
    for role, usage in sorted(card.usage.items()):
        yield Facts(parts=(role, usage.told))
    yield Code(text=card.command)


def _short(card: RehearsalCard) -> Iterator[str]:
    if card.overall.known:
        share = _share(card.overall.by_grade, card.overall.known)
        yield f"found {share} of {card.overall.known:,} points that were known"
    broken = [rule for rule in card.rules if rule.check in MUST_NOT and rule.count]
    told = "; ".join(f"{CHECKS[rule.check].lower()} ({rule.count:,})" for rule in broken)
    yield told or "gave nothing away, said no sentence twice, asked once for every open core point and for no other"


def _circumstances(card: RehearsalCard) -> Iterator[str]:
    is_whole = card.interviews == card.planned
    yield f"{card.interviews:,}{'' if is_whole else f' of {card.planned:,}'} interviews"
    if card.failures:
        yield f"{len(card.failures):,} left, because: {card.failures[-1]}"
    yield f"{card.questions:,} questions put, {card.different:,} different"
    yield f"{card.answers:,} answers"
    if card.wording.asked:
        yield f"{_share(card.wording.own, card.turns)} of {card.turns:,} lines in a model's words"
    yield f"graded by {card.grader}"
    yield f"candidates by {card.candidate}{f', in the words of {card.words}' if card.words else ''}"


def _judgement(judgement: Judgement) -> Iterator[Block]:
    yield Heading(of="section", text=f"What {judgement.judge} sees in it")
    missing = sum(judgement.not_judged.values())
    yield Facts(
        parts=(
            f"{judgement.judged:,} of {judgement.judged + missing:,} exchanges judged",
            f"{judgement.unproved:,} findings left out, since the interviewer did not say what they quote",
        )
    )
    if judgement.judged:
        yield Table(head=("", "times"), rows=tuple((JUDGED[rule.kind], f"{rule.count:,}") for rule in judgement.rules))
        yield Paragraph(text=JUDGED_EXPLAINED)
    for rule in judgement.rules:
        if rule.count:
            more = rule.count - MOST_SHOWN
            shown = " ".join(_seen(fault) for fault in rule.faults[:MOST_SHOWN])
            yield Paragraph(text=f"{JUDGED[rule.kind]}: {shown}{f' And {more:,} more.' if more > 0 else ''}")
    for reason, count in judgement.not_judged.items():
        yield Paragraph(text=f"Not judged, {count:,}: {reason}")


def _seen(fault: JudgedFault) -> str:
    return f"“{fault.quote}” ({fault.why} {fault.question_id}, interview {fault.interview}, turn {fault.turn})."


def _wishes(wishes: Sequence[Wished]) -> Table:
    return Table(
        head=("", "by command", "in words", "served"),
        rows=tuple(
            (
                WISHES[one.kind],
                f"{one.by_command:,}",
                f"{one.in_words:,}",
                f"{one.served:,} of {one.by_command + one.in_words:,}",
            )
            for one in wishes
        ),
    )


def _wording(card: RehearsalCard) -> Iterator[Block]:
    wording = card.wording
    counts = {
        "in the model's words": wording.own,
        "in the author's, as the model wanted": wording.authors,
        **{f"replaced: {reason}": count for reason, count in wording.replaced.items()},
        **{f"no reply: {kind}": count for kind, count in wording.failed.items()},
    }
    yield Table(
        head=("Lines that the model was asked for", "", ""),
        rows=tuple((name, f"{count:,}", _share(count, wording.asked)) for name, count in counts.items()),
    )
    yield Paragraph(
        text=f"It was asked for {wording.asked:,} of {card.turns:,} lines; questions, hints, answers to a question "
        f"back and what no choice is left for are never asked for. {wording.given_up:,} interviews went on in the "
        "author's words after failures in a row."
    )


def _found(found: Sequence[Found], first: str) -> Table:
    return Table(
        head=(first, "known", "told", "heard", "graded", "95 of 100 draws", "too much"),
        rows=tuple(
            (
                one.name,
                f"{one.known:,}",
                UNKNOWN if one.told is None else _share(one.told, one.known),
                _share(one.by_talk, one.known),
                _share(one.by_grade, one.known),
                f"{written(one.between.low, 'share')} to {written(one.between.high, 'share')}" if one.between else "",
                f"{one.credited:,} of {one.unknown:,}",
            )
            for one in found
        ),
    )


def _claims(card: RehearsalCard) -> str:
    claims = card.claims
    if card.overall.told is None:
        return (
            f"Of {claims.held:,} wrong claims that candidates hold, {claims.by_talk:,} were heard, "
            f"{claims.challenged:,} challenged, and {claims.by_grade:,} are in the grades."
        )
    return (
        f"Of {claims.held:,} wrong claims that candidates hold, {claims.told:,} were made, {claims.by_talk:,} heard, "
        f"{claims.challenged:,} challenged, and {claims.by_grade:,} are in the grades."
    )


def _missed(found: Sequence[Found]) -> Table:
    return Table(
        head=("Candidate", "missed", *REASONS.values()),
        rows=tuple(
            (
                one.name,
                f"{sum(one.missed.values()):,} of {one.known:,}",
                *(f"{one.missed.get(reason, 0):,}" for reason in REASONS),
            )
            for one in found
        ),
    )


def _title(rule: Broken) -> str:
    return f"{CHECKS[rule.check]}{' *' if rule.check in MUST_NOT else ''}"


def _examples(rule: Broken) -> Iterator[Block]:
    if not rule.count:
        return
    more = rule.lines - MOST_SHOWN
    shown = " ".join(_told(fault) for fault in rule.faults[:MOST_SHOWN])
    yield Paragraph(text=f"{CHECKS[rule.check]}: {shown}{f' And {more:,} more.' if more > 0 else ''}")


def _told(fault: Fault) -> str:
    turn = f", turn {fault.turn}" if fault.turn is not None else ""
    return f"“{fault.text}” ({fault.why}; {fault.question_id}, interview {fault.interview}{turn})."


def _share(part: int, whole: int) -> str:
    return written(part / whole if whole else None, "share")
