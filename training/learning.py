"""How a network learns to write what was said, whichever it is."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
import torch
from torch.nn import functional

from interviewer.speech.adaptation import Adaptation
from training.windows import Window

EPOCHS = 3
BATCH = 8
RATE = 1.5e-3
"""Of learning, at its height."""
WARM_UP = 30
"""Steps until then; from there it falls as half a cosine does."""
STEEPEST = 1.0
"""The longest gradient."""
UNTOLD = -100
"""In place of a token that is not to be learnt."""

Tensor = Any


class Tokens(NamedTuple):
    """A text for the decoder: what it is given, and what it is to write after each of it."""

    given: Sequence[int]
    wanted: Sequence[int]


class Learner(Protocol):
    """A recogniser that learns."""

    longest_s: float
    """Of what it hears in one go, in seconds."""

    def hear(self, window: Window) -> Any:
        """What its encoder, which stays as it is, makes of the sound (times × numbers)."""

    def tokens(self, window: Window, chance: random.Random) -> Tokens:
        """What was said."""

    def scores(self, given: Tensor, heard: Tensor, is_heard: Tensor) -> Tensor:
        """What may follow each of the tokens (texts × tokens); `is_heard` is false for times behind the end."""

    def learning(self) -> list[Tensor]:
        """What is changed by a step."""

    def adaptation(self) -> Adaptation:
        """What was learnt so far."""


class Example(NamedTuple):
    """A window, as the encoder heard it, in half precision."""

    heard: Any
    window: Window


def examples(learner: Learner, windows: Iterator[Window]) -> Iterator[Example]:
    """What is learnt from."""
    for window in windows:
        yield Example(learner.hear(window).astype(np.float16), window)


def learn(learner: Learner, among: Sequence[Example], chance: random.Random) -> Iterator[float]:
    """The mean loss of each round, when it is over."""
    optimizer = torch.optim.AdamW(learner.learning(), lr=RATE, weight_decay=0.01)
    steps, step = EPOCHS * math.ceil(len(among) / BATCH), 0
    for _ in range(EPOCHS):
        losses = []
        for batch in _batches(among, chance):
            for group in optimizer.param_groups:
                fall = (1 + math.cos(math.pi * step / steps)) / 2
                group["lr"] = RATE * fall * min(1, (step + 1) / WARM_UP)
            given, wanted = _padded([learner.tokens(each.window, chance) for each in batch])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = learner.scores(given, *_together([each.heard for each in batch]))
            loss = functional.cross_entropy(scores.float().transpose(1, 2), wanted, ignore_index=UNTOLD)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learner.learning(), STEEPEST)
            optimizer.step()
            losses.append(loss.item())
            step += 1
        yield sum(losses) / len(losses)


def _batches(among: Sequence[Example], chance: random.Random) -> Iterator[Sequence[Example]]:
    """All of them in any order, those of about the same length together."""
    order = chance.sample(among, len(among))
    order.sort(key=lambda example: sum(piece.seconds for piece in example.window) + chance.uniform(0, 6))
    batches = [order[first : first + BATCH] for first in range(0, len(order), BATCH)]
    yield from chance.sample(batches, len(batches))


def _padded(texts: Sequence[Tokens]) -> tuple[Tensor, Tensor]:
    longest = max(len(text.given) for text in texts)
    given = [[*text.given, *[0] * (longest - len(text.given))] for text in texts]
    wanted = [[*text.wanted, *[UNTOLD] * (longest - len(text.wanted))] for text in texts]
    return torch.tensor(given), torch.tensor(wanted)


def _together(heard: Sequence[Any]) -> tuple[Tensor, Tensor]:
    longest = max(len(each) for each in heard)
    sounds = torch.zeros(len(heard), longest, heard[0].shape[1])
    is_heard = torch.zeros(len(heard), longest, dtype=torch.bool)
    for number, each in enumerate(heard):
        sounds[number, : len(each)] = torch.tensor(each.astype(np.float32))
        is_heard[number, : len(each)] = True
    return sounds, is_heard
