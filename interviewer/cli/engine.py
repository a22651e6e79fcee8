"""Puts an engine together: the place where interviewers and graders are chosen."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, NamedTuple

from interviewer.bank.conduct import find_conduct
from interviewer.cli.card_folders import measured_by_cards
from interviewer.cli.prompts import load_phrases, load_small_talk, prompts_of
from interviewer.cli.workspace import system_clock
from interviewer.dialogue.engine import Interview
from interviewer.dialogue.host import Host, SmallTalker
from interviewer.dialogue.interviewer import FrugalInterviewer, Interviewer, OfflineInterviewer
from interviewer.dialogue.state import fold
from interviewer.errors import ModelFailedError
from interviewer.llm.loading import LoadingModel
from interviewer.llm.purse import Purse
from interviewer.llm.small import weighs
from interviewer.scoring.conduct import Observer
from interviewer.scoring.conduct_cache import CachedObserver
from interviewer.scoring.falling_back import FallingBackGrader
from interviewer.scoring.frugal import FrugalGrader, FrugalObserver
from interviewer.scoring.grade import Grader
from interviewer.scoring.grade_cache import CachedGrader, GradeCache, StampingGrader
from interviewer.scoring.model_grader import ModelGrader
from interviewer.scoring.model_observer import ModelObserver
from interviewer.scoring.offline import OfflineGrader
from interviewer.scoring.offline_observer import OfflineObserver
from interviewer.scoring.probability_grader import ProbabilityGrader
from interviewer.scoring.reordering import ReorderingGrader
from interviewer.scoring.votes import VotingGrader

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from pathlib import Path

    from interviewer.bank.question import Question
    from interviewer.cli.models import Roles
    from interviewer.config import Config
    from interviewer.dialogue.events import Recorded
    from interviewer.dialogue.model_interviewer import ModelInterviewer
    from interviewer.journal.writer import SessionWriter
    from interviewer.llm.calls import ConnectedModel
    from interviewer.llm.log import Log
    from interviewer.llm.settings import GraderSettings, ModelSettings
    from interviewer.prompting.files import PromptFiles
    from interviewer.prompting.usage import Usage
    from interviewer.scoring.second_look import SecondLook

NONCE_BYTES = 8


class Cast(NamedTuple):
    """Who leads, who grades, who looks at how the candidate goes about it, and who is the host of the small talk."""

    interviewer: Interviewer
    grader: Grader
    observer: Observer
    host: Host


class Company:
    """Everybody who plays or has played a role in an interview of this process. Needs a running event loop."""

    def __init__(
        self,
        cache: GradeCache,
        connect: Callable[[ModelSettings], ConnectedModel],
        config: Config,
        *,
        fresh: bool = False,
        purse: Purse | None = None,
    ) -> None:
        """Grades of a model are taken from the `cache`, unless they are to be `fresh`. `connect` runs on a thread.

        Of the settings, the prompts and what is said about them count. When the `purse` from which the models pay is
        empty, the offline ones take over. Raises UsageError for a bad prompt.
        """
        self.prompts = prompts_of(config)
        self._config = config
        self._purse = purse or Purse()
        self._cache = cache
        self._connect = connect
        self._fresh = fresh
        self._models: list[tuple[str, LoadingModel]] = []
        self._told: list[Usage] = []
        """Of each of these models, the usage that `spent` has told."""

    def cast(self, roles: Roles) -> Cast:
        """The players of these roles; their models begin to load."""
        interviewer: Interviewer = OfflineInterviewer()
        grader: Grader = OfflineGrader()
        observer: Observer = OfflineObserver()
        talker: SmallTalker | None = None
        if roles.interviewer is not None:
            model = self._model("interviewer", roles.interviewer)
            speaking = self._interviewer(model, interviewer)
            talker = self._talker(model, speaking)
            interviewer = FrugalInterviewer(speaking, interviewer, self._is_spent)
        if roles.grader is not None:
            models = [(member, self._model("grader", member)) for member in roles.grader.members]
            grader = FrugalGrader(self._panel(models), grader, self._is_spent)
            first, model = models[0]
            watching = CachedObserver(_model_observer(model, first, self.prompts), self._cache, fresh=self._fresh)
            observer = FrugalObserver(watching, observer, self._is_spent)
        return Cast(interviewer, grader, observer, Host(load_small_talk(self.prompts), talker))

    def spent(self) -> dict[str, Usage]:
        """By role, what the models took since this was last asked; nothing of those that took nothing."""
        spent: dict[str, Usage] = {}
        for number, (role, model) in enumerate(self._models):
            used = model.usage
            new = used - self._told[number]
            if new.calls:
                spent[role] = spent[role] + new if role in spent else new
                self._told[number] = used
        return spent

    async def knock(self) -> tuple[ModelFailedError, ...]:
        """Why servers cannot be reached that will be needed, each reason once."""
        import asyncio

        found = await asyncio.gather(*[_closed_door(model) for _, model in self._models])
        return tuple({str(failure): failure for failure in found if failure is not None}.values())

    async def close(self) -> None:
        """Let the models close their connections."""
        for _, model in self._models:
            await model.close()

    def _interviewer(self, model: LoadingModel, fallback: Interviewer) -> ModelInterviewer:
        from interviewer.dialogue.model_interviewer import ModelInterviewer
        from interviewer.dialogue.speaking import read_speaking

        speaking = read_speaking(self.prompts, self._config.persona, self._config.language)
        return ModelInterviewer(model=model, prompts=speaking, nonce=nonce, fallback=fallback)

    def _talker(self, model: LoadingModel, speaking: ModelInterviewer) -> SmallTalker:
        from interviewer.dialogue.model_small_talk import ModelSmallTalker, read_small_talk

        prompts = read_small_talk(self.prompts, self._config.persona, self._config.language)
        return ModelSmallTalker(
            model=model,
            prompts=prompts,
            nonce=nonce,
            may_be_asked=lambda: not (self._is_spent() or speaking.has_given_up),
        )

    def _is_spent(self) -> bool:
        return self._purse.is_empty

    def _panel(self, models: Sequence[tuple[GraderSettings, LoadingModel]]) -> Grader:
        """A grader, or several that vote: each model as often as its samples say."""
        votes = [vote for settings, model in models for vote in self._votes(settings, model)]
        if len(votes) == 1:
            return votes[0]
        settings, model = models[0]
        has_arbiter = not settings.fast and not weighs(settings)
        return VotingGrader(votes, _second_look(model, settings, self.prompts) if has_arbiter else None)

    def _votes(self, settings: GraderSettings, model: LoadingModel) -> list[Grader]:
        grader = self._grader(settings, model)
        if settings.samples == 1:
            return [grader]
        return [ReorderingGrader(grader, number) for number in range(settings.samples)]

    def _grader(self, settings: GraderSettings, model: LoadingModel) -> Grader:
        """One model, by the strategy that its settings and its name call for."""
        if not weighs(settings):
            return self._kept(_model_grader(model, settings, self.prompts), settings)
        by_probability = self._kept(_probability_grader(model, settings, self.prompts), settings)
        if settings.strategy == "probability":
            return by_probability
        return FallingBackGrader(by_probability, self._kept(_model_grader(model, settings, self.prompts), settings))

    def _kept(self, grader: StampingGrader, settings: GraderSettings) -> Grader:
        """Past the cache where it votes: what is asked again is asked to see whether the answer is the same."""
        return CachedGrader(grader, self._cache, fresh=self._fresh) if settings.samples == 1 else grader

    def _model(self, role: str, settings: ModelSettings) -> LoadingModel:
        model = LoadingModel(settings, self._connect)
        self._models.append((role, model))
        self._told.append(model.usage)
        return model


async def _closed_door(model: LoadingModel) -> ModelFailedError | None:
    try:
        await model.knock()
    except ModelFailedError as failure:
        return failure
    return None


def make_interview(
    company: Company,
    roles: Roles,
    writer: SessionWriter,
    recorded: Sequence[Recorded],
    questions: Mapping[str, Question],
    banks: Sequence[Path],
) -> Interview:
    """An engine that goes on after the `recorded` events; `questions` are those of its plan that were not asked yet.

    `banks` are the folders of the bank, the user's own first.
    """
    cast = company.cast(roles)
    return Interview(
        state=fold(recorded),
        journal=writer,
        questions=questions,
        phrases=load_phrases(company.prompts),
        interviewer=cast.interviewer,
        grader=cast.grader,
        observer=cast.observer,
        host=cast.host,
        conduct=lambda: find_conduct(banks),
        clock=system_clock,
        spent=company.spent,
        measured=measured_by_cards,
    )


def connector(
    keys: Mapping[str, str],
    *,
    log: Log | None,
    traced: bool,
    wait: Callable[[float, ModelFailedError], Awaitable[object]] | None = None,
    purse: Purse | None = None,
) -> Callable[[ModelSettings], ConnectedModel]:
    """What connects the models of a company, each with the same keys, log, tracing, way to wait and purse."""

    def connect_one(settings: ModelSettings) -> ConnectedModel:
        from interviewer.llm.connect import connect
        from interviewer.llm.rehearsal import rehearse

        model = connect(settings, keys, log=log, traced=traced, wait=wait, purse=purse)
        if settings.model.startswith("openai:"):
            rehearse()
        return model

    return connect_one


def _model_grader(model: LoadingModel, settings: GraderSettings, prompts: PromptFiles) -> ModelGrader:
    from interviewer.scoring.grade_prompt import GradingTemplates

    templates = GradingTemplates(grade=prompts.template("grade"), repair=prompts.template("grade_repair"))
    second_look = None if settings.fast else _second_look(model, settings, prompts)
    return ModelGrader(model, templates, nonce, _told(settings), second_look)


def _probability_grader(model: LoadingModel, settings: GraderSettings, prompts: PromptFiles) -> ProbabilityGrader:
    from interviewer.cli.weighing import read_questions

    return ProbabilityGrader(model, read_questions(prompts), nonce, _told(settings))


def _second_look(model: LoadingModel, settings: GraderSettings, prompts: PromptFiles) -> SecondLook:
    from interviewer.scoring.second_look import LookTemplates, SecondLook

    templates = LookTemplates(criterion=prompts.template("second_look"), claim=prompts.template("second_look_claim"))
    return SecondLook(model, templates, nonce, thorough=settings.thorough)


def _model_observer(model: LoadingModel, settings: ModelSettings, prompts: PromptFiles) -> ModelObserver:
    return ModelObserver(model, prompts.template("conduct"), nonce, _told(settings))


def _told(settings: ModelSettings) -> dict[str, str]:
    """What a stamp tells of how the model is asked."""
    told = {name: str(value) for name, value in settings.parameters.items()}
    if settings.base_url is not None:
        told["base_url"] = settings.base_url
    return told


def nonce() -> str:
    """A random word, new each time, for the tags round what was said."""
    return secrets.token_hex(NONCE_BYTES)
