"""Spoken forms: what people say, and what speech is written down as, for names and costs that a cue spells out.

A small glossary, of forms that were seen in transcripts or that cannot mean much else. Words that are common in talk of
programs (`a sink`, `to pull`, `in it`) stand here only as part of a longer form.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interviewer.text.words import tokens, word_set

_GLOSSARY = {
    "api": "a p i",
    "async": "a sync",
    "asyncio": "a sink io, a sink i o, async i o, async io, a sync io, a sync i o, a sing io, asking io, ascensio",
    "await": "a wait",
    "c3": "see 3, sea 3",
    "cpython": "see python, c python, sea python",
    "dict": "dicked, dickt, dikt",
    "functools": "funk tools, func tools",
    "getattr": "get atter, get attr, get at her",
    "gil": "gill, g i l",
    "heapq": "heap q, heap cue",
    "isinstance": "is instance",
    "itertools": "iter tools, eater tools, itter tools",
    "json": "jason, jay son",
    "kwargs": "quarks, k wargs, k args, quargs, kw args",
    "lru_cache": "l r u cache, lru cache",
    "mro": "m r o",
    "mutex": "mute x, mu tex",
    "mypy": "my pie, my pi",
    "numpy": "num pie, num pi, numb pie, num py",
    "orm": "o r m",
    "pydantic": "pie dantic, pi dantic, pie dentic",
    "pytest": "pie test, pi test",
    "sql": "sequel, s q l",
    "tuple": "2 pull, toople, tupel",
}
"""By the token that a cue has, how it is heard. Numbers are digits here, as they are once a text is prepared."""
_DUNDERS = {
    "bool": "bool, boolean",
    "call": "call",
    "class": "class",
    "contains": "contains, contain",
    "del": "del, dell",
    "dict": "dict, dicked",
    "enter": "enter",
    "eq": "eq, eek, e q, equals, equal, eak",
    "exit": "exit",
    "get": "get",
    "getattr": "getattr, get atter, get attr, get at her",
    "getattribute": "getattribute, get attribute",
    "getitem": "getitem, get item",
    "hash": "hash",
    "init": "init, in it, innit, inits",
    "iter": "iter, itter, it er, eater",
    "len": "len, length, lenn",
    "lt": "lt, l t, less than",
    "main": "main",
    "name": "name",
    "new": "new, knew",
    "next": "next",
    "repr": "repr, reaper, rep r, repper, wrapper",
    "set": "set",
    "setattr": "setattr, set atter, set attr",
    "slots": "slots",
    "str": "str, stir, string, s t r",
}
"""The same for names with two underscores, each after `dunder` or `double underscore`."""
_COSTS = ("1", "n", "k", "log n", "log k", "n log n", "n log k", "n squared", "n * k", "n + k", "n + m", "n * m")
_ORDER = (("big", "o", "of"), ("big", "o"), ("o", "of"), ("order", "of"), ("order",), ("o",), ("oh", "of"))
_SQUARES = ("n^2", "n**2", "n2", "n squared")
_AFTER_ONE = word_set("time lookup lookups on for average amortised amortized in and or while per but operation cost")
"""Words after `order one`, without which it may be an order of one thing."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokens(text))


def _forms() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """What is said, and the tokens that a cue has for it."""
    for name, forms in _GLOSSARY.items():
        yield from ((_words(form), (name,)) for form in forms.split(", "))
    for name, forms in _DUNDERS.items():
        for form in forms.split(", "):
            yield ("dunder", *_words(form)), (f"__{name}__",)
            yield ("double", "underscore", *_words(form)), (f"__{name}__",)
    for cost in _COSTS:
        written = [_words(f"o({square})") for square in (_SQUARES if cost == "n squared" else (cost,))]
        said = [(*order, *_words(cost)) for order in _ORDER]
        if cost.startswith("n log") or cost == "n squared":
            said.append(_words(cost))
        yield from ((form, tokens_) for form in said for tokens_ in written)
    # One of these may be written for another.
    squares = [_words(f"o({square})") for square in _SQUARES]
    yield from ((one, other) for one in squares for other in squares if one != other)


def _by_first_word() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for said, meant in _forms():
        found.setdefault(said[0], []).append((said, meant))
    return found


_BY_FIRST_WORD = _by_first_word()


def spoken(keys: Sequence[str]) -> dict[tuple[str, ...], list[tuple[int, int]]]:
    """Where the tokens say what a cue spells otherwise: by its tokens, the first token of each place and its end."""
    found: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for at, key in enumerate(keys):
        for said, meant in _BY_FIRST_WORD.get(key, ()):
            end = at + len(said)
            if tuple(keys[at:end]) == said and not _is_of_one_thing(said, keys[end : end + 1]):
                found.setdefault(meant, []).append((at, end))
    return found


def _is_of_one_thing(said: tuple[str, ...], following: Sequence[str]) -> bool:
    """Whether `order one` is an order of one thing."""
    if said[0] != "order" or said[-1] != "1" or not following:
        return False
    return following[0].isalnum() and following[0] not in _AFTER_ONE
