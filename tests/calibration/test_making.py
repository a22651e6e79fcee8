"""Cards by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from interviewer import __version__
from interviewer.bank.question import Verdict
from interviewer.calibration.bootstrap import Interval
from interviewer.calibration.card import Card, Change, Repeats, as_json, identity_of
from interviewer.calibration.cards import card_file, find_card, measured, read_card
from interviewer.calibration.cases import Case, cases
from interviewer.calibration.making import counted_of, kappa_gain, make_card
from interviewer.calibration.results import Result
from interviewer.calibration.second_reading import SecondReading, compared
from interviewer.cli.card_folders import SHIPPED
from interviewer.prompting.usage import Usage
from interviewer.resources import data_folder
from interviewer.scoring.grade import GraderStamp
from interviewer.scoring.measured import Measured
from tests.calibration.answers import ANSWERS, STAMP, grade, labelled

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
ALL = cases(ANSWERS, variations=["padding", "criterion-order"], repeats=2)


def result(case: Case, *verdicts: Verdict, reason: str = "So.") -> Result:
    return Result(key=case.key, grade=grade(case.exchange, *verdicts, reason=reason), seconds=2.0, usage=Usage(calls=1))


def agreeing(of: list[Case]) -> dict[str, Result]:
    """What a grader gives that always agrees with the labels."""
    return {
        case.key: result(case, *(case.labelled.answer.verdicts[each.id] for each in case.exchange.question.criteria))
        for case in of
    }


def made(found: dict[str, Result], of: list[Case] = ALL, **more: object) -> Card:
    return make_card(of, found, {}, grader=identity_of(STAMP), made_at=NOON, command="calibrate", **more)  # type: ignore[arg-type]


def test_a_card_of_one_who_agrees() -> None:
    card = made(agreeing(ALL))

    assert (card.answers, card.questions, card.failed, card.graded, card.seconds) == (4, 2, 0, 16, 32.0)
    assert (card.overall.verdicts, card.overall.agreed, card.overall.kappa) == (8, 8, 1.0)
    assert card.intervals["accuracy"] == Interval(low=1.0, high=1.0)
    assert [(group.name, group.answers) for group in card.styles] == [("partial", 3), ("strong", 1)]
    assert [(group.name, group.figures.verdicts) for group in card.topics] == [("oop", 6), ("web", 2)]
    assert card.repeats == Repeats(times=2, verdicts=8, same=8)
    assert card.variations == (
        Change(variation="padding", verdicts=8, changed=0, raised=0),
        Change(variation="criterion-order", verdicts=8, changed=0, raised=0),
    )
    assert (card.grader.grader, card.others, card.attacks, card.labellers) == ("test:model", (), None, None)
    assert card.usage == Usage(calls=16)


def test_what_moves_a_verdict_is_told() -> None:
    found = agreeing(ALL)
    again = next(case for case in ALL if case.repeat == 1)
    padded = [case for case in ALL if case.variation == "padding"]
    found[again.key] = result(again, "met", "unclear")
    found[padded[0].key] = result(padded[0], "partly", "met")
    found[padded[3].key] = result(padded[3], "partly", "unclear")
    card = made(found)

    assert card.repeats == Repeats(times=2, verdicts=8, same=7)
    assert card.variations[0] == Change(variation="padding", verdicts=8, changed=3, raised=1)
    assert (card.overall.agreed, card.overall.abstained) == (8, 0)


def test_what_has_no_grade_is_left_out_and_counted() -> None:
    found = agreeing(ALL)
    first, *_ = ALL
    del found[first.key]
    card = made(found)

    assert (card.failed, card.answers, card.overall.verdicts) == (1, 4, 6)
    assert card.repeats == Repeats(times=2, verdicts=6, same=6)
    assert card.variations[0].verdicts == 6


def test_a_grader_that_gave_nothing_has_a_card_all_the_same() -> None:
    card = made({})

    assert (card.failed, card.overall.verdicts, card.intervals, card.styles) == (4, 0, {}, ())
    assert card.grader == identity_of(STAMP)


def test_quotes_that_were_never_said_are_counted() -> None:
    of = cases(ANSWERS[:2])
    never = "The words that the grader quoted were not found in the answer."
    found = {of[0].key: result(of[0], "unclear", "met", reason=never), of[1].key: result(of[1], "unclear", "unclear")}

    assert made(found, of).quotes_not_found == 1


def test_the_card_is_of_who_graded_most_and_names_the_fallback() -> None:
    of = cases(ANSWERS)
    found = agreeing(of)
    one = found[of[0].key]
    stamp = replace(one.grade.stamp, grader="test:fallback")
    found[of[0].key] = replace(one, grade=replace(one.grade, stamp=stamp))
    card = made(found, of)

    assert (card.grader.grader, card.others) == ("test:model", ("test:fallback",))


def test_the_two_labellers_stand_beside() -> None:
    answers = {one.answer.id: one.answer for one in ANSWERS}
    readings = [
        SecondReading(id="first", verdicts={"one": "met", "two": "met"}, misconceptions=()),
        SecondReading(id="second", verdicts={"one": "met", "two": "partly"}, misconceptions=()),
    ]
    card = made(agreeing(ALL), second=[compared(answers, each) for each in readings])

    assert card.labellers is not None
    assert (card.labellers.answers, card.labellers.verdicts, card.labellers.agreed) == (2, 4, 3)
    # First: 3 met, 1 missed; second: 3 met, 1 partly. By chance 9/16; (12/16 - 9/16) / (7/16).
    assert card.labellers.kappa == pytest.approx(3 / 7)


def test_the_order_of_cases_changes_no_figure() -> None:
    found = {case.key: result(case, "met", "missed") for case in ALL}
    card, backwards = made(found), made(found, ALL[::-1])

    assert (backwards.overall, backwards.variations, backwards.repeats) == (
        card.overall, card.variations, card.repeats
    )  # fmt: skip
    assert (backwards.set_hash, backwards.bank_hash) == (card.set_hash, card.bank_hash)


def test_a_gain_is_told_from_luck_on_the_same_answers() -> None:
    of = cases([labelled(f"a{number}", "met", "missed", to="oop/one") for number in range(30)])
    good = counted_of(of, {case.key: result(case, "met", "missed") for case in of})
    poor = counted_of(of, {case.key: result(case, "missed", "met") for case in of})
    fair = counted_of(of, {case.key: result(case, "met", "missed" if at % 2 else "met") for at, case in enumerate(of)})

    assert kappa_gain(poor, good) == Interval(low=2.0, high=2.0)
    gain = kappa_gain(fair, good)
    assert gain is not None
    assert 0 < gain.low < gain.high < 1
    assert kappa_gain(good, []) is None


class TestKeeping:
    """A card is found again by the grader that it is of."""

    CARD = made(agreeing(ALL))

    def keep(self, folder: Path, card: Card) -> None:
        card_file(folder, card.grader).write_text(as_json(card), encoding="utf-8")

    @pytest.mark.parametrize(
        ("changes", "is_found"),
        [
            pytest.param({}, True, id="the-same"),
            pytest.param({"rubric_hash": "another"}, True, id="another-rubric"),
            pytest.param({"version": "9"}, True, id="another-version-that-asks-the-same-of-the-model"),
            pytest.param({"parameters": {"seed": "2"}}, True, id="another-seed"),
            pytest.param({"parameters": {"seed": "1", "temperature": "1.0"}}, False, id="another-temperature"),
            pytest.param({"prompt_hash": "def"}, False, id="another-prompt"),
            pytest.param({"grader": "test:other"}, False, id="another-model"),
        ],
    )
    def test_it_is_the_grader_that_counts(self, tmp_path: Path, changes: dict[str, object], is_found: bool) -> None:
        self.keep(tmp_path, self.CARD)
        stamp: GraderStamp = replace(STAMP, **changes)

        assert (find_card(stamp, [tmp_path]) == self.CARD) == is_found

    def test_a_card_of_the_offline_grader_is_of_its_version(self, tmp_path: Path) -> None:
        stamp = GraderStamp(grader="offline", version="1", rubric_hash="")
        self.keep(tmp_path, replace(self.CARD, grader=identity_of(stamp)))

        assert find_card(stamp, [tmp_path]) is not None
        assert find_card(replace(stamp, version="2"), [tmp_path]) is None

    def test_the_users_own_goes_first(self, tmp_path: Path) -> None:
        mine, shipped = tmp_path / "mine", tmp_path / "shipped"
        for folder, command in ((mine, "mine"), (shipped, "shipped")):
            folder.mkdir()
            self.keep(folder, replace(self.CARD, command=command))

        found = [find_card(STAMP, folders) for folders in ([mine, shipped], [tmp_path, shipped])]
        assert [card and card.command for card in found] == ["mine", "shipped"]

    @pytest.mark.parametrize(
        "content", ["", "{}", "[" * 100_000, '{"format": 2}'], ids=["empty", "bare", "deep", "new"]
    )
    def test_a_damaged_card_is_none(self, tmp_path: Path, content: str) -> None:
        path = card_file(tmp_path, self.CARD.grader)
        path.write_text(content)

        assert read_card(path) is None
        assert measured(STAMP, [tmp_path, tmp_path / "nowhere"]) is None

    def test_the_short_of_it(self, tmp_path: Path) -> None:
        self.keep(tmp_path, self.CARD)

        assert measured(STAMP, [tmp_path]) == Measured(verdicts=8, agreed=8, kappa=1.0, made_at=NOON)

    def test_a_name_from_outside_is_no_path(self) -> None:
        stamp = replace(STAMP, grader="openai:../../etc/passwd\0")

        assert "/" not in identity_of(stamp).slug
        assert identity_of(stamp).slug.startswith("openai-etc-passwd-")


def test_what_ships_are_cards_of_this_version_of_the_offline_grader() -> None:
    shipped = [read_card(path) for path in sorted((data_folder("rubrics") / SHIPPED).glob("*"))]

    assert all(card and (card.grader.grader, card.grader.version) == ("offline", __version__) for card in shipped)
