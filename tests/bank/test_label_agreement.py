"""The labels of the second reader fit the measuring answers, and docs/labels.md says what they come to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.label_agreement import CALIBRATION, disagreements, main, read_topic
from interviewer.bank.audit import audit
from interviewer.calibration.second_reading import kappa_interval, kappa_of
from interviewer.scoring.cues import parse_cue
from tests.bank.sample import ANSWERS, QUESTION, write_bank

ROOT = Path(__file__).parent.parent.parent
VERDICTS = {"feedback": "met", "hysteresis": "missed", "inertia": "missed"}
SECOND = {"id": "three", "verdicts": VERDICTS, "misconceptions": []}


def bank(tmp_path: Path, **changes: object) -> Path:
    """The calibration folder of the sample bank, whose answer `three` has been read a second time."""
    folder = write_bank(tmp_path, {"home/thermostat": QUESTION}, {"home": ANSWERS}) / "calibration"
    (folder / "second").mkdir()
    (folder / "second" / "home.jsonl").write_text(json.dumps({**SECOND, **changes}) + "\n", encoding="utf-8")
    return folder


def test_the_interval_is_the_same_each_time_and_holds_the_figure() -> None:
    answers = read_topic("structures.jsonl")
    kappa, between = kappa_of(answers), kappa_interval(answers)
    assert kappa is not None
    assert between is not None
    assert between.low <= kappa <= between.high
    assert between == kappa_interval(answers)


def test_the_first_label_is_the_one_before_settling(tmp_path: Path) -> None:
    first = {"verdicts": {"feedback": "partly"}, "misconceptions": ["faster-when-higher"]}
    (answer,) = read_topic("home.jsonl", bank(tmp_path, first=first))
    assert answer.verdicts["inertia"] == ("missed", "missed")
    assert answer.counts.claims == (1, 0, 0)
    assert list(disagreements([answer])) == [
        "three, feedback: first partly, second met, settled met",
        "three, hysteresis: first met, second missed, settled met",
        "three, faster-when-higher: the first only, settled not listed",
    ]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"id": "four"}, id="no-such-answer"),
        pytest.param({"verdicts": {"feedback": "met"}}, id="a-criterion-is-missing"),
        pytest.param({"first": {"verdicts": {"dial": "met"}}}, id="no-such-criterion"),
    ],
)
def test_labels_of_something_else_are_refused(tmp_path: Path, changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not of the answer's criteria"):
        read_topic("home.jsonl", bank(tmp_path, **changes))


def test_bank_check_takes_them_for_no_answers_and_no_topic(tmp_path: Path) -> None:
    found = audit(bank(tmp_path).parent, parse_cue=parse_cue)
    assert (found.questions, found.problems) == (1, [])


@pytest.mark.parametrize("path", sorted((CALIBRATION / "second").iterdir()), ids=lambda path: path.stem)
def test_what_ships_fits_its_answers(path: Path) -> None:
    assert read_topic(path.name)


def test_the_page_has_the_figures(capsys: pytest.CaptureFixture[str]) -> None:
    main()
    page = (ROOT / "docs" / "labels.md").read_text(encoding="utf-8")
    assert capsys.readouterr().out in page
