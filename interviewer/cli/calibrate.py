"""`interviewer calibrate`: how far a grader can be trusted, measured by labelled answers."""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from interviewer.bank.attacks import read_corpus
from interviewer.calibration.card import as_json, identity_of
from interviewer.calibration.cards import card_file
from interviewer.calibration.cases import cases as cases_of
from interviewer.calibration.cases import sample
from interviewer.calibration.making import counted_of, kappa_gain, make_card
from interviewer.calibration.resistance import attacks_found, plan_attacks
from interviewer.calibration.results import Results
from interviewer.calibration.variations import VARIED
from interviewer.cli.banks import bank_places, open_banks
from interviewer.cli.card_folders import card_folders
from interviewer.cli.card_output import card_options, check_card_options, show_card
from interviewer.cli.labelled_set import Wanted, own_set, refuse, sets_of
from interviewer.cli.measuring import measure
from interviewer.cli.variants import named, ways
from interviewer.cli.whole_file import write_whole
from interviewer.cli.workspace import system_clock
from interviewer.errors import UsageError
from interviewer.paths import measurements_folder
from interviewer.scoring.grade import GraderStamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewer.calibration.card import Card
    from interviewer.calibration.cases import Case
    from interviewer.calibration.making import Counted
    from interviewer.calibration.resistance import AttackPlan
    from interviewer.cli.labelled_set import LabelledSet
    from interviewer.cli.variants import Variant
    from interviewer.config import Config
    from interviewer.report.blocks import Block


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `calibrate`."""
    parser.add_argument(
        "--model", action="append", dest="models", metavar="MODEL", default=[],
        help="`provider:model` or `offline`; repeatable with --compare (default: as the settings say)",
    )  # fmt: skip
    parser.add_argument("--compare", action="store_true", help="side by side: these models, or ways to ask the one")
    parser.add_argument("--set", metavar="FILE", help="labelled answers of your own (default: those of the bank)")
    parser.add_argument(
        "--bank", action="append", dest="banks", metavar="DIR",
        help="a bank of your own, whose labelled answers are then used (repeatable)",
    )  # fmt: skip
    parser.add_argument(
        "--topic",
        action="append",
        dest="topics",
        metavar="TOPIC",
        default=[],
        help="answers to questions of this topic only (repeatable)",
    )
    parser.add_argument(
        "--question",
        action="append",
        dest="questions",
        metavar="ID",
        default=[],
        help="answers to this question only (repeatable)",
    )
    parser.add_argument("--sample", type=_number, metavar="N", help="so many answers, spread over the questions")
    parser.add_argument("--seed", type=int, metavar="N", default=1, help="which answers a sample has (default: 1)")
    parser.add_argument("--repeats", type=_number, metavar="N", default=1, help="grade each N times (default: 1)")
    parser.add_argument(
        "--variations", action="store_true", help="grade each padded, reworded, reordered and spoken too"
    )
    parser.add_argument("--attacks", action="store_true", help="try attacks, and honest answers that look like one")
    parser.add_argument("--concurrency", type=_number, metavar="N", default=4, help="so many at a time (default: 4)")
    parser.add_argument("--fresh", action="store_true", help="grade all anew, whatever was graded before")
    card_options(parser)
    parser.add_argument("--save", action="store_true", help="keep the card: reports of this grader then name it")
    parser.add_argument("--log", metavar="FILE", help="write what is sent to models and comes back there, keys masked")
    parser.set_defaults(check=_check)


class Measurement(NamedTuple):
    """A grader, its card, and the counted answers that the card rests on."""

    variant: Variant
    card: Card
    counted: Sequence[Counted]


def run(args: argparse.Namespace) -> int:
    """Measure, show and keep: 1 when an answer has no grade. Raises UsageError, InterviewerError, LeftOffError."""
    flags: dict[str, object] = {"banks": args.banks, "plain": args.plain or None}
    found = named(args.models, flags)
    config = found[0][1]
    labelled = _labelled(args, config)
    cases = cases_of(labelled.answers, variations=VARIED if args.variations else (), repeats=args.repeats)
    if args.compare and len(found) == 1:
        graders = [(variant, config) for variant in ways(found[0][0].settings, found[0][0].own_prompts)]
    else:
        graders = found
    attacks = _attacks(args, config, labelled) if args.attacks else None
    done = [_measured(args, variant, own, cases, labelled, attacks) for variant, own in graders]
    cards = [one.card for one in done]
    show_card(args, lambda: _blocks(done), lambda: as_json(cards if len(cards) > 1 else cards[0]), plain=config.plain)
    if args.save:
        for one in done:
            _save(one.card)
    return 1 if any(one.card.failed for one in done) else 0


def _check(args: argparse.Namespace) -> None:
    """Raises UsageError for options that do not go together."""
    if len(args.models) > 1 and not args.compare:
        raise UsageError("There are several models.", "Add --compare to see them side by side.")
    check_card_options(args)


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be 1 or more, not {number}.")
    return number


def _labelled(args: argparse.Namespace, config: Config) -> LabelledSet:
    from msgspec.structs import replace

    places = bank_places(config)
    bank = open_banks(places)
    wanted = Wanted(topics=tuple(args.topics), questions=tuple(args.questions))
    if args.set:
        found = own_set(Path(args.set), bank, wanted)
    else:
        folders = config.banks if args.banks else tuple(place.folder for place in places.places)
        found = sets_of(folders, bank, wanted)
    if args.sample is None:
        return found
    answers = tuple(sample(found.answers, args.sample, args.seed))
    names = {(one.answer.question, one.answer.id) for one in answers}
    second = tuple(one for one in found.second if (one.answer.question, one.answer.id) in names)
    return replace(found, answers=answers, second=second)


def _attacks(args: argparse.Namespace, config: Config, labelled: LabelledSet) -> AttackPlan:
    """Raises UsageError, after a line for each attack that cannot be read."""
    corpora = [read_corpus(place.folder) for place in bank_places(config).places]
    refuse([problem for corpus in corpora for problem in corpus.problems], "attack")
    # Of one bank that is named twice, each once.
    attacks = {attack.id: attack for corpus in corpora for attack in corpus.all_attacks()}
    honest = {answer.id: answer for corpus in corpora for answer in corpus.all_honest()}
    return plan_attacks(attacks.values(), honest.values(), labelled.answers, seed=args.seed)


def _measured(
    args: argparse.Namespace,
    variant: Variant,
    config: Config,
    cases: Sequence[Case],
    labelled: LabelledSet,
    attacks: AttackPlan | None,
) -> Measurement:
    results = Results(measurements_folder() / f"{variant.asked}.jsonl", fresh=args.fresh)
    tried = {} if attacks is None else attacks.exchanges
    wanted = {case.key: case.exchange for case in cases} | tried
    failures = measure(args, variant, config, wanted, results)
    nobody = GraderStamp(grader=variant.name, version="", rubric_hash="")
    card = make_card(
        cases,
        results.found,
        failures,
        grader=identity_of(nobody),
        made_at=system_clock.now().replace(microsecond=0),
        command=_command(args, variant),
        second=labelled.second,
        attacks=None if attacks is None else attacks_found(attacks, results.found),
        attack_results=[results.found[key] for key in tried if key in results.found],
    )
    return Measurement(variant, card, counted_of([case for case in cases if case.is_first], results.found))


def _command(args: argparse.Namespace, variant: Variant) -> str:
    """The command that makes such a card again."""
    model = variant.settings.model if variant.settings else variant.name
    words = ["interviewer", "calibrate", "--model", model] if args.models else ["interviewer", "calibrate"]
    for name, option in (("banks", "--bank"), ("topics", "--topic"), ("questions", "--question")):
        words += [word for value in getattr(args, name) or () for word in (option, str(value))]
    words += ["--set", args.set] if args.set else []
    words += ["--sample", str(args.sample), "--seed", str(args.seed)] if args.sample else []
    words += ["--repeats", str(args.repeats)] if args.repeats > 1 else []
    words += ["--variations"] if args.variations else []
    words += ["--attacks"] if args.attacks else []
    return shlex.join([*words, "--compare"] if args.compare else words)


def _blocks(done: Sequence[Measurement]) -> tuple[Block, ...]:
    from interviewer.report.card_outline import card_outline, comparison

    if len(done) == 1:
        return card_outline(done[0].card)
    return comparison([(one.variant.name, one.card) for one in done], advice(done))


def advice(done: Sequence[Measurement]) -> str:
    """Which of several graders to set: the one with the best κ, unless one that takes less cannot be told from it."""
    rated = [one for one in done if one.card.overall.kappa is not None]
    if not rated:
        return "None of them can be recommended: κ is not determined."
    best = max(rated, key=lambda one: one.card.overall.kappa or 0.0)
    alike = [one for one in rated if one is not best and _cannot_be_told(one, best)]
    cheapest = min([best, *alike], key=_effort)
    if cheapest is not best:
        return (
            f"Set {cheapest.variant.setting}: it takes less than {best.variant.name}, and on these answers the two "
            "cannot be told apart."
        )
    unsure = (
        f" {', '.join(one.variant.name for one in alike)} cannot be told from it on these answers." if alike else ""
    )
    return f"Set {best.variant.setting}: it agrees best with the labels.{unsure}"


def _cannot_be_told(one: Measurement, best: Measurement) -> bool:
    gain = kappa_gain(one.counted, best.counted)
    return gain is None or gain.low <= 0 <= gain.high


def _effort(one: Measurement) -> tuple[float, float]:
    """What it takes: tokens where they are told, and time."""
    usage = one.card.usage
    return (usage.tokens_in + usage.tokens_out if usage else 0, one.card.seconds)


def _save(card: Card) -> None:
    if not card.overall.verdicts:
        raise UsageError(f"There is no card to keep: {card.grader.grader} gave no grade.")
    folder = card_folders()[0]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = card_file(folder, card.grader)
    write_whole(path, as_json(card), "Make room there, or make it yours.")
    sys.stderr.write(f"Reports of grades by {card.grader.grader} will name this card: {path}\n")
