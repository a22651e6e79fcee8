"""Learn the change that makes Whisper base used to the words of the field. Run: python -m training --weights FOLDER

Speaks `sentences.txt` and the reference answers and examples of the bank with voices that do not measure, has Whisper's
encoder hear them, and changes its decoder until it writes what was said, hesitations included. The file that comes of
it goes to `interviewer/speech/adaptations`.

Needs torch beside the extra `voice` and faster-whisper. FOLDER holds the weights of Whisper base in the form of
faster-whisper; `--kokoro` is that of benchmarks.speech. Takes two hours on two cores; `--spoken` is where the speech is
kept, so that a run that was broken off goes on.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from ctranslate2 import StorageView
from faster_whisper import WhisperModel
from faster_whisper.tokenizer import Tokenizer
from msgspec import yaml
from torch.nn import functional

from interviewer.bank.loader import read_question
from interviewer.speech.adaptation import keep_adaptation
from interviewer.speech.audio import Audio, floats
from interviewer.speech.faster_whisper import ADAPTED, WINDOW_FRAMES, WINDOW_SAMPLES
from interviewer.transcript.spoken_terms import SpokenTerms
from training.decoder import Decoder
from training.windows import Piece, Window, windows

ROOT = Path(__file__).parents[1]
EPOCHS = 3
BATCH = 8
RATE = 1.5e-3
"""Of learning, at its height."""
WARM_UP = 30
"""Steps until then; from there it falls as half a cosine does."""
STEEPEST = 1.0
"""The longest gradient."""
NO_LABEL = -100
STAMP_S = 0.02
"""What one token of time is worth."""
SENTENCE_WORDS = (8, 55)
"""The fewest and the most of an answer of the bank."""


class Example(NamedTuple):
    """A window, as the encoder heard it."""

    heard: Any
    pieces: Sequence[Piece]


def main() -> None:
    """Learn, and keep what was learnt after each round."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--kokoro", type=Path, metavar="FOLDER")
    parser.add_argument("--spoken", type=Path, default=ROOT / "build" / "spoken", metavar="FOLDER")
    parser.add_argument("--out", type=Path, default=ADAPTED)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    model = WhisperModel(str(args.weights), device="cpu", compute_type="int8", local_files_only=True)
    spoken = windows(_sentences(), _forms(), args.kokoro, args.seed, args.spoken)
    examples = [_example(window, model) for window in spoken]
    seconds = sum(piece.seconds for example in examples for piece in example.pieces)
    print(f"{len(examples)} windows, {seconds / 60:.0f} minutes of speech", flush=True)
    decoder = Decoder((args.weights / "model.bin").read_bytes())
    tokenizer = Tokenizer(model.hf_tokenizer, multilingual=True, task="transcribe", language="en")
    for number, loss in enumerate(_learn(decoder, examples, tokenizer, random.Random(args.seed)), 1):
        keep_adaptation(decoder.adaptation(), args.out)
        print(f"round {number}: {loss:.3f} nats a token", flush=True)


def _sentences() -> list[str]:
    """Ours, and those of the bank that are no code. Labelled answers measure graders, and are left alone."""
    found = (ROOT / "training" / "sentences.txt").read_text().splitlines()
    for path in sorted((ROOT / "rubrics").glob("*/*.yaml")):
        question = read_question(path)
        for text in (question.reference_answer, *(example.answer for example in question.examples)):
            few, many = SENTENCE_WORDS
            if few <= len(text.split()) <= many and "\n" not in text.strip() and not set('{}<>=[]|#*@"`') & set(text):
                found.append(text.strip())
    return found


