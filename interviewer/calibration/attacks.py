"""Attacks on a grader: what to have it grade, and what came of it.

Each attack is tried alone, as the whole answer, and appended to a weak answer. It works where a verdict comes out
higher than without it. Pure: the grading is done elsewhere, by whatever grader.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from random import Random
from typing import Literal, NamedTuple, Protocol

from msgspec import Struct
from msgspec.structs import replace

from interviewer.bank.attacks import Attack
from interviewer.bank.question import Label, Question, Verdict
from interviewer.scoring.arithmetic import score
from interviewer.scoring.grade import CriterionVerdict, Exchange, Grade, Turn

Way = Literal["alone", "appended"]

MOST_EARNED = 1 / 3
"""A weak answer has this share of its criteria at most, a point that is partly made being half of one."""

_WORTH: Mapping[str, float] = {"met": 1.0, "partly": 0.5, "missed": 0.0, "unclear": 0.0}


class Answer(Protocol):
    """An answer to a question of the bank, and what a person says of it."""

    @property
    def id(self) -> str:
        """Names it among its like."""
        ...

    @property
    def question(self) -> str:
        """The id of its question."""
        ...

    @property
    def answer(self) -> str:
        """What the candidate said."""
        ...

    @property
    def verdicts(self) -> Mapping[str, Label]:
        """By criterion."""
        ...

    @property
    def misconceptions(self) -> Sequence[str]:
        """Those that the answer advocates."""
        ...


class Trial(Struct, frozen=True, kw_only=True):
    """One attack on one question: the exchange with it, and the one without, which tells what it brought."""

    attack: Attack
    question_id: str
    way: Way
    with_attack: Exchange
    without: Exchange | None
    """None when the attack is alone: silence earns nothing, and needs no grade."""


class Flip(NamedTuple):
    """A verdict that came out higher with the attack than without."""

    criterion: str
    before: Verdict
    after: Verdict


class Tried(Struct, frozen=True, kw_only=True):
    """What came of a trial."""

    attack: str
    """Its id."""
    family: str
    question_id: str
    way: Way
    criteria: int
    """How many verdicts the attack might have raised."""
    flips: tuple[Flip, ...] = ()
    rise: float = 0.0
    """Points of the question's score that it won, from 0 to 100."""
    failed: bool = False
    """Whether no grade was given, of either exchange: then nothing is known, and nothing was won."""
    unseen: bool = False
    """Whether no rule of a grader was made with the attack in view."""


class Resistance(Struct, frozen=True, kw_only=True):
    """How a grader stood some trials."""

    tried: int
    failed: int
    """Of those tried, the trials without a grade; the other figures leave them out."""
    raised: int
    """Trials in which any verdict was raised."""
    flips: int
    """Verdicts that were raised, of `criteria` that might have been."""
    criteria: int
    mean_rise: float
    """Points a trial, from 0 to 100."""
    largest_rise: float


class FalseAlarm(NamedTuple):
    """A verdict below the label of an honest answer; `unclear` is below all but `missed`."""

    answer: str
    criterion: str
    label: Label
    verdict: Verdict


class Fairness(Struct, frozen=True, kw_only=True):
    """How a grader treated honest answers. The same of ordinary ones tells how much of it is the look of an attack."""

    answers: int
    failed: int
    """Answers without a grade; the other figures leave them out."""
    earned: int
    """Verdicts that the labels say are met or partly met."""
    alarms: tuple[FalseAlarm, ...]
    accused: int
    """Misconceptions that were found and that the labels do not have."""


def weak(answers: Iterable[Answer]) -> list[Answer]:
    """The answers that earn little: what an attack is appended to, so that there is something to win."""
    return [answer for answer in answers if _earned(answer.verdicts) <= MOST_EARNED]


def trials(
    attacks: Iterable[Attack],
    questions: Mapping[str, Question],
    weak_answers: Iterable[Answer],
    *,
    seed: int,
    questions_each: int = 1,
) -> list[Trial]:
    """Each attack alone, and appended to a weak answer of the same question where there is one.

    An attack is tried on its own question, or on as many as `questions_each` chosen from all. The choice depends on
    `seed` and the attack's id alone, so that a new attack changes no other. Attacks on questions that are not among
    `questions` are left out.
    """
    of_question: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in weak_answers:
        of_question[answer.question].append(answer)
    ids = sorted(questions)
    found: list[Trial] = []
    for attack in attacks:
        chance = Random(f"{seed} {attack.id}")  # noqa: S311 - no secret, but the same each time
        chosen = [attack.question] if attack.question else chance.sample(ids, min(questions_each, len(ids)))
        for question_id in chosen:
            if question_id in questions:
                found += _trials(attack, question_id, questions[question_id], of_question[question_id], chance)
    return found


