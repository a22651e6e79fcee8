import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.text.display import in_ascii, printable, shorten


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("plain text", "plain text", id="plain"),
        pytest.param("naïve 名前 🐍", "naïve 名前 🐍", id="other-scripts"),
        pytest.param("a\x1b[31mb", "a␛[31mb", id="escape-sequence"),
        pytest.param("a\x9b31mb", "a\ufffd31mb", id="one-byte-escape-sequence"),
        pytest.param("a\0b\x7f", "a␀b␡", id="nul-and-delete"),
        pytest.param("a\r\nb\rc\nd\u2028e", "a\nb\nc\nd\ne", id="line-ends"),
        pytest.param("a\tb", "a    b", id="tab"),
        pytest.param("a\u202eb\u2066c", "abc", id="bidirectional-controls"),
        pytest.param("a\u200b\u00ad\ufeffb", "ab", id="invisible"),
        pytest.param("a\U000e0041b", "ab", id="tag-characters"),
        pytest.param("a\u3164b", "ab", id="filler-that-counts-as-a-letter"),
        pytest.param("a\ud800b", "a\ufffdb", id="lone-surrogate"),
        pytest.param("[red]x[/red]", "[red]x[/red]", id="markup-is-plain-text"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_newlines_can_become_spaces() -> None:
    assert printable("a\nb\r\nc", keep_newlines=False) == "a b c"


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=40))
@settings(max_examples=300)
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    shown = printable(text)
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and char != "\n" for char in shown)
    assert printable(shown) == shown


def test_every_format_character_is_gone() -> None:
    every = "".join(chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Cf")
    assert printable(every) == ""


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        pytest.param("short", 10, "short", id="fits"),
        pytest.param("exactly ten", 11, "exactly ten", id="just-fits"),
        pytest.param("one two three four", 12, "one two…", id="cut-at-a-word"),
        pytest.param("one two three", 8, "one two…", id="word-ends-at-the-width"),
        pytest.param("incomprehensibility", 8, "incompr…", id="one-long-word"),
        pytest.param("a\n  b\x1b", 10, "a b␛", id="one-harmless-line"),
        pytest.param("ab", 1, "…", id="one-column"),
        pytest.param("", 5, "", id="nothing"),
    ],
)
def test_shorten(text: str, width: int, shown: str) -> None:
    assert shorten(text, width) == shown


def test_shorten_refuses_no_width() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        shorten("text", 0)


def test_our_own_typography_in_ascii() -> None:
    assert in_ascii("✓ met · “so”…") == '+ met - "so"...'
    assert in_ascii("größer") == "größer"
