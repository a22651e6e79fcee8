"""Text to the numbers of a vocabulary and back, as SentencePiece's byte-pair encoding makes them. Pure.

Kudo and Richardson, "SentencePiece: A simple and language independent subword tokenizer and detokenizer for neural text
processing", EMNLP 2018. The file of the vocabulary is Moonshine's: each piece behind its length in bytes, in the order
of their numbers; the earlier of two pieces is merged first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_SPACE = "\u2581".encode()
"""What stands for a space in a piece."""
_FIRST_BYTE, _BYTES = 3, 256
"""The pieces that stand for single bytes come behind the unknown, the beginning and the end."""
_LONG = 0x80
"""A length from here on takes two bytes, the lower seven bits first."""


class Word(NamedTuple):
    """A word of a text."""

    text: str
    places: Sequence[int]
    """Which of the pieces of the text it is made of, those left out that hold neither a letter nor a digit."""


class Vocabulary:
    """All pieces."""

    def __init__(self, content: bytes) -> None:
        """`content` is that of the file. Raises ValueError when it is cut off."""
        self._pieces = list(_pieces(content))
        self._numbers = {piece: number for number, piece in enumerate(self._pieces) if number >= _FIRST_BYTE + _BYTES}

    def numbers(self, text: str) -> list[int]:
        """The text as the numbers of its pieces, each word with the space before it."""
        return [number for word in text.split() for part in self._parts(word) for number in self._numbers_of(part)]

    def words(self, numbers: Sequence[int]) -> Iterator[Word]:
        """The words of the text that these pieces make."""
        pieces = [self._bytes_of(number) for number in numbers]
        begins = [at for at, piece in enumerate(pieces) if at == 0 or piece.startswith(_SPACE)]
        for begin, end in pairwise((*begins, len(pieces))):
            text = _text(b"".join(pieces[begin:end]))
            if text:
                yield Word(text, [at for at in range(begin, end) if any(map(str.isalnum, _text(pieces[at])))])

    def _parts(self, word: str) -> Sequence[bytes]:
        parts = [_SPACE, *(character.encode() for character in word)]
        while pairs := self._known_pairs(parts):
            _, at = min(pairs)
            parts[at : at + 2] = [parts[at] + parts[at + 1]]
        return parts

    def _known_pairs(self, parts: Sequence[bytes]) -> list[tuple[int, int]]:
        """The neighbours that are a piece together: its number, and where they stand."""
        joined = (left + right for left, right in pairwise(parts))
        return [(self._numbers[pair], at) for at, pair in enumerate(joined) if pair in self._numbers]

    def _numbers_of(self, part: bytes) -> Sequence[int]:
        """The number of that piece; those of its bytes where there is none."""
        return [self._numbers[part]] if part in self._numbers else [byte + _FIRST_BYTE for byte in part]

    def _bytes_of(self, number: int) -> bytes:
        byte = number - _FIRST_BYTE
        return bytes([byte]) if 0 <= byte < _BYTES else self._pieces[number]


def _text(piece: bytes) -> str:
    return piece.decode(errors="replace").replace(_SPACE.decode(), " ").strip()


def _pieces(content: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(content):
        length, at = content[at], at + 1
        if length >= _LONG:
            length, at = length - _LONG + content[at] * _LONG, at + 1
        if at + length > len(content):
            raise ValueError("the vocabulary is cut off")
        yield content[at : at + length]
        at += length
