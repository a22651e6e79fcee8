from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from interviewer.dialogue.events import ConductFailed, ConductObserved, Recorded
from interviewer.report.blocks import Block, Code, Facts, Finding, Heading, Paragraph, Prose, Speech
from interviewer.report.build import build
from interviewer.report.conduct_outline import BESIDE_THE_SCORE, OFFLINE_OBSERVER
from interviewer.report.model import CardReport, QuestionReport, Quote, Report, TurnReport
from interviewer.report.outline import (
    OFFLINE_GRADER,
    PURPOSE,
    agreement,
    interview_outline,
    question_outline,
    transcript_outline,
)
from tests.report.journals import CONDUCT_OBSERVED, MODELLED, PRACTICE, UNCLEAR, WHOLE, recorded, started

WHOLE_REPORT = build(WHOLE)
GRADED, FAILED, CUT_OFF = WHOLE_REPORT.questions
UNCLEAR_QUESTION, OPEN = build(UNCLEAR).questions
PENDING = replace(FAILED, status="pending", failure=None, skipped=False)


def texts(blocks: tuple[Block, ...], kind: type[Heading | Paragraph | Prose]) -> list[str]:
    """What the blocks of that kind say."""
    return [block.text for block in blocks if isinstance(block, kind)]


def facts(blocks: tuple[Block, ...], place: int = 0) -> tuple[str, ...]:
    """One of the lines of facts."""
    return [block.parts for block in blocks if isinstance(block, Facts)][place]


@pytest.mark.parametrize(
    ("question", "result", "remarks"),
    [
        pytest.param(GRADED, ("56 of 100", "mixed", "unaided 31"), [], id="graded"),
        pytest.param(
            replace(GRADED, score=84.99, rating="good"), ("84 of 100", "good", "unaided 31"), [], id="rounded-down"
        ),
        pytest.param(replace(GRADED, score=0, unaided=0, rating="poor"), ("0 of 100", "poor", "unaided 0"), [], id="0"),
        pytest.param(replace(GRADED, skipped=True), ("56 of 100", "mixed", "unaided 31", "skipped"), [], id="skipped"),
        pytest.param(
            FAILED,
            ("grading failed", "skipped"),
            ["The grader gave no answer within 60 seconds. `interviewer regrade` tries again."],
            id="failed",
        ),
        pytest.param(PENDING, ("not graded yet",), ["`interviewer regrade` grades it."], id="pending"),
        pytest.param(
            CUT_OFF,
            ("cut off, not counted",),
            ["The interview ended before this question did: what you said is graded and shown, and it is not counted."],
            id="cut-off",
        ),
        pytest.param(
            UNCLEAR_QUESTION,
            ("between 25 and 75 of 100",),
            ["The grader could not tell about a point that weighs, so there is a range and no score."],
            id="unclear",
        ),
        pytest.param(OPEN, ("not finished",), [], id="still-going-on"),
        pytest.param(replace(GRADED, score=None, rating=None, unaided=None), ("no score",), [], id="nothing-weighs"),
    ],
)
def test_results(question: QuestionReport, result: tuple[str, ...], remarks: list[str]) -> None:
    outline = question_outline(question)
    assert facts(outline) == result
    assert texts(outline, Paragraph) == remarks


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        pytest.param(WHOLE_REPORT, ("56 of 100", "mixed", "2 of 3 graded", "unaided 31"), id="some-graded"),
        pytest.param(build(PRACTICE), ("100 of 100", "excellent", "1 of 1 graded", "unaided 100"), id="all-graded"),
        pytest.param(build(UNCLEAR), ("no score yet", "1 of 2 graded"), id="a-range-is-no-score"),
        pytest.param(build(WHOLE[:1]), ("no score", "0 of 0 graded"), id="nothing-asked"),
    ],
)
def test_the_overall_line(report: Report, expected: tuple[str, ...]) -> None:
    assert facts(interview_outline(report)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            {}, ("21 November 2026, 09:30 UTC", "interview", "14 min", "out of time", "seed 7"), id="with-a-seed"
        ),
        pytest.param(
            {"seed": None, "state": "completed", "mode": "practice", "active_minutes": 0.4},
            ("21 November 2026, 09:30 UTC", "practice", "under 1 min", "completed"),
            id="without",
        ),
        pytest.param(
            {"seed": 0, "state": "unfinished", "started_at": datetime(2027, 1, 2, 3, 4, tzinfo=UTC)},
            (
                "2 January 2027, 03:04 UTC",
                "interview",
                "14 min",
                "not finished: `interviewer resume` goes on",
                "seed 0",
            ),
            id="unfinished",
        ),
        pytest.param(
            {"state": "left"},
            ("21 November 2026, 09:30 UTC", "interview", "14 min", "ended early", "seed 7"),
            id="left",
        ),
        pytest.param(
            {"interview": "20261121-0930-k7q"},
            ("21 November 2026, 09:30 UTC", "interview", "14 min", "out of time", "seed 7", "id 20261121-0930-k7q"),
            id="of-a-journal",
        ),
    ],
)
def test_the_circumstances(changes: dict[str, Any], expected: tuple[str, ...]) -> None:
    assert facts(interview_outline(replace(WHOLE_REPORT, **changes)), 1) == expected


