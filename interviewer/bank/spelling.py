"""Spelling in what the interviewer or the report says. Pure: the dictionary is handed in."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from interviewer.bank.spoken import Finding, spoken_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewer.bank.question import Question
    from interviewer.bank.yaml_source import Trail

HINT = "Spell it right; or put it in backquotes when it is code, or into the bank's words.txt when it is a word."

_CODE = re.compile(r"`[^`]*`")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_IN_A_NAME = re.compile(r"[\w./=\\@-]*(?:[\d_/=\\@]|\.\w|\w\()[\w./=\\@()-]*")
"""What has a digit, an underscore, a slash, an inner full stop or a bracket right behind it: code, or a path."""


class Dictionary(Protocol):
    """The words that are right."""

    def knows(self, word: str) -> bool:
        """Whether that is a word. `word` is in lower case and has letters and apostrophes only."""
        ...


def misspelled(question: Question, dictionary: Dictionary) -> Iterator[Finding]:
    """Each word that is in no dictionary, once, where it stands first.

    Code in backquotes does not count, nor do the names in the question's code and proof, nor capitals such as GIL.
    """
    seen: set[str] = set(_names(question))
    for trail, text in read_texts(question):
        for word in _words(text):
            if word in seen:
                continue
            seen.add(word)
            if not dictionary.knows(word):
                yield Finding(trail, f"`{word}` is in no word list.", HINT)


def read_texts(question: Question) -> Iterator[tuple[Trail, str]]:
    """All that a candidate may hear or read of a question and its rubric, and where it stands."""
    for line in spoken_lines(question):
        yield line.trail, line.text
    for name in ("criteria", "misconceptions"):
        for at, part in enumerate(getattr(question, name)):
            yield (name, at, "says"), part.says
    for at, misconception in enumerate(question.misconceptions):
        yield ("misconceptions", at, "correction"), misconception.correction
    for at, clarification in enumerate(question.clarifications):
        yield ("clarifications", at, "asks"), clarification.asks
    yield ("reference_answer",), question.reference_answer
    for at, link in enumerate(question.study):
        yield ("study", at, "title"), link.title


def _words(text: str) -> Iterator[str]:
    """The words in lower case. Hyphens part them; a possessive s is left out."""
    prose = _IN_A_NAME.sub(" ", _CODE.sub(" ", text.replace("’", "'")))
    for found in _WORD.findall(prose):
        word = found.removesuffix("'s")
        if word[1:] == word[1:].lower() and len(word) > 1:
            yield word.lower()


def _names(question: Question) -> Iterator[str]:
    """What is a name in this question: the words of its code, of its proof, and of all code in its texts."""
    in_texts = (code for _, text in read_texts(question) for code in _CODE.findall(text))
    for code in chain((question.code or "", question.proof or ""), in_texts):
        yield from (name.lower() for name in _WORD.findall(code))
