import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.text.folding import MAX_CLUSTER, fold

ANY_TEXT = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from(" \t\n\u00a0ﬁßİǅ\u0301\u0323\u200b\u200d\u0345가\u1161\u11a8’“—\uff9e\u1e9e"),
    ),
    max_size=30,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("Lists CHANGE", "lists change", id="case"),
        pytest.param("a \t\n b", "a b", id="run-of-white-space"),
        pytest.param("a\u00a0\u2003b", "a b", id="unusual-white-space"),
        pytest.param("it\u2019s \u201cfixed\u201d", 'it\'s "fixed"', id="curly-quotes"),
        pytest.param("a\u2014b \u2212 c", "a-b - c", id="dashes"),
        pytest.param("ﬁxed eﬃcient", "fixed efficient", id="ligatures"),
        pytest.param("cafe\u0301", "caf\u00e9", id="decomposed"),
        pytest.param("Straße", "strasse", id="sharp-s"),
        pytest.param("\u0130", "i\u0307", id="dotted-capital-i"),
        pytest.param("im\u200bmut\u00adable", "immutable", id="invisible-characters"),
        pytest.param("\uff1d\uff1d", "==", id="full-width"),
        pytest.param("\ud800 a", "\ud800 a", id="lone-surrogate"),
        pytest.param("e\u200d\u0301", "\u00e9", id="mark-behind-an-invisible-character"),
    ],
)
def test_folds(text: str, folded: str) -> None:
    assert fold(text).text == folded


@pytest.mark.parametrize(
    ("text", "part", "original"),
    [
        pytest.param("a  \n b", "b", "b", id="after-a-run-of-spaces"),
        pytest.param("a  \n b", "a b", "a  \n b", id="across-a-run-of-spaces"),
        pytest.param("Straße", "s", "S", id="first-of-several"),
        pytest.param("Maße", "ss", "ß", id="one-character-that-became-two"),
        pytest.param("Maße", "as", "aß", id="half-of-a-character-takes-it-whole"),
        pytest.param("cafe\u0301 x", "\u00e9", "e\u0301", id="two-code-points-that-became-one"),
        pytest.param("e\u0301  ﬁx", "fix", "ﬁx", id="after-clusters-and-runs"),
    ],
)
def test_span_leads_back_to_the_original(text: str, part: str, original: str) -> None:
    folded = fold(text)
    at = folded.text.index(part)
    start, end = folded.span(at, at + len(part))
    assert text[start:end] == original


@given(ANY_TEXT)
@settings(max_examples=200)
def test_offsets_rise_and_end_at_the_length(text: str) -> None:
    folded = fold(text)
    offsets = list(folded.offsets)
    assert len(offsets) == len(folded.text) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)


@given(ANY_TEXT)
@settings(max_examples=200)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(ANY_TEXT)
@settings(max_examples=200)
def test_unicode_form_does_not_matter(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)).text == fold(text).text
    assert fold(unicodedata.normalize("NFD", text)).text == fold(text).text


def test_a_flood_of_combining_marks_is_cut_into_pieces() -> None:
    flood = "e" + "\u0301\u0323" * 5 * MAX_CLUSTER
    folded = fold(flood)
    assert folded.offsets[-1] == len(flood)
    assert folded.text.startswith("\u1eb9")
