"""What is counted: wrong words, terms that were kept, terms that nobody said. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from interviewer.text.inflection import stem
from interviewer.text.words import tokens, word_set

FILLERS = word_set("um uh er erm hmm mm ah eh")
_DUNDER = re.compile(r"__(\w+?)__")
_COST = re.compile(r"\bO\(", re.IGNORECASE)
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_DIGITS = {word: str(number) for number, word in enumerate(_NUMBERS)}
_ALSO_WORDS = "ao"
"""Letters that are words, too: two letters that begin with one are no abbreviation, but for `I O` and its like."""


@cache
def normal(text: str) -> tuple[str, ...]:
    """The words of a text as a fair comparison wants them.

    Case, punctuation, hyphens and hesitations are nothing; letters that are spelled out are one word, `__x__` and
    `double underscore x` are `dunder x`, O(n) is `o of n`, number words are digits.
    """
    text = _DUNDER.sub(r" dunder \1 ", text)
    text = _COST.sub(" O of ", text).replace("_", " ").replace("'", "’")
    text = re.sub(r"double[- ]underscore", "dunder", text, flags=re.IGNORECASE)
    words = [token.text for token in tokens(text) if token.is_word]
    return tuple(_DIGITS.get(word, word) for word in _joined(words) if word not in FILLERS)


def wrong_words(reference: str, heard: str) -> tuple[int, int]:
    """Substitutions, insertions and deletions at the least, and how many words the reference has."""
    wanted, got = normal(reference), normal(heard)
    row = list(range(len(got) + 1))
    for at, word in enumerate(wanted, 1):
        above, row[0] = row[0], at
        for place, other in enumerate(got, 1):
            above, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, above + (word != other))
    return row[-1], len(wanted)


def terms_in(text: str, terms: Iterable[str]) -> Counter[str]:
    """How often each term occurs, the longest first: what belongs to `C3 linearization` is not counted again."""
    words = list(normal(text))
    found: Counter[str] = Counter()
    for term in sorted(terms, key=lambda each: len(normal(each)), reverse=True):
        wanted = list(normal(term))
        at = 0
        while at + len(wanted) <= len(words):
            if words[at : at + len(wanted)] == wanted:
                found[term] += 1
                words[at : at + len(wanted)] = [""] * len(wanted)
            at += 1
    return found


def is_said(term: str, text: str) -> bool:
    """Whether the term occurs in some form: `coroutine` does in `two co-routines`, `TypeError` in `a type error`."""
    wanted, words = "".join(normal(term)), normal(text)
    runs = ("".join(words[at:end]) for at in range(len(words)) for end in range(at + 1, at + len(wanted) + 1))
    return any(stem(run) == stem(wanted) or run in (wanted, f"{wanted}s") for run in runs)


def _joined(words: Sequence[str]) -> list[str]:
    """With runs of two and more letters as one word: `g i l` is `gil`."""
    joined: list[str] = []
    run: list[str] = []
    for word in (*words, ""):
        if len(word) == 1 and word.isalpha():
            run.append(word)
            continue
        is_short = len("".join(run).lstrip(_ALSO_WORDS)) <= 1
        joined += run if is_short else ["".join(run)]
        run = []
        joined.append(word)
    return joined[:-1]
