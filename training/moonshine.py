"""Moonshine: its encoder by onnxruntime, its decoder in torch.

Jeffries and others, "Moonshine: Speech Recognition for Live Transcription and Voice Commands", 2024 (arXiv:2410.15608):
layers of attention to the text so far, with places told by rotation (Su and others, "RoFormer", arXiv:2104.09864),
attention to the sound, and a gated network of two layers (Shazeer, arXiv:2002.05202), each behind a normalisation.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import torch
from onnxruntime.tools.ort_format_model.ort_flatbuffers_py.fbs.InferenceSession import InferenceSession
from torch.nn import functional

from interviewer.speech.adaptation import Adaptation
from interviewer.speech.moonshine import Moonshine as Recogniser
from interviewer.speech.moonshine_network import BEGIN, END, HEADS, Network
from interviewer.speech.ort_file import arrays, matrices, told_by
from training.heads import apart, joined
from training.learning import Tensor, Tokens
from training.thin import Layers
from training.windows import Window, sound

ROTATED = 32
"""So many of the numbers of a head tell the place."""
LONGEST_TEXT = 512
KEPT = 0.9
"""The part of the change that is kept; with 0.75 it knows 5 % of the terms less."""
UNCHANGED = ("proj_out", "encoder_attn/k_proj")
"""What does not learn: the vocabulary, and where it looks in the sound."""
_OF_DECODER, _LAYERS = "/model/decoder/", "layers."


class Moonshine:
    """Moonshine tiny, learning."""

    longest_s = Recogniser.piece_s.longest

    def __init__(self, folder: Path) -> None:
        """`folder` holds its weights. Raises ValueError when it holds others."""
        self._network = Network(folder)
        content = (folder / "decoder_model_merged.ort").read_bytes()
        of = told_by(content)
        if of is None:
            raise ValueError(f"{folder} holds no weights of Moonshine")
        self._of = of
        self._names = _names(content)
        stored = matrices(content)
        weights = {layer: torch.tensor(stored[name].array(content)).T for layer, name in self._names.items()}
        plain = {_plain(name): torch.tensor(array.copy()) for name, array in arrays(content).items()}
        biases = {layer: plain[f"{layer}/bias"] for layer in weights if f"{layer}/bias" in plain}
        changed = [layer for layer in weights if not layer.endswith(UNCHANGED)]
        self._linear = Layers(weights, biases, changed)
        self._layers = 1 + max(int(layer.split("/")[0].removeprefix(_LAYERS)) for layer in changed)
        self._normals = {name: array for name, array in plain.items() if "norm" in name}
        (embedded,) = (name for name in stored if "embed_tokens" in name)
        self._embedded = torch.tensor(stored[embedded].array(content))
        turns = 10_000 ** -(torch.arange(0, ROTATED, 2) / ROTATED)
        angles = torch.outer(torch.arange(LONGEST_TEXT), turns).repeat_interleave(2, -1)
        self._cosines, self._sines = angles.cos(), angles.sin()

    def hear(self, window: Window) -> Any:
        """What the encoder makes of the sound."""
        return self._network.listen(sound(window)).heard

    def tokens(self, window: Window, chance: random.Random) -> Tokens:  # noqa: ARG002 (always the same)
        """What was said."""
        numbers = self._network.vocabulary.numbers(" ".join(piece.text for piece in window))
        return Tokens([BEGIN, *numbers], [*numbers, END])

    def scores(self, given: Tensor, heard: Tensor, is_heard: Tensor) -> Tensor:
        """What may follow each of the tokens (texts × tokens), by what the encoder made of the sound."""
        linear, is_heard = self._linear, is_heard[:, None, None]
        state = self._embedded[given]
        for layer in range(self._layers):
            at = f"{_LAYERS}{layer}"
            normal = self._normal(f"{at}/input_layernorm", state)
            asked, keys, values = (apart(linear(f"{at}/self_attn/{part}_proj", normal), HEADS) for part in "qkv")
            found = functional.scaled_dot_product_attention(
                self._rotated(asked), self._rotated(keys), values, is_causal=True
            )
            state = state + linear(f"{at}/self_attn/o_proj", joined(found))
            normal = self._normal(f"{at}/post_attention_layernorm", state)
            asked = apart(linear(f"{at}/encoder_attn/q_proj", normal), HEADS)
            keys, values = (apart(linear(f"{at}/encoder_attn/{part}_proj", heard), HEADS) for part in "kv")
            found = functional.scaled_dot_product_attention(asked, keys, values, attn_mask=is_heard)
            state = state + linear(f"{at}/encoder_attn/o_proj", joined(found))
            inner, gate = linear(f"{at}/mlp/fc1", self._normal(f"{at}/final_layernorm", state)).chunk(2, -1)
            state = state + linear(f"{at}/mlp/fc2", functional.silu(gate) * inner)
        return linear("proj_out", self._normal("norm", state))

    def learning(self) -> list[Tensor]:
        """What is changed by a step."""
        return self._linear.learning()

    def adaptation(self) -> Adaptation:
        """What was learnt so far."""
        return Adaptation(self._of, {self._names[layer]: pair for layer, pair in self._linear.learnt(KEPT).items()})

    def _normal(self, name: str, given: Tensor) -> Tensor:
        return functional.layer_norm(given, given.shape[-1:], self._normals[f"{name}/weight"])

    def _rotated(self, given: Tensor) -> Tensor:
        length = given.shape[2]
        turned, rest = given[..., :ROTATED], given[..., ROTATED:]
        across = torch.stack((-turned[..., 1::2], turned[..., 0::2]), -1).flatten(-2)
        turned = turned * self._cosines[:length] + across * self._sines[:length]
        return torch.cat((turned, rest), -1)


def _names(content: bytes) -> dict[str, str]:
    """By the layers of the decoder (`layers.0/mlp/fc1`), how the file calls their weights: by numbers."""
    graph = InferenceSession.GetRootAs(content).Model().Graph()
    named: dict[str, str] = {}
    stored = matrices(content)
    for branch in _branches(graph):
        for number in range(branch.NodesLength()):
            node = branch.Nodes(number)
            inputs = [node.Inputs(place).decode() for place in range(node.InputsLength())]
            weights = [name.removesuffix("_quantized") for name in inputs]
            for name in weights:
                if name in stored and "MatMul" in node.OpType().decode():
                    layer = node.Name().decode().removeprefix(_OF_DECODER).removesuffix("/MatMul_quant").strip("/")
                    named[layer] = name
    return named


def _branches(graph: Any) -> Any:
    """What is run with and without what it remembers: of the same weights, but for those of the sound."""
    for number in range(graph.NodesLength()):
        node = graph.Nodes(number)
        for place in range(node.AttributesLength()):
            inner = node.Attributes(place).G()
            if inner is not None:
                yield inner


def _plain(name: str) -> str:
    """`model.decoder.layers.0.mlp.fc1.bias_merged_0` as `layers.0/mlp/fc1/bias`."""
    short = name.removeprefix("model.decoder.").removesuffix("_merged_0")
    return short.replace(".", "/").replace(_LAYERS.replace(".", "/"), _LAYERS)
