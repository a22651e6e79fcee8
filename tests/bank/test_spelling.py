from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.bank.dictionary import WORDS, EnglishDictionary, open_dictionary
from interviewer.bank.loader import parse_question
from interviewer.bank.problem import BrokenFileError
from interviewer.bank.spelling import misspelled
from tests.bank.sample import QUESTION


class Everything:
    """A dictionary that knows all words but those that begin with x."""

    def knows(self, word: str) -> bool:
        return not word.startswith("x")


def found(text: str) -> list[str]:
    question = parse_question(text.encode(), "q.yaml").question
    return [
        f"{'.'.join(map(str, finding.trail))} {finding.message.split('`')[1]}"
        for finding in misspelled(question, Everything())
    ]


PLACES = [
    pytest.param("keep a room warm?", "keep a xroom warm?", ["question xroom"], id="question"),
    pytest.param("says: Says that it measures", "says: Xsays it", ["criteria.0.says xsays"], id="criterion"),
    pytest.param("How does it know what", "How does it xknow what", ["criteria.0.probe xknow"], id="probe"),
    pytest.param("has a sensor for", "has a xsensor for", ["criteria.0.hints.1 xsensor"], id="hint"),
    pytest.param("It is a timer", "It is a xtimer", ["misconceptions.1.says xtimer"], id="misconception"),
    pytest.param("knows nothing", "xknows nothing", ["misconceptions.1.correction xknows"], id="correction"),
    pytest.param("somebody opens", "somebody xopens", ["misconceptions.1.challenge xopens"], id="challenge"),
    pytest.param("mean an electric", "mean an xelectric", ["clarifications.0.asks xelectric"], id="asked-back"),
    pytest.param("Any kind", "Any xkind", ["clarifications.0.answer xkind"], id="clarification"),
    pytest.param("hangs above", "xhangs above", ["extensions.0 xhangs"], id="extension"),
    pytest.param("compares and switches", "xcompares it", ["reference_answer xcompares"], id="reference-answer"),
    pytest.param("title: Thermostat", "title: Xthermostat", ["study.0.title xthermostat"], id="study-title"),
    pytest.param("it looks how warm", "it xlooks how warm", [], id="not-in-counts"),
    pytest.param("it heats the room", "it xheats the room", [], id="not-in-not-enough"),
    pytest.param("It measures how warm it is.", "It xmeasures.", [], id="not-in-an-example"),
    pytest.param("keep a room warm?", "keep `xroom.xy` warm?", [], id="not-in-backquotes"),
    pytest.param("keep a room warm?", "keep x_room, XR, xRoom, x3, x.y and xa() warm?", [], id="no-word-at-all"),
    pytest.param("keep a room warm?", "keep a xroom-xdoor warm?", ["question xroom", "question xdoor"], id="hyphen"),
    pytest.param("keep a room warm?", "keep xroom's xroom's xroom warm?", ["question xroom"], id="said-once"),
    pytest.param("code: null", "code: xwarm = 1\nextensions: []", [], id="name-in-the-code"),
]


@pytest.mark.parametrize(("before", "after", "expected"), PLACES)
def test_words_are_looked_at_where_somebody_hears_or_reads_them(before: str, after: str, expected: list[str]) -> None:
    changed = QUESTION.replace(before, after, 1)
    if "code:" in after:
        changed = QUESTION.replace("code: null", "code: xwarm = 1").replace("Any kind", "Any xwarm kind")

    assert changed != QUESTION
    assert found(changed) == expected


@pytest.fixture(scope="module")
def english() -> EnglishDictionary:
    dictionary = open_dictionary([])
    assert dictionary is not None
    return dictionary


RIGHT = """
behaviour colour honoured neighbouring organise organisation serialised analyse analysing centre metres catalogue
programme labelled travelling modelled fulfil defence licence grey artefact judgement
behavior color organize analyze labeled center don't isn't you've unlabelled
"""
SLIPS = "recieve occured seperate definately wich thier beleive arguement dont teh"


@pytest.mark.parametrize("word", RIGHT.split())
def test_british_and_american_words_are_right(english: EnglishDictionary, word: str) -> None:
    assert english.knows(word)


@pytest.mark.parametrize("word", SLIPS.split())
def test_slips_are_not(english: EnglishDictionary, word: str) -> None:
    assert not english.knows(word)


def test_the_words_of_a_bank_are_right_too_and_so_are_their_plurals(tmp_path: Path) -> None:
    (tmp_path / WORDS).write_text("# heating\nthermowell  # a sleeve\n\nPyrolyse\n", encoding="utf-8")
    dictionary = open_dictionary([tmp_path, tmp_path / "none"])

    assert dictionary is not None
    assert [
        word for word in ("thermowell", "thermowells", "pyrolyse", "heating", "sleev") if dictionary.knows(word)
    ] == [
        "thermowell",
        "thermowells",
        "pyrolyse",
        "heating",
    ]


def test_a_word_list_that_cannot_be_read_is_a_problem_of_its_file(tmp_path: Path) -> None:
    (tmp_path / WORDS).write_bytes(b"caf\xe9\n")

    with pytest.raises(BrokenFileError, match=r"words\.txt: Cannot be read: it is not UTF-8 text"):
        open_dictionary([tmp_path])


def test_without_the_package_there_is_no_dictionary() -> None:
    def nothing_installed(name: str) -> object:
        raise ImportError(name)

    assert open_dictionary([], nothing_installed) is None
