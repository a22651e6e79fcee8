"""The network of Moonshine, asked how likely it finds a text: what its own library does not tell.

Jeffries and others, "Moonshine: Speech Recognition for Live Transcription and Voice Commands", 2024 (arXiv:2410.15608):
an encoder of the sound, and a decoder that gives the probability of each piece of a text after those before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from interviewer.speech.audio import floats
from interviewer.speech.sentence_pieces import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from interviewer.speech.audio import Audio
    from interviewer.speech.sentence_pieces import Piece

Memory = dict[str, Any]
"""Arrays that the network is given again, by the names that it has for them."""
_BEGIN, _END = 1, 2
"""The numbers that stand before and behind every text."""
_PAST = "past_key_values."
_PRESENT = "present."
_OF_TEXT = ".decoder."
"""What the decoder remembers of the text; the rest it remembers of the sound."""
_HEADS, _SIZE = 8, 36
"""The shape of what it remembers, before there is any."""
TAIL = 10
"""Pieces behind a change that are looked at: what follows it is the more likely, the better it fits."""


class Network:
    """The encoder and the decoder, loaded."""

    def __init__(self, folder: Path) -> None:
        """`folder` is that of the weights. About 0.1 s. Raises ImportError without the package onnxruntime."""
        from onnxruntime import InferenceSession, SessionOptions

        options = SessionOptions()
        options.intra_op_num_threads = 2
        providers = ["CPUExecutionProvider"]
        self._encoder: Any = InferenceSession(str(folder / "encoder_model.ort"), options, providers)
        self._decoder: Any = InferenceSession(str(folder / "decoder_model_merged.ort"), options, providers)
        self._kept = [output.name for output in self._decoder.get_outputs()[1:]]
        self.vocabulary = Vocabulary((folder / "tokenizer.bin").read_bytes())

    def listen(self, audio: Audio) -> Impression:
        """What it makes of a recording (16 kHz)."""
        import numpy as np

        samples = np.frombuffer(floats(audio), np.float32)
        mask = np.ones((1, len(samples)), np.int64)
        heard = self._encoder.run(None, {"input_values": samples[None], "attention_mask": mask})[0]
        return Impression(self, {"encoder_hidden_states": heard, "encoder_attention_mask": mask})

    def read(self, sound: Memory, numbers: Sequence[int], past: Memory | None) -> tuple[Any, Memory]:
        """The logarithms of the probabilities of what may follow each of the numbers, and what is remembered."""
        import numpy as np

        nothing = np.zeros((1, _HEADS, 0, _SIZE), np.float32)
        given = {name.replace(_PRESENT, _PAST): nothing for name in self._kept} if past is None else past
        inputs = {"input_ids": np.array([numbers], np.int64), "use_cache_branch": np.array([past is not None])}
        found, *kept = self._decoder.run(None, inputs | given | sound)
        highest = found[0].max(-1, keepdims=True)
        logarithms = found[0] - highest - np.log(np.exp(found[0] - highest).sum(-1, keepdims=True))
        return logarithms, {name.replace(_PRESENT, _PAST): each for name, each in zip(self._kept, kept, strict=True)}


class Impression:
    """One stretch of sound, as the network heard it."""

    def __init__(self, network: Network, sound: Memory) -> None:
        self._network = network
        self._sound = sound

    def chances(self, text: str) -> list[tuple[str, float]]:
        """The words of the text, each with the probability that it follows those before it, from 0 to 1.

        Signs do not count.
        """
        import numpy as np

        pieces = self._network.vocabulary.pieces(text)
        if not pieces:
            return []
        logarithms, _ = self._network.read(self._sound, [_BEGIN, *_numbers(pieces)][:-1], None)
        sums: list[float] = []
        for at, piece in enumerate(pieces):
            if piece.begins_word:
                sums.append(0.0)
            if piece.is_spoken:
                sums[-1] += float(logarithms[at, piece.number])
        return list(zip(text.split(), (float(np.exp(each)) for each in sums), strict=True))

    def fits(self, text: str, others: Sequence[str]) -> list[float]:
        """How much more likely each other text is, as a logarithm: below 0 where it is less likely.

        They differ from the text in one place; behind it, a few pieces are looked at.
        """
        read, vocabulary = self._network.read, self._network.vocabulary
        own = [_BEGIN, *_numbers(vocabulary.pieces(text)), _END]
        _, memory = read(self._sound, own, None)
        known: dict[tuple[int, ...], float] = {}

        def likelihood(numbers: Sequence[int], first: int, end: int) -> float:
            if first == end:
                return 0.0
            key = (first, *numbers[first:end])
            if key not in known:
                past = {name: each[:, :, : first - 1] if _OF_TEXT in name else each for name, each in memory.items()}
                logarithms, _ = read(self._sound, numbers[first - 1 : end - 1], past)
                known[key] = float(sum(logarithms[at, number] for at, number in enumerate(numbers[first:end])))
            return known[key]

        found = []
        for other in others:
            theirs = [_BEGIN, *_numbers(vocabulary.pieces(other)), _END]
            first, same = _where_they_differ(own, theirs)
            left_out = max(0, same - TAIL)
            change = likelihood(theirs, first, len(theirs) - left_out) - likelihood(own, first, len(own) - left_out)
            found.append(change)
        return found


def _numbers(pieces: Sequence[Piece]) -> list[int]:
    return [piece.number for piece in pieces]


def _where_they_differ(one: Sequence[int], other: Sequence[int]) -> tuple[int, int]:
    """How many numbers are the same at the beginning, and how many of the rest are at the end.

    >>> _where_they_differ([1, 5, 6, 9], [1, 5, 7, 8, 9])
    (2, 1)
    """
    most = min(len(one), len(other))
    first = next((at for at in range(most) if one[at] != other[at]), most)
    same = next((at for at in range(most - first) if one[-1 - at] != other[-1 - at]), most - first)
    return first, same