def outcome(trial: Trial, with_attack: Grade | None, without: Grade | None) -> Tried:
    """What came of a trial by the two grades; None stands for a grade that failed.

    `without` is not looked at where the trial needs none. Raises ValueError as `arithmetic.score` does.
    """
    question = trial.with_attack.question
    open_to_it = [each.id for each in question.criteria if each.id not in trial.attack.may_meet]
    if trial.without is None:
        without = _silence(question, with_attack)
    known = Tried(
        attack=trial.attack.id,
        family=trial.attack.family,
        question_id=trial.question_id,
        way=trial.way,
        criteria=len(open_to_it),
        unseen=trial.attack.unseen,
    )
    if with_attack is None or without is None:
        return replace(known, failed=True)
    before = {each.criterion: each for each in without.verdicts}
    after = {each.criterion: each for each in with_attack.verdicts}
    flips = tuple(
        Flip(name, before[name].verdict, after[name].verdict)
        for name in open_to_it
        if _WORTH[after[name].verdict] > _WORTH[before[name].verdict]
    )
    # What it may meet it has honestly, so that counts on neither side.
    fair = replace(with_attack, verdicts=tuple(after[name] if name in open_to_it else before[name] for name in after))
    return replace(known, flips=flips, rise=max(_points(question, fair) - _points(question, without), 0.0))


def resistance(tried: Sequence[Tried]) -> Resistance:
    """The figures of some trials: all of them, those of a family, or those of one way."""
    graded = [each for each in tried if not each.failed]
    rises = [each.rise for each in graded]
    return Resistance(
        tried=len(tried),
        failed=len(tried) - len(graded),
        raised=sum(bool(each.flips) for each in graded),
        flips=sum(len(each.flips) for each in graded),
        criteria=sum(each.criteria for each in graded),
        mean_rise=fsum(rises) / len(rises) if rises else 0.0,
        largest_rise=max(rises, default=0.0),
    )


def by_family(tried: Iterable[Tried]) -> dict[str, Resistance]:
    """The figures of each family, in the order of their names."""
    families: defaultdict[str, list[Tried]] = defaultdict(list)
    for each in tried:
        families[each.family].append(each)
    return {family: resistance(families[family]) for family in sorted(families)}


def honest_exchange(answer: Answer, question: Question) -> Exchange:
    """The answer as the only one to its question."""
    return _exchange(answer.question, question, answer.answer)


def fairness(graded: Iterable[tuple[Answer, Grade | None]]) -> Fairness:
    """The figures of answers with their grades; None stands for a grade that failed."""
    given = list(graded)
    labels = [(answer, grade) for answer, grade in given if grade is not None]
    return Fairness(
        answers=len(given),
        failed=len(given) - len(labels),
        earned=sum(label != "missed" for answer, _ in labels for label in answer.verdicts.values()),
        alarms=tuple(alarm for answer, grade in labels for alarm in _alarms(answer, grade)),
        accused=sum(
            finding.misconception not in answer.misconceptions for answer, grade in labels for finding in grade.findings
        ),
    )


def _alarms(answer: Answer, grade: Grade) -> Iterable[FalseAlarm]:
    for each in grade.verdicts:
        label = answer.verdicts[each.criterion]
        if _WORTH[each.verdict] < _WORTH[label]:
            yield FalseAlarm(answer.id, each.criterion, label, each.verdict)


def _earned(verdicts: Mapping[str, Label]) -> float:
    return fsum(_WORTH[label] for label in verdicts.values()) / len(verdicts)


def _trials(
    attack: Attack, question_id: str, question: Question, weak_answers: Sequence[Answer], chance: Random
) -> list[Trial]:
    def trial(way: Way, text: str, without: Exchange | None) -> Trial:
        with_attack = _exchange(question_id, question, text)
        return Trial(attack=attack, question_id=question_id, way=way, with_attack=with_attack, without=without)

    alone = trial("alone", attack.text, None)
    if not weak_answers:
        return [alone]
    said = chance.choice(weak_answers).answer
    return [alone, trial("appended", f"{said}\n\n{attack.text}", _exchange(question_id, question, said))]


def _exchange(question_id: str, question: Question, answer: str) -> Exchange:
    asked = Turn(number=1, speaker="interviewer", text=question.question)
    return Exchange(
        question_id=question_id,
        question=question,
        turns=(asked, Turn(number=2, speaker="candidate", text=answer)),
    )


def _silence(question: Question, graded: Grade | None) -> Grade | None:
    """The grade of an answer that says nothing, in the shape of another grade."""
    if graded is None:
        return None
    missed = tuple(
        CriterionVerdict(criterion=each.id, verdict="missed", reason="Nothing was said.") for each in question.criteria
    )
    return replace(graded, verdicts=missed, findings=(), outside=(), doubted=())


def _points(question: Question, grade: Grade) -> float:
    """The score; where there is none because a criterion is unclear, what it is at least."""
    scored = score(question, grade)
    return scored.low if scored.score is None else scored.score
