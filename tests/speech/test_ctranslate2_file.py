"""The weights of Whisper, as CTranslate2 keeps them, and the changes that make them used to the field."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from interviewer.speech.adaptation import Adaptation, fingerprint, keep_adaptation, load_adaptation
from interviewer.speech.ctranslate2_file import KINDS, TOLD_BY, VERSION, adapted, is_of, places
from interviewer.speech.faster_whisper import ADAPTED

CHANGED, OTHER = "decoder/layer_0/ffn/linear_0/weight", "decoder/layer_0/ffn/linear_1/weight"


def _network(kind: str = "<f2") -> dict[str, Any]:
    numbers = np.random.default_rng(7)
    shapes: dict[str, tuple[int, ...]] = {TOLD_BY: (4,), CHANGED: (6, 4), OTHER: (4, 6), "decoder/num_heads": ()}
    return {name: numbers.standard_normal(shape).astype(kind) for name, shape in shapes.items()}


def _file(arrays: Mapping[str, Any], version: int = VERSION) -> bytes:
    def text(value: str) -> bytes:
        return struct.pack("<H", len(value) + 1) + value.encode() + b"\0"

    made = struct.pack("<I", version) + text("WhisperSpec") + struct.pack("<II", 3, len(arrays))
    for name, array in arrays.items():
        made += text(name) + struct.pack("<B", array.ndim) + struct.pack(f"<{array.ndim}I", *array.shape)
        made += struct.pack("<BI", KINDS.index(array.dtype.str.replace("|", "")), array.nbytes) + array.tobytes()
    return made + struct.pack("<I", 1) + text("decoder/projection/weight") + text(CHANGED)


def _adaptation(network: Mapping[str, Any]) -> Adaptation:
    numbers = np.random.default_rng(8)
    thin = (numbers.standard_normal((2, 4)).astype("f4"), numbers.standard_normal((6, 2)).astype("f4"))
    return Adaptation(fingerprint(network[TOLD_BY]), {CHANGED: thin})


@pytest.mark.parametrize("kind", ["<f2", "<f4"])
def test_the_product_is_added_to_its_weights_and_nothing_else_changes(kind: str) -> None:
    network = _network(kind)
    adaptation = _adaptation(network)
    content = _file(network)
    down, up = adaptation.thin[CHANGED]

    changed = adapted(content, adaptation)

    network[CHANGED] += (up @ down).astype(kind)
    assert bytes(changed) == _file(network)


def test_a_network_is_told_in_either_precision() -> None:
    half = _network("<f2")
    adaptation = _adaptation(half)
    assert is_of(_file(half), adaptation)
    assert is_of(_file({name: array.astype("<f4") for name, array in half.items()}), adaptation)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda network: network | {TOLD_BY: network[TOLD_BY] * 2}, id="another-network"),
        pytest.param(lambda network: network | {TOLD_BY: network[TOLD_BY].astype("i1")}, id="in-whole-numbers"),
        pytest.param(lambda network: {CHANGED: network[CHANGED]}, id="without-what-tells-it"),
    ],
)
def test_other_weights_are_not_of_it(change: Any) -> None:
    network = _network()
    assert not is_of(_file(change(network)), _adaptation(network))


@pytest.mark.parametrize("cut", [0, 3, 20, 60, 200])
def test_a_file_that_is_cut_off_is_told(cut: int) -> None:
    with pytest.raises(ValueError, match="cut off"):
        places(_file(_network())[:cut])


def test_another_version_is_told() -> None:
    with pytest.raises(ValueError, match="another version"):
        places(_file(_network(), version=VERSION + 1))


def test_what_is_kept_is_loaded_again_in_half_precision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interviewer.speech.adaptation._FOLDER", tmp_path)
    adaptation = _adaptation(_network())
    keep_adaptation(adaptation, tmp_path / "mine.npz")
    again = load_adaptation("mine")
    assert again.of == adaptation.of
    assert again.change(CHANGED) == pytest.approx(adaptation.change(CHANGED), abs=0.01)


def test_the_one_that_comes_along_fits_the_shape_of_whisper_base() -> None:
    learnt = load_adaptation(ADAPTED)
    shapes = {name: learnt.change(name).shape for name in learnt.thin if "/layer_5/" in name}
    assert shapes == {
        "decoder/layer_5/self_attention/linear_0/weight": (1536, 512),
        "decoder/layer_5/self_attention/linear_1/weight": (512, 512),
        "decoder/layer_5/attention/linear_0/weight": (512, 512),
        "decoder/layer_5/attention/linear_2/weight": (512, 512),
        "decoder/layer_5/ffn/linear_0/weight": (2048, 512),
        "decoder/layer_5/ffn/linear_1/weight": (512, 2048),
    }
    assert all(np.isfinite(learnt.change(name)).all() for name in learnt.thin)
