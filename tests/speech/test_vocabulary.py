"""The words of the whole field."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.bank.question import Criterion, Question
from interviewer.errors import InterviewerError
from interviewer.speech.vocabulary import load_glossary, vocabulary


def question(*gives_away: str, tags: tuple[str, ...] = (), code: str | None = None) -> Question:
    criterion = Criterion(id="point", says="The point.", tier="core", gives_away=gives_away)
    return Question(
        format=1,
        question="Why?",
        level="mid",
        minutes=5,
        tags=tags,
        code=code,
        criteria=(criterion,),
        reference_answer="So.",
    )


BANK = [
    question("bytecode", "GIL", tags=("data-model",)),
    question("GIL", "lock", code="def read_all(self):\n    return self._rows + [HTTPServer]"),
]


def test_it_is_made_of_tags_tell_tale_words_and_names_in_code() -> None:
    found = vocabulary(BANK)
    assert set(found) >= {"GIL", "bytecode", "lock", "data model", "read_all", "_rows", "HTTPServer"}
    assert "return" not in found


def test_what_many_questions_have_comes_first_and_terms_before_it() -> None:
    assert vocabulary(BANK)[0] == "GIL"
    assert vocabulary(BANK, ["asyncio", "gil"])[:2] == ("asyncio", "gil")
    assert "GIL" not in vocabulary(BANK, ["asyncio", "gil"])


def test_the_order_of_the_bank_is_no_matter() -> None:
    assert vocabulary(BANK) == vocabulary(reversed(BANK))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(None, "Cannot be read", id="missing"),
        pytest.param("dunder: []\nnames: {}\nterms: []", "ordinary_words.txt: Cannot be read", id="words-missing"),
        pytest.param("dunder: [", "spoken_terms.yaml", id="no-yaml"),
        pytest.param("dunder: []\nnames: {}\nterms: [{word: GIL}]", "unknown field", id="unknown-field"),
    ],
)
def test_a_glossary_that_cannot_be_read_is_one_line(content: str | None, says: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "spoken_terms.yaml").write_text(content)
    with pytest.raises(InterviewerError, match=says):
        load_glossary(tmp_path)
