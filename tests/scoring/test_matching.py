import pytest

from interviewer.scoring.cues import parse_cue
from interviewer.scoring.hearing import MOST_DISTINCT_WORDS, Hearing
from interviewer.scoring.matching import Hit, hits, match


def is_heard(cue: str, text: str) -> bool:
    return all(match(parse_cue(cue), Hearing(text)))


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        pytest.param("list", "Lists are great", id="plural"),
        pytest.param("yield", "It yielded one", id="past"),
        pytest.param("linearisation", "the linearization", id="american"),
        pytest.param("immutable", "they are imutable", id="slip"),
        pytest.param("immutable", "they are immutible", id="slip-in-the-ending"),
        pytest.param("tuple", "a tulpe", id="swapped-letters"),
        pytest.param("multithreading", "with multi-threading", id="hyphenated"),
        pytest.param("multithreading", "with multi threading", id="two-words"),
        pytest.param("coroutine", "two co-routines", id="short-first-half"),
        pytest.param("reclaim*", "It is reclaimable", id="prefix"),
        pytest.param("=list", "a list", id="exact"),
        pytest.param("c3", "It's C3.", id="letters-and-digits"),
        pytest.param("`*args`", "def f(*args):", id="star-args"),
        pytest.param("`==`", "a == b", id="operator"),
        pytest.param("`o(1)`", "(that's O(1))", id="big-o"),
        pytest.param("functools.wraps", "@functools.wraps(func)", id="dotted-name"),
        pytest.param("one value", "1 value at a time", id="digit-for-word"),
        pytest.param("2 lists", "two lists", id="word-for-digit"),
        pytest.param("reference count", "reference-counting", id="hyphen-between"),
        pytest.param("reference count", "the reference, um, you know, count", id="fillers-between"),
        pytest.param("tuple immutable", "a tuple is, like, just immutable", id="copula-between"),
        pytest.param("tuple immutable", "the tuple, tuple is immutable", id="restart-between"),
        pytest.param("not change", "it can't be changed", id="contraction"),
        pytest.param("not change", "it cannot be changed", id="cannot"),
        pytest.param("not change", "you dont change it", id="no-apostrophe"),
        pytest.param("not change", "it's never changed", id="never-for-not"),
        pytest.param("not lock", "without locks", id="without-for-not"),
        pytest.param("tuple .. immutable", "A tuple, once it is made, stays immutable", id="words-between"),
        pytest.param("tuple .. (hashable|key)", "tuples are immutable and can be keys", id="same-subject-goes-on"),
        pytest.param("tuple .. change", "tuples are fixed, they won't grow and I can change it", id="pronoun-goes-on"),
        pytest.param("set .. mutable", "Sets, dicts and lists are mutable", id="enumeration-of-subjects"),
        pytest.param("immutable .. whereas .. list", "immutable whereas a list", id="barrier-named-by-the-cue"),
        pytest.param("(a .. b|c) d", "a x b d", id="sequence-in-alternatives"),
        pytest.param("lazy & yield", "It yields them, lazily", id="any-order"),
        pytest.param("yield &! list", "It yields. A list does not.", id="unwanted-in-another-sentence"),
        pytest.param("tuple immutable + list mutable", "Lists are mutable. Tuples are immutable.", id="parts-apart"),
        pytest.param("list mutable", "It's not only tuples, lists are mutable", id="not-only"),
        pytest.param("list mutable", "No matter what, lists are mutable", id="no-matter"),
        pytest.param("change", "no, you can change it", id="answering-no-with-comma"),
        pytest.param("change", "no you can change it", id="answering-no"),
        pytest.param("wraps", "don't forget wraps", id="do-not-forget"),
        pytest.param("tuple immutable", "It's not hashable and tuples are immutable", id="negator-before-and"),
        pytest.param("tuple immutable", "It's not a list, tuples are immutable", id="negator-in-clause-before"),
        pytest.param("tuple immutable", "It does not grow because tuples are immutable", id="negator-before-because"),
        pytest.param("tuple immutable", "It is not one — tuples are immutable", id="negator-before-dash"),
        pytest.param("list .. mutable", "Lists, unlike tuples, are mutable", id="contrast-in-between"),
        pytest.param("list .. mutable", "Unlike tuples, lists are mutable", id="contrast-before"),
        pytest.param("list .. mutable", "lists, unlike tuples which are not so, are mutable", id="negator-in-aside"),
        pytest.param("blocking", "It is mutable or not, it is blocking", id="or-not"),
        pytest.param("safe", "None is safe as a default", id="value-none"),
        pytest.param("create .. list", "Set it to none and create the list inside", id="value-none-spoken"),
    ],
)
def test_heard(cue: str, text: str) -> None:
    assert is_heard(cue, text)


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        pytest.param("list", "a last thing", id="another-word"),
        pytest.param("linearise", "the linearization", id="derivation"),
        pytest.param("you change it", "No you can change it", id="a-word-between"),
        pytest.param("mutable", "they are immutable", id="opposite"),
        pytest.param("immutable", "they are mutable", id="opposite-of-opposite"),
        pytest.param("thread", "a threat", id="real-word-near-by"),
        pytest.param("generator", "the generation", id="another-ending"),
        pytest.param("=lists", "a list", id="exact-is-not-inflected"),
        pytest.param("`*args`", "def f(**args):", id="other-operator"),
        pytest.param("`==`", "a = b", id="part-of-an-operator"),
        pytest.param("c3", "c 3", id="code-is-exact"),
        pytest.param("reference count", "references that we count", id="not-adjacent"),
        pytest.param("reference count", "reference; count", id="semicolon-between"),
        pytest.param("reference count", "a reference. Count it", id="sentence-end-between"),
        pytest.param("multithreading", "a multi purpose tool", id="half-of-a-word"),
        pytest.param("multithreading", "it is multi", id="half-at-the-end"),
        pytest.param("tuple .. immutable", "immutable is the tuple", id="order"),
        pytest.param("tuple .. immutable", "Tuples hold things. Lists are immutable", id="across-sentences"),
        pytest.param("tuple .. immutable", "tuples are fixed but strings immutable", id="across-but"),
        pytest.param("tuple .. immutable", "tuples are fixed; it is immutable", id="across-semicolon"),
        pytest.param("tuple .. immutable", "tuple a1 b2 c3 d4 e5 f6 g7 h8 i9 j10 k11 immutable", id="too-far-apart"),
        pytest.param("list .. immutable", "Lists are mutable and tuples are immutable", id="another-subject"),
        pytest.param("list .. immutable", "Lists are mutable, tuples are immutable", id="another-subject-after-comma"),
        pytest.param("tuple .. mutable", "Unlike tuples, lists are mutable", id="contrasted"),
        pytest.param("tuple .. mutable", "compared to tuples lists are mutable", id="compared"),
        pytest.param("lazy & yield", "It yields. Lazily.", id="both-in-one-sentence"),
        pytest.param("yield &! list", "It yields a list", id="unwanted"),
        pytest.param("yield &! list", "It yields no list", id="unwanted-though-denied"),
        pytest.param("tuple immutable + list mutable", "Tuples are immutable.", id="a-part-is-missing"),
        pytest.param("mutable", "They are not mutable", id="denied"),
        pytest.param("mutable", "They aren't really, um, mutable", id="denied-across-fillers"),
        pytest.param("tuple immutable", "I don't think that tuples are immutable", id="denied-from-afar"),
        pytest.param("tuple .. immutable", "Tuples are not immutable", id="denied-in-between"),
        pytest.param("blocking", "non-blocking", id="non"),
        pytest.param("lock", "It works without locks", id="without"),
        pytest.param("simple", "It is not so simple", id="not-so"),
        pytest.param("safe", "None of them is safe", id="none-of-them"),
        pytest.param("safe", "There is none that is safe", id="there-is-none"),
        pytest.param("simple", "It is not, um, simple", id="denied-across-a-pause"),
        pytest.param("not change", "It changes", id="negator-wanted"),
        pytest.param("not change", "It not only changes", id="not-only-is-no-negator"),
        pytest.param("yield from", "from yield", id="phrase-in-order"),
        pytest.param("a & b & c", "a c", id="one-of-three-missing"),
        pytest.param("a & b & c", "c b", id="first-of-three-missing"),
        pytest.param("yield &! list", "It returns a list", id="wanted-missing-and-unwanted-there"),
        pytest.param("tuple", "", id="nothing-said"),
    ],
)
def test_not_heard(cue: str, text: str) -> None:
    assert not is_heard(cue, text)


