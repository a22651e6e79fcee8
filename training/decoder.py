"""The decoder of Whisper in torch, with what is learnt added to its weights.

Radford and others, "Robust Speech Recognition via Large-Scale Weak Supervision", 2022 (arXiv:2212.04356): layers of
attention to the text so far, attention to the sound, and a network of two layers, each behind a normalisation. The
names of the weights are those of CTranslate2, in whose file they come.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from interviewer.speech.adaptation import Adaptation, fingerprint
from interviewer.speech.ctranslate2_file import TOLD_BY, places

HEADS = 8
RANK = 16
"""Of the thin matrices."""
STRENGTH = 2.0
"""By which their product is taken: the larger, the faster it is learnt."""
DROPPED = 0.05
"""The part of the inputs of a change that is left out in each step, so that none is relied on alone."""
CHANGED = (
    "self_attention/linear_0",
    "self_attention/linear_1",
    "attention/linear_0",
    "attention/linear_2",
    "ffn/linear_0",
    "ffn/linear_1",
)
"""What is changed in each layer: all but what it takes from the sound, where the times of words come from."""

Tensor = Any


class Decoder:
    """The frozen weights, and the thin matrices that learn."""

    def __init__(self, content: bytes) -> None:
        """`content` is that of a `model.bin`. Raises ValueError when it is none."""
        self._weights: dict[str, Tensor] = {
            name: torch.tensor(place.array(content).astype(np.float32))
            for name, place in places(content).items()
            if name.startswith("decoder/") and len(place.shape)
        }
        self.layers = sum(name.endswith("/ffn/linear_0/weight") for name in self._weights)
        self._thin: dict[str, tuple[Tensor, Tensor]] = {}
        for name in self._changed():
            outputs, inputs = self._weights[f"{name}/weight"].shape
            down = torch.randn(RANK, inputs) / math.sqrt(inputs)
            self._thin[name] = (down.requires_grad_(), torch.zeros(outputs, RANK).requires_grad_())

    def learning(self) -> list[Tensor]:
        """What is changed by a step."""
        return [matrix for pair in self._thin.values() for matrix in pair]

    def adaptation(self) -> Adaptation:
        """What was learnt so far."""
        thin: Mapping[str, tuple[Any, Any]] = {
            f"{name}/weight": (down.detach().numpy(), STRENGTH * up.detach().numpy())
            for name, (down, up) in self._thin.items()
        }
        return Adaptation(fingerprint(self._weights[TOLD_BY].numpy()), thin)

    def scores(self, numbers: Tensor, sound: Tensor) -> Tensor:
        """What may follow each of the tokens (texts × tokens), by what the encoder made of the sound."""
        embedded = self._weights["decoder/embeddings/weight"]
        state = embedded[numbers] + self._weights["decoder/position_encodings/encodings"][: numbers.shape[1]]
        for layer in range(self.layers):
            at = f"decoder/layer_{layer}"
            normal = self._normal(f"{at}/self_attention/layer_norm", state)
            asked, keys, values = self._linear(f"{at}/self_attention/linear_0", normal).chunk(3, -1)
            state = state + self._linear(f"{at}/self_attention/linear_1", _attend(asked, keys, values, is_text=True))
            asked = self._linear(f"{at}/attention/linear_0", self._normal(f"{at}/attention/layer_norm", state))
            keys, values = self._linear(f"{at}/attention/linear_1", sound).chunk(2, -1)
            state = state + self._linear(f"{at}/attention/linear_2", _attend(asked, keys, values, is_text=False))
            inner = self._linear(f"{at}/ffn/linear_0", self._normal(f"{at}/ffn/layer_norm", state))
            state = state + self._linear(f"{at}/ffn/linear_1", functional.gelu(inner))
        return self._normal("decoder/layer_norm", state) @ embedded.T

    def _changed(self) -> Iterator[str]:
        for layer in range(self.layers):
            yield from (f"decoder/layer_{layer}/{name}" for name in CHANGED)

    def _linear(self, name: str, given: Tensor) -> Tensor:
        made = functional.linear(given, self._weights[f"{name}/weight"], self._weights[f"{name}/bias"])
        if name in self._thin:
            down, up = self._thin[name]
            made = made + STRENGTH * functional.linear(functional.linear(functional.dropout(given, DROPPED), down), up)
        return made

    def _normal(self, name: str, given: Tensor) -> Tensor:
        return functional.layer_norm(
            given, given.shape[-1:], self._weights[f"{name}/gamma"], self._weights[f"{name}/beta"]
        )


def _attend(asked: Tensor, keys: Tensor, values: Tensor, *, is_text: bool) -> Tensor:
    def apart(each: Tensor) -> Tensor:
        return each.unflatten(-1, (HEADS, -1)).transpose(1, 2)

    found = functional.scaled_dot_product_attention(apart(asked), apart(keys), apart(values), is_causal=is_text)
    return found.transpose(1, 2).flatten(2)
