import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from interviewer.scoring.evidence import MOST_WORDS_NEAR, find, is_echo
from interviewer.text.folding import fold


@pytest.mark.parametrize(
    ("quote", "text", "found"),
    [
        pytest.param("lists change", "I know lists change.", "lists change", id="verbatim"),
        pytest.param("LISTS  change\n", "I know lists change.", "lists change", id="case-and-white-space"),
        pytest.param("it's", "so it\u2019s fixed", "it\u2019s", id="apostrophe"),
        pytest.param('"fixed"', "so \u201cfixed\u201d", "\u201cfixed\u201d", id="quotation-marks"),
        pytest.param("lists - they change", "lists \u2014 they change", "lists \u2014 they change", id="dash"),
        pytest.param("the list", "the list\u2014it changes", "the list", id="up-to-a-dash"),
        pytest.param("caf\u00e9", "a cafe\u0301 b", "cafe\u0301", id="unicode-form"),
        pytest.param("cafe\u0301", "a caf\u00e9 b", "caf\u00e9", id="unicode-form-the-other-way"),
        pytest.param("fixed", "so ﬁxed", "ﬁxed", id="ligature"),
        pytest.param("STRASSE", "die Straße hier", "Straße", id="folding-that-lengthens"),
        pytest.param("i\u0307 x", "\u0130 x", "\u0130 x", id="dotted-capital-i"),
        pytest.param("immutable", "im\u200bmutable", "im\u200bmutable", id="invisible-character"),
        pytest.param("a==b", "is a==b or", "a==b", id="code"),
        pytest.param("==", "use == here", "==", id="operator"),
        pytest.param("*args", "def f(*args)", "*args", id="star-args"),
        pytest.param("__mro__", "C.__mro__ is", "__mro__", id="attribute"),
        pytest.param("O(1)", "It's O(1).", "O(1)", id="big-o"),
        pytest.param("args", "args and *args", "args", id="whole-word-first"),
        pytest.param("args", "*args and args", "args", id="whole-word-later"),
        pytest.param("3.12", "since 3.12.", "3.12", id="version-before-a-full-stop"),
        pytest.param("x", "xx x", "x", id="after-a-longer-word"),
    ],
)
def test_finds(quote: str, text: str, found: str) -> None:
    place = find(quote, text)
    assert place is not None
    assert text[place.start : place.end] == found
    if text.count(found) == 2:
        assert place.start in (0, 10)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        pytest.param("", "anything", id="empty"),
        pytest.param(" \n\u200b", "any thing", id="invisible"),
        pytest.param("...", "wait... what", id="punctuation-alone"),
        pytest.param("tuples change", "I know lists change.", id="not-said"),
        pytest.param("lists never change", "lists change", id="word-too-many"),
        pytest.param("mutable", "they are immutable", id="part-of-a-word"),
        pytest.param("im", "they are immutable", id="beginning-of-a-word"),
        pytest.param("can", "you can't", id="part-of-a-contraction"),
        pytest.param("blocking", "it is non-blocking", id="part-of-a-compound"),
        pytest.param("thread", "it is thread-safe", id="first-half-of-a-compound"),
        pytest.param("=", "use == here", id="part-of-an-operator"),
        pytest.param("= b", "a != b", id="part-of-unequal"),
        pytest.param("args", "only *args", id="name-without-its-star"),
        pytest.param("*args", "only **args", id="one-star-of-two"),
        pytest.param("mro", "C.__mro__", id="part-of-a-dunder"),
        pytest.param("3", "since 3.12", id="part-of-a-version"),
        pytest.param("12", "since 3.12", id="other-part-of-a-version"),
        pytest.param("s", "ß", id="half-of-a-character"),
        pytest.param("linearisation", "linearization", id="another-spelling"),
        pytest.param("lists change often enough", "lists change quite enough", id="near-but-typed"),
    ],
)
def test_refuses(quote: str, text: str) -> None:
    assert find(quote, text) is None


