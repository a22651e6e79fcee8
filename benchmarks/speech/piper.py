"""A voice of Piper, run by onnxruntime: phonemes by the program espeak-ng, weights that the user has."""

from __future__ import annotations

import json
import re
import subprocess
from array import array
from collections.abc import Callable
from functools import reduce
from pathlib import Path

import numpy as np

from interviewer.speech.audio import RATE, Audio, at_rate, of_floats, silence

_CLAUSE = re.compile(r"\S.*?(?:[,.;:?!](?=\s|\Z)|\Z)", re.DOTALL)
_SENTENCE_ENDS = re.compile(r"(?<=[.!?]) ")
BETWEEN_SENTENCES_S = 0.2
"""Silence, as Piper's own program makes it unless it is told otherwise."""
SEED = 0
"""Of the chance in the voice: every run says the same."""
_BEGIN, _END, _PAD = "^", "$", "_"


def piper(model: Path, speed: float) -> Callable[[str], Audio]:
    """What speaks with the voice of `model`, an .onnx file that has its .onnx.json beside it.

    A sentence at a time, as Piper does: of more at once its voices, which learned sentences, make mush.
    """
    from onnxruntime import InferenceSession, set_seed

    set_seed(SEED)
    settings = json.loads(model.with_name(f"{model.name}.json").read_text())
    session = InferenceSession(str(model), providers=["CPUExecutionProvider"])
    scales = np.array([settings["inference"]["noise_scale"], 1 / speed, settings["inference"]["noise_w"]], np.float32)
    numbers: dict[str, list[int]] = settings["phoneme_id_map"]

    def say(sentence: str) -> Audio:
        ids = [*numbers[_BEGIN], *numbers[_PAD]]
        for phoneme in sentence:
            ids += [*numbers.get(phoneme, []), *numbers[_PAD]]
        ids += numbers[_END]
        inputs = {"input": np.array([ids]), "input_lengths": np.array([len(ids)]), "scales": scales}
        made = session.run(None, inputs)[0].squeeze().astype(np.float32)
        return of_floats(array("f", made.tobytes()), settings["audio"]["sample_rate"])

    def speak(text: str) -> Audio:
        spoken = [at_rate(say(sentence), RATE) for sentence in sentences(phonemes(text, settings["espeak"]["voice"]))]
        return reduce(lambda before, after: before + silence(BETWEEN_SENTENCES_S) + after, spoken)

    return speak


def phonemes(text: str, voice: str) -> str:
    """The phonemes of the text, with its punctuation, which these voices pause at."""
    spoken = []
    for clause in _CLAUSE.findall(text):
        command = ["espeak-ng", "-q", "--ipa", "-v", voice, "--stdin"]
        heard = subprocess.run(command, input=clause.encode(), check=True, capture_output=True).stdout.decode()
        mark = clause[-1] if clause[-1] in ",.;:?!" else ""
        spoken.append(" ".join(heard.split()) + mark)
    return " ".join(spoken)


def sentences(spoken: str) -> list[str]:
    """The phonemes of each sentence."""
    return _SENTENCE_ENDS.split(spoken)
