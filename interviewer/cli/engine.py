"""Puts an engine together: the place where interviewers and graders are chosen."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from msgspec import Struct

from interviewer.bank.loader import fit
from interviewer.bank.yaml_source import parse
from interviewer.cli.workspace import system_clock
from interviewer.dialogue.engine import Interview
from interviewer.dialogue.interviewer import Interviewer, OfflineInterviewer
from interviewer.dialogue.phrases import Phrases
from interviewer.dialogue.state import fold
from interviewer.llm.loading import LoadingModel
from interviewer.resources import data_folder
from interviewer.scoring.grade import Grader
from interviewer.scoring.grade_cache import CachedGrader, GradeCache
from interviewer.scoring.model_grader import ModelGrader
from interviewer.scoring.offline import OfflineGrader

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from interviewer.bank.question import Question
    from interviewer.cli.models import Roles
    from interviewer.dialogue.events import Recorded
    from interviewer.journal.writer import SessionWriter
    from interviewer.llm.calls import ConnectedModel
    from interviewer.llm.settings import ModelSettings
    from interviewer.llm.usage import Usage

NONCE_BYTES = 8


class Cast(Struct, frozen=True, kw_only=True):
    """Who plays the roles of an interview."""

    interviewer: Interviewer
    grader: Grader
    models: dict[str, LoadingModel]
    """By role, those that are played by a model."""

    def usage(self) -> dict[str, Usage]:
        """By role, what the models have used so far."""
        return {role: model.usage for role, model in self.models.items()}

    async def close(self) -> None:
        """Let the models close their connections."""
        for model in self.models.values():
            await model.close()


def cast_for(roles: Roles, cache: GradeCache, *, fresh: bool = False) -> Cast:
    """The players of these roles; their models begin to load. Needs a running event loop.

    Grades of a model are taken from the `cache`, unless they are to be `fresh`.
    """
    interviewer: Interviewer = OfflineInterviewer()
    grader: Grader = OfflineGrader()
    models = {}
    if roles.interviewer is not None:
        models["interviewer"] = LoadingModel(roles.interviewer, _connector(roles.keys))
        interviewer = _model_interviewer(models["interviewer"], interviewer)
    if roles.grader is not None:
        models["grader"] = LoadingModel(roles.grader, _connector(roles.keys))
        grader = CachedGrader(_model_grader(models["grader"], roles.grader), cache, fresh=fresh)
    return Cast(interviewer=interviewer, grader=grader, models=models)


def make_interview(
    cast: Cast, writer: SessionWriter, recorded: Sequence[Recorded], questions: Mapping[str, Question]
) -> Interview:
    """An engine that goes on after the `recorded` events; `questions` are those of its plan that were not asked yet."""
    return Interview(
        state=fold(recorded),
        journal=writer,
        questions=questions,
        phrases=_load_phrases(),
        interviewer=cast.interviewer,
        grader=cast.grader,
        clock=system_clock,
    )


def _model_interviewer(model: LoadingModel, fallback: Interviewer) -> Interviewer:
    from interviewer.dialogue.model_interviewer import ModelInterviewer
    from interviewer.prompting.template import read_template

    return ModelInterviewer(model=model, template=read_template("speak"), nonce=_nonce, fallback=fallback)


def _model_grader(model: LoadingModel, settings: ModelSettings) -> ModelGrader:
    from interviewer.prompting.template import read_template
    from interviewer.scoring.grade_prompt import GradingTemplates

    templates = GradingTemplates(grade=read_template("grade"), repair=read_template("grade_repair"))
    parameters = {"temperature": settings.temperature, "max_tokens": settings.max_tokens, "base_url": settings.base_url}
    told = {name: str(value) for name, value in parameters.items() if value is not None}
    return ModelGrader(model, templates, _nonce, told)


def _connector(keys: Mapping[str, str]) -> Callable[[ModelSettings], ConnectedModel]:
    def connected(settings: ModelSettings) -> ConnectedModel:
        from interviewer.llm.connect import connect

        return connect(settings, keys)

    return connected


def _nonce() -> str:
    return secrets.token_hex(NONCE_BYTES)


def _load_phrases() -> Phrases:
    file = data_folder("prompts") / "phrases.yaml"
    return fit(parse(file.read_bytes(), str(file)), Phrases)
