"""The card of a grader as a person reads it: what is said, in which order and words, whatever view lays it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.report.blocks import Block, Code, Facts, Heading, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interviewer.calibration.agreement import Figures
    from interviewer.calibration.bootstrap import Interval
    from interviewer.calibration.card import Attacks, Card, Family, Group, Labellers, Repeats

UNKNOWN = "–"
FIGURES = {
    "accuracy": ("Agreed with the label", "share"),
    "kappa": ("Cohen’s κ", "number"),
    "coverage": ("Not unclear", "share"),
    "met_precision": ("Precision of met", "share"),
    "met_recall": ("Recall of met", "share"),
    "met_bias": ("Met given, minus truly met", "difference"),
    "misconceptions_f1": ("Misconceptions, F1", "number"),
    "score_error": ("Score, mean error in points", "points"),
    "rating_kappa": ("Word for the score, weighted κ", "number"),
    "score_r": ("Score, Pearson r", "number"),
}
"""By the field of Figures: what a person calls it, and how it is written."""


def card_outline(card: Card) -> tuple[Block, ...]:
    """The whole card."""
    return tuple(_card(card))


def comparison(cards: Sequence[tuple[str, Card]], advice: str) -> tuple[Block, ...]:
    """The main rows of cards side by side, each under its name, and what to make of them."""
    head = ("", *(name for name, _ in cards))
    rows = [(told, *(_value(card, name) for _, card in cards)) for name, (told, _) in FIGURES.items()]
    rows += [
        ("κ in 95 of 100 draws", *(_between("kappa", card.intervals.get("kappa")) for _, card in cards)),
        ("Verdicts", *(f"{card.overall.verdicts:,}" for _, card in cards)),
        ("Not graded", *(f"{card.failed:,}" for _, card in cards)),
        ("Seconds an answer", *(_each(card.seconds, card.graded) for _, card in cards)),
        ("Calls an answer", *(_each(card.usage.calls if card.usage else 0, card.graded) for _, card in cards)),
    ]
    return (
        Heading(of="report", text="Side by side"),
        Table(head=head, rows=tuple(rows)),
        Paragraph(text=advice),
    )


def _card(card: Card) -> Iterator[Block]:
    yield Heading(of="report", text=f"Can {card.grader.grader} be trusted as a grader?")
    yield Facts(parts=tuple(_short(card)), matter=True)
    yield Facts(parts=tuple(_circumstances(card)))
    if card.reasons:
        yield Paragraph(text=f"Not graded, and left out of all figures: {card.failed}. {' '.join(card.reasons)}")
    if card.labellers is not None:
        yield Paragraph(text=_labellers(card.labellers))
    yield Table(head=("Over all verdicts", "", "95 of 100 draws"), rows=tuple(_rows(card)))
    yield Paragraph(text=" ".join(_abstentions(card)))
    for title, groups in (("By style", card.styles), ("By topic", card.topics)):
        if groups:
            yield Heading(of="section", text=title)
            yield _groups(groups)
    yield from _stability(card)
    if card.attacks is not None:
        yield from _attacks(card.attacks)
    yield Heading(of="section", text="What it took, and how to have it again")
    yield Facts(parts=tuple(_took(card)))
    yield Facts(parts=tuple(_provenance(card)))
    yield Code(text=card.command)


def _short(card: Card) -> Iterator[str]:
    figures = card.overall
    share = UNKNOWN if figures.accuracy is None else written(figures.accuracy, "share")
    yield f"agreed with the labels on {share} of {figures.verdicts:,} verdicts"
    if figures.kappa is not None:
        between = card.intervals.get("kappa")
        yield f"κ {figures.kappa:.2f}" + (f", {between.low:.2f} to {between.high:.2f}" if between else "")


def _circumstances(card: Card) -> Iterator[str]:
    yield f"{card.made_at:%Y-%m-%d}"
    yield f"{card.answers:,} answers to {card.questions:,} question{'' if card.questions == 1 else 's'}"
    if card.others:
        yield f"some graded by {', '.join(card.others)}"


def _labellers(labellers: Labellers) -> str:
    between = labellers.interval
    kappa = "" if labellers.kappa is None else f", κ {labellers.kappa:.2f}"
    sure = f" ({between.low:.2f} to {between.high:.2f})" if between else ""
    share = written(labellers.agreed / labellers.verdicts, "share") if labellers.verdicts else UNKNOWN
    return (
        f"Two labellers agreed on {share} of {labellers.verdicts:,} verdicts{kappa}{sure}: "
        "no grader can be asked to agree more."
    )


def _rows(card: Card) -> Iterator[tuple[str, str, str]]:
    for name, (told, _) in FIGURES.items():
        yield told, _value(card, name), _between(name, card.intervals.get(name))


def _abstentions(card: Card) -> Iterator[str]:
    figures = card.overall
    if figures.abstained and figures.error is not None:
        without = written(figures.error_when_decided, "share")
        yield (
            f"{figures.abstained:,} verdicts are unclear, and counted as errors: {written(figures.error, 'share')} of "
            f"all are wrong with them, {without} without."
        )
    else:
        yield "No verdict is unclear."
    if figures.without_score:
        yield f"{figures.without_score:,} answers have a range in place of a score and are left out of its figures."
    yield f"Quotes that were never said: {card.quotes_not_found:,}."


def _groups(groups: Sequence[Group]) -> Table:
    columns = ("accuracy", "kappa", "met_precision", "met_recall", "coverage")
    return Table(
        head=("", "answers", "agreed", "κ", "precision", "recall", "not unclear"),
        rows=tuple(
            (group.name, f"{group.answers:,}", *(_figure(group.figures, column) for column in columns))
            for group in groups
        ),
    )


def _stability(card: Card) -> Iterator[Block]:
    if card.repeats is None and not card.variations:
        return
    yield Heading(of="section", text="Does it say the same again?")
    if card.repeats is not None:
        yield Paragraph(text=_repeats(card.repeats))
    if card.variations:
        yield Table(
            head=("Verdicts that change under", "changed", "raised", "of"),
            rows=tuple(
                (
                    change.variation.replace("-", " "),
                    _share(change.changed, change.verdicts),
                    _share(change.raised, change.verdicts),
                    f"{change.verdicts:,}",
                )
                for change in card.variations
            ),
        )


def _repeats(repeats: Repeats) -> str:
    same = _share(repeats.same, repeats.verdicts)
    return f"Graded {repeats.times} times, {same} of {repeats.verdicts:,} verdicts came out the same each time."


def _attacks(attacks: Attacks) -> Iterator[Block]:
    yield Heading(of="section", text="Attacks")
    yield Table(
        head=("Family", "tried", "raised", "verdicts", "mean points", "most"),
        rows=tuple(map(_family, (*attacks.families, attacks.overall, *([attacks.unseen] if attacks.unseen else [])))),
    )
    if attacks.unseen:
        yield Paragraph(text="Unseen are those of all that no rule of a grader was made with in view.")
    if not attacks.honest:
        return
    yield Paragraph(
        text=f"{attacks.honest:,} honest answers look like an attack: {attacks.false_alarms:,} of their "
        f"{attacks.honest_points:,} points came out lower than their labels, and {attacks.accused:,} wrong claims were "
        "found that the labels do not have."
    )


def _family(family: Family) -> tuple[str, ...]:
    return (
        family.family.replace("-", " "),
        f"{family.tried - family.failed:,}",
        f"{family.raised:,}",
        f"{family.flips:,} of {family.criteria:,}",
        f"{family.mean_rise:.1f}",
        f"{family.largest_rise:.0f}",
    )


def _took(card: Card) -> Iterator[str]:
    yield f"{card.graded:,} gradings in {card.seconds:,.1f} s, {_each(card.seconds, card.graded)} s each"
    if card.usage is not None:
        yield card.usage.told


def _provenance(card: Card) -> Iterator[str]:
    yield f"interviewer {card.grader.version}"
    if card.grader.prompt_hash is not None:
        yield f"prompt {card.grader.prompt_hash}"
    yield from (f"{name} {value}" for name, value in card.grader.parameters.items())
    yield f"labels {card.set_hash}"
    yield f"rubrics {card.bank_hash}"


def written(value: float | None, kind: str) -> str:
    """A figure as a person reads it; a dash where there is none."""
    if value is None:
        return UNKNOWN
    match kind:
        case "share":
            return f"{100 * value:.1f} %"
        case "difference":
            return f"{100 * value:+.1f} %"
        case "points":
            return f"{value:.1f}"
    return f"{value:.2f}"


def _value(card: Card, name: str) -> str:
    return _figure(card.overall, name)


def _figure(figures: Figures, name: str) -> str:
    return written(getattr(figures, name), FIGURES[name][1])


def _between(name: str, interval: Interval | None) -> str:
    kind = FIGURES[name][1]
    return "" if interval is None else f"{written(interval.low, kind)} to {written(interval.high, kind)}"


def _share(part: int, whole: int) -> str:
    return written(part / whole if whole else None, "share")


def _each(sum_of: float, number: int) -> str:
    return f"{sum_of / number:.2f}" if number else UNKNOWN
