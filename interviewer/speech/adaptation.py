"""Learnt changes to the weights of a recogniser, which make it used to the words of the field.

Hu and others, "LoRA: Low-Rank Adaptation of Large Language Models", 2021 (arXiv:2106.09685): what is added to a matrix
of weights is the product of two thin ones, so that all of it is small enough to come along.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

SHIPPED = Path(__file__).parent / "adaptations"
"""The folder of those that come along."""
_OF = "of"
_DOWN, _UP = "/down", "/up"


class Adaptation(NamedTuple):
    """What is added to which weights."""

    of: bytes
    """The fingerprint of the network that it was learnt for; it spoils any other."""
    thin: Mapping[str, tuple[Any, Any]]
    """By the name of the weights (outputs × inputs): what leads down from their inputs, and up to their outputs."""

    def change(self, name: str) -> Any:
        """What is added to the weights of that name."""
        down, up = self.thin[name]
        return up @ down


def fingerprint(weights: Any) -> bytes:
    """What tells a network by some of its weights, in whatever precision they are."""
    return sha256(weights.astype("<f2").tobytes()).digest()


def load_adaptation(path: Path) -> Adaptation:
    """That of a file. Needs numpy."""
    import numpy as np

    with np.load(path) as kept:
        names = [key.removesuffix(_DOWN) for key in kept if key.endswith(_DOWN)]
        thin = {each: (kept[each + _DOWN].astype(np.float32), kept[each + _UP].astype(np.float32)) for each in names}
        return Adaptation(kept[_OF].tobytes(), thin)


def keep_adaptation(adaptation: Adaptation, path: Path) -> None:
    """Write it to a file, in half precision."""
    import numpy as np

    arrays: dict[str, Any] = {_OF: np.frombuffer(adaptation.of, np.uint8)}
    for name, (down, up) in adaptation.thin.items():
        arrays[name + _DOWN], arrays[name + _UP] = down.astype(np.float16), up.astype(np.float16)
    np.savez_compressed(path, **arrays)
