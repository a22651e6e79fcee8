from __future__ import annotations

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.bank.problem import BrokenFileError
from interviewer.bank.yaml_source import Position, Source, Trail, parse

GOOD = [
    pytest.param("a: no\nb: Yes\nc: on\nd: OFF", {"a": "no", "b": "Yes", "c": "on", "d": "OFF"}, id="words-are-words"),
    pytest.param("a: true\nb: False\nc: TRUE", {"a": True, "b": False, "c": True}, id="truth"),
    pytest.param("a:\nb: ~\nc: null\nd: NULL", dict.fromkeys("abcd"), id="nothing"),
    pytest.param("a: 12:30\nb: 12:30:45", {"a": "12:30", "b": "12:30:45"}, id="times-are-text"),
    pytest.param(
        "a: 010\nb: 08\nc: +3\nd: -4", {"a": 10, "b": 8, "c": 3, "d": -4}, id="decimal-whatever-it-begins-with"
    ),
    pytest.param("a: 0x1F\nb: 0o17", {"a": 31, "b": 15}, id="other-bases"),
    pytest.param(
        "a: 1_000\nb: 1,000\nc: 2024-01-31\nd: =",
        {"a": "1_000", "b": "1,000", "c": "2024-01-31", "d": "="},
        id="yaml-1.1-leftovers-are-text",
    ),
    pytest.param("a: 1.5\nb: .5\nc: 1e3\nd: -.INF", {"a": 1.5, "b": 0.5, "c": 1000.0, "d": -math.inf}, id="fractions"),
    pytest.param(f"a: {'9' * 5000}", {"a": math.inf}, id="absurdly-long-number"),
    pytest.param("a: \"3\"\nb: '3'\nc: |\n  3\n", {"a": "3", "b": "3", "c": "3\n"}, id="quoted-is-text"),
    pytest.param("404: a\ntrue: b\nnull: c", {"404": "a", "true": "b", "null": "c"}, id="names-are-text"),
    pytest.param("\ufeffa: 1\r\nb: 2\r\n", {"a": 1, "b": 2}, id="byte-order-mark-and-crlf"),
    pytest.param("a: |\n  x\ty\n", {"a": "x\ty\n"}, id="tab-in-a-block"),
    pytest.param("%YAML 1.2\n---\na: 1\n...\n", {"a": 1}, id="directive-and-end"),
    pytest.param('a: "👨\u200d👩\u200d👧"', {"a": "👨\u200d👩\u200d👧"}, id="joined-emoji"),
]

BAD = [
    pytest.param(b"", 1, 1, "The file is empty.", id="empty"),
    pytest.param(b"# nothing\n", 1, 1, "The file is empty.", id="comments-only"),
    pytest.param(b"just text", 1, 1, "The file is not a list of `field: value` lines.", id="text"),
    pytest.param(b"\n- a", 2, 1, "The file is not a list of `field: value` lines.", id="list"),
    pytest.param(b"a: 1\nb: 2\na: 3", 3, 1, "`a` is here twice; it is on line 1 too.", id="name-twice"),
    pytest.param(b"a: {b: 1, b: 2}", 1, 11, "`b` is here twice; it is on line 1 too.", id="name-twice-inside"),
    pytest.param(b"a: &x 1", 1, 4, "Anchors (`&`) and aliases (`*`) are not part of the format.", id="anchor"),
    pytest.param(b"a: [*args]", 1, 5, "Anchors (`&`) and aliases (`*`) are not part of the format.", id="alias"),
    pytest.param(b"a: !!str 1", 1, 4, "Tags (`!`) are not part of the format.", id="tag"),
    pytest.param(b"a: ! x", 1, 4, "Tags (`!`) are not part of the format.", id="bare-tag"),
    pytest.param(b"<<: {b: 1}", 1, 1, "Merge keys (`<<`) are not part of the format.", id="merge-key"),
    pytest.param(b"a: 1\n---\nb: 2", 3, 1, "A second document begins.", id="two-documents"),
    pytest.param(b"? [a]\n: 1", 1, 3, "The name of a field is not plain text.", id="list-as-name"),
    pytest.param(b"a: " + b"[" * 40, 1, 16, "Lists and fields are nested too deep.", id="deep-list"),
    pytest.param(b"a: " + b"{a: " * 4000, 1, 52, "Lists and fields are nested too deep.", id="deep-mapping"),
    pytest.param(b"a: x\nb: \xff", 2, 4, "This is not UTF-8 text.", id="latin-1"),
    pytest.param(b"\xef\xbb\xbfa\xff", 1, 2, "This is not UTF-8 text.", id="latin-1-after-byte-order-mark"),
    pytest.param("a: ü".encode("utf-16"), 1, 1, "This is not UTF-8 text.", id="utf-16"),
    pytest.param(b"a: x\nb: y\x00z", 2, 5, "This text holds the invisible or control character U+0000.", id="nul"),
    pytest.param(b"a: \x1b[31m", 1, 4, "This text holds the invisible or control character U+001B.", id="escape"),
    pytest.param(
        b'a: "\\e[31m"', 1, 4, "This text holds the invisible or control character U+001B.", id="escaped-escape"
    ),
    pytest.param(
        b'"\\0": x', 1, 1, "This text holds the invisible or control character U+0000.", id="escaped-nul-in-a-name"
    ),
    pytest.param(
        b'a: "x\\ry"', 1, 4, "This text holds the invisible or control character U+000D.", id="escaped-return"
    ),
    pytest.param("a: \u202ex".encode(), 1, 4, "This text holds the invisible or control character U+202E.", id="bidi"),
    pytest.param(
        "a: x\u2028b: y".encode(),
        1,
        5,
        "This text holds the invisible or control character U+2028.",
        id="line-separator",
    ),
    pytest.param(
        "é: ü x: y".encode(),
        1,
        7,
        "This is not YAML: mapping values are not allowed in this context.",
        id="colon-in-text",
    ),
    pytest.param(
        b'a: "x\n\n',
        3,
        1,
        "This is not YAML: found unexpected end of stream, in what begins on line 1.",
        id="open-quote",
    ),
    pytest.param(
        b"a:\n\t- b",
        2,
        1,
        "This is not YAML: found character that cannot start any token.",
        id="tab",
    ),
    pytest.param(
        b'a: "\\ud800"',
        1,
        7,
        "This is not YAML: found invalid Unicode character escape code.",
        id="surrogate",
    ),
]