def _forms() -> Mapping[str, Sequence[str]]:
    """How terms are said aloud: as the list of terms has it, or the voices of the benchmark, or else as we know it."""
    spoken = yaml.decode((ROOT / "rubrics" / "spoken_terms.yaml").read_bytes(), type=SpokenTerms)
    forms: dict[str, Sequence[str]] = {}
    for path in (ROOT / "training" / "aloud.yaml", ROOT / "benchmarks" / "speech" / "aloud.yaml"):
        forms |= yaml.decode(path.read_bytes(), type=dict[str, list[str]])
    return {term.term: term.said for term in spoken.terms if term.said} | forms


def _example(window: Window, model: Any) -> Example:
    samples = np.frombuffer(floats(Audio(window.pcm)), np.float32)
    padded = np.pad(samples, (0, WINDOW_SAMPLES - len(samples)))
    heard: StorageView = model.encode(model.feature_extractor(padded)[:, :WINDOW_FRAMES])
    return Example(np.array(heard)[0].astype(np.float16), window.pieces)


def _learn(decoder: Decoder, examples: Sequence[Example], tokenizer: Any, chance: random.Random) -> Iterator[float]:
    """The mean loss of each round, when it is over."""
    optimizer = torch.optim.AdamW(decoder.learning(), lr=RATE, weight_decay=0.01)
    steps, step = EPOCHS * math.ceil(len(examples) / BATCH), 0
    for _ in range(EPOCHS):
        losses = []
        for batch in _batches(examples, chance):
            for group in optimizer.param_groups:
                fall = (1 + math.cos(math.pi * step / steps)) / 2
                group["lr"] = RATE * fall * min(1, (step + 1) / WARM_UP)
            numbers, labels = _padded([_tokens(each.pieces, tokenizer, chance) for each in batch], tokenizer.eot)
            heard = torch.tensor(np.stack([each.heard for each in batch]).astype(np.float32))
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = decoder.scores(numbers, heard)
            loss = functional.cross_entropy(scores.float().transpose(1, 2), labels, ignore_index=NO_LABEL)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(decoder.learning(), STEEPEST)
            optimizer.step()
            losses.append(loss.item())
            step += 1
        yield sum(losses) / len(losses)


def _batches(examples: Sequence[Example], chance: random.Random) -> Iterator[Sequence[Example]]:
    """All of them in any order, those of about the same length together."""
    order = chance.sample(examples, len(examples))
    order.sort(key=lambda example: sum(len(piece.text) for piece in example.pieces) + chance.uniform(0, 100))
    batches = [order[first : first + BATCH] for first in range(0, len(order), BATCH)]
    yield from chance.sample(batches, len(batches))


def _tokens(pieces: Sequence[Piece], tokenizer: Any, chance: random.Random) -> tuple[list[int], list[int]]:
    """What the decoder is given, and what it is to write after each of it; half of the time with times."""
    begin = list(tokenizer.sot_sequence)
    if chance.random() < 1 / 2:
        whole = " ".join(piece.text for piece in pieces)
        text = [tokenizer.no_timestamps, *tokenizer.encode(f" {whole}")]
        numbers = [*begin, *text]
        return numbers, [NO_LABEL] * len(begin) + [*text[1:], tokenizer.eot]
    written: list[int] = []
    at_s = 0.0
    for piece in pieces:
        first, last = (tokenizer.timestamp_begin + round(at / STAMP_S) for at in (at_s, at_s + piece.seconds))
        written += [first, *tokenizer.encode(f" {piece.text}"), last]
        at_s += piece.seconds
    return [*begin, *written], [NO_LABEL] * (len(begin) - 1) + [*written, tokenizer.eot]


def _padded(pairs: Iterable[tuple[list[int], list[int]]], filler: int) -> tuple[Any, Any]:
    pairs = list(pairs)
    longest = max(len(numbers) for numbers, _ in pairs)
    numbers = [given + [filler] * (longest - len(given)) for given, _ in pairs]
    labels = [wanted + [NO_LABEL] * (longest - len(wanted)) for _, wanted in pairs]
    return torch.tensor(numbers), torch.tensor(labels)


if __name__ == "__main__":
    main()
