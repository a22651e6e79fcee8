"""The file of a network of onnxruntime (`.ort`), in which Moonshine comes: its matrices of bytes, and their changes.

The numbers of a matrix are bytes, quantised linearly: what a byte stands for is its distance from the zero point, times
the scale. Its three parts are told by the ends of their names.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, NamedTuple

from interviewer.speech.adaptation import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from interviewer.speech.adaptation import Adaptation

TOLD_BY = "model.decoder.norm.weight_merged_0"
"""The array by whose numbers a network is told."""
_NUMBERS, _SCALE, _ZERO = "_quantized", "_scale", "_zero_point"
_STEPS = 255
_FLOAT = 1
"""The number of a type."""


class Matrix(NamedTuple):
    """Where the parts of a quantised matrix lie."""

    numbers: int
    scale: int
    zero: int
    shape: tuple[int, ...]
    """Inputs and outputs."""

    def array(self, content: bytes) -> Any:
        """What its bytes stand for."""
        import numpy as np

        (scale,) = struct.unpack_from("<f", content, self.scale)
        stored = np.frombuffer(content, np.uint8, int(np.prod(self.shape)), self.numbers).reshape(self.shape)
        return (stored.astype(np.float32) - content[self.zero]) * np.float32(scale)

    def put(self, array: Any, content: bytearray) -> None:
        """Write other numbers, as near as bytes come to them."""
        import numpy as np

        lowest, highest = min(float(array.min()), 0.0), max(float(array.max()), 0.0)
        scale = float(np.float32((highest - lowest) / _STEPS)) or 1.0
        zero = round(-lowest / scale)
        stored = np.clip(np.round(array / scale) + zero, 0, _STEPS).astype(np.uint8)
        content[self.numbers : self.numbers + stored.size] = stored.tobytes()
        struct.pack_into("<f", content, self.scale, scale)
        content[self.zero] = zero


def matrices(content: bytes) -> Mapping[str, Matrix]:
    """Those of the network, by their names. Needs the package onnxruntime; the file has to be one of its."""
    found = dict(_tensors(content))
    quantised = [name.removesuffix(_NUMBERS) for name in found if name.endswith(_NUMBERS)]
    begins = [[_begin(found[name + part], content) for part in (_NUMBERS, _SCALE, _ZERO)] for name in quantised]
    return {
        name: Matrix(numbers, scale, zero, _shape(found[name + _NUMBERS]))
        for name, (numbers, scale, zero) in zip(quantised, begins, strict=True)
    }


def arrays(content: bytes) -> Mapping[str, Any]:
    """The lists of its that are no bytes, by their names."""
    import numpy as np

    return {
        name: np.frombuffer(content, "<f4", tensor.Dims(0), _begin(tensor, content))
        for name, tensor in _tensors(content)
        if tensor.DataType() == _FLOAT and tensor.DimsLength() == 1
    }


def told_by(content: bytes) -> bytes | None:
    """The fingerprint of the network; None where it has not what tells it."""
    try:
        array = arrays(content).get(TOLD_BY)
    except ImportError:  # another version of onnxruntime may have no reader of its own files: they stay as they are
        return None
    return None if array is None else fingerprint(array)


def adapted(content: bytes, adaptation: Adaptation) -> bytes:
    """The file with the changes made; it is of this network."""
    changed, found = bytearray(content), matrices(content)
    for name in adaptation.thin:
        found[name].put(found[name].array(content) + adaptation.change(name).T, changed)
    return bytes(changed)


def _tensors(content: bytes) -> Iterator[tuple[str, Any]]:
    """Those of the whole network, by their names."""
    from onnxruntime.tools.ort_format_model.ort_flatbuffers_py.fbs.InferenceSession import InferenceSession

    graph = InferenceSession.GetRootAs(content).Model().Graph()
    for number in range(graph.InitializersLength()):
        tensor = graph.Initializers(number)
        yield tensor.Name().decode(), tensor


def _begin(tensor: Any, content: bytes) -> int:
    import numpy as np

    return int(tensor.RawDataAsNumpy().ctypes.data - np.frombuffer(content, np.uint8).ctypes.data)


def _shape(tensor: Any) -> tuple[int, ...]:
    return tuple(tensor.Dims(axis) for axis in range(tensor.DimsLength()))