def test_the_word_non_denies_only_the_next_word() -> None:
    assert is_heard("loop", "a non blocking loop")


def test_a_word_that_the_rubric_uses_is_no_slip() -> None:
    part = parse_cue("pause").parts[0]
    assert hits(part, Hearing("it will pauze there"))
    assert not hits(part, Hearing("it will pauze there", frozenset({"pauz"})))


def test_one_hit_for_each_sentence_with_its_place() -> None:
    heard = Hearing("A tuple is immutable. No tuple. The tuple, it's immutable.")
    found = hits(parse_cue("tuple .. immutable").parts[0], heard)
    assert found == [Hit(0, 1, 4), Hit(2, 9, 14)]
    assert [" ".join(heard.keys[hit.start : hit.end]) for hit in found] == [
        "tuple is immutable",
        "tuple , it is immutable",
    ]


def test_match_names_the_parts_that_are_missing() -> None:
    assert match(parse_cue("list + tuple"), Hearing("only lists")) == (Hit(0, 1, 2), None)


def test_slips_are_looked_for_among_so_many_distinct_words() -> None:
    words = " ".join(f"w{number}" for number in range(MOST_DISTINCT_WORDS))
    assert is_heard("immutable", f"imutable {words}")
    assert not is_heard("immutable", f"{words} imutable")
    assert is_heard("immutable", f"{words} immutable")


