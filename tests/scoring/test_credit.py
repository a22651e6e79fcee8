import pytest

from interviewer.scoring.credit import credit
from interviewer.scoring.grade import Turn
from tests.scoring.rubric import candidate, interviewer, misconception

MISCONCEPTIONS = [
    misconception("depth-first", cues=(), about="c3"),
    misconception("by-name", cues=(), about="c4"),
    misconception("by-size", cues=()),
]


@pytest.mark.parametrize(
    ("turns", "number", "expected"),
    [
        pytest.param([interviewer(1), candidate(2, "C3")], 2, "unaided", id="said-at-once"),
        pytest.param([interviewer(1, probes="c3"), candidate(2, "C3")], 2, "prompted", id="after-a-probe"),
        pytest.param([interviewer(1, hints="c3"), candidate(2, "C3")], 2, "hinted", id="after-a-hint"),
        pytest.param(
            [interviewer(1, challenges="depth-first"), candidate(2, "C3")], 2, "prompted", id="after-a-challenge"
        ),
        pytest.param(
            [interviewer(1, challenges="other"), candidate(2, "C3")], 2, "unaided", id="after-another-challenge"
        ),
        pytest.param(
            [interviewer(1, challenges="by-name"), candidate(2, "C3")],
            2,
            "unaided",
            id="after-a-challenge-about-another",
        ),
        pytest.param(
            [interviewer(1, challenges="by-size"), candidate(2, "C3")],
            2,
            "unaided",
            id="after-a-challenge-about-no-criterion",
        ),
        pytest.param(
            [interviewer(1, probes="other", hints="other"), candidate(2, "C3")],
            2,
            "unaided",
            id="after-help-with-another",
        ),
        pytest.param(
            [interviewer(1, hints="c3"), candidate(2, "Hm"), interviewer(3, probes="c3"), candidate(4, "C3")],
            4,
            "hinted",
            id="a-hint-outweighs-a-later-probe",
        ),
        pytest.param([candidate(1, "C3"), interviewer(2, hints="c3")], 1, "unaided", id="help-that-came-later"),
        pytest.param([interviewer(1, hints="c3"), candidate(2, "C3", in_passing=True)], 2, "unaided", id="in-passing"),
    ],
)
def test_credit(turns: list[Turn], number: int, expected: str) -> None:
    assert credit("c3", number, turns, MISCONCEPTIONS) == expected


def test_an_unknown_turn_is_an_error() -> None:
    with pytest.raises(KeyError):
        credit("c3", 9, [candidate(1, "C3")], [])
