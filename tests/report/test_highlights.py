"""What is marked in a transcript: the evidence, and what it is evidence of."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from interviewer.report.blocks import Block, Code, Highlight, Notes, Prose
from interviewer.report.build import build
from interviewer.report.highlights import Noted, highlights, noted
from interviewer.report.outline import transcript_outline
from tests.report.journals import CONTESTED, WHOLE

WHOLE_REPORT = build(WHOLE)
TURN = WHOLE_REPORT.questions[0].transcript[1]


def note(number: int, *places: tuple[int, int], turn: int = 2, is_wrong: bool = False) -> Noted:
    return Noted(number=number, text="x", is_wrong=is_wrong, places=tuple((turn, *place) for place in places))


@pytest.mark.parametrize(
    ("text", "notes", "marked"),
    [
        pytest.param("abcdef", [note(1, (1, 3))], [("bc", (1,))], id="one"),
        pytest.param("abcdef", [note(1, (0, 4)), note(2, (2, 6))], [("ab", (1,)), ("cd", (1, 2)), ("ef", (2,))],
                     id="overlapping"),
        pytest.param("abcdef", [note(1, (0, 6)), note(2, (2, 4))], [("ab", (1,)), ("cd", (1, 2)), ("ef", (1,))],
                     id="one-within-the-other"),
        pytest.param("abcdef", [note(1, (0, 3)), note(2, (0, 3))], [("abc", (1, 2))], id="the-same-twice"),
        pytest.param("abcdef", [note(1, (0, 3), (3, 6))], [("abcdef", (1,))], id="touching"),
        pytest.param("abcdef", [note(1, (0, 3)), note(2, (3, 6))], [("abc", (1,)), ("def", (2,))], id="side-by-side"),
        pytest.param("ab cd ef", [note(1, (0, 5)), note(2, (3, 8))], [("ab", (1,)), ("cd", (1, 2)), ("ef", (2,))],
                     id="no-white-space-is-marked"),
        pytest.param("a   b", [note(1, (1, 4))], [], id="nothing-but-white-space"),
        pytest.param("abc", [note(1, (2, 2))], [], id="nothing"),
        pytest.param("abc", [note(1, (0, 3), turn=4)], [], id="in-another-turn"),
        pytest.param("\u200ba\tb\x1bc", [note(1, (3, 5))], [("b␛", (1,))], id="what-is-not-shown-as-it-is"),
        pytest.param("a\r\nb", [note(1, (0, 2)), note(2, (2, 4))], [("a", (1,)), ("b", (2,))], id="half-a-line-end"),
    ],
)  # fmt: skip
def test_evidence_in_a_turn(text: str, notes: list[Noted], marked: list[tuple[str, tuple[int, ...]]]) -> None:
    from interviewer.text.display import printable

    found = highlights(replace(TURN, text=text), notes)
    assert [(printable(text)[one.start : one.end], one.notes) for one in found] == marked


def test_a_wrong_claim_is_told_from_a_point_that_was_made() -> None:
    found = highlights(replace(TURN, text="abcd"), [note(1, (0, 3)), note(2, (2, 4), is_wrong=True)])
    assert [one.is_wrong for one in found] == [False, True, True]


def test_the_notes_are_numbered_and_say_what_the_evidence_is_of() -> None:
    notes = [(one.number, one.text.partition(":")[0], one.is_wrong) for one in noted(WHOLE_REPORT.questions[0])]
    assert notes == [
        (1, "c3-linearisation, met", False),
        (2, "diamond-problem, met", False),
        (3, "inspect-mro, partly", False),
        (4, "why-c3, met", False),
        (5, "inconsistent-hierarchy, met", False),
        (6, "depth-first, wrong claim that was taken back", True),
        (7, "super-is-parent, wrong claim that stands", True),
    ]


def blocks_of(text: str, *notes: tuple[int, int]) -> list[Block]:
    """The transcript of one turn, in which a verdict has that evidence."""
    question = WHOLE_REPORT.questions[0]
    verdicts = tuple(
        replace(question.verdicts[0], quote=text[a:b], turn=2, start=a, end=b, more_quotes=()) for a, b in notes
    )
    told = replace(question, transcript=(replace(TURN, text=text),), verdicts=verdicts, misconceptions=(), code=None)
    return list(transcript_outline(replace(WHOLE_REPORT, questions=(told,))))[5:]


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        pytest.param(
            "\none\n\ntwo three",
            (1, 9),
            [
                Prose(text="one", highlights=(Highlight(start=0, end=3, notes=(1,)),)),
                Prose(text="two three", highlights=(Highlight(start=0, end=3, notes=(1,)),)),
            ],
            id="over-two-paragraphs",
        ),
        pytest.param(
            "so:\n\n    if a:\n        b",
            (9, 24),
            [
                Prose(text="so:"),
                Code(text="if a:\n    b"),
                Prose(text="if a: b", highlights=(Highlight(start=0, end=7, notes=(1,)),)),
            ],
            id="code-stays-as-it-is-and-the-evidence-stands-below",
        ),
    ],
)
def test_paragraphs_and_code(text: str, place: tuple[int, int], expected: list[Block]) -> None:
    found = blocks_of(text, place)
    assert found[: len(expected)] == expected
    assert isinstance(found[len(expected)], Notes)


def test_what_was_put_right_is_marked_where_the_grader_saw_it() -> None:
    [said] = [
        one for one in transcript_outline(build(CONTESTED)) if isinstance(one, Prose) and "one thread" in one.text
    ]
    assert [said.text[one.start : one.end] for one in said.highlights] == [
        "Only one thread at a time",
        "the guild is let go",
    ]
