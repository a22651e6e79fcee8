"""Finds a quote in what the candidate said. What is not found is no evidence, whoever quotes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from interviewer.scoring.cues import NUMBERS
from interviewer.scoring.hearing import NEGATORS
from interviewer.scoring.manner import FUNCTION_WORDS, content_of
from interviewer.scoring.spelling import distance
from interviewer.text.folding import Folded, fold
from interviewer.text.words import Token, tokens, word_set

FEWEST_WORDS_NEAR = 3
"""A near match needs so many words, or it would match anything."""
MOST_WORDS_NEAR = 20_000
"""Near matches are looked for in spoken turns up to this long: two hours of speech."""
WORDS_PER_SLIP = 4
"""One word in so many may differ in a near match."""

_SPOKEN_FILLERS = word_set(
    "um uh er erm ah oh hmm like well so okay ok yeah you know i mean just really actually basically"
)
_RUN = re.compile(r"\w+|[=<>+*/%&|^~@#$\\-]+")
_INSIDE_A_TOKEN = re.compile(
    r"\w\0\w"
    r"|\w[-']\0\w|\w\0[-']\w"  # thread-safe, can't
    r"|\d\.\0\d|\d\0\.\d"  # 3.12
    r"|[=<>+*/%&|^~@#$\\-]\0[=<>+*/%&|^~@#$\\-]|!\0="  # ==
    r"|[*@$%#&~]\0\w"  # *args
)
_SUBSTANCE = re.compile(r"[\w=<>+*/%&|^~@#$\\]")
_LONG_DASHES = set("\u2013\u2014\u2015")
_NEVER = float("inf")


class Place(NamedTuple):
    """Code points `start` (inclusive) to `end` (exclusive) of the candidate's text."""

    start: int
    end: int


def find(quote: str, text: str, *, spoken: bool = False) -> Place | None:
    """Where the text holds the quote, the first time; None when it does not.

    Unicode form, case, white space, typographic quotation marks and dashes may differ, and nothing else: the quote's
    words and code tokens are whole ones of the text (`mutable` is not in `immutable`, nor `=` in `==`, nor `args` in
    `*args`). In spoken text fillers do not matter, and one word in four may be a small word that is missing or added,
    or one that looks alike, but no negation. A quote of nothing but punctuation is never found. The place is in the
    original text.
    """
    wanted = fold(quote).text.strip()
    if not _SUBSTANCE.search(wanted):
        return None
    folded = fold(text)
    at = folded.text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if not _cuts(folded, at, text) and not _cuts(folded, end, text):
            return Place(*folded.span(at, end))
        # No whole token begins inside this one, so the rest of it is passed over: of a long word every letter would
        # otherwise be tried, in quadratic time.
        at = folded.text.find(wanted, _end_of_run(folded.text, at))
    return _near(quote, text) if spoken else None


def _end_of_run(text: str, at: int) -> int:
    match = _RUN.match(text, at)
    return at + 1 if match is None else match.end()


def is_echo(quote: str, question_text: str) -> bool:
    """Whether the quote holds nothing but words of the question: said back, it is evidence of nothing.

    Inflections and order do not matter; a negation that the question does not have makes it more than an echo.
    """
    if _negations(quote) - _negations(question_text):
        return False
    return content_of(quote) <= content_of(question_text)


def _negations(text: str) -> set[str]:
    return {"not" for token in tokens(text) if token.text in NEGATORS}


def _cuts(folded: Folded, at: int, original: str) -> bool:
    """Whether a quote that begins or ends at this place of the folded text would cut a word or a code token."""
    if at in (0, len(folded.text)) or " " in folded.text[at - 1 : at + 1]:
        return False
    if folded.offsets[at] == folded.offsets[at - 1]:
        return True  # the two halves of one character, such as the ss of ß
    if _LONG_DASHES & {original[folded.offsets[at - 1]], original[folded.offsets[at]]}:
        return False
    return _INSIDE_A_TOKEN.search(f"{folded.text[max(at - 2, 0) : at]}\0{folded.text[at : at + 2]}") is not None


def _near(quote: str, text: str) -> Place | None:
    wanted = _spoken_words(quote)
    heard = _spoken_words(text)
    if len(wanted) < FEWEST_WORDS_NEAR or len(heard) > MOST_WORDS_NEAR:
        return None
    found = _align([token.text for token in wanted], [token.text for token in heard])
    return None if found is None else Place(heard[found[0]].start, heard[found[1] - 1].end)


def _spoken_words(text: str) -> list[Token]:
    return [token for token in tokens(text) if token.is_word and token.text not in _SPOKEN_FILLERS]


def _align(wanted: Sequence[str], heard: Sequence[str]) -> tuple[int, int] | None:
    """The stretch of words (start, end) nearest to those wanted, None when none is near enough.

    Sellers' algorithm: the row holds, for each number of wanted words, the cheapest way to have said them up to here,
    and where it began.
    """
    allowed = len(wanted) // WORDS_PER_SLIP
    best: tuple[float, int, int] | None = None
    # Never from nothing: the first word of the quote and its last must have been said.
    row = [(0.0, 0), *((_NEVER, 0) for _ in wanted)]
    for at, word in enumerate(heard):
        previous = row
        row = [(0.0, at + 1)]
        for number, want in enumerate(wanted, 1):
            said = (previous[number - 1][0] + _cost(want, word), previous[number - 1][1])
            added = (previous[number][0] + _loss(word), previous[number][1])
            missing = (row[-1][0] + (_NEVER if number == len(wanted) else _loss(want)), row[-1][1])
            row.append(min(said, added, missing, key=lambda way: way[0]))
        cost, start = row[-1]
        if cost <= allowed and start <= at and (best is None or cost < best[0]):
            best = (cost, start, at + 1)
    return None if best is None else (best[1], best[2])


def _loss(word: str) -> float:
    """What it costs when a word is missing or added: a small word may be, a negation or a word with content never."""
    return 1.0 if word in FUNCTION_WORDS and word not in NEGATORS else _NEVER


def _cost(want: str, word: str) -> float:
    """What it costs to take one word for another."""
    if NUMBERS.get(want, want) == NUMBERS.get(word, word):
        return 0.0
    if want in NEGATORS or word in NEGATORS or want[0] != word[0]:
        return _NEVER
    return 0.5 if distance(want, word) <= max(len(want), len(word)) // 3 else _NEVER
