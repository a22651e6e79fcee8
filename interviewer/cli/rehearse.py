"""`interviewer rehearse`: plays whole interviews without a person, and shows what they found out."""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.cli.banks import bank_places, open_banks
from interviewer.cli.card_output import card_options, check_card_options, show_card
from interviewer.cli.kept_interviews import KeptInterviews
from interviewer.cli.rehearsal_progress import progress
from interviewer.cli.rehearsal_stage import Stage
from interviewer.cli.whole_file import write_whole
from interviewer.cli.workspace import settings_of
from interviewer.planning.plan import Wish
from interviewer.prompting.usage import Usage
from interviewer.rehearsal.card import as_json, make_card, make_judgement
from interviewer.rehearsal.profile import KINDS
from interviewer.rehearsal.programme import programme
from interviewer.rehearsal.transcript import transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from interviewer.cli.rehearsal_players import Models, Rehearsal
    from interviewer.rehearsal.card import RehearsalCard
    from interviewer.rehearsal.keeping import Done
    from interviewer.rehearsal.programme import Appearance
    from interviewer.report.blocks import Block

USUAL_INTERVIEWS = 14
USUAL_QUESTIONS = 4
INTERRUPTED = 130
"""The exit status of what was cut short from the keyboard."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `rehearse`."""
    parser.add_argument(
        "--candidate", action="append", dest="kinds", choices=KINDS, default=[],
        help="this kind of candidate (repeatable; default: each kind in turn)",
    )  # fmt: skip
    parser.add_argument(
        "--interviews", type=_number, metavar="N", default=USUAL_INTERVIEWS,
        help=f"so many interviews (default: {USUAL_INTERVIEWS})",
    )  # fmt: skip
    parser.add_argument(
        "--questions", type=_number, metavar="N", default=USUAL_QUESTIONS,
        help=f"so many questions in each (default: {USUAL_QUESTIONS})",
    )  # fmt: skip
    parser.add_argument(
        "--topic", action="append", dest="topics", metavar="TOPIC", default=[], help="of this topic (repeatable)"
    )
    parser.add_argument(
        "--question", action="append", dest="question_ids", metavar="ID", default=[], help="this one (repeatable)"
    )
    parser.add_argument("--minutes", type=_number, metavar="M", help="close each interview after so many minutes")
    parser.add_argument("--seed", type=int, metavar="N", default=1, help="other interviews (default: 1)")
    parser.add_argument(
        "--words", choices=("examples", "measuring"), default="examples",
        help="what candidates say is of the labelled examples, or of the answers that measure graders",
    )  # fmt: skip
    parser.add_argument("--bank", action="append", dest="banks", metavar="DIR", help="a bank of your own (repeatable)")
    parser.add_argument(
        "--model", dest="speaker", metavar="MODEL", help="`provider:model` that interviews and grades (default: none)"
    )
    parser.add_argument(
        "--grader",
        dest="marker",
        metavar="MODEL",
        help="`provider:model` or `offline` that grades (default: as --model)",
    )
    parser.add_argument(
        "--judge", metavar="MODEL", help="`provider:model` that looks for what code cannot tell (default: none)"
    )
    parser.add_argument(
        "--candidate-model", metavar="MODEL", help="`provider:model` that plays the candidates (default: by rule)"
    )
    parser.add_argument(
        "--keep", metavar="FILE", help="keep each interview there when it is over, and go on with those"
    )
    parser.add_argument("--log", metavar="FILE", help="write what is sent to models and comes back there, keys masked")
    parser.add_argument("--transcripts", metavar="FILE", help="write all that was said there, as Markdown")
    card_options(parser)
    parser.set_defaults(check=check_card_options)