@pytest.mark.parametrize(
    ("cue", "text", "is_within"),
    [
        pytest.param("cpu .. take thread", "For CPU work I take processes, for I/O I take threads", False, id="for"),
        pytest.param("cpu .. thread", "asyncio is for I/O and not for CPU, if it waits, threads", False, id="if"),
        pytest.param("one .. core", "asyncio runs on one thread, processes run on each core", False, id="same-verb"),
        pytest.param("cpu .. use thread", "use processes for CPU work and use threads for I/O", False, id="same-word"),
        pytest.param("cpu .. i thread", "I take processes for CPU, I take threads", False, id="same-subject-and-verb"),
        pytest.param("cpu .. take thread", "For CPU work, um, for that I take threads", True, id="a-breath"),
        pytest.param("cpu .. take thread", "If it is CPU work, I take threads", True, id="main-clause"),
        pytest.param("cpu .. thread", "it is CPU work, it needs threads", True, id="pronoun"),
    ],
)
def test_a_claim_ends_where_the_sentence_turns(cue: str, text: str, is_within: bool) -> None:
    assert bool(hits(parse_cue(cue).parts[0], Hearing(text), within_clause=True)) is is_within


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        pytest.param("gil", "Threads run in parallel in spite of the GIL", id="in-spite-of"),
        pytest.param("gil", "They do it despite the GIL", id="despite"),
        pytest.param("collector", "The collector is not needed", id="not-needed"),
        pytest.param("collector", "A collector is unnecessary there", id="unnecessary"),
        pytest.param("thread for", "I use threads, for that", id="comma-before-a-topic"),
        pytest.param("not", "x = f()\nif not found: pass\nreturn None", id="negator-in-code"),
    ],
)
def test_is_not_heard_either(cue: str, text: str) -> None:
    assert not is_heard(cue, text)


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        pytest.param("thread", "Multithreading is nice", id="compound"),
        pytest.param("functools wraps", "I put functools.wraps on it", id="dotted-name-as-words"),
        pytest.param("static", "A static method does not need self", id="needs-not"),
        pytest.param("not run", "x = call()\n# does not run yet", id="negator-in-a-comment"),
    ],
)
def test_is_heard_too(cue: str, text: str) -> None:
    assert is_heard(cue, text)
