"""The words of the whole field, which bias a recogniser and repair what it mis-heard.

Always of all questions together. A list made of the open question alone would hand out its answer: the recogniser
would hear the very terms that the candidate has to find.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from interviewer.bank.folders import ORDINARY_WORDS, SPOKEN_TERMS
from interviewer.errors import InterviewerError
from interviewer.resources import data_folder
from interviewer.transcript.glossary import Glossary
from interviewer.transcript.spoken_terms import SpokenTerms

if TYPE_CHECKING:
    from pathlib import Path

    from interviewer.bank.question import Question

LONGEST = 40
"""Characters of a term."""
_IDENTIFIER = re.compile(r"\b(?:[A-Za-z]+_\w+|_\w+|[a-z]+[A-Z]\w*|[A-Z][a-z]+[A-Z]\w*|[A-Z]{2,}\w*)\b")


def vocabulary(questions: Iterable[Question], terms: Iterable[str] = ()) -> tuple[str, ...]:
    """What is worth telling a recogniser: `terms` first, then the bank's tags, names in code and tell-tale words.

    The more questions have a word, the earlier it comes; of equal ones the alphabet decides. `questions` is the whole
    bank, whatever the interview asks.
    """
    counts: Counter[str] = Counter()
    for question in questions:
        counts.update(set(_of_question(question)))
    terms = tuple(terms)
    known = {term.casefold() for term in terms}
    others = sorted((word for word in counts if word.casefold() not in known), key=lambda word: (-counts[word], word))
    return (*terms, *others)


def load_glossary(folder: Path | None = None) -> Glossary:
    """That of `spoken_terms.yaml` and `ordinary_words.txt` in the bank that ships, or in that folder.

    Raises InterviewerError when a file is not there or not as it should be.
    """
    from msgspec import DecodeError, ValidationError, yaml

    path = (folder or data_folder("rubrics")) / SPOKEN_TERMS
    try:
        spoken = yaml.decode(path.read_bytes(), type=SpokenTerms)
        return Glossary(spoken, _listed(path.with_name(ORDINARY_WORDS)))
    except OSError as error:
        raise InterviewerError(
            f"{error.filename or path}: Cannot be read: {error.strerror}.", "Install interviewer again."
        ) from error
    except (DecodeError, ValidationError) as error:
        raise InterviewerError(f"{path}: {error}.", "Mend the file, or install interviewer again.") from error


def _listed(path: Path) -> Iterable[str]:
    """The words of a file that has one a line, and comments."""
    return (line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#"))


def _of_question(question: Question) -> Iterable[str]:
    yield from (tag.replace("-", " ") for tag in question.tags)
    for criterion in question.criteria:
        yield from (word for word in criterion.gives_away if len(word) <= LONGEST)
    yield from (name for name in _IDENTIFIER.findall(question.code or "") if len(name) <= LONGEST)
