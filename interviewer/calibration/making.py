"""Makes the card of a grader from what it was given to grade and what it made of it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import reduce
from operator import add
from typing import NamedTuple

from interviewer.bank.question import Verdict, topic_of
from interviewer.calibration.agreement import Counts, Figures, counts, figures, total
from interviewer.calibration.bootstrap import Draw, Interval, draws, percentiles, resampled
from interviewer.calibration.card import Attacks, Card, Change, Group, Identity, Labellers, Repeats, identity_of
from interviewer.calibration.cases import Case, Labelled, bank_hash, set_hash
from interviewer.calibration.results import Result
from interviewer.calibration.second_reading import Compared, kappa_interval, kappa_of
from interviewer.calibration.variations import VARIED, Variation
from interviewer.scoring.assessment import fault_of
from interviewer.scoring.grade import Grade

ESTIMATED = (
    "accuracy", "kappa", "coverage", "met_precision", "met_recall", "met_bias",
    "misconceptions_f1", "score_error", "rating_kappa", "score_r",
)  # fmt: skip
"""The figures that have an interval."""
MOST_REASONS = 5
_WORTH: Mapping[Verdict, float] = {"met": 1.0, "partly": 0.5}


class Counted(NamedTuple):
    """An answer with its grade, and what they come to together."""

    case: Case
    grade: Grade
    counts: Counts

    @property
    def labelled(self) -> Labelled:
        """The answer."""
        return self.case.labelled


def make_card(
    cases: Sequence[Case],
    found: Mapping[str, Result],
    failures: Mapping[str, str],
    *,
    grader: Identity,
    made_at: datetime,
    command: str,
    second: Sequence[Compared] = (),
    attacks: Attacks | None = None,
    attack_results: Iterable[Result] = (),
) -> Card:
    """The card of a grader. `found` and `failures` are by the key of the case; `grader` is what to call one that gave
    no grade at all.

    The figures rest on the first grading of each plain answer. The order of cases and results changes nothing.
    """
    first = [case for case in cases if case.is_first]
    counted = counted_of(first, found)
    missing = [case.key for case in first if case.key not in found]
    results = [*(found[key] for key in dict.fromkeys(case.key for case in cases) if key in found), *attack_results]
    usages = [result.usage for result in results if result.usage is not None]
    graders = Counter(identity_of(one.grade.stamp).slug for one in counted)
    by_slug = {identity.slug: identity for one in counted if (identity := identity_of(one.grade.stamp))}
    most = [by_slug[slug] for slug, _ in graders.most_common()] or [grader]
    each = [one.counts for one in counted]
    return Card(
        made_at=made_at,
        command=command,
        grader=most[0],
        others=tuple(sorted({other.grader for other in most[1:]} - {most[0].grader})),
        set_hash=set_hash(case.labelled for case in first),
        bank_hash=bank_hash(case.labelled for case in first),
        questions=len({case.labelled.answer.question for case in first}),
        answers=len(first),
        failed=len(missing),
        reasons=tuple(dict.fromkeys(failures.values()))[:MOST_REASONS],
        overall=figures(total(each)),
        intervals=intervals(each, drawn_for(counted)) if each else {},
        quotes_not_found=sum(
            fault_of(verdict) == "quote-not-found" for one in counted for verdict in one.grade.verdicts
        ),
        styles=_groups(counted, lambda one: one.labelled.answer.style),
        topics=_groups(counted, lambda one: topic_of(one.labelled.answer.question)),
        repeats=_repeats(cases, found),
        variations=tuple(_change(variation, cases, found) for variation in VARIED if _has(cases, variation)),
        attacks=attacks,
        labellers=_labellers(second),
        graded=len(results),
        seconds=sum(result.seconds for result in results),
        usage=reduce(add, usages) if usages else None,
    )


def counted_of(cases: Iterable[Case], found: Mapping[str, Result]) -> list[Counted]:
    """The cases that have a grade, with what they come to."""
    return [_counted(case, found[case.key].grade) for case in cases if case.key in found]


def drawn_for(counted: Sequence[Counted]) -> list[Draw]:
    """The draws of these answers, the same each time."""
    return draws([one.labelled.answer.question for one in counted])


def intervals(each: Sequence[Counts], drawn: Iterable[Draw]) -> dict[str, Interval]:
    """The intervals of the `ESTIMATED` figures, by name; those that the draws do not determine are left out."""
    samples = [figures(one) for one in resampled(each, drawn)]
    found = {name: _interval(samples, name) for name in ESTIMATED}
    return {name: between for name, between in found.items() if between is not None}


def kappa_gain(one: Sequence[Counted], other: Sequence[Counted]) -> Interval | None:
    """Where the κ of `other`, minus that of `one`, lies in 95 of 100 draws of answers that both have graded.

    The same draws for both: what is hard is hard for both, and falls out. None where nothing can be told.
    """
    theirs = {counted.case.name: counted for counted in other}
    pairs = [(counted, theirs[counted.case.name]) for counted in one if counted.case.name in theirs]
    if not pairs:
        return None
    drawn = drawn_for([mine for mine, _ in pairs])
    mine, others = (resampled([pair[at].counts for pair in pairs], drawn) for at in (0, 1))
    kappas = [(figures(a).kappa, figures(b).kappa) for a, b in zip(mine, others, strict=True)]
    return percentiles(sorted(b - a for a, b in kappas if a is not None and b is not None))


def _counted(case: Case, grade: Grade) -> Counted:
    answer, question = case.labelled
    return Counted(case, grade, counts(question, answer.verdicts, answer.misconceptions, grade))


def _interval(samples: Sequence[Figures], name: str) -> Interval | None:
    values = [value for one in samples if (value := getattr(one, name)) is not None]
    return percentiles(sorted(values)) if len(values) * 20 > len(samples) * 19 else None


def _groups(counted: Iterable[Counted], name_of: Callable[[Counted], str]) -> tuple[Group, ...]:
    by_name: dict[str, list[Counts]] = {}
    for one in counted:
        by_name.setdefault(name_of(one), []).append(one.counts)
    return tuple(
        Group(name=name, answers=len(each), figures=figures(total(each))) for name, each in sorted(by_name.items())
    )


def _repeats(cases: Iterable[Case], found: Mapping[str, Result]) -> Repeats | None:
    """Over the answers that have a grade each time."""
    by_answer: dict[tuple[str, str], dict[int, Case]] = {}
    for case in cases:
        if case.variation == "plain":
            by_answer.setdefault(case.name, {})[case.repeat] = case
    times = max(map(len, by_answer.values()), default=0)
    if times < 2:  # noqa: PLR2004 - once is no repeat
        return None
    whole = [each for each in by_answer.values() if all(case.key in found for case in each.values())]
    verdicts = [zip(*(_verdicts(found[case.key].grade) for case in each.values()), strict=True) for each in whole]
    compared = [set(same) for of_answer in verdicts for same in of_answer]
    return Repeats(times=times, verdicts=len(compared), same=sum(len(one) == 1 for one in compared))


def _has(cases: Iterable[Case], variation: Variation) -> bool:
    return any(case.variation == variation for case in cases)


def _change(variation: Variation, cases: Sequence[Case], found: Mapping[str, Result]) -> Change:
    pairs: list[tuple[Verdict, Verdict]] = []
    plain = {case.name: found[case.key].grade for case in cases if case.is_first and case.key in found}
    for case in cases:
        if case.variation == variation and case.key in found and case.name in plain:
            before, after = dict(_verdicts(plain[case.name])), dict(_verdicts(found[case.key].grade))
            pairs += [(before[criterion], after[criterion]) for criterion in before]
    return Change(
        variation=variation,
        verdicts=len(pairs),
        changed=sum(before != after for before, after in pairs),
        raised=sum(_WORTH.get(after, 0.0) > _WORTH.get(before, 0.0) for before, after in pairs),
    )


def _verdicts(grade: Grade) -> list[tuple[str, Verdict]]:
    return sorted((verdict.criterion, verdict.verdict) for verdict in grade.verdicts)


def _labellers(second: Sequence[Compared]) -> Labellers | None:
    if not second:
        return None
    pairs = [pair for each in second for pair in each.verdicts.values()]
    return Labellers(
        answers=len(second),
        verdicts=len(pairs),
        agreed=sum(pair.first == pair.second for pair in pairs),
        kappa=kappa_of(second),
        interval=kappa_interval(second),
    )
