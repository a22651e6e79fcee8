import pytest

from interviewer.scoring.cues import (
    Cue,
    CueError,
    Exact,
    Group,
    Item,
    Negator,
    Part,
    Phrase,
    Plain,
    Prefix,
    Seq,
    parse_cue,
)


def plain(word: str, stem: str | None = None, slips: int = 0) -> Plain:
    return Plain(word, stem or word, slips)


def phrase(*items: Item) -> Phrase:
    return Phrase(items)


def seq(*items: Item) -> Seq:
    return Seq((phrase(*items),))


@pytest.mark.parametrize(
    ("source", "items"),
    [
        pytest.param("lists", (plain("lists", "list", 1),), id="word-of-five-letters"),
        pytest.param("list", (plain("list"),), id="word-of-four-letters"),
        pytest.param("Immutable", (plain("immutable", "immutabl", 2),), id="word-of-nine-letters"),
        pytest.param("not", (Negator(),), id="negator"),
        pytest.param("never", (plain("never", slips=1),), id="another-negator-is-itself"),
        pytest.param("don't", (plain("do"), Negator()), id="contraction"),
        pytest.param("cannot", (plain("can"), Negator()), id="cannot"),
        pytest.param("reclaim*", (Prefix("reclaim"),), id="prefix"),
        pytest.param("=mro", (Exact(("mro",)),), id="exact-word"),
        pytest.param("two", (Exact(("2",)),), id="number-word"),
        pytest.param("2", (Exact(("2",)),), id="digit"),
        pytest.param("c3", (Exact(("c3",)),), id="letters-and-digits"),
        pytest.param("3.12", (Exact(("3.12",)),), id="version"),
        pytest.param("functools.wraps", (Exact(("functools", ".", "wraps")),), id="dotted-name"),
        pytest.param("__mro__", (Exact(("__mro__",)),), id="dunder"),
        pytest.param("`*args`", (Exact(("*", "args")),), id="backquotes"),
        pytest.param("`o(1)`", (Exact(("o", "(", "1", ")")),), id="parentheses-in-backquotes"),
        pytest.param("copy-on-write", (plain("copy", "copi"), plain("on"), plain("write", "writ", 1)), id="hyphens"),
        pytest.param("(a|b c)", (Group((plain("a"),), (seq(plain("b"), plain("c")),)),), id="alternatives"),
        pytest.param(
            "(a .. b)", (Group((), (Seq((phrase(plain("a")), phrase(plain("b")))),)),), id="sequence-in-parentheses"
        ),
    ],
)
def test_items(source: str, items: tuple[Item, ...]) -> None:
    assert parse_cue(source) == Cue(source, (Part((seq(*items),)),))


def test_the_whole_grammar() -> None:
    a, b, c, d = (phrase(plain(letter)) for letter in "abcd")
    assert parse_cue("~ a .. b & c &! d + d") == Cue(
        "~ a .. b & c &! d + d",
        (Part((Seq((a, b)), Seq((c,))), (Seq((d,)),)), Part((Seq((d,)),))),
        weak=True,
    )


@pytest.mark.parametrize("source", ["a..b", " a  ..  b ", "a .. b"])
def test_space_round_operators_does_not_matter(source: str) -> None:
    assert parse_cue(source).parts == parse_cue("a .. b").parts


@pytest.mark.parametrize(
    ("source", "position", "message"),
    [
        pytest.param("", 0, "ends where a word", id="empty"),
        pytest.param("a +", 3, "ends where a word", id="nothing-after-plus"),
        pytest.param("a .. & b", 5, "before '&'", id="operator-after-operator"),
        pytest.param("| a", 0, "inside parentheses", id="bar-at-the-beginning"),
        pytest.param("a | b", 2, "inside parentheses", id="bar-outside"),
        pytest.param("(a | b", 0, "never closed", id="open-parenthesis"),
        pytest.param("(a & b)", 3, "cannot stand inside", id="ampersand-inside"),
        pytest.param("()", 1, "before '\\)'", id="empty-parentheses"),
        pytest.param("a) b", 1, "never opened", id="closing-parenthesis"),
        pytest.param("a ~ b", 2, "beginning of a cue", id="tilde-inside"),
        pytest.param("a ... b", 2, "two dots", id="three-dots"),
        pytest.param("`a", 0, "never closed", id="open-backquote"),
        pytest.param("a ``", 2, "nothing between", id="empty-backquotes"),
        pytest.param("a ! b", 2, "only in '&!'", id="lone-exclamation-mark"),
        pytest.param("*args", 0, "backquotes", id="star-before"),
        pytest.param("a == b", 2, "backquotes", id="equals-signs"),
        pytest.param("a*b", 0, "backquotes", id="star-inside"),
        pytest.param("x (b) c)", 7, "before '\\)'", id="one-parenthesis-too-many"),
    ],
)
def test_a_cue_that_cannot_be_read_says_why(source: str, position: int, message: str) -> None:
    with pytest.raises(CueError, match=message) as caught:
        parse_cue(source)
    assert caught.value.position == position
    assert caught.value.message == str(caught.value)


def test_a_part_of_one_word_shows_only_the_topic() -> None:
    parts = parse_cue("super + c three + a .. b + a & b + (a|b)").parts
    assert [part.is_single_word for part in parts] == [True, False, False, False, True]
