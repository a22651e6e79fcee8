"""The card as a person reads it, in each view."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from interviewer.calibration.agreement import NOTHING, Figures, figures
from interviewer.calibration.bootstrap import Interval
from interviewer.calibration.card import Attacks, Card, Change, Family, Group, Identity, Labellers, Repeats
from interviewer.prompting.usage import Usage
from interviewer.report.blocks import Table
from interviewer.report.card_outline import card_outline, comparison
from interviewer.report.markdown import written
from interviewer.report.terminal import Page
from tests.report.golden import shown
from tests.report.hostile import HOSTILE

SOME = Figures(
    verdicts=1204, agreed=1119, accuracy=0.9294, kappa=0.881, coverage=0.98, met_precision=0.95, met_recall=0.9,
    met_bias=-0.021, misconceptions_f1=0.75, score_error=8.25, rating_kappa=0.8, score_r=0.9, without_score=12,
    abstained=24, error=0.0706, error_when_decided=0.0517,
)  # fmt: skip
FAMILY = Family(
    family="fake-verdict", tried=40, failed=1, raised=2, flips=3, criteria=180, mean_rise=0.5, largest_rise=12.5
)
CARD = Card(
    made_at=datetime(2026, 11, 26, 12, tzinfo=UTC),
    command="interviewer calibrate --model test:model",
    grader=Identity(grader="test:model", version="0.1.0", prompt_hash="abc", parameters={"temperature": "0.0"}),
    others=("test:fallback",),
    set_hash="111111111111",
    bank_hash="222222222222",
    questions=62,
    answers=304,
    failed=2,
    reasons=("The model is away.",),
    overall=SOME,
    intervals={"kappa": Interval(low=0.851, high=0.909)},
    quotes_not_found=7,
    styles=(Group(name="strong", answers=64, figures=SOME), Group(name="none", answers=0, figures=figures(NOTHING))),
    topics=(Group(name="oop", answers=12, figures=SOME),),
    repeats=Repeats(times=3, verdicts=1200, same=1188),
    variations=(Change(variation="light-rewording", verdicts=1000, changed=25, raised=10),),
    attacks=Attacks(
        overall=replace(FAMILY, family="all"),
        families=(FAMILY,),
        unseen=replace(FAMILY, family="unseen", tried=20, failed=0, raised=1),
        honest=60,
        honest_points=200,
        false_alarms=4,
        accused=1,
    ),
    labellers=Labellers(answers=304, verdicts=2441, agreed=2431, kappa=0.993, interval=Interval(low=0.986, high=0.999)),
    graded=3000,
    seconds=6000.0,
    usage=Usage(calls=4000, tokens_in=1_000_000, tokens_out=200_000, seconds=5000.0, cost=1.5),
)


@pytest.mark.parametrize(
    "line",
    [
        "agreed with the labels on 92.9 % of 1,204 verdicts · κ 0.88, 0.85 to 0.91",
        "2026-11-26 · 304 answers to 62 questions · some graded by test:fallback",
        "Not graded, and left out of all figures: 2. The model is away.",
        "Cohen’s κ                         0.88     0.85 to 0.91",
        "Met given, minus truly met      -2.1 %",
        "strong       64  92.9 %  0.88     95.0 %  90.0 %       98.0 %",
        "none          0       –     –          –       –            –",
        "Graded 3 times, 99.0 % of 1,200 verdicts came out the same each time.",
        "light rewording               2.5 %   1.0 %  1,000",
        "unseen           20       1  3 of 180          0.5    12",
        "fake verdict     39       2  3 of 180          0.5    12",
        "interviewer 0.1.0 · prompt abc · temperature 0.0 · labels 111111111111 · rubrics 222222222222",
        "    interviewer calibrate --model test:model",
    ],
)
def test_what_it_says(line: str) -> None:
    assert line in shown(Page(card_outline(CARD), plain=False), 120).splitlines()


@pytest.mark.parametrize(
    "sentence",
    [
        "24 verdicts are unclear, and counted as errors: 7.1 % of all are wrong with them, 5.2 % without.",
        "12 answers have a range in place of a score and are left out of its figures.",
        "Quotes that were never said: 7.",
        "Two labellers agreed on 99.6 % of 2,441 verdicts, κ 0.99 (0.99 to 1.00): no grader can be asked",
        "3,000 gradings in 6,000.0 s, 2.00 s each, 4000 calls, 1,000,000 tokens in, 200,000 out, 5000 s, cost 1.5000",
        "60 honest answers look like an attack: 4 of their 200 points came out lower than their labels",
        "light rewording: changed 2.5 %, raised 1.0 %, of 1,000",
    ],
)
def test_what_it_says_to_a_screen_reader(sentence: str) -> None:
    assert sentence in " ".join(shown(Page(card_outline(CARD), plain=True), 80).split())


def test_as_markdown() -> None:
    text = written(card_outline(CARD))

    assert "| Cohen’s κ | 0.88 | 0.85 to 0.91 |" in text
    assert "|  | answers | agreed | κ | precision | recall | not unclear |\n| --- | ---: |" in text


@pytest.mark.parametrize("width", [20, 40, 60, 80, 200])
@pytest.mark.parametrize("plain", [True, False], ids=["plain", "usual"])
def test_it_fits_every_screen(width: int, plain: bool) -> None:
    lines = shown(Page(card_outline(CARD), plain=plain), width).splitlines()

    assert max(map(cell_len, lines)) <= width
    assert [line for line in lines if line != line.rstrip()] == []


def test_a_card_of_nothing_can_be_read() -> None:
    bare = replace(
        CARD, overall=figures(NOTHING), intervals={}, styles=(), topics=(), repeats=None, variations=(), attacks=None,
        labellers=None, graded=0, usage=None,
    )  # fmt: skip

    assert "agreed with the labels on – of 0 verdicts" in shown(Page(card_outline(bare), plain=False), 80)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_names_from_outside_do_nothing(text: str) -> None:
    identity = replace(CARD.grader, grader=text, parameters={text: text})
    hostile = replace(CARD, grader=identity, reasons=(text,), styles=(Group(name=text, answers=1, figures=SOME),))
    screen = shown(Page(card_outline(hostile), plain=False), 80)

    assert "\x1b" not in screen
    assert written(card_outline(hostile)).encode()


def test_side_by_side() -> None:
    poor = replace(CARD, overall=replace(SOME, kappa=0.4), usage=None)
    blocks = comparison([("usual", CARD), ("fast", poor)], "Set this.")
    table = next(block for block in blocks if isinstance(block, Table))

    assert table.head == ("", "usual", "fast")
    assert ("Cohen’s κ", "0.88", "0.40") in table.rows
    assert ("Calls an answer", "1.33", "0.00") in table.rows
