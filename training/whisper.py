"""Whisper: its encoder by faster-whisper, its decoder in torch.

Radford and others, "Robust Speech Recognition via Large-Scale Weak Supervision", 2022 (arXiv:2212.04356): layers of
attention to the text so far, attention to the sound, and a network of two layers, each behind a normalisation. The
names of the weights are those of CTranslate2, in whose file they come.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np
import torch
from ctranslate2 import StorageView
from faster_whisper import WhisperModel
from faster_whisper.tokenizer import Tokenizer
from torch.nn import functional

from interviewer.speech.adaptation import Adaptation, fingerprint
from interviewer.speech.audio import floats
from interviewer.speech.ctranslate2_file import TOLD_BY, places
from interviewer.speech.faster_whisper import WINDOW_FRAMES, WINDOW_SAMPLES, FasterWhisper
from training.heads import apart, joined
from training.learning import UNTOLD, Tensor, Tokens
from training.thin import Layers
from training.windows import Window, sound

HEADS = 8
CHANGED = (
    "self_attention/linear_0",
    "self_attention/linear_1",
    "attention/linear_0",
    "attention/linear_2",
    "ffn/linear_0",
    "ffn/linear_1",
)
"""What is changed in each layer: all but what it takes from the sound, where the times of words come from."""
KEPT = 0.75
"""The part of the change that is kept. With all of it, plain English is heard worse: "epoch" became "epoc"."""
STAMP_S = 0.02
"""What one token of time is worth."""


class Whisper:
    """Whisper base, learning."""

    longest_s = FasterWhisper.piece_s.longest

    def __init__(self, folder: Path) -> None:
        """`folder` holds its weights in the form of faster-whisper. Raises ValueError when it holds others."""
        self._model: Any = WhisperModel(str(folder), device="cpu", compute_type="int8", local_files_only=True)
        self._tokenizer = Tokenizer(self._model.hf_tokenizer, multilingual=True, task="transcribe", language="en")
        content = (folder / "model.bin").read_bytes()
        self._weights: dict[str, Tensor] = {
            name: torch.tensor(place.array(content).astype(np.float32))
            for name, place in places(content).items()
            if name.startswith("decoder/") and len(place.shape)
        }
        matrices, biases = (
            {name.removesuffix(end): array for name, array in self._weights.items() if name.endswith(end)}
            for end in ("/weight", "/bias")
        )
        self._layers = sum(name.endswith("/ffn/linear_0") for name in matrices)
        changed = [f"decoder/layer_{layer}/{name}" for layer in range(self._layers) for name in CHANGED]
        self._linear = Layers(matrices, biases, changed)

    def hear(self, window: Window) -> Any:
        """What the encoder makes of the sound, of thirty seconds as always."""
        samples = np.frombuffer(floats(sound(window)), np.float32)
        padded = np.pad(samples, (0, WINDOW_SAMPLES - len(samples)))
        heard: StorageView = self._model.encode(self._model.feature_extractor(padded)[:, :WINDOW_FRAMES])
        return np.array(heard)[0]

    def tokens(self, window: Window, chance: random.Random) -> Tokens:
        """What was said; half of the time with the times of the sentences."""
        tokenizer = self._tokenizer
        begin = list(tokenizer.sot_sequence)
        if chance.random() < 1 / 2:
            text = tokenizer.encode(" " + " ".join(piece.text for piece in window))
            return Tokens([*begin, tokenizer.no_timestamps, *text], [UNTOLD] * len(begin) + [*text, tokenizer.eot])
        written: list[int] = []
        at_s = 0.0
        for piece in window:
            first, last = (tokenizer.timestamp_begin + round(at / STAMP_S) for at in (at_s, at_s + piece.seconds))
            written += [first, *tokenizer.encode(f" {piece.text}"), last]
            at_s += piece.seconds
        return Tokens([*begin, *written], [UNTOLD] * (len(begin) - 1) + [*written, tokenizer.eot])

    def scores(self, given: Tensor, heard: Tensor, is_heard: Tensor) -> Tensor:  # noqa: ARG002 (always all of it)
        """What may follow each of the tokens (texts × tokens), by what the encoder made of the sound."""
        linear = self._linear
        embedded = self._weights["decoder/embeddings/weight"]
        state = embedded[given] + self._weights["decoder/position_encodings/encodings"][: given.shape[1]]
        for layer in range(self._layers):
            at = f"decoder/layer_{layer}"
            normal = self._normal(f"{at}/self_attention/layer_norm", state)
            asked, keys, values = linear(f"{at}/self_attention/linear_0", normal).chunk(3, -1)
            state = state + linear(f"{at}/self_attention/linear_1", _attend(asked, keys, values, is_text=True))
            asked = linear(f"{at}/attention/linear_0", self._normal(f"{at}/attention/layer_norm", state))
            keys, values = linear(f"{at}/attention/linear_1", heard).chunk(2, -1)
            state = state + linear(f"{at}/attention/linear_2", _attend(asked, keys, values, is_text=False))
            inner = linear(f"{at}/ffn/linear_0", self._normal(f"{at}/ffn/layer_norm", state))
            state = state + linear(f"{at}/ffn/linear_1", functional.gelu(inner))
        return self._normal("decoder/layer_norm", state) @ embedded.T

    def learning(self) -> list[Tensor]:
        """What is changed by a step."""
        return self._linear.learning()

    def adaptation(self) -> Adaptation:
        """What was learnt so far."""
        thin = {f"{name}/weight": pair for name, pair in self._linear.learnt(KEPT).items()}
        return Adaptation(fingerprint(self._weights[TOLD_BY].numpy()), thin)

    def _normal(self, name: str, given: Tensor) -> Tensor:
        gamma, beta = self._weights[f"{name}/gamma"], self._weights[f"{name}/beta"]
        return functional.layer_norm(given, given.shape[-1:], gamma, beta)


def _attend(asked: Tensor, keys: Tensor, values: Tensor, *, is_text: bool) -> Tensor:
    asked, keys, values = (apart(each, HEADS) for each in (asked, keys, values))
    return joined(functional.scaled_dot_product_attention(asked, keys, values, is_causal=is_text))
