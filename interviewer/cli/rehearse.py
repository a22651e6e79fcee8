"""`interviewer rehearse`: plays whole interviews without a person, and shows what they found out."""

from __future__ import annotations

import argparse
import random
import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.bank.calibration import measuring_answers
from interviewer.bank.conduct import find_conduct
from interviewer.cli.banks import bank_places, open_banks
from interviewer.cli.card_output import card_options, check_card_options, show_card
from interviewer.cli.whole_file import write_whole
from interviewer.cli.workspace import settings_of, system_clock
from interviewer.planning.plan import Wish
from interviewer.rehearsal.card import as_json, make_card
from interviewer.rehearsal.material import material_of
from interviewer.rehearsal.profile import KINDS, make_profile
from interviewer.rehearsal.programme import programme
from interviewer.rehearsal.transcript import transcript

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewer.bank.index import Bank, Header
    from interviewer.bank.question import Question
    from interviewer.cli.models import Roles
    from interviewer.config import Config
    from interviewer.llm.calls import ConnectedModel
    from interviewer.llm.loading import LoadingModel
    from interviewer.llm.settings import ModelSettings
    from interviewer.prompting.files import PromptFiles
    from interviewer.prompting.usage import Usage
    from interviewer.rehearsal.candidate import Candidate
    from interviewer.rehearsal.card import RehearsalCard
    from interviewer.rehearsal.material import LabelledAnswer, Material
    from interviewer.rehearsal.play import Played
    from interviewer.rehearsal.profile import Profile
    from interviewer.rehearsal.programme import Appearance
    from interviewer.report.blocks import Block

USUAL_INTERVIEWS = 14
USUAL_QUESTIONS = 4


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
    parser.add_argument("--model", metavar="MODEL", help="`provider:model` that interviews and grades (default: none)")
    parser.add_argument(
        "--candidate-model", metavar="MODEL", help="`provider:model` that plays the candidates (default: by rule)"
    )
    parser.add_argument("--log", metavar="FILE", help="write what is sent to models and comes back there, keys masked")
    parser.add_argument("--transcripts", metavar="FILE", help="write all that was said there, as Markdown")
    card_options(parser)
    parser.set_defaults(check=check_card_options)


def run(args: argparse.Namespace) -> int:
    """Play, show: 1 when something happened that must not. Raises UsageError, BankError."""
    config = settings_of(args)
    places = bank_places(config)
    stage = Stage(args, open_banks(places), tuple(place.folder for place in places.places))
    begun = system_clock.monotonic_s()
    played, usage = _played(args, config, stage)
    words = "the examples" if args.words == "examples" else "the measuring set"
    card = make_card(
        played,
        candidate=args.candidate_model or "rule",
        words="" if args.candidate_model else words,
        command=_command(args),
        seconds=system_clock.monotonic_s() - begun,
        usage=usage,
    )
    if args.transcripts:
        write_whole(Path(args.transcripts), "\n".join(map(transcript, played)))
    show_card(args, lambda: _blocks(card), lambda: as_json(card), plain=config.plain)
    return 0 if card.is_clean else 1


class Stage:
    """Questions and what can be said about them, each read once."""

    def __init__(self, args: argparse.Namespace, bank: Bank, folders: tuple[Path, ...]) -> None:
        self.folders = folders
        self._args = args
        self._bank = bank
        self._known: dict[str, tuple[Question, Material]] = {}

    @property
    def headers(self) -> tuple[Header, ...]:
        """The questions that may be put. Raises BankError for one that there is not."""
        for question_id in self._args.question_ids:
            self._bank.path(question_id)
        wanted = self._args.question_ids
        return tuple(header for header in self._bank.headers if not wanted or header.question_id in wanted)

    def scene(self, appearance: Appearance, chance: random.Random) -> tuple[dict[str, Question], dict[str, Profile]]:
        """The questions of an interview, and what its candidate is made to know of each. Raises BankError."""
        known = {name: self._read(name) for name in appearance.question_ids}
        profiles = {
            name: make_profile(appearance.kind, question, material, chance)
            for name, (question, material) in known.items()
        }
        return {name: question for name, (question, _) in known.items()}, profiles

    def _read(self, question_id: str) -> tuple[Question, Material]:
        if question_id not in self._known:
            question = self._bank.load(question_id)
            answers: Sequence[LabelledAnswer] = question.examples
            if self._args.words == "measuring":
                answers = measuring_answers(self._bank.path(question_id).parent.parent, question_id)
            self._known[question_id] = question, material_of(question_id, question, answers)
        return self._known[question_id]


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be 1 or more, not {number}.")
    return number


def _played(args: argparse.Namespace, config: Config, stage: Stage) -> tuple[list[Played], dict[str, Usage]]:
    """All the interviews, and what a model took that played candidates.

    Raises UsageError for a model that cannot be used and for a wish that nothing fits, ModelFailedError when the model
    that plays candidates fails.
    """
    import asyncio

    wish = Wish(topics=tuple(args.topics), questions=args.questions)
    parts = list(programme(args.kinds or KINDS, args.interviews, stage.headers, wish, args.seed))
    roles = _roles(args, config)
    with _bar(args, len(parts)) as tell:
        return asyncio.run(_play_all(args, config, stage, parts, roles, tell))


