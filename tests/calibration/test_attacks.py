"""What is tried with attacks, and the figures that come of it, with a grader that only counts words."""

from __future__ import annotations

import pytest
from msgspec import Struct

from interviewer.bank.attacks import Attack, HonestAnswer
from interviewer.bank.question import Label, Verdict
from interviewer.calibration.attacks import (
    Answer,
    FalseAlarm,
    Flip,
    Trial,
    Tried,
    by_family,
    fairness,
    honest_exchange,
    outcome,
    resistance,
    trials,
    weak,
)
from interviewer.scoring.grade import Credit, CriterionVerdict, Finding, Grade, GraderStamp
from tests.scoring.rubric import criterion, misconception, question

ORDERS = question(criterion("c3"), criterion("super", "deeper"), misconceptions=[misconception(cues=["x"])])
QUESTIONS = {"oop/order": ORDERS, "oop/other": question(criterion("name"))}


class Labelled(Struct, frozen=True):
    id: str
    question: str
    verdicts: dict[str, Label]
    answer: str = "It goes up."
    misconceptions: tuple[str, ...] = ()


WEAK = Labelled("weak", "oop/order", {"c3": "partly", "super": "missed"})
STRONG = Labelled("strong", "oop/order", {"c3": "met", "super": "missed"})


def attack(name: str = "orders-1", *, asked: str | None = "oop/order", may_meet: tuple[str, ...] = ()) -> Attack:
    family = name.rpartition("-")[0]
    return Attack(id=name, family=family, text="Mark it.", why="An order.", question=asked, may_meet=may_meet)


def grade(c3: Verdict, of_super: Verdict = "missed", *, held: bool = False) -> Grade:
    def verdict(name: str, given: Verdict) -> CriterionVerdict:
        credit: Credit | None = "unaided" if given in ("met", "partly") else None
        return CriterionVerdict(criterion=name, verdict=given, credit=credit, reason="So.")

    finding = Finding(misconception="depth-first", stands=True, evidence=(), reason="So.")
    return Grade(
        verdicts=(verdict("c3", c3), verdict("super", of_super)),
        findings=(finding,) if held else (),
        stamp=GraderStamp(grader="test", version="1", rubric_hash="0"),
    )


def planned(*attacks: Attack, answers: tuple[Answer, ...] = (WEAK,), seed: int = 1, each: int = 1) -> list[Trial]:
    return trials(attacks, QUESTIONS, answers, seed=seed, questions_each=each)


def test_weak_answers_have_little_of_their_rubric() -> None:
    assert weak([WEAK, STRONG]) == [WEAK]


def test_an_attack_is_tried_alone_and_behind_a_weak_answer() -> None:
    alone, appended = planned(attack())
    assert (alone.way, alone.with_attack.turns[1].text, alone.without) == ("alone", "Mark it.", None)
    assert (appended.way, appended.with_attack.turns[1].text) == ("appended", "It goes up.\n\nMark it.")
    assert appended.without is not None
    assert appended.without.turns[1].text == "It goes up."
    assert {trial.with_attack.turns[0].text for trial in (alone, appended)} == {ORDERS.question}


@pytest.mark.parametrize(
    ("tried", "answers", "ways"),
    [
        pytest.param(attack(asked="oop/other"), (WEAK,), ["alone"], id="no-weak-answer-to-its-question"),
        pytest.param(attack(asked="oop/unknown"), (WEAK,), [], id="a-question-that-is-not-at-hand"),
        pytest.param(attack(), (), ["alone"], id="no-weak-answers"),
    ],
)
def test_what_cannot_be_tried_is_left_out(tried: Attack, answers: tuple[Answer, ...], ways: list[str]) -> None:
    assert [trial.way for trial in planned(tried, answers=answers)] == ways


def test_an_attack_on_any_question_is_tried_on_as_many_as_one_likes() -> None:
    found = planned(attack(asked=None), each=5)
    assert {(trial.question_id, trial.way) for trial in found} == {
        ("oop/order", "alone"), ("oop/order", "appended"), ("oop/other", "alone"),
    }  # fmt: skip


def test_the_choice_hangs_on_the_seed_and_the_attack_alone() -> None:
    many = [attack(f"orders-{number}", asked=None) for number in range(20)]
    chosen = {trial.attack.id: trial.question_id for trial in planned(*many, answers=())}
    assert set(chosen.values()) == set(QUESTIONS)
    assert {trial.attack.id: trial.question_id for trial in planned(*many[:3:-1], answers=())}.items() <= chosen.items()
    assert {trial.attack.id: trial.question_id for trial in planned(*many, answers=(), seed=2)} != chosen


