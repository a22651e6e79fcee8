"""Learn what makes a recogniser used to the words of the field.

    python -m training moonshine
    python -m training whisper --weights FOLDER

Speaks `sentences.txt` and the reference answers and examples of the bank with voices that do not measure, has the
recogniser's encoder hear them, and changes its decoder until it writes what was said, hesitations included. The file
that comes of it goes to `interviewer/speech/adaptations`.

Needs torch beside the extra `voice`; for Whisper faster-whisper, too, with the weights of Whisper base in FOLDER.
`--kokoro` is that of benchmarks.speech. Speaking takes hours on two cores; `--spoken` is where the speech is kept, so
that a run that was broken off goes on. Learning from 475 minutes of it took 9 minutes (moonshine) and 22 (Whisper).
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from msgspec import yaml

from interviewer.bank.loader import read_question
from interviewer.speech import faster_whisper, moonshine
from interviewer.speech.adaptation import keep_adaptation
from interviewer.transcript.spoken_terms import SpokenTerms
from training.learning import Learner, examples, learn
from training.windows import pieces, windows

ROOT = Path(__file__).parents[1]
SENTENCE_WORDS = (8, 55)
"""The fewest and the most of an answer of the bank."""


def main() -> None:
    """Learn, and keep what was learnt after each round."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recogniser", choices=("moonshine", "whisper"))
    parser.add_argument("--weights", type=Path, metavar="FOLDER")
    parser.add_argument("--kokoro", type=Path, metavar="FOLDER")
    parser.add_argument("--spoken", type=Path, default=ROOT / "build" / "spoken", metavar="FOLDER")
    parser.add_argument("--out", type=Path, metavar="FILE")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    chance = random.Random(args.seed)
    learner, path = _learner(args.recogniser, args.weights)
    spoken = pieces(_sentences(), _forms(), args.kokoro, args.seed, args.spoken)
    among = list(examples(learner, windows(spoken, learner.longest_s, chance)))
    seconds = sum(piece.seconds for example in among for piece in example.window)
    print(f"{len(among)} windows, {seconds / 60:.0f} minutes of speech", flush=True)
    for number, loss in enumerate(learn(learner, among, chance), 1):
        keep_adaptation(learner.adaptation(), args.out or path)
        print(f"round {number}: {loss:.3f} nats a token", flush=True)


def _learner(name: str, weights: Path | None) -> tuple[Learner, Path]:
    """The recogniser, and the file of what it learns."""
    if name == "moonshine":
        from training.moonshine import Moonshine

        return Moonshine(weights or moonshine.weights()), moonshine.ADAPTED
    if weights is None:
        raise SystemExit("Name the folder of its weights: --weights FOLDER")
    from training.whisper import Whisper

    return Whisper(weights), faster_whisper.ADAPTED


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


if __name__ == "__main__":
    main()