@pytest.mark.parametrize(
    ("report", "caution"),
    [
        pytest.param(WHOLE_REPORT, f"{PURPOSE} {OFFLINE_GRADER}", id="offline"),
        pytest.param(
            build(UNCLEAR),
            f"{PURPOSE} Graded by scripted:careful; hold each verdict against the quote beside it.",
            id="model",
        ),
        pytest.param(
            build(recorded(started(grader="scripted:fast"))),
            f"{PURPOSE} Graded by scripted:fast; hold each verdict against the quote beside it.",
            id="not-graded-yet",
        ),
        pytest.param(
            replace(WHOLE_REPORT, questions=(GRADED, UNCLEAR_QUESTION)),
            f"{PURPOSE} Graded by offline, scripted:careful; hold each verdict against the quote beside it.",
            id="both",
        ),
    ],
)
def test_the_caution_names_who_graded(report: Report, caution: str) -> None:
    assert texts(interview_outline(report), Paragraph)[0] == caution


@pytest.mark.parametrize(
    ("quotes", "expected"),
    [
        pytest.param([], (), id="none"),
        pytest.param(["a  b\n c"], ("a b c",), id="on-one-line"),
        pytest.param(["a", "b", "a", "c", "d"], ("a", "b", "c"), id="each-once-and-three-at-most"),
        pytest.param(["x" * 240], ("x" * 240,), id="just-short-enough"),
        pytest.param(
            ["begins " + "x" * 300 + " ends"], ("begins " + "x" * 113 + " … " + "x" * 115 + " ends",), id="too-long"
        ),
    ],
)
def test_quotes(quotes: list[str], expected: tuple[str, ...]) -> None:
    verdict = replace(
        GRADED.verdicts[0],
        quote=quotes[0] if quotes else None,
        more_quotes=tuple(Quote(quote=quote, turn=2, start=0, end=1, corrected=False) for quote in quotes[1:]),
    )
    [finding] = [b for b in question_outline(replace(GRADED, verdicts=(verdict,))) if isinstance(b, Finding)][:1]
    assert finding.quotes == expected


def test_findings_say_what_became_of_each_point() -> None:
    findings = [block for block in question_outline(GRADED) if isinstance(block, Finding)]
    assert [(finding.mark, finding.facts, finding.correction is None) for finding in findings] == [
        ("met", ("core", "after a hint"), True),
        ("met", ("core",), True),
        ("missed", ("core",), True),
        ("partly", ("deeper",), True),
        ("met", ("deeper", "after a probe"), True),
        ("met", ("bonus",), True),
        ("corrected", (), False),
        ("stands", (), False),
    ]


@pytest.mark.parametrize(
    ("hints", "told"),
    [
        pytest.param(0, (), id="none"),
        pytest.param(1, ("1 hint",), id="one"),
        pytest.param(3, ("3 hints",), id="several"),
    ],
)
def test_hints_are_told(hints: int, told: tuple[str, ...]) -> None:
    assert facts(question_outline(replace(GRADED, hints=hints)), 1)[3:] == told


