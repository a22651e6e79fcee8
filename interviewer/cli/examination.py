"""Examines the models of the settings: each is asked, in each role that it may serve, what an interview would ask."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING

from msgspec import Struct

from interviewer.config import Role
from interviewer.llm.examination import Examined, Examiner
from interviewer.llm.ladder import Known, Rung
from interviewer.llm.providers import alternatives, key_in
from interviewer.llm.settings import GraderSettings, ModelSettings, as_grader
from interviewer.llm.small import weighs
from interviewer.prompting.usage import Usage

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

    from interviewer.config import Config
    from interviewer.errors import ModelFailedError
    from interviewer.llm.calls import ConnectedModel

NONCE_BYTES = 8


class Seat(Struct, frozen=True, kw_only=True):
    """A role, and one of the models that may serve it."""

    role: Role
    settings: ModelSettings
    """Without fallbacks: each of them has a seat of its own."""
    is_fallback: bool = False


class Result(Struct, frozen=True, kw_only=True):
    """What came of asking the model in a seat."""

    server: str
    """Its address, without user and password."""
    key: str | None
    """The place of the key that was sent; None where none was."""
    examined: Examined
    usage: Usage
    form: Rung | None
    """How the server lets itself be asked for JSON; None where it was not asked, or refused."""


def seats_of(role: Role, config: Config) -> Sequence[Seat]:
    """The model that serves the role, or each of a panel, and its fallbacks; none where the offline one serves."""
    settings = config.model_for(role)
    members = settings.members if isinstance(settings, GraderSettings) else (settings,) if settings else ()
    seats = [
        Seat(role=role, settings=each, is_fallback=number > 0)
        for member in members
        for number, each in enumerate(alternatives(member))
    ]
    return list(dict.fromkeys(seats))


def examine(seats: Iterable[Seat], environ: Mapping[str, str], config: Config) -> dict[Seat, Result]:
    """Ask the models in these seats, whose settings passed `check`, and import what that needs: over a second.

    Servers are asked at the same time, the models of one server one after another: a small one would make each wait
    for the other, and the times would be wrong. They are asked with the prompts of the settings.

    Raises InterviewerError when the canned exchange cannot be read, UsageError for a bad prompt.
    """
    import asyncio

    examiner = _examiner(config)
    queues: dict[str, list[_Questioning]] = {}
    for seat in seats:
        questioning = _Questioning(seat, environ)
        queues.setdefault(questioning.server, []).append(questioning)

    async def one_after_another(queue: Sequence[_Questioning]) -> list[tuple[Seat, Result]]:
        return [(questioning.seat, await questioning.ask(examiner)) for questioning in queue]

    async def all_at_once() -> list[list[tuple[Seat, Result]]]:
        return await asyncio.gather(*map(one_after_another, queues.values()))

    return dict(answer for answers in asyncio.run(all_at_once()) for answer in answers)


class _Questioning:
    """A model that is connected and waits to be asked."""

    def __init__(self, seat: Seat, environ: Mapping[str, str]) -> None:
        from interviewer.llm.connect import connect, target_of

        target = target_of(seat.settings, environ)
        self.seat = seat
        self.server = target.server
        self._key = None if key_in(seat.settings, environ) is None else target.key
        self._known: Known = {}
        self._model: ConnectedModel = connect(seat.settings, environ, wait=_do_not_wait, known=self._known)

    async def ask(self, examiner: Examiner) -> Result:
        put = self._way(examiner)
        try:
            examined = await put(self._model, self.seat.settings.timeout_s)
        finally:
            await self._model.close()
        form = next(iter(self._known.values()), None)
        return Result(server=self.server, key=self._key, examined=examined, usage=self._model.usage, form=form)

    def _way(self, examiner: Examiner) -> Callable[[ConnectedModel, float], Awaitable[Examined]]:
        """How the model is put to the test: as an interview would ask it."""
        if self.seat.role == "interviewer":
            return examiner.interviewer
        settings = as_grader(self.seat.settings)
        if not weighs(settings):
            return examiner.grader
        return examiner.either if settings.strategy == "auto" else examiner.weigher


async def _do_not_wait(_seconds: float, failure: ModelFailedError) -> None:
    """A person waits: what fails is told at once, and not tried again."""
    raise failure


def _examiner(config: Config) -> Examiner:
    from interviewer.cli.prompts import prompts_of
    from interviewer.cli.weighing import read_questions
    from interviewer.dialogue.speaking import read_speaking
    from interviewer.llm.canned import read_canned
    from interviewer.scoring.grade_prompt import GradingTemplates

    prompts = prompts_of(config)
    return Examiner(
        canned=read_canned(),
        speaking=read_speaking(prompts, config.persona, config.language),
        grading=GradingTemplates(grade=prompts.template("grade"), repair=prompts.template("grade_repair")),
        questions=read_questions(prompts),
        nonce=lambda: secrets.token_hex(NONCE_BYTES),
        timer=time.perf_counter,
    )