@pytest.mark.parametrize(("text", "data"), GOOD)
def test_values_are_those_of_the_core_schema(text: str, data: dict[str, object]) -> None:
    assert parse(text.encode(), "f.yaml").data == data


@pytest.mark.parametrize(("content", "line", "column", "message"), BAD)
def test_what_the_format_does_not_know_is_refused_in_its_place(
    content: bytes, line: int, column: int, message: str
) -> None:
    with pytest.raises(BrokenFileError) as caught:
        parse(content, "f.yaml")
    (problem,) = caught.value.problems
    assert (problem.path, problem.line, problem.column, problem.message) == ("f.yaml", line, column, message)
    assert problem.hint.endswith((".", "?"))
    assert str(caught.value) == f"f.yaml:{line}:{column}: {message} {problem.hint}"


def test_a_field_is_given_before_the_rest_of_the_file_is_looked_at() -> None:
    source = Source(b"a: [1]\nb: 2\nc: [broken", "f.yaml")
    fields = source.fields()
    assert [next(fields), next(fields)] == [("a", [1]), ("b", 2)]


@pytest.mark.parametrize(
    ("trail", "position"),
    [
        pytest.param((), (1, 1), id="whole"),
        pytest.param(("a", 1), (2, 5), id="item"),
        pytest.param(("b", "c"), (3, 8), id="inside"),
        pytest.param(("b", "missing"), (3, 4), id="missing-is-where-its-parent-is"),
        pytest.param(("missing", 3, "x"), (1, 1), id="all-missing"),
    ],
)
def test_positions(trail: Trail, position: tuple[int, int]) -> None:
    source = parse(b"a: [x,\n    y]\nb: {c: z}", "f.yaml")
    assert source.position(trail) == Position(*position)
    assert source.keys["b", "c"] == Position(3, 5)


TEXTS = st.text(
    st.characters(
        exclude_categories=["Cc", "Cs"], exclude_characters="\u061c\u200e\u200f\u2028\u2029\ufeff\ufffe\uffff"
    ).filter(lambda character: not ("\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069"))
    | st.sampled_from("\n\t:#-'\"[]{}&*!|>%@`? "),
    max_size=12,
)
LEAVES = st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.floats(allow_nan=False, allow_infinity=False)
TREES = st.dictionaries(
    TEXTS,
    st.recursive(
        LEAVES | TEXTS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
        max_leaves=8,
    ),
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(TREES)
def test_json_reads_as_itself_and_every_position_is_right(tree: dict[str, object]) -> None:
    text = json.dumps(tree, indent=1, ensure_ascii=False)
    lines = text.split("\n")
    source = parse(text.encode(), "f.yaml")
    assert source.data == tree
    for trail, position in source.values.items():
        value: object = source.data
        for part in trail:
            value = value[part]  # type: ignore[index]
        begin = json.dumps(value, ensure_ascii=False)
        begin = begin[0] if isinstance(value, dict | list) else begin
        assert lines[position.line - 1][position.column - 1 :].startswith(begin)
    for trail, position in source.keys.items():
        name = json.dumps(trail[-1], ensure_ascii=False)
        assert lines[position.line - 1][position.column - 1 :].startswith(name)


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=40)
    | st.text(max_size=40).map(lambda text: text.encode("utf-8", "surrogatepass"))
    | st.lists(
        st.sampled_from(
            [
                "a",
                "b",
                ": ",
                "\n",
                "- ",
                "[",
                "]",
                "{",
                "}",
                ", ",
                "? ",
                "&x ",
                "*x",
                "!t ",
                "'",
                '"',
                "|\n",
                ">\n",
                "  ",
                "\t",
                "#",
                "---\n",
                "...\n",
                "%",
                "\\",
                "\x85",
                "<<",
            ]
        ),
        max_size=16,
    ).map(lambda parts: "".join(parts).encode())
)
def test_anything_else_is_a_broken_file_and_never_another_failure(content: bytes) -> None:
    try:
        source = parse(content, "f.yaml")
    except BrokenFileError as error:
        (problem,) = error.problems
        assert problem.line is not None
        assert "\n" not in str(problem)
    else:
        assert isinstance(source.data, dict)
