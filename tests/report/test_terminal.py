from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from rich.cells import cell_len
from rich.console import Console

from interviewer.bank.question import StudyLink
from interviewer.dialogue.events import Answered, ExchangeEnded, GradeFailed, Recorded
from interviewer.report.blocks import (
    Block,
    Code,
    Facts,
    Finding,
    Heading,
    Highlight,
    Links,
    Notes,
    Paragraph,
    Prose,
    Speech,
    Step,
)
from interviewer.report.build import build
from interviewer.report.model import Report
from interviewer.report.terminal import Page, interview_page, question_page, transcript_page
from tests.report.golden import FOLDER, SCREENS, shown
from tests.report.hostile import HOSTILE
from tests.report.journals import WHOLE, asked, recorded, started
from tests.report.strategies import journals

LINK = StudyLink(title="Source", at="x.org/a")


@pytest.mark.parametrize("name", SCREENS)
def test_the_screens_that_were_found_good(name: str) -> None:
    assert SCREENS[name]() == (FOLDER / name).read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in Path(FOLDER).iterdir()} == set(SCREENS)


@pytest.mark.parametrize("plain", [False, True], ids=["with-symbols", "plain"])
@pytest.mark.parametrize("width", [20, 21, 40, 59, 60, 61, 99, 100, 200])
def test_lines_fit_and_do_not_end_in_white_space(width: int, plain: bool) -> None:
    for line in shown(interview_page(build(WHOLE), plain=plain), width).split("\n"):
        assert cell_len(line) <= min(width, 100)
        assert line == line.rstrip()


@pytest.mark.parametrize("width", [5, 13])
def test_narrower_than_promised_it_still_shows_all(width: int) -> None:
    screen = shown(interview_page(build(WHOLE)), width)
    assert "diamond" in "".join(screen.split())


@pytest.mark.parametrize("plain", [False, True], ids=["with-symbols", "plain"])
@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in HOSTILE.items()])
def test_hostile_text_is_harmless(text: str, plain: bool) -> None:
    report = build(
        recorded(
            started("internals/gil", grader=f"m:{text}"),
            asked("internals/gil"),
            Answered(turn=1, text=text),
            ExchangeEnded(ending="finished"),
            GradeFailed(number=1, reason=f"It said: {text}"),
        )
    )
    screen = shown(interview_page(report, plain=plain), 60)
    assert not set(screen) & set("\x1b\x9b\x07\x00\r\u202e\u2066\u2028\u200b")
    assert max(cell_len(line) for line in screen.split("\n")) <= 60
    if "[bold red]" in text:
        assert "[bold red]x[/]" in screen


@given(journals())
@settings(max_examples=40, deadline=None)
def test_any_journal_fits_a_narrow_screen(journal: list[Recorded]) -> None:
    for page in (interview_page(build(journal)), transcript_page(build(journal))):
        for line in shown(page, 20).split("\n"):
            assert cell_len(line) <= 20
            assert line == line.rstrip()


@pytest.mark.parametrize("view", [interview_page, transcript_page], ids=["report", "transcript"])
def test_nothing_is_lost_without_colour(view: Callable[[Report], Page]) -> None:
    plain_text = shown(view(build(WHOLE)), 100)
    coloured = io.StringIO()
    console = Console(file=coloured, width=100, force_terminal=True, color_system="truecolor", markup=False)
    console.print(view(build(WHOLE)))
    assert "\x1b[" in coloured.getvalue()
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured.getvalue()) == plain_text


def test_a_screen_reader_gets_no_symbols_and_no_rules() -> None:
    screen = shown(interview_page(build(WHOLE), plain=True), 80)
    assert not set(screen) & set("✓✗~─·│")


def test_an_ascii_screen_gets_ascii() -> None:
    assert shown(interview_page(build(WHOLE)), 80, "ascii").isascii()
    assert "?" not in shown(interview_page(build(WHOLE)), 80, "ascii").replace("layer?", "").replace("?\n", "\n")


def test_the_feedback_on_one_question_is_the_part_of_the_report() -> None:
    report = build(WHOLE)
    whole = shown(interview_page(report), 100)
    for question in report.questions:
        assert shown(question_page(question), 100) in whole


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        pytest.param((Heading(of="part", text="a?"), Code(text="b")), "a?\n\n    b\n", id="question-and-code"),
        pytest.param((Heading(of="part", text="a?"), Facts(parts=("b",))), "a?\n\nb\n", id="question-and-result"),
        pytest.param((Code(text="a"), Facts(parts=("b",))), "    a\n\nb\n", id="code-and-result"),
        pytest.param((Heading(of="part", text="a"), Paragraph(text="b")), "a\nb\n", id="title-and-text"),
        pytest.param((Heading(of="section", text="a"), Code(text="b")), "a\n    b\n", id="title-and-code"),
    ],
)
def test_what_stands_apart(blocks: tuple[Block, ...], expected: str) -> None:
    assert shown(Page(blocks, plain=True), 30) == expected


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        pytest.param(Heading(of="section", text="a\nb"), "a b\n", id="heading"),
        pytest.param(Heading(of="part", text="a"), "─" * 30 + "\na\n", id="part"),
        pytest.param(Facts(parts=("a", "b")), "a · b\n", id="facts"),
        pytest.param(Paragraph(text="one two"), "one two\n", id="paragraph"),
        pytest.param(Prose(text="one\ntwo"), "  one\n  two\n", id="prose-keeps-its-lines"),
        pytest.param(
            Prose(text="one two\nthree four", highlights=(Highlight(start=4, end=13, notes=(1, 3)),)),
            "  one «two\n  three»[1, 3] four\n",
            id="evidence-over-two-lines",
        ),
        pytest.param(
            Prose(text="[red]x[/] y", highlights=(Highlight(start=0, end=9, notes=(2,), is_wrong=True),)),
            "  «[red]x[/]»[2] y\n",
            id="evidence-is-literal",
        ),
        pytest.param(
            Notes(notes=((1, "a, met: b c d e f g h i j k l m"),)),
            "[1] a, met: b c d e f g h i j\n    k l m\n",
            id="notes",
        ),
        pytest.param(
            Finding(mark="met", says="x", quotes=("a",), corrected=("a",), reason="c", remarks=("[b]r",)),
            "✓ met\n  x\n  “a” (corrected)\n  c\n  Your remark: “[b]r”\n",
            id="finding-that-was-contested",
        ),
        pytest.param(Code(text="if a:\n    b"), "    if a:\n        b\n", id="code-keeps-its-indents"),
        pytest.param(Finding(mark="missed", says="x", reason="y"), "✗ missed\n  x\n  y\n", id="finding-alone"),
        pytest.param(
            Finding(mark="partly", says="x", facts=("core", "after a hint"), quotes=("a\tb",), reason="c"),
            "~ partly\n  x (core, after a hint)\n  “a b”\n  c\n",
            id="finding",
        ),
        pytest.param(
            Step(number=2, text="x", facts=(), study=(LINK,)), "2. x\n   Source: https://x.org/a\n", id="step"
        ),
        pytest.param(Links(study=(LINK, LINK)), "  Source: https://x.org/a\n" * 2, id="links"),
        pytest.param(Speech(speaker="candidate", facts=("spoken",)), "You · spoken\n", id="speech"),
        pytest.param(Speech(speaker="interviewer"), "Interviewer\n", id="speech-of-the-interviewer"),
    ],
)
def test_blocks(block: Block, expected: str) -> None:
    assert shown(Page((block,), plain=False), 30) == expected