def run(args: argparse.Namespace) -> int:
    """Play, show: 1 when something happened that must not, 130 when it was cut short and shows what was done by then.

    Raises UsageError, BankError, and ModelFailedError when nothing came of it.
    """
    from interviewer.cli.rehearsal_players import Models, Rehearsal

    config = settings_of(args)
    places = bank_places(config)
    stage = Stage(args, open_banks(places), tuple(place.folder for place in places.places))
    wish = Wish(topics=tuple(args.topics), questions=args.questions)
    parts = list(programme(args.kinds or KINDS, args.interviews, stage.headers, wish, args.seed))
    models = Models(args, config)
    kept = KeptInterviews(args.keep, _command(args, length=False)) if args.keep else None
    before = {number: done for number, done in kept.done.items() if number <= len(parts)} if kept else {}
    rehearsal = Rehearsal(args, config, models, stage, before)
    is_whole = _interruptible(rehearsal, args, parts, models, kept.keep if kept else lambda _: None)
    card = _card(args, rehearsal, models, len(parts))
    if args.transcripts:
        write_whole(Path(args.transcripts), "\n".join(map(transcript, rehearsal.played)))
    show_card(args, lambda: _blocks(card), lambda: as_json(card), plain=config.plain)
    return INTERRUPTED if not is_whole else 0 if card.is_clean else 1


def _interruptible(
    rehearsal: Rehearsal,
    args: argparse.Namespace,
    parts: Sequence[Appearance],
    models: Models,
    keep: Callable[[Done], None],
) -> bool:
    """Play and judge; False where it was interrupted after something was done. Raises KeyboardInterrupt if not."""
    import asyncio

    try:
        with progress(args, "Interviews", len(parts), is_slow=models.are_asked) as told:
            asyncio.run(rehearsal.play(parts, told, keep))
        with progress(args, "Exchanges judged", len(rehearsal.talks), is_slow=False) as told:
            asyncio.run(rehearsal.judge(told))
    except KeyboardInterrupt:
        if not rehearsal.done:
            raise
        goes_on = " The same command goes on with them." if args.keep else ""
        sys.stderr.write(f"Interrupted: {len(rehearsal.done)} of {len(parts)} interviews are done.{goes_on}\n")
        return False
    return True


def _card(args: argparse.Namespace, rehearsal: Rehearsal, models: Models, planned: int) -> RehearsalCard:
    words = "the examples" if args.words == "examples" else "the measuring set"
    candidate = Usage() if models.candidate is None or models.candidate.price_in is None else Usage(cost=0.0)
    for done in rehearsal.done.values():
        candidate += done.usage.get("candidate", Usage(cost=0.0))
    judgement = None
    if models.judge is not None:
        judgement = make_judgement(models.judge.model, rehearsal.judged or rehearsal.unjudged)
    return make_card(
        rehearsal.played,
        candidate=args.candidate_model or "rule",
        words="" if args.candidate_model else words,
        command=_command(args),
        seconds=sum(done.seconds for done in rehearsal.done.values()),
        usage={**({"candidate": candidate} if candidate.calls else {}), **rehearsal.judge_usage},
        planned=planned,
        failures=[str(failure) for failure in rehearsal.failures],
        judgement=judgement,
    )


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be 1 or more, not {number}.")
    return number


def _command(args: argparse.Namespace, *, length: bool = True) -> str:
    """The command that plays the same again; without how many and who judges, where the `length` is left open."""
    words = ["interviewer", "rehearse", *(["--interviews", str(args.interviews)] if length else [])]
    for name, option in (
        ("kinds", "--candidate"), ("topics", "--topic"), ("question_ids", "--question"), ("banks", "--bank"),
    ):  # fmt: skip
        words += [word for value in getattr(args, name) or () for word in (option, str(value))]
    words += ["--questions", str(args.questions)] if args.questions != USUAL_QUESTIONS else []
    words += ["--minutes", str(args.minutes)] if args.minutes else []
    words += ["--words", args.words] if args.words != "examples" else []
    words += ["--model", args.speaker] if args.speaker else []
    words += ["--grader", args.marker] if args.marker else []
    words += ["--candidate-model", args.candidate_model] if args.candidate_model else []
    words += ["--judge", args.judge] if args.judge and length else []
    return shlex.join([*words, "--seed", str(args.seed)])


def _blocks(card: RehearsalCard) -> tuple[Block, ...]:
    from interviewer.report.rehearsal_outline import rehearsal_outline

    return rehearsal_outline(card)
