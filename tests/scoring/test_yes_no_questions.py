import pytest

from interviewer.scoring.yes_no_questions import Wordings, in_words
from tests.scoring.judges import NONCE
from tests.scoring.weighers import QUESTIONS, WORDINGS


def test_what_is_asked_stands_last_and_what_was_said_first() -> None:
    prompt = QUESTIONS.ask(["One.", "Two."], NONCE, "Is $says said?", "$100 {x} $says")
    said = "\n\n".join(f'<verbatim-{NONCE} from="candidate">\n{text}\n</verbatim-{NONCE}>' for text in ("One.", "Two."))
    assert prompt.user == f"{said}\n\nIs $100 {{x}} $says said?"


def test_there_are_several_wordings_of_each_kind() -> None:
    assert len(set(WORDINGS.points)) == 4
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