@pytest.mark.parametrize(
    ("quote", "text", "found"),
    [
        pytest.param(
            "it merges the orders", "so, um, it merges, uh, the orders", "it merges, uh, the orders", id="fillers"
        ),
        pytest.param("it merges two orders", "it merges 2 orders", "it merges 2 orders", id="digits"),
        pytest.param(
            "the tuple is immutable", "the topple is immutable right", "the topple is immutable", id="misheard-word"
        ),
        pytest.param(
            "so the tuple is always fixed", "the tuple always fixed yes", "the tuple always fixed", id="word-missing"
        ),
        pytest.param(
            "the tuple is fixed", "the tupple fixed the tupple is fixed", "the tupple is fixed", id="nearest-stretch"
        ),
    ],
)
def test_finds_near_matches_in_speech(quote: str, text: str, found: str) -> None:
    assert find(quote, text) is None
    place = find(quote, text, spoken=True)
    assert place is not None
    assert text[place.start : place.end] == found


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        pytest.param("tuple is immutable", "tuples are immutable", id="too-short-for-a-slip"),
        pytest.param("the tuple is never changed", "the tuple is changed", id="negation-added-to-the-quote"),
        pytest.param("the tuple is changed", "the tuple is not changed", id="negation-left-out"),
        pytest.param("the tuple is never fixed", "the tuple is nearly fixed", id="negation-for-another-word"),
        pytest.param("it merges the orders", "it splits the lists", id="too-much-differs"),
        pytest.param("lists can be changed", "lists can be copied", id="another-word-at-the-end"),
        pytest.param("lists can be changed", "lists can be", id="last-word-missing"),
        pytest.param(
            "so lists can be changed now", "so lists can be slowly changed now", id="word-with-content-left-out"
        ),
        pytest.param("the tuple is fixed", "", id="nothing-said"),
        pytest.param("um uh er", "um uh", id="fillers-alone"),
    ],
)
def test_refuses_in_speech(quote: str, text: str) -> None:
    assert find(quote, text, spoken=True) is None


def test_speech_of_inhuman_length_is_searched_word_for_word_only() -> None:
    text = "the topple is immutable " * (MOST_WORDS_NEAR // 4 + 1)
    assert find("the tuple is immutable", text, spoken=True) is None
    assert find("the topple is immutable", text, spoken=True) is not None


def test_a_long_word_takes_linear_time() -> None:
    assert find("a" * 1000, "a" * 1_000_000) is None


WORDS = ["lists", "Tuple", "can't", "x=3", "==", "*args", "__mro__", "Straße", "cafe\u0301", "ﬁx", "3.12",
         "non-blocking", "\u0130", "\u201csaid\u201d", "it\u2019s", "名前", "O(1)", "\u1100\u1161",
         "won't"]  # fmt: skip
ANSWERS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12)


@given(ANSWERS, st.data())
def test_no_quote_is_refused_that_differs_only_by_form(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    space = st.sampled_from([" ", "\n", " \t ", "\u00a0", "  "])
    text = "".join(f"{data.draw(space)}{word}" for word in words)
    quote = "".join(f"{word}{data.draw(space)}" for word in words[first:last])
    change = data.draw(
        st.sampled_from(
            [str.upper, str.lower, str.title, str.casefold]
            + [lambda text, form=form: unicodedata.normalize(form, text) for form in ("NFC", "NFD", "NFKC", "NFKD")]
        )
    )
    changed = change(quote).translate({ord("'"): "\u2019", ord("\u201c"): '"', ord("-"): "\u2010"})
    place = find(changed, text)
    assert place is not None
    assert fold(text[place.start : place.end]).text == fold(quote).text.strip()


@given(st.text(alphabet=st.sampled_from("abßİﬁ \u0301\u200b='*-.1"), max_size=12),
       st.text(alphabet=st.sampled_from("abßİﬁ \u0301\u200b='*-.1"), max_size=6))  # fmt: skip
def test_no_quote_is_accepted_that_is_not_in_the_text(text: str, quote: str) -> None:
    place = find(quote, text)
    if place is None:
        assume(fold(quote).text.strip() not in fold(text).text)
    else:
        assert 0 <= place.start < place.end <= len(text)
        assert fold(text[place.start : place.end]).text.strip() == fold(quote).text.strip()


@given(ANSWERS, ANSWERS)
def test_a_quote_with_a_word_of_its_own_is_refused(words: list[str], quoted: list[str]) -> None:
    quote = " ".join([*quoted, "elsewhere"])
    assert find(quote, " ".join(words)) is None
    assert find(quote, " ".join([*words, "elsewhere-or-not"])) is None


@pytest.mark.parametrize(
    ("quote", "is_it"),
    [
        pytest.param("which method to call when a class has several base classes", True, id="word-for-word"),
        pytest.param("a class calls methods of its base class", True, id="inflected-and-reordered"),
        pytest.param("it does that", True, id="no-content-of-its-own"),
        pytest.param("Python decides by C3", False, id="something-new"),
        pytest.param("it does not call the method", False, id="denied"),
    ],
)
def test_is_echo(quote: str, is_it: bool) -> None:
    asked = "How does Python decide which method to call when a class has several base classes?"
    assert is_echo(quote, asked) is is_it


def test_an_echo_of_a_denial() -> None:
    assert is_echo("lists are not hashable", "Why are lists not hashable?")
