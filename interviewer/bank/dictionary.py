"""The dictionary of `bank check`: English from an optional package, and the lists of words that lie in the banks."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

from interviewer.bank.loader import read_file
from interviewer.bank.problem import BrokenFileError, unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

WORDS = "words.txt"
"""In a bank's folder: words that are right there, one a line; what follows a `#` is a remark."""

# The package's word list is American. Each pair turns a British form into the American one that the list holds.
_AMERICAN = [
    (re.compile(pattern), american)
    for pattern, american in (
        (r"(?<=[a-z]{3})is(?=(?:e|es|ed|er|ers|ing|able|ation|ations)$)", "iz"),
        (r"(?<=[a-z]{3})ys(?=(?:e|es|ed|er|ers|ing)$)", "yz"),
        (r"(?<=[a-z]{2})our(?=(?:s|ed|ing|al|able|ably|ful|less|ite|ites|hood|ist)?$)", "or"),
        (r"(?<=[a-z]{2})tre(?=s?$)", "ter"),
        (r"(?<=[a-z]{3})ogue(?=s?$)", "og"),
        (r"(?<=[a-z]{3})ll(?=(?:ed|er|ers|ing)$)", "l"),
        (r"(?<=[a-z]{2})ence(?=s?$)", "ense"),
        (r"(?<=[a-z]{3})lfil(?=s?$)", "lfill"),
        (r"gramme(?=s?$)", "gram"),
        (r"^grey", "gray"),
        (r"^arte(?=fact)", "arti"),
        (r"(?<=judg)e(?=ment)", ""),
    )
]
_PREFIXES = ("un", "non", "re", "sub", "multi", "over", "pre", "mis", "co")
FEWEST_LETTERS = 4
"""How many letters the rest of a word with a prefix has at least to be looked up on its own."""


class EnglishDictionary:
    """English words, American and British, and those of some lists."""

    def __init__(self, english: Any, extra: Iterable[str]) -> None:
        """`english` is the package's checker."""
        self._english = english
        self._extra = frozenset(word.lower() for word in extra)

    def knows(self, word: str) -> bool:
        """Whether that is a word, a contraction, or a word with a usual prefix."""
        return self._is_there(word) or any(
            self._is_there(rest)
            for prefix in _PREFIXES
            if len(rest := word.removeprefix(prefix)) >= FEWEST_LETTERS and rest != word
        )

    def _is_there(self, word: str) -> bool:
        if word in self._english or word in self._extra or word.removesuffix("s") in self._extra:
            return True
        return any(
            american != word and (american in self._english or american in self._extra)
            for american in (pattern.sub(replacement, word) for pattern, replacement in _AMERICAN)
        )


def open_dictionary(
    folders: Iterable[Path], import_module: Callable[[str], Any] = import_module
) -> EnglishDictionary | None:
    """English and the words.txt of these folders; None when the package is not installed.

    Raises BrokenFileError for a words.txt that cannot be read.
    """
    try:
        package = import_module("spellchecker")
    except ImportError:
        return None
    extra = [word for folder in folders if (folder / WORDS).exists() for word in read_list(folder / WORDS)]
    return EnglishDictionary(package.SpellChecker(language="en", distance=1), extra)


def read_list(path: Path) -> list[str]:
    """The lines of a list in a bank's folder, without remarks and empty ones. Raises BrokenFileError."""
    try:
        text = read_file(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BrokenFileError([unreadable(str(path), "it is not UTF-8 text")]) from None
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return [line for line in lines if line]
