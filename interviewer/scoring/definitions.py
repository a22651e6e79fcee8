"""Definitions: `list: mutable, ordered` says something of a list, though it has no verb."""

from __future__ import annotations

from interviewer.scoring.hearing import Hearing
from interviewer.text.words import word_set

LONGEST_TERM = 3
"""Words that a term has that is being defined, at most."""
_DEFINING = word_set(": - = -> =>")


def defines(heard: Hearing, number: int) -> bool:
    """Whether the sentence says of a term what it is, and one beside it, or another part of it, does so of another.

    One alone may be the heading of a list: `Keywords: mutable, ordered`.
    """
    terms = _terms(heard, number)
    if not terms:
        return False
    beside = [_terms(heard, at) for at in (number - 1, number + 1) if 0 <= at < len(heard.bounds)]
    return len(terms.union(*beside)) > 1


def _terms(heard: Hearing, number: int) -> frozenset[tuple[str, ...]]:
    """What the sentence defines: the words before a colon, a dash or an arrow, part by part."""
    first, last = heard.bounds[number]
    found: set[tuple[str, ...]] = set()
    start = first
    for at in range(first, last):
        if heard.keys[at] == ";":
            start = at + 1
        elif heard.keys[at] in _DEFINING and _stands_apart(heard, at) and at + 1 < last:
            term = tuple(heard.keys[before] for before in range(start, at) if heard.is_word[before])
            if 0 < len(term) <= LONGEST_TERM:
                found.add(term)
            start = last if term else at + 1  # only the first sign of a part counts, but for a bullet
    return frozenset(found)


def _stands_apart(heard: Hearing, at: int) -> bool:
    """Whether white space follows the sign, and for a dash stands before it too."""
    token = heard.tokens[at]
    is_free = token.start > heard.tokens[at - 1].end if at else False
    follows = heard.tokens[at + 1].start > token.end if at + 1 < len(heard.tokens) else False
    return follows and (is_free or token.text == ":")
