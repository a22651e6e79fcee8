from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from interviewer.bank.question import StudyLink
from interviewer.dialogue.events import Answered, ExchangeEnded, GradeFailed, Recorded
from interviewer.report.blocks import Highlight, Prose, address
from interviewer.report.build import build
from interviewer.report.markdown import escaped, fenced, markdown, written
from interviewer.text.display import printable
from tests.report.hostile import HOSTILE
from tests.report.journals import asked, recorded, started
from tests.report.strategies import journals, outside_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
"""Takes everything for markup that it can."""
OURS = {"heading", "paragraph", "strong", "bullet_list", "ordered_list", "list_item", "blockquote", "link"}
"""What the report itself is made of."""
hostile = pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in HOSTILE.items()])


def read(source: str) -> list[Token]:
    """All tokens, those within paragraphs too."""
    return [inner for token in READER.parse(source) for inner in (token, *(token.children or ()))]


def text_of(tokens: Sequence[Token]) -> str:
    """What a reader gets to read in one paragraph."""
    return "".join(token.content for token in tokens if token.type == "text")


def one_line(text: str) -> str:
    return " ".join(printable(text, keep_newlines=False).split())


def assert_is_only_text(text: str) -> None:
    """The text is a paragraph and nothing else, alone and in the middle of a line."""
    for before in ("", "so "):
        tokens = read(before + escaped(text))
        kinds = {token.type for token in tokens}
        assert kinds <= {"paragraph_open", "inline", "text", "paragraph_close"}, kinds
        assert text_of(tokens) == (before + one_line(text)).strip()


@hostile
def test_outside_text_stays_text(text: str) -> None:
    assert_is_only_text(text)


@given(outside_text)
@settings(max_examples=300, deadline=None)
def test_any_text_stays_text(text: str) -> None:
    assert_is_only_text(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It's fine: a (b), c-d; e.g. 3.12!", "It's fine: a (b), c-d; e.g. 3.12!", id="plain-words"),
        pytest.param("__mro__ and *args", r"\_\_mro\_\_ and \*args", id="code-words"),
        pytest.param("- a", r"\- a", id="list"),
        pytest.param("12. a", r"12\. a", id="numbered-list"),
        pytest.param("x > 3 -> y", "x > 3 -> y", id="only-at-the-start"),
        pytest.param("see https://x.y", r"see https\://x.y", id="bare-address"),
        pytest.param("see WWW.x.y", r"see WWW\.x.y", id="bare-www"),
    ],
)
def test_no_more_is_escaped_than_needed(text: str, expected: str) -> None:
    assert escaped(text) == expected


@hostile
def test_code_stays_in_its_block(text: str) -> None:
    tokens = READER.parse(fenced(text) + "\nafter\n")
    assert [token.type for token in tokens] == ["fence", "paragraph_open", "inline", "paragraph_close"]
    assert tokens[0].content == printable(text) + "\n"


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        pytest.param("docs.python.org/3/howto/mro.html", "https://docs.python.org/3/howto/mro.html", id="usual"),
        pytest.param("x.org/a?b=1&c=2#d", "https://x.org/a?b=1&c=2#d", id="query"),
        pytest.param("x.org/a(b)[c]<d>", "https://x.org/a%28b%29%5Bc%5D%3Cd%3E", id="brackets"),
        pytest.param("javascript:alert(1)", "https://javascript:alert%281%29", id="no-other-scheme"),
        pytest.param("x.org/a b\n\x1b\ud800", "https://x.org/a%20b%0A%1B?", id="controls"),
    ],
)
def test_addresses(at: str, expected: str) -> None:
    assert address(StudyLink(title="x", at=at)) == expected


@hostile
def test_a_hostile_answer_adds_nothing_to_the_report(text: str) -> None:
    source = markdown(
        build(
            recorded(
                started("internals/gil"),
                asked("internals/gil"),
                Answered(turn=1, text=text),
                ExchangeEnded(ending="finished"),
                GradeFailed(number=1, reason=text),
            )
        )
    )
    assert_is_made_of_our_parts(source)
    headings = re.findall(r"^#+ .*", source, re.MULTILINE)
    assert len(headings) == 4, headings


@given(journals())
@settings(max_examples=60, deadline=None)
def test_every_report_is_made_of_our_parts_only(journal: list[Recorded]) -> None:
    assert_is_made_of_our_parts(markdown(build(journal)))


def assert_is_made_of_our_parts(source: str) -> None:
    source.encode()
    assert "\x1b" not in source
    for token in read(source):
        kind = re.sub(r"_(open|close)$", "", token.type)
        assert kind in OURS | {"inline", "text", "fence", "hardbreak"}, token
        if kind == "link" and token.nesting == 1:
            assert str(token.attrs["href"]).startswith("https://")


@given(st.text(st.characters(exclude_categories=()), max_size=6), outside_text, outside_text)
@settings(max_examples=200, deadline=None)
def test_evidence_is_bold_whatever_stands_round_it(before: str, quote: str, after: str) -> None:
    text = printable(f"{before}{quote}{after}")
    start = len(printable(before))
    places = [(start + found.start(), start + found.end()) for found in re.finditer(r"\S(.*\S)?", text[start:])][:1]
    prose = Prose(text=text, highlights=tuple(Highlight(start=a, end=b, notes=(7,)) for a, b in places))
    tokens = read(written([prose]))
    assert {token.type for token in tokens} <= {
        "paragraph_open", "inline", "text", "paragraph_close", "hardbreak", "strong_open", "strong_close",
    }  # fmt: skip
    assert sum(token.type == "strong_open" for token in tokens) == len(places)
    shown = " ".join(
        "".join(" " if one.type == "hardbreak" else one.content for one in tokens if one.type != "inline").split()
    )
    for a, b in places:
        assert f"«{one_line(text[a:b])}»[7]" in shown