def test_the_answer_is_not_given_away_while_it_is_looked_for() -> None:
    assert "What a strong answer says" in texts(question_outline(GRADED), Heading)
    assert "What a strong answer says" not in texts(question_outline(OPEN), Heading)


def test_topics_are_told_apart_when_there_are_several() -> None:
    assert "By topic" in texts(interview_outline(WHOLE_REPORT), Heading)
    assert "By topic" not in texts(interview_outline(build(PRACTICE)), Heading)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("one\ntwo", [Prose(text="one\ntwo")], id="its-lines-are-kept"),
        pytest.param("one\n \n\ntwo\n", [Prose(text="one"), Prose(text="two")], id="paragraphs"),
        pytest.param("so:\n\n    if a:\n        b", [Prose(text="so:"), Code(text="if a:\n    b")], id="code"),
        pytest.param("def f():\n    pass", [Code(text="def f():\n    pass")], id="code-at-the-margin"),
        pytest.param("a\r\n\r\nb", [Prose(text="a"), Prose(text="b")], id="line-ends-of-windows"),
        pytest.param(" \n\u200b\n", [], id="nothing-to-see"),
    ],
)
def test_what_was_said_keeps_its_form(text: str, expected: list[Block]) -> None:
    turn = TurnReport(
        number=1, speaker="candidate", text=text, move=None, spoken=True, in_passing=True,
        source=None, prompt=None, refused=None, original=None, corrected=(), words_changed=0, remark=False, heard=None,
    )  # fmt: skip
    report = replace(WHOLE_REPORT, questions=(replace(GRADED, transcript=(turn,), verdicts=(), misconceptions=()),))
    blocks = list(interview_outline(report, with_transcript=True))
    speech = blocks.index(Speech(speaker="candidate", facts=("spoken", "said earlier")))
    assert blocks[speech + 1 : speech + 1 + len(expected)] == expected
    assert isinstance(blocks[speech + 1 + len(expected)], Heading)


def test_the_transcript_is_told_on_demand() -> None:
    assert not any(isinstance(block, Speech) for block in interview_outline(WHOLE_REPORT))
    speeches = [b for b in interview_outline(WHOLE_REPORT, with_transcript=True) if isinstance(b, Speech)]
    assert [speech.facts for speech in speeches[:7]] == [(), (), ("challenge",), (), ("hint",), ("spoken",), ()]


def test_a_source_is_named_once_in_the_advice() -> None:
    study = [getattr(block, "study", None) for block in interview_outline(WHOLE_REPORT)][-4:]
    assert study == [GRADED.study, (), (), ()]


def test_what_models_took_stands_at_the_head() -> None:
    outline = interview_outline(build(MODELLED))

    assert Facts(parts=("model of the grader", "2 calls, 5,000 tokens in, 400 out, 6 s, cost 0.0125")) in outline
    assert (
        Facts(parts=("model of the interviewer", "2 calls, at least 900 tokens in (600 cached), 12 out, 1 s"))
        in outline
    )


def test_a_wrong_claim_beyond_the_rubric_is_told_apart() -> None:
    outline = interview_outline(build(MODELLED))

    heading = Heading(of="section", text="Also doubtful, beyond the rubric and not scored")
    assert outline[outline.index(heading) + 1] == Paragraph(
        text="“Threads are always slower in Python” While they wait for a network, they are not."
    )


def test_the_transcript_alone_tells_whose_words_they_are() -> None:
    outline = transcript_outline(build(MODELLED, interview="k7q"))

    assert [block for block in outline if isinstance(block, Speech)] == [
        Speech(speaker="interviewer", facts=("turn 1", "prepared words")),
        Speech(speaker="candidate", facts=("turn 2",)),
        Speech(speaker="interviewer", facts=("probe", "turn 3", "openai:quick", "speak v1 (0123456789ab)")),
        Speech(speaker="candidate", facts=("turn 4",)),
        Speech(
            speaker="interviewer",
            facts=(
                "turn 5",
                "prepared words",
                "speak v1 (0123456789ab)",
                "the model's own words were not used: judges: great",
            ),
        ),
    ]
    graded = next(block for block in outline if isinstance(block, Facts) and block.parts[0] == "internals/gil")
    assert graded.parts[1:3] == ("graded by openai:spare", "prompt ba9876543210")
    assert not any(isinstance(block, Finding) for block in outline)


