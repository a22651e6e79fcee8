"""The file of weights of CTranslate2 (`model.bin`), in which a network of Whisper comes: its arrays, and their changes.

As its converter writes it, version 6: a version, the name of a kind of network and its revision, then the arrays, each
with name, shape, type and length before its numbers, then second names.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from interviewer.speech.adaptation import fingerprint

if TYPE_CHECKING:
    from collections.abc import Mapping
    from mmap import mmap

    from interviewer.speech.adaptation import Adaptation

    Content = bytes | bytearray | mmap

VERSION = 6
KINDS = ("<f4", "i1", "<i2", "<i4", "<f2", "<u2")
"""The types of arrays, by their numbers; the last one, bfloat16, numpy does not know."""
FLOATS = ("<f4", "<f2")
TOLD_BY = "decoder/layer_norm/gamma"
"""The array by whose numbers a network is told."""


class Place(NamedTuple):
    """Where the numbers of an array lie."""

    begin: int
    kind: str
    shape: tuple[int, ...]

    def array(self, content: Content) -> Any:
        """The array itself, not a copy."""
        import numpy as np

        count = int(np.prod(self.shape))
        return np.frombuffer(content, self.kind, count, self.begin).reshape(self.shape)


def places(content: Content) -> Mapping[str, Place]:
    """The arrays by their names. Raises ValueError when the file is another one, or cut off."""
    try:
        return dict(_places(content))
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise ValueError("no weights of CTranslate2, or cut off") from error


def is_of(content: Content, adaptation: Adaptation) -> bool:
    """Whether these are the weights that it was learnt for. Raises ValueError as `places` does."""
    place = places(content).get(TOLD_BY)
    return place is not None and place.kind in FLOATS and fingerprint(place.array(content)) == adaptation.of


def adapted(content: Content, adaptation: Adaptation) -> bytearray:
    """The file with the changes made; it is of this network. Raises ValueError as `places` does."""
    changed = bytearray(content)
    found = places(changed)
    for name in adaptation.thin:
        array = found[name].array(changed)
        array += adaptation.change(name).astype(array.dtype)
    return changed


def _places(content: Content) -> Iterator[tuple[str, Place]]:
    at = 0

    def number(form: str) -> int:
        nonlocal at
        (value,) = struct.unpack_from(f"<{form}", content, at)
        at += struct.calcsize(form)
        return int(value)

    def name() -> str:
        nonlocal at
        length = number("H")
        at += length
        return bytes(content[at - length : at]).rstrip(b"\0").decode()

    if number("I") != VERSION:
        raise ValueError("another version of CTranslate2's weights")
    name()
    number("I")
    for _ in range(number("I")):
        called = name()
        shape = tuple(number("I") for _ in range(number("B")))
        kind = KINDS[number("B")]
        length = number("I")
        if at + length > len(content):
            raise ValueError("the weights are cut off")
        yield called, Place(at, kind, shape)
        at += length
