"""The weights of Whisper, as CTranslate2 keeps them, and the changes that make them used to the field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from interviewer.speech.adaptation import keep_adaptation, load_adaptation
from interviewer.speech.ctranslate2_file import TOLD_BY, VERSION, adapted, is_of, places
from interviewer.speech.faster_whisper import ADAPTED
from tests.speech.networks import CHANGED, as_file, change_of, small_network


@pytest.mark.parametrize("kind", ["<f2", "<f4"])
def test_the_product_is_added_to_its_weights_and_nothing_else_changes(kind: str) -> None:
    network = small_network(kind)
    adaptation = change_of(network)
    content = as_file(network)
    down, up = adaptation.thin[CHANGED]

    changed = adapted(content, adaptation)

    network[CHANGED] += (up @ down).astype(kind)
    assert bytes(changed) == as_file(network)


def test_a_network_is_told_in_either_precision() -> None:
    half = small_network("<f2")
    adaptation = change_of(half)
    assert is_of(as_file(half), adaptation)
    assert is_of(as_file({name: array.astype("<f4") for name, array in half.items()}), adaptation)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda network: network | {TOLD_BY: network[TOLD_BY] * 2}, id="another-network"),
        pytest.param(lambda network: network | {TOLD_BY: network[TOLD_BY].astype("i1")}, id="in-whole-numbers"),
        pytest.param(lambda network: {CHANGED: network[CHANGED]}, id="without-what-tells-it"),
    ],
)
def test_other_weights_are_not_of_it(change: Any) -> None:
    network = small_network()
    assert not is_of(as_file(change(network)), change_of(network))


@pytest.mark.parametrize("cut", [0, 3, 20, 60, 200])
def test_a_file_that_is_cut_off_is_told(cut: int) -> None:
    with pytest.raises(ValueError, match="cut off"):
        places(as_file(small_network())[:cut])


def test_another_version_is_told() -> None:
    with pytest.raises(ValueError, match="another version"):
        places(as_file(small_network(), version=VERSION + 1))


def test_what_is_kept_is_loaded_again_in_half_precision(tmp_path: Path) -> None:
    adaptation = change_of(small_network())
    keep_adaptation(adaptation, tmp_path / "mine.npz")
    again = load_adaptation(tmp_path / "mine.npz")
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