BY_A_MODEL = ConductObserved(
    conduct=CONDUCT_OBSERVED.conduct,
    observations=replace(
        CONDUCT_OBSERVED.observations, stamp=replace(CONDUCT_OBSERVED.observations.stamp, grader="openai:careful")
    ),
)


@pytest.mark.parametrize(
    ("journal", "expected"),
    [
        pytest.param(WHOLE, f"{BESIDE_THE_SCORE} {OFFLINE_OBSERVER}", id="observed"),
        pytest.param(
            recorded(*(one.event for one in WHOLE), BY_A_MODEL),
            f"{BESIDE_THE_SCORE} Observed by openai:careful; hold it against the quotes.",
            id="by-a-model-later",
        ),
        pytest.param(PRACTICE, "This was not observed. `interviewer regrade` does it.", id="an-old-journal"),
        pytest.param(
            MODELLED,
            "This was not observed. openai:careful gave no answer within 60 s. `interviewer regrade` tries again.",
            id="failed",
        ),
    ],
)
def test_how_one_went_about_it(journal: list[Recorded], expected: str) -> None:
    blocks = interview_outline(build(journal))
    at = blocks.index(Heading(of="part", text="How you went about it"))
    assert blocks[at + 1] == Paragraph(text=expected)


def test_it_comes_after_the_questions_and_before_what_to_practise() -> None:
    parts = [one.text for one in interview_outline(build(WHOLE)) if isinstance(one, Heading) and one.of == "part"]
    assert parts[-3:] == ["How you went about it", "Not asked", "What to practise next"]


def test_nobody_is_told_before_the_interview_is_over() -> None:
    assert "How you went about it" not in texts(interview_outline(build(UNCLEAR)), Heading)


def test_a_failure_later_on_takes_nothing_from_what_was_seen() -> None:
    again = build(recorded(*(one.event for one in WHOLE), ConductFailed(reason="It went away.")))
    assert again.conduct == WHOLE_REPORT.conduct


def test_conduct_changes_no_number() -> None:
    without = build([one for one in WHOLE if not isinstance(one.event, ConductObserved)])
    assert replace(without, conduct=WHOLE_REPORT.conduct) == WHOLE_REPORT


AGREED = "The offline grader agreed with the labels on 74 % of 1,204 verdicts (card of 2026-11-20)."
NONE = (
    "The offline grader has no card. `interviewer calibrate --save` makes one, which says how far its verdicts agree "
    "with labels."
)


@pytest.mark.parametrize(
    ("journal", "expected"),
    [
        pytest.param(WHOLE, [AGREED], id="a-card"),
        pytest.param(PRACTICE, [NONE], id="no-card"),
        pytest.param(WHOLE[:4], [], id="nothing-is-graded-yet"),
    ],
)
def test_the_report_names_the_card_of_its_grader(journal: list[Recorded], expected: list[str]) -> None:
    told = texts(interview_outline(build(journal)), Paragraph)
    assert [text for text in told if "card" in text] == expected


@pytest.mark.parametrize(
    ("agreed", "verdicts", "share"),
    [
        pytest.param(999, 1000, "99 % of 1,000", id="nearly-all-is-not-all"),
        pytest.param(1000, 1000, "100 % of 1,000", id="all"),
        pytest.param(0, 0, "none of 0", id="nothing-was-compared"),
    ],
)
def test_a_share_is_never_rounded_up(agreed: int, verdicts: int, share: str) -> None:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    card = CardReport(grader="offline", verdicts=verdicts, agreed=agreed, kappa=None, made_at=at)
    assert agreement(card) == f"agreed with the labels on {share} verdicts (card of 2026-11-20)"
