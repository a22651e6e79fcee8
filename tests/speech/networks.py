"""A small network in the form of CTranslate2, and changes to it."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Any

import numpy as np

from interviewer.speech.adaptation import Adaptation, fingerprint
from interviewer.speech.ctranslate2_file import KINDS, TOLD_BY, VERSION

CHANGED, OTHER = "decoder/layer_0/ffn/linear_0/weight", "decoder/layer_0/ffn/linear_1/weight"


def small_network(kind: str = "<f2") -> dict[str, Any]:
    """A few arrays, in that precision."""
    numbers = np.random.default_rng(7)
    shapes: dict[str, tuple[int, ...]] = {TOLD_BY: (4,), CHANGED: (6, 4), OTHER: (4, 6), "decoder/num_heads": ()}
    return {name: numbers.standard_normal(shape).astype(kind) for name, shape in shapes.items()}


def as_file(arrays: Mapping[str, Any], version: int = VERSION) -> bytes:
    """The arrays as `model.bin` has them."""

    def text(value: str) -> bytes:
        return struct.pack("<H", len(value) + 1) + value.encode() + b"\0"

    made = struct.pack("<I", version) + text("WhisperSpec") + struct.pack("<II", 3, len(arrays))
    for name, array in arrays.items():
        made += text(name) + struct.pack("<B", array.ndim) + struct.pack(f"<{array.ndim}I", *array.shape)
        made += struct.pack("<BI", KINDS.index(array.dtype.str.replace("|", "")), array.nbytes) + array.tobytes()
    return made + struct.pack("<I", 1) + text("decoder/projection/weight") + text(CHANGED)


def change_of(network: Mapping[str, Any]) -> Adaptation:
    """A change to one of its arrays."""
    numbers = np.random.default_rng(8)
    thin = (numbers.standard_normal((2, 4)).astype("f4"), numbers.standard_normal((6, 2)).astype("f4"))
    return Adaptation(fingerprint(network[TOLD_BY]), {CHANGED: thin})
