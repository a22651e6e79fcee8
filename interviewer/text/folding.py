"""Text with its accidents of form removed, and the way back to where each character came from.

Two people who say the same rarely type the same code points: a phone curls the apostrophe, a Mac may store é as
two code points, a paste brings no-break spaces. Whatever compares texts compares them folded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

MAX_CLUSTER = 32
"""Code points that are normalised together. Putting a long run of combining marks in order takes quadratic time."""

_LOOKALIKES = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4\u02bc\uff07", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-")
)
_ASCII = str.maketrans(
    {chr(code): chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}
    | {chr(code): " " for code in range(128) if chr(code).isspace()}
)
_PIECE = re.compile(r"(?P<ascii>[\x00-\x7f]+)(?=[\x00-\x7f]|\Z)|[\x00-\x7f]?[^\x00-\x7f]+")
_RUN_OF_SPACES = re.compile(r" {2,}")


class Folded(Struct, frozen=True):
    """A folded text. `offsets[i]` is the code point of the original that `text[i]` comes from.

    There is one offset more than there are characters: the length of the original.
    """

    text: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands in the original; a character that only partly matched is taken whole.

        >>> fold("Straße").span(4, 5)
        (4, 5)
        """
        last = self.offsets[end - 1]
        while end < len(self.text) and self.offsets[end] == last:
            end += 1
        return self.offsets[start], self.offsets[end]


def fold(text: str) -> Folded:
    """Fold Unicode form (NFKC), case, white space, quotation marks and dashes; drop invisible format characters.

    Every run of white space becomes one space. Linear in the length of the text.

    >>> fold("It\\u2019s\\u00a0 ﬁne").text
    "it's fine"
    """
    if text.isascii():
        return _without_runs(text.translate(_ASCII), range(len(text) + 1))
    pieces: list[str] = []
    offsets: list[int] = []
    for match in _PIECE.finditer(text):
        if match["ascii"]:
            pieces.append(match["ascii"].translate(_ASCII))
            offsets.extend(range(match.start(), match.end()))
            continue
        at = match.start()
        for cluster in _clusters(match.group()):
            folded = _fold_cluster(cluster)
            pieces.append(folded)
            offsets.extend([at] * len(folded))
            at += len(cluster)
    offsets.append(len(text))
    return _without_runs("".join(pieces), offsets)


def _without_runs(text: str, offsets: Sequence[int]) -> Folded:
    pieces: list[str] = []
    kept: list[int] = []
    at = 0
    for run in _RUN_OF_SPACES.finditer(text):
        pieces.append(text[at : run.start() + 1])
        kept.extend(offsets[at : run.start() + 1])
        at = run.end()
    if at == 0:
        return Folded(text, offsets)
    kept.extend(offsets[at:])
    return Folded("".join(pieces) + text[at:], kept)


def _clusters(text: str) -> list[str]:
    """Cut where normalisation never reaches across."""
    clusters: list[str] = []
    start = 0
    for at in range(1, len(text)):
        if not _continues(text[at]) or at - start == MAX_CLUSTER:
            clusters.append(text[start:at])
            start = at
    clusters.append(text[start:])
    return clusters


@lru_cache(maxsize=4096)
def _continues(char: str) -> bool:
    """Whether the character is invisible or may combine with what stands before it (marks, Hangul vowels, finals)."""
    if unicodedata.category(char) == "Cf":
        return True
    first = unicodedata.normalize("NFKD", char)[0]
    return unicodedata.category(first)[0] == "M" or "\u1161" <= first <= "\u1175" or "\u11a8" <= first <= "\u11c2"


@lru_cache(maxsize=4096)
def _fold_cluster(cluster: str) -> str:
    visible = "".join(char for char in cluster if unicodedata.category(char) != "Cf")
    plain = unicodedata.normalize("NFD", visible).translate(_LOOKALIKES)
    # Unicode's compatibility caseless matching (D146): folding case may undo the normal form, so it is done twice.
    once = unicodedata.normalize("NFKC", plain.casefold())
    folded = unicodedata.normalize("NFKC", once.casefold()).translate(_LOOKALIKES)
    return "".join(" " if char.isspace() else char for char in folded)