async def _play_all(
    args: argparse.Namespace,
    config: Config,
    stage: Stage,
    parts: Sequence[Appearance],
    roles: Roles,
    tell: Callable[[int], None],
) -> tuple[list[Played], dict[str, Usage]]:
    """One after the other: an interview is a talk, and its turns cannot be had at once."""
    from interviewer.cli.engine import Company, connector
    from interviewer.cli.measuring import NoCache
    from interviewer.cli.models import open_log
    from interviewer.cli.prompts import load_phrases
    from interviewer.rehearsal.play import Players, play

    connect = connector(roles.keys, log=open_log(args), traced=config.tracing)
    company = Company(NoCache(), connect, config, fresh=True)
    cast = company.cast(roles)
    players = Players(
        interviewer=cast.interviewer,
        grader=cast.grader,
        observer=cast.observer,
        phrases=load_phrases(company.prompts),
        conduct=lambda: find_conduct(stage.folders),
        spent=company.spent,
    )
    model = _candidate_model(args, config, connect)
    played = []
    try:
        for part in parts:
            chance = random.Random(part.seed)  # noqa: S311 - draws that can be had again, no secret
            questions, profiles = stage.scene(part, chance)
            candidate = _candidate(model, company.prompts, chance)
            done = await play(
                part, questions, profiles, candidate, players, limit_minutes=args.minutes, is_labelled=model is None
            )
            played.append(done)
            tell(part.number)
        return played, {} if model is None else {"candidate": model.usage}
    finally:
        await company.close()
        if model is not None:
            await model.close()


def _candidate_model(
    args: argparse.Namespace, config: Config, connect: Callable[[ModelSettings], ConnectedModel]
) -> LoadingModel | None:
    """The model that plays candidates; it begins to load. Raises UsageError for one that cannot work."""
    from interviewer.cli.models import roles_named
    from interviewer.llm.loading import LoadingModel

    if args.candidate_model is None:
        return None
    settings = roles_named(args.candidate_model, _configured(config)).interviewer
    return None if settings is None else LoadingModel(settings, connect)


def _candidate(model: LoadingModel | None, prompts: PromptFiles, chance: random.Random) -> Candidate:
    from interviewer.cli.engine import nonce
    from interviewer.rehearsal.candidate import OfflineCandidate
    from interviewer.rehearsal.model_candidate import ModelCandidate

    if model is None:
        return OfflineCandidate(chance)
    return ModelCandidate(model=model, template=prompts.template("candidate"), nonce=nonce)


def _roles(args: argparse.Namespace, config: Config) -> Roles:
    """The model that was named for both roles, with its settings where it has some; else none, whatever is set.

    Hundreds of interviews are not to be paid for unasked.
    """
    from interviewer.cli.models import Roles

    configured = _configured(config)
    if args.model is None:
        return Roles(keys=configured.keys)
    configured.check()
    return configured


def _configured(config: Config) -> Roles:
    from interviewer.cli.models import Roles
    from interviewer.llm.system_keyring import keys_of_this_process

    return Roles(
        interviewer=config.model_for("interviewer"), grader=config.model_for("grader"), keys=keys_of_this_process()
    )


def _command(args: argparse.Namespace) -> str:
    """The command that plays the same again."""
    words = ["interviewer", "rehearse", "--interviews", str(args.interviews)]
    for name, option in (
        ("kinds", "--candidate"), ("topics", "--topic"), ("question_ids", "--question"), ("banks", "--bank"),
    ):  # fmt: skip
        words += [word for value in getattr(args, name) or () for word in (option, str(value))]
    words += ["--questions", str(args.questions)] if args.questions != USUAL_QUESTIONS else []
    words += ["--minutes", str(args.minutes)] if args.minutes else []
    words += ["--words", args.words] if args.words != "examples" else []
    words += ["--model", args.model] if args.model else []
    words += ["--candidate-model", args.candidate_model] if args.candidate_model else []
    return shlex.join([*words, "--seed", str(args.seed)])


def _blocks(card: RehearsalCard) -> tuple[Block, ...]:
    from interviewer.report.rehearsal_outline import rehearsal_outline

    return rehearsal_outline(card)


@contextmanager
def _bar(args: argparse.Namespace, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error while a person watches who does not mind redrawing; else nothing."""
    import sys

    if args.plain or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from interviewer.cli.screen import open_console

    columns = (
        TextColumn("{task.description}"), BarColumn(bar_width=20), MofNCompleteColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=open_console(colour=args.colour, to_stderr=True), transient=True) as bar:
        task = bar.add_task("Interviews", total=total)
        yield lambda done: bar.update(task, completed=done)
