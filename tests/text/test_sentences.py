import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.text.sentences import LONG_WORDS, LONGEST_WORDS, sentences


def split(text: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param(" \n\t ", [], id="white-space"),
        pytest.param("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"], id="prose"),
        pytest.param('He said "no." Then (yes.) Done', ['He said "no."', "Then (yes.)", "Done"], id="closing-marks"),
        pytest.param(
            "Use a set, e.g. for names, i.e. keys.", ["Use a set, e.g. for names, i.e. keys."], id="abbreviations"
        ),
        pytest.param("Since 3.12. Before it", ["Since 3.12.", "Before it"], id="decimal"),
        pytest.param("Use functools.wraps. Then", ["Use functools.wraps.", "Then"], id="dotted-name"),
        pytest.param("It is written in C. It is fast", ["It is written in C.", "It is fast"], id="single-letter"),
        pytest.param("So it's... mutable. Yes", ["So it's... mutable.", "Yes"], id="dots-as-a-pause"),
        pytest.param("Hmm… Lists change", ["Hmm…", "Lists change"], id="ellipsis-before-a-capital"),
        pytest.param("I forgot...", ["I forgot..."], id="dots-at-the-end"),
        pytest.param("Lists change\nTuples do not", ["Lists change", "Tuples do not"], id="short-lines"),
        pytest.param("- one thing\n- another\n3) third", ["- one thing", "- another", "3) third"], id="bullets"),
        pytest.param(
            "A tuple cannot be changed after it has been\nmade, and a list can.",
            ["A tuple cannot be changed after it has been\nmade, and a list can."],
            id="wrapped-paragraph",
        ),
        pytest.param(
            "A tuple cannot be changed after it has been\r\nmade, and a list can.",
            ["A tuple cannot be changed after it has been\r\nmade, and a list can."],
            id="wrapped-with-carriage-returns",
        ),
        pytest.param(
            "A tuple cannot be changed after it has been made\n\nLists can.",
            ["A tuple cannot be changed after it has been made", "Lists can."],
            id="blank-line",
        ),
        pytest.param(
            "for instance you write a decorator that looks like\ndef wrapper(*args):\n    return func(*args)",
            [
                "for instance you write a decorator that looks like",
                "def wrapper(*args):\n    return func(*args)",
            ],
            id="code-after-prose",
        ),
        pytest.param(
            "x = f(1)\n\n\ny = g(x)\nThat is all.",
            ["x = f(1)\n\n\ny = g(x)", "That is all."],
            id="code-with-blank-lines",
        ),
    ],
)
def test_splits(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_a_block_of_code_is_marked() -> None:
    assert [sentence.is_code for sentence in sentences("Like this:\n\n    return func(*args)\n\nSo.")] == [
        False, True, False
    ]  # fmt: skip


def test_code_too_long_to_be_one_unit_is_cut_at_the_end_of_a_line() -> None:
    line = "value = one + two + three"
    blocks = split("\n".join([line] * 20))
    assert len(blocks) == 2
    assert all(set(block.splitlines()) == {line} for block in blocks)


def test_speech_without_punctuation_is_cut_where_a_thought_opens() -> None:
    text = " ".join(["word"] * LONG_WORDS + ["so"] + ["more"] * 5)
    assert [len(sentence.split()) for sentence in split(text)] == [LONG_WORDS, 6]
    assert split(text)[1].startswith("so more")


def test_speech_without_any_opening_is_cut_into_windows() -> None:
    assert [len(sentence.split()) for sentence in split("word " * 2 * LONGEST_WORDS)] == [LONGEST_WORDS, LONGEST_WORDS]


def test_a_sentence_that_is_merely_long_in_letters_stays_whole() -> None:
    text = "x" * 500 + " so y"
    assert split(text) == [text]


@given(st.text(alphabet=st.sampled_from("ab .,!?\n\r-e.g…'\t1x=")).map(lambda text: text * 3))
@settings(max_examples=200)
def test_only_white_space_stands_between_sentences(text: str) -> None:
    at = 0
    for sentence in sentences(text):
        assert sentence.start < sentence.end
        assert text[at : sentence.start].strip() == ""
        assert text[sentence.start : sentence.end] == text[sentence.start : sentence.end].strip()
        at = sentence.end
    assert text[at:].strip() == ""
