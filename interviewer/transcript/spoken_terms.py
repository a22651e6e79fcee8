"""How the terms of the field are said and mis-heard: what is written down, and what follows from spelling. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct

from interviewer.text.inflection import stem
from interviewer.text.words import tokens
from interviewer.transcript.soundalikes import Pronounced, in_sounds

SHORTEST_SPELLED = 3
"""Letters that a term has at least when its letters one by one are taken for it."""
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


class Term(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A term and how it is mis-heard."""

    term: str
    heard: tuple[str, ...] = ()
    """Forms that can mean nothing else."""
    perhaps: tuple[str, ...] = ()
    """Forms that may be meant as they stand. One that begins in capitals is looked for in capitals: `On` for
    O(n), where no sentence begins."""
    near: tuple[str, ...] = ()
    """Words of which one has to stand near a form of `perhaps`."""
    said: tuple[str, ...] = ()
    """How it is said, where that does not follow from how it is written: `a sync i o`."""


class SpokenTerms(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The content of `rubrics/spoken_terms.yaml`."""

    dunder: tuple[str, ...]
    """What stands for the underscores of `__init__` and its like."""
    perhaps_dunder: tuple[str, ...] = ()
    """What may stand for them near one of `dunder_near`."""
    dunder_near: tuple[str, ...] = ()
    names: dict[str, tuple[str, ...]]
    """What stands for a name between them."""
    terms: tuple[Term, ...]


class Form(NamedTuple):
    """Words that may stand for a term."""

    words: tuple[str, ...]
    meant: str
    near: frozenset[str] | None
    """Stems; None where the form needs no surroundings."""
    is_capital: bool = False
    is_right: bool = False
    """Whether it is the term as it is written, which is looked for so that no other form takes a part of it."""


def forms(spoken: SpokenTerms) -> Iterator[Form]:
    """Those of the file, and those that follow from how a term is written. A sure form shadows its later equals."""
    sure: set[tuple[str, ...]] = set()
    for form in (*_of_dunders(spoken), *_of_terms(spoken.terms)):
        if form.words and form.words not in sure:
            if form.near is None and not form.is_right:
                sure.add(form.words)
            yield form


def _of_terms(terms: Iterable[Term]) -> Iterator[Form]:
    """The forms that need surroundings come last: elsewhere the same form may be sure."""
    terms = tuple(terms)
    for term in terms:
        yield Form(words_of(term.term), term.term, None, is_right=True)
    for term in terms:
        for form in (*term.heard, *_apart(term.term), *_spelled(term.term)):
            yield Form(words_of(form), term.term, None)
    for term in terms:
        near = stems(term.near)
        for form in term.perhaps:
            yield Form(words_of(form), term.term, near, is_capital=form.split()[0].isupper())


def _of_dunders(spoken: SpokenTerms) -> Iterator[Form]:
    """Every name behind every word for the underscores, and run together with it: `dunderin it`."""
    near = stems(spoken.dunder_near)
    for name, forms in spoken.names.items():
        for form in forms:
            words = words_of(form)
            for dunder in spoken.dunder:
                yield Form((*words_of(dunder), *words), f"__{name}__", None)
            yield Form((spoken.dunder[0] + words[0], *words[1:]), f"__{name}__", None)
            for dunder in spoken.perhaps_dunder:
                yield Form((*words_of(dunder), *words), f"__{name}__", near)


def _apart(term: str) -> Iterator[str]:
    """A name with its parts as words: `stop iteration`, `cached property`; no part is a single letter."""
    parts = _PART.findall(term)
    if term.isidentifier() and len(parts) > 1 and all(len(part) > 1 for part in parts) and not term.isupper():
        yield " ".join(parts)


def _spelled(term: str) -> Iterator[str]:
    """Capitals one by one: `G I L`, and `I O` for `I/O`."""
    letters = term.replace("/", "")
    if letters.isupper() and letters.isalpha() and (len(letters) >= SHORTEST_SPELLED or "/" in term):
        yield " ".join(letters)


def surroundings(spoken: SpokenTerms) -> dict[str, frozenset[str]]:
    """The stems that speak for each term."""
    near = {f"__{name}__": stems(spoken.dunder_near) for name in spoken.names}
    return near | {term.term: stems(term.near) for term in spoken.terms}


def ways(spoken: SpokenTerms) -> Iterator[Pronounced]:
    """All ways to say all terms."""
    for name, forms in spoken.names.items():
        for form in forms[:1]:
            row = in_sounds(words_of(form))
            for dunder in ("dunder", "double underscore"):
                yield Pronounced(f"__{name}__", in_sounds(words_of(dunder)) + row, len(row) + 1)
    for term in spoken.terms:
        for way in term.said or _as_written(term.term):
            row = in_sounds(words_of(way))
            yield Pronounced(term.term, row, len(row))


def wordings(spoken: SpokenTerms) -> dict[str, tuple[str, ...]]:
    """How a recogniser may write each term: as it is written, or as it is said."""
    written: dict[str, tuple[str, ...]] = {
        f"__{name}__": (f"dunder {name.replace('_', ' ')}", f"__{name}__") for name in spoken.names
    }
    for term in spoken.terms:
        said = term.said[0] if term.said else next(_as_written(term.term))
        written[term.term] = (term.term,) if said.casefold() == term.term.casefold() else (term.term, said)
    return written


def _as_written(term: str) -> Iterator[str]:
    """Names part by part, a dot as the word and as nothing; capitals one by one."""
    for dot in (" ", " dot ") if "." in term else (" ",):
        parts = _PART.findall(term.replace(".", f" {dot.strip()} ").replace("+", " plus ").replace("(", " of "))
        yield " ".join(" ".join(part.lower()) if part.isupper() else part.lower() for part in parts)


def stems(near: Iterable[str]) -> frozenset[str]:
    """The stems of all their words."""
    return frozenset(stem(word) for phrase in near for word in words_of(phrase))


def words_of(form: str) -> tuple[str, ...]:
    """Its words, as they are looked for."""
    return tuple(token.text for token in tokens(form) if token.is_word)