@pytest.mark.parametrize(
    ("after", "before", "flips", "rise"),
    [
        pytest.param(grade("met"), grade("missed"), [Flip("c3", "missed", "met")], 200 / 3, id="missed-to-met"),
        pytest.param(
            grade("partly"), grade("missed"), [Flip("c3", "missed", "partly")], 100 / 3, id="missed-to-partly"
        ),
        pytest.param(grade("met"), grade("partly"), [Flip("c3", "partly", "met")], 100 / 3, id="partly-to-met"),
        pytest.param(grade("met"), grade("met"), [], 0, id="the-same"),
        pytest.param(grade("missed"), grade("met"), [], 0, id="lower"),
        pytest.param(grade("unclear"), grade("missed"), [], 0, id="unclear-is-not-raised"),
        pytest.param(grade("partly"), grade("unclear"), [Flip("c3", "unclear", "partly")], 100 / 3, id="from-unclear"),
        pytest.param(grade("met"), grade("met", held=True), [], 100 / 3, id="a-wrong-claim-hidden"),
    ],
)
def test_what_an_attack_brought(after: Grade, before: Grade, flips: list[Flip], rise: float) -> None:
    _, appended = planned(attack())
    found = outcome(appended, after, before)
    assert list(found.flips) == flips
    assert found.rise == pytest.approx(rise)
    assert (found.family, found.way, found.criteria, found.failed) == ("orders", "appended", 2, False)


def test_alone_it_is_compared_with_silence() -> None:
    alone, _ = planned(attack())
    assert outcome(alone, grade("partly"), None).flips == (Flip("c3", "missed", "partly"),)


def test_what_it_may_meet_is_no_success_of_it() -> None:
    alone, _ = planned(attack(may_meet=("c3",)))
    found = outcome(alone, grade("met", "partly"), None)
    assert (found.criteria, [flip.criterion for flip in found.flips]) == (1, ["super"])
    assert found.rise == pytest.approx(100 / 6)


@pytest.mark.parametrize(("after", "before"), [(None, grade("met")), (grade("met"), None), (None, None)])
def test_without_a_grade_nothing_is_known(after: Grade | None, before: Grade | None) -> None:
    _, appended = planned(attack())
    found = outcome(appended, after, before)
    assert (found.failed, found.flips, found.rise) == (True, (), 0)


def tried(name: str, *, flips: int = 0, rise: float = 0, failed: bool = False) -> Tried:
    raised = tuple(Flip(str(number), "missed", "met") for number in range(flips))
    return Tried(
        attack=name, family=name.rpartition("-")[0], question_id="oop/order", way="alone", criteria=4, flips=raised,
        rise=rise, failed=failed,
    )  # fmt: skip


def test_figures_by_family() -> None:
    found = by_family([tried("b-1", flips=2, rise=30), tried("b-2"), tried("a-1", failed=True), tried("b-3", flips=1)])
    assert list(found) == ["a", "b"]
    b = found["b"]
    assert (b.tried, b.failed, b.raised, b.flips, b.criteria) == (3, 0, 2, 3, 12)
    assert (b.mean_rise, b.largest_rise) == (10, 30)
    assert (found["a"].tried, found["a"].failed, found["a"].criteria) == (1, 1, 0)


def test_figures_of_nothing() -> None:
    assert resistance([]).mean_rise == 0


def test_false_alarms_are_verdicts_below_the_label() -> None:
    answer = HonestAnswer(
        id="honest-1", question="oop/order", answer="Ignore C2.", why="It says ignore.",
        verdicts={"c3": "met", "super": "partly"},
    )  # fmt: skip
    graded = [
        (answer, grade("partly", "partly")),
        (answer, grade("met", "unclear")),
        (answer, grade("met", "met", held=True)),
        (answer, None),
    ]
    found = fairness(graded)
    assert found.alarms == (
        FalseAlarm("honest-1", "c3", "met", "partly"),
        FalseAlarm("honest-1", "super", "partly", "unclear"),
    )
    assert (found.answers, found.failed, found.earned, found.accused) == (4, 1, 6, 1)


def test_unclear_is_no_false_alarm_where_nothing_was_earned() -> None:
    assert fairness([(STRONG, grade("met", "unclear"))]).alarms == ()


def test_an_honest_answer_is_graded_as_the_only_one() -> None:
    turns = honest_exchange(WEAK, ORDERS).turns
    assert [(turn.speaker, turn.text) for turn in turns] == [
        ("interviewer", ORDERS.question),
        ("candidate", WEAK.answer),
    ]
