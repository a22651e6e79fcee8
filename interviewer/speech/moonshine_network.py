"""The network of Moonshine: what it hears, how sure it is of it, and how likely it finds another text.

Its own library tells the first of these alone.

Jeffries and others, "Moonshine: Speech Recognition for Live Transcription and Voice Commands", 2024 (arXiv:2410.15608):
an encoder of the sound, and a decoder that gives the probability of each piece of a text after those before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from interviewer.speech.adaptation import load_adaptation
from interviewer.speech.audio import floats
from interviewer.speech.ort_file import adapted, told_by
from interviewer.speech.sentence_pieces import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from interviewer.speech.audio import Audio

Memory = dict[str, Any]
"""Arrays that the network is given again, by the names that it has for them."""
BEGIN, END = 1, 2
"""The numbers that stand before and behind every text."""
_HEARD = "encoder_hidden_states"
_PAST = "past_key_values."
_PRESENT = "present."
_OF_TEXT = ".decoder."
"""What the decoder remembers of the text; the rest it remembers of the sound."""
HEADS, SIZE = 8, 36
"""The shape of what it remembers, before there is any."""
TAIL = 10
"""Pieces behind a change that are looked at: what follows it is the more likely, the better it fits."""


class Network:
    """The encoder and the decoder, loaded."""

    def __init__(self, folder: Path, adaptation: Path | None = None) -> None:
        """`folder` is that of the weights, and `adaptation` makes them used to the field, if it was learnt for them.

        About 0.2 s. Raises ImportError without the package onnxruntime.
        """
        from onnxruntime import InferenceSession, SessionOptions

        options = SessionOptions()
        options.intra_op_num_threads = 2
        providers = ["CPUExecutionProvider"]
        self._encoder: Any = InferenceSession(str(folder / "encoder_model.ort"), options, providers)
        decoder = (folder / "decoder_model_merged.ort").read_bytes()
        learnt = load_adaptation(adaptation) if adaptation else None
        self.is_adapted = learnt is not None and learnt.of == told_by(decoder)
        if learnt is not None and self.is_adapted:
            decoder = adapted(decoder, learnt)
        self._decoder: Any = InferenceSession(decoder, options, providers)
        self._kept = [output.name for output in self._decoder.get_outputs()[1:]]
        self.vocabulary = Vocabulary((folder / "tokenizer.bin").read_bytes())

    def listen(self, audio: Audio) -> Impression:
        """What it makes of a recording (16 kHz)."""
        import numpy as np

        samples = np.frombuffer(floats(audio), np.float32)
        mask = np.ones((1, len(samples)), np.int64)
        heard = self._encoder.run(None, {"input_values": samples[None], "attention_mask": mask})[0]
        return Impression(self, {_HEARD: heard, "encoder_attention_mask": mask})

    def read(self, sound: Memory, numbers: Sequence[int], past: Memory | None) -> tuple[Any, Memory]:
        """The logarithms of the probabilities of what may follow each of the numbers, and what is remembered."""
        import numpy as np

        nothing = np.zeros((1, HEADS, 0, SIZE), np.float32)
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

    @property
    def heard(self) -> Any:
        """What the encoder made of it (times × numbers)."""
        return self._sound[_HEARD][0]

    def words(self, most: int) -> list[tuple[str, float]]:
        """What is said, each word with the probability that it follows those before it, from 0 to 1.

        The likeliest piece is taken each time, so many of them at most. Signs do not count.
        """
        import numpy as np

        numbers: list[int] = []
        likelihoods: list[float] = []
        last, memory = BEGIN, None
        while len(numbers) < most:
            logarithms, kept = self._network.read(self._sound, [last], memory)
            # What it remembers of the sound it tells once.
            memory = kept if memory is None else memory | {name: kept[name] for name in kept if _OF_TEXT in name}
            last = int(logarithms[-1].argmax())
            if last == END:
                break
            numbers.append(last)
            likelihoods.append(float(logarithms[-1, last]))
        words = self._network.vocabulary.words(numbers)
        return [(word.text, float(np.exp(sum(likelihoods[at] for at in word.places)))) for word in words]

    def fits(self, text: str, others: Sequence[str]) -> list[float]:
        """How much more likely each other text is, as a logarithm: below 0 where it is less likely.

        They differ from the text in one place; behind it, a few pieces are looked at.
        """
        read, vocabulary = self._network.read, self._network.vocabulary
        own = [BEGIN, *vocabulary.numbers(text), END]
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
            theirs = [BEGIN, *vocabulary.numbers(other), END]
            first, same = _where_they_differ(own, theirs)
            left_out = max(0, same - TAIL)
            change = likelihood(theirs, first, len(theirs) - left_out) - likelihood(own, first, len(own) - left_out)
            found.append(change)
        return found


def _where_they_differ(one: Sequence[int], other: Sequence[int]) -> tuple[int, int]:
    """How many numbers are the same at the beginning, and how many of the rest are at the end.

    >>> _where_they_differ([1, 5, 6, 9], [1, 5, 7, 8, 9])
    (2, 1)
    """
    most = min(len(one), len(other))
    first = next((at for at in range(most) if one[at] != other[at]), most)
    same = next((at for at in range(most - first) if one[-1 - at] != other[-1 - at]), most - first)
    return first, same
