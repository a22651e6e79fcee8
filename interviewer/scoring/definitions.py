"""Definitions: `list: mutable, ordered` says something of a list, though it has no verb."""

from __future__ import annotations

from interviewer.scoring.hearing import Hearing
from interviewer.text.words import word_set

LONGEST_TERM = 3
"""Words that a term has that is being defined, at most."""
_DEFINING = word_set(": - = -> =>")
_ARROWS = word_set("-> => --> ==> >")
MOST_ARROWS = 2
"""More than so many in a row lead from item to item of a list."""
_HEADINGS = word_set(
    "keyword keywords words terms topics points notes buzzwords concepts themes tags headings strengths weaknesses "
    "overall score verdict feedback glossary vocabulary checklist agenda outline"
)
_NUMBERED = word_set("step point item part number reason fact thing topic")
_OF_HEADINGS = word_set("key main my the more further also some all important relevant technical other last")
"""What is said of a heading; and so are numbers."""


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
    if sum(heard.keys[at] in _ARROWS for at in range(first, last)) > MOST_ARROWS:
        return frozenset()
    start = first
    for at in range(first, last):
        if heard.keys[at] == ";":
            start = at + 1
        elif heard.keys[at] in _DEFINING and _stands_apart(heard, at) and at + 1 < last:
            term = tuple(heard.keys[before] for before in range(start, at) if heard.is_word[before])
            if 0 < len(term) <= LONGEST_TERM and not _is_heading(term):
                found.add(term)
            start = last if term else at + 1  # only the first sign of a part counts, but for a bullet
    return frozenset(found)


def _is_heading(term: tuple[str, ...]) -> bool:
    """Whether the words announce a list, as in `Three more words: …`, rather than be what is defined."""
    if term[0] in _NUMBERED and len(term) <= 2 and term[-1].isdigit():  # noqa: PLR2004 - "step 3"
        return True
    if not _HEADINGS.intersection(term) and not (len(term) > 1 and term[0].isdigit() and term[1] in _OF_HEADINGS):
        return False
    return all(word in _HEADINGS or word in _OF_HEADINGS or word.isdigit() for word in term)


def _stands_apart(heard: Hearing, at: int) -> bool:
    """Whether white space follows the sign, and for a dash stands before it too."""
    token = heard.tokens[at]
    is_free = token.start > heard.tokens[at - 1].end if at else False
    follows = heard.tokens[at + 1].start > token.end if at + 1 < len(heard.tokens) else False
    return follows and (is_free or token.text == ":")
