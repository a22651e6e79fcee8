"""Words without their inflections: enough English to know `lists`, `listed` and `listing` as `list`.

This is no dictionary. Two forms of one word nearly always get the same stem; two words seldom do. A stem is not a word
and is shown to nobody.
"""

from __future__ import annotations

import re
from functools import lru_cache


def _by_form(forms: dict[str, str]) -> dict[str, str]:
    """Each form's base, of bases with their forms."""
    return {form: base for base, all_forms in forms.items() for form in all_forms.split()}


_IRREGULAR = _by_form(
    {
        "be": "am is are was were been being",
        "begin": "began begun",
        "break": "broke broken",
        "build": "built",
        "child": "children",
        "do": "does did done doing",
        "find": "found",
        "free": "freed freeing",
        "freeze": "froze frozen",
        "get": "got gotten",
        "give": "gave given",
        "go": "goes went",
        "have": "has had having",
        "hold": "held",
        "index": "indices",
        "keep": "kept",
        "know": "knew known",
        "lose": "lost",
        "make": "made",
        "run": "ran",
        "say": "said",
        "see": "saw seen",
        "send": "sent",
        "swap": "swapped",
        "take": "took taken",
        "throw": "threw thrown",
        "write": "wrote written",
    }
)
_APART = _by_form(
    {
        "bare": "bare",
        "fill": "fill fills filled filling",
        "here": "here",
        "hope": "hope hopes hoped hoping",
        "mine": "mine",
        "node": "node nodes",
        "none": "none",
        "note": "note notes noted noting",
        "off": "off",
        "one": "one ones",
        "pipe": "pipe pipes piped piping",
        "poll": "poll polls polled polling",
        "pypy": "pypy",
        "roll": "roll rolls rolled rolling",
        "tape": "tape tapes",
        "too": "too",
        "use": "use uses used using",
        "wall": "wall walls",
    }
)
"""Words that would get the stem of another: `off` that of `of`, `pipe` that of `pip`, `pypy` that of `pypi`."""
_BRITISH = re.compile(r"(?<=[a-z]{3}[a-z])(iz|yz)(?=(?:e|es|ed|er|ers|ing|able|ation|ations)$)")
_OUR = re.compile(r"(?<=[a-z]{3})our(?=(?:s|ed|ing|al)?$)")
_SIBILANT = ("s", "x", "z", "ch", "sh")
_VOWEL = re.compile(r"[aeiouy]")


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """The stem of a folded word; words with other characters than a to z are left as they are.

    >>> [stem(word) for word in ("caches", "cached", "caching", "cache")]
    ['cach', 'cach', 'cach', 'cach']
    """
    if len(word) < 3 or not (word.isascii() and word.isalpha()):  # noqa: PLR2004
        return _IRREGULAR.get(word, word)
    if word in _APART:
        return _APART[word]
    word = _IRREGULAR.get(word, word)
    word = _BRITISH.sub(lambda match: match[1][0] + "s", word)
    word = _OUR.sub("or", word)
    return _tidy(_without_ending(_without_ly(word)))


def _without_ly(word: str) -> str:
    if word.endswith("ically"):
        return word[:-4]
    if word.endswith("bly") or word == "simply":
        return word[:-1] + "e"
    return word[:-2] if word.endswith("ly") and _is_stem(word[:-2], 4) else word


def _without_ending(word: str) -> str:  # noqa: PLR0911 - one return an ending reads best
    if word.endswith("ies") and _is_stem(word[:-3], 2):
        return word[:-2]
    if word.endswith("es") and word[:-2].endswith(_SIBILANT) and _is_stem(word[:-2], 3):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    if word.endswith("ied") and _is_stem(word[:-3], 2):
        return word[:-2]
    if word.endswith("ed") and not word.endswith("eed") and _is_stem(word[:-2], 2):
        return word[:-2]
    if word.endswith("ing") and not word.endswith("thing") and _is_stem(word[:-3], 2):
        return word[:-3]
    return word


def _is_stem(rest: str, least: int) -> bool:
    return len(rest) >= least and _VOWEL.search(rest) is not None


def _tidy(word: str) -> str:
    """Undo what an ending does to the word's own end: a doubled consonant, a silent e, y for i."""
    if len(word) > 2 and word[-1] == "e":  # noqa: PLR2004
        word = word[:-1]
    if len(word) > 2 and word[-1] == word[-2]:  # noqa: PLR2004
        word = word[:-1]
    if len(word) > 2 and word[-1] == "y" and word[-2] not in "aeiou":  # noqa: PLR2004
        word = word[:-1] + "i"
    return word
