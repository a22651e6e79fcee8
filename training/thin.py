"""Layers whose weights stay as they are, and to whose product something thin is added, which learns.

Hu and others, "LoRA: Low-Rank Adaptation of Large Language Models", 2021 (arXiv:2106.09685).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import torch
from torch.nn import functional

RANK = 16
"""Of the thin matrices."""
STRENGTH = 2.0
"""By which their product is taken: the larger, the faster it is learnt."""
DROPPED = 0.05
"""The part of the inputs of a change that is left out in each step, so that none is relied on alone."""

Tensor = Any


class Layers:
    """The linear layers of a network by their names, outputs × inputs; some of them learn."""

    def __init__(self, weights: Mapping[str, Tensor], biases: Mapping[str, Tensor], changed: Iterable[str]) -> None:
        self._weights, self._biases = weights, biases
        self._thin: dict[str, tuple[Tensor, Tensor]] = {}
        for name in changed:
            outputs, inputs = weights[name].shape
            down = torch.randn(RANK, inputs) / math.sqrt(inputs)
            self._thin[name] = (down.requires_grad_(), torch.zeros(outputs, RANK).requires_grad_())

    def __call__(self, name: str, given: Tensor) -> Tensor:
        """What the layer makes of it."""
        made = functional.linear(given, self._weights[name], self._biases.get(name))
        if name in self._thin:
            down, up = self._thin[name]
            made = made + STRENGTH * functional.linear(functional.linear(functional.dropout(given, DROPPED), down), up)
        return made

    def learning(self) -> list[Tensor]:
        """What is changed by a step."""
        return [matrix for pair in self._thin.values() for matrix in pair]

    def learnt(self, part: float) -> dict[str, tuple[Any, Any]]:
        """What leads down from the inputs, and up to the outputs, by the names of the layers; that part of the change.

        Between the weights as they came and those that were learnt lie some that know the new and have not forgotten
        the old: Wortsman and others, "Robust fine-tuning of zero-shot models", 2022 (arXiv:2109.01903).
        """
        return {
            name: (down.detach().numpy().copy(), part * STRENGTH * up.detach().numpy())
            for name, (down, up) in self._thin.items()
        }
