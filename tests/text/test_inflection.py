import pytest

from interviewer.text.inflection import stem


@pytest.mark.parametrize(
    "forms",
    [
        "list lists listed listing",
        "class classes",
        "process processes processed processing",
        "cache caches cached caching",
        "hash hashes hashed hashing",
        "cycle cycles cycled",
        "copy copies copied copying",
        "dictionary dictionaries",
        "use uses used using",
        "free frees freed freeing",
        "need needs needed needing",
        "stop stops stopped stopping",
        "call calls called calling",
        "lazy lazily",
        "automatic automatically",
        "local locally",
        "simple simply",
        "possible possibly",
        "immutable immutably",
        "linearise linearize linearised linearized linearizing",
        "linearisation linearization linearisations",
        "analyse analyze",
        "behaviour behavior behaviours",
        "write writes wrote written writing",
        "run runs ran running",
        "be is are was were been",
        "do does did done",
        "index indexes indices",
        "type types typed typing",
        "python pythons",
        "try tries tried trying",
    ],
)
def test_forms_of_one_word_share_their_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("list", "last"),
        ("mutable", "immutable"),
        ("string", "str"),
        ("thing", "the"),
        ("generator", "generation"),
        ("need", "new"),
        ("hour", "or"),
        ("process", "procedure"),
        ("cls", "class"),
        ("status", "state"),
        ("this", "the"),
        ("reply", "replete"),
        ("off", "of"),
        ("mine", "min"),
        ("pipe", "pip"),
        ("pypy", "pypi"),
        ("one", "on"),
        ("note", "not"),
        ("fills", "files"),
        ("rolled", "roles"),
    ],
)
def test_different_words_do_not(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize("name", ["__mro__", "c3", "o", "3.12", "naïve", "is_alive"])
def test_what_is_no_plain_word_stays_as_it_is(name: str) -> None:
    assert stem(name) == name
