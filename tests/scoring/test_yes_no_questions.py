import pytest

from interviewer.scoring.yes_no_questions import MOST_PHRASINGS, Subject, Wordings, in_words
from tests.scoring.judges import NONCE
from tests.scoring.weighers import QUESTIONS, WORDINGS


def test_what_is_asked_stands_last_and_what_was_said_first() -> None:
    prompt = QUESTIONS.ask(["One.", "Two."], NONCE, "Is $says said?", Subject("$100 {x} $says"))
    said = "\n\n".join(f'<verbatim-{NONCE} from="candidate">\n{text}\n</verbatim-{NONCE}>' for text in ("One.", "Two."))
    assert prompt.user == f"{said}\n\nIs $100 {{x}} $says said?"


@pytest.mark.parametrize(
    ("phrasings", "asked"),
    [
        pytest.param(("One way.", "Another $way."), "Is it one of One way. / Another $way.?", id="phrasings"),
        pytest.param((), "Is it one of The point.?", id="none-written"),
        pytest.param(("x",) * 9, f"Is it one of {' / '.join('x' * MOST_PHRASINGS)}?", id="many"),
    ],
)
def test_ways_to_say_a_point_are_asked_about_where_its_author_wrote_some(
    phrasings: tuple[str, ...], asked: str
) -> None:
    prompt = QUESTIONS.ask(["One."], NONCE, "Is it one of $phrasings?", Subject("The point.", phrasings))
    assert prompt.user.endswith(f"\n\n{asked}")


def test_there_are_several_wordings_of_each_kind() -> None:
    assert len(set(WORDINGS.points)) == 3
    assert len(set(WORDINGS.claims)) >= 2


@pytest.mark.parametrize(
    ("points", "claims"),
    [
        pytest.param(("Is it said?",), ("Is $says said?",), id="no-variable"),
        pytest.param(("Is $says said?",), ("Is $claim said?",), id="unknown-variable"),
        pytest.param(("Is $says said for $?",), ("Is $says said?",), id="a-bare-dollar"),
        pytest.param((), ("Is $says said?",), id="none"),
    ],
)
def test_wordings_that_cannot_be_filled_are_refused(points: tuple[str, ...], claims: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="wording"):
        Wordings(points=points, claims=claims)


@pytest.mark.parametrize(("count", "words"), [(1, "one"), (4, "four"), (12, "12")])
def test_in_words(count: int, words: str) -> None:
    assert in_words(count) == words
