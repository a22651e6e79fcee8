"""Plays the interviews of a rehearsal: who interviews, who grades, who answers, and what is done when one fails."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from msgspec.structs import replace

from interviewer.bank.conduct import find_conduct
from interviewer.cli.engine import Company, connector, nonce
from interviewer.cli.measuring import NoCache
from interviewer.cli.models import Roles, open_log, roles_named
from interviewer.cli.prompts import load_phrases, prompts_of
from interviewer.cli.workspace import system_clock
from interviewer.config import OFFLINE
from interviewer.errors import ModelFailedError
from interviewer.llm.loading import LoadingModel
from interviewer.llm.system_keyring import keys_of_this_process
from interviewer.rehearsal.candidate import OfflineCandidate
from interviewer.rehearsal.judge import Judge, not_judged, talks
from interviewer.rehearsal.keeping import Done
from interviewer.rehearsal.model_candidate import ModelCandidate
from interviewer.rehearsal.play import Players, play

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from interviewer.cli.rehearsal_progress import Progress
    from interviewer.cli.rehearsal_stage import Stage
    from interviewer.config import Config
    from interviewer.llm.settings import GraderSettings, ModelSettings
    from interviewer.prompting.usage import Usage
    from interviewer.rehearsal.candidate import Candidate
    from interviewer.rehearsal.judge import Judged, Talk
    from interviewer.rehearsal.play import Played
    from interviewer.rehearsal.programme import Appearance

MOST_FAILURES = 2
"""After so many interviews in a row that the candidate's model did not go through with, no more are played."""
CUT_SHORT = "The rehearsal was interrupted before."


class Models:
    """The models that the options name; with the settings that they have, where they have some.

    What is set counts for nothing here unless it is named: hundreds of interviews are not to be paid for unasked.
    """

    def __init__(self, args: argparse.Namespace, config: Config) -> None:
        """Raises UsageError for a model that cannot work, as far as can be told offline."""
        configured = Roles(
            interviewer=config.model_for("interviewer"), grader=config.model_for("grader"), keys=keys_of_this_process()
        )
        word = args.speaker or OFFLINE
        self.roles = replace(
            roles_named(word, configured), grader=_grader(args.marker or word, configured), keys=configured.keys
        )
        self.roles.check()
        self.candidate = _named(args.candidate_model, configured)
        self.judge = _named(args.judge, configured)
        self.are_asked = any((self.roles.models, self.candidate))


def _named(word: str | None, configured: Roles) -> ModelSettings | None:
    return None if word is None else roles_named(word, configured).interviewer


def _grader(word: str, configured: Roles) -> GraderSettings | None:
    """The grader that is set, if that is the one that is meant: it may have more settings than the interviewer."""
    own = configured.grader
    return own if own is not None and own.model == word else roles_named(word, configured).grader


class Rehearsal:
    """One rehearsal under way: what is done of it stays, whatever ends it."""

    def __init__(
        self, args: argparse.Namespace, config: Config, models: Models, stage: Stage, done: dict[int, Done]
    ) -> None:
        """`done` are the interviews that were played before, by number; they are not played again."""
        self.done = done
        self.failures: list[ModelFailedError] = []
        """Why interviews were left in the middle."""
        self.judged: list[Judged] = []
        self.judge_usage: dict[str, Usage] = {}
        self._minutes = args.minutes
        self._config = config
        self._models = models
        self._stage = stage
        self._connect = connector(models.roles.keys, log=open_log(args), traced=config.tracing)

    @property
    def played(self) -> list[Played]:
        """The interviews that are over, in their order."""
        return [self.done[number].played for number in sorted(self.done)]

    async def play(self, parts: Sequence[Appearance], progress: Progress, keep: Callable[[Done], None]) -> None:
        """All that are not done yet, one after the other: an interview is a talk, and its turns cannot be had at once.

        An interview that the candidate's model does not go through with is left out. Raises ModelFailedError when
        nothing else came of it.
        """
        company = Company(NoCache(), self._connect, self._config, fresh=True)
        model = None if self._models.candidate is None else LoadingModel(self._models.candidate, self._connect)
        row = 0
        try:
            for part in parts:
                if part.number in self.done or row == MOST_FAILURES:
                    continue
                try:
                    done = await self._play_one(part, company, model, progress)
                except ModelFailedError as failure:
                    self.failures.append(failure)
                    row += 1
                    continue
                row = 0
                self.done[part.number] = done
                keep(done)
                progress.step(len(self.done), "")
        finally:
            await company.close()
            if model is not None:
                await model.close()
        if not self.done and self.failures:
            raise self.failures[-1]

    async def judge(self, progress: Progress) -> None:
        """Have every exchange of the interviews judged, one after the other. None is left out of `judged`."""
        settings = self._models.judge
        if settings is None:
            return
        left = self.talks
        model = LoadingModel(settings, self._connect)
        judge = Judge(model=model, template=prompts_of(self._config).template("judge"), nonce=nonce)
        try:
            while left:
                progress.step(len(self.judged), left[0].question_id)
                self.judged.append(await judge.judge(left[0]))
                del left[0]
        finally:
            self.judged += [not_judged(talk, CUT_SHORT) for talk in left]
            self.judge_usage = {"judge": model.usage}
            await model.close()

    @property
    def unjudged(self) -> list[Judged]:
        """All of them, where the judge was not come to."""
        return [not_judged(talk, CUT_SHORT) for talk in self.talks]

    @property
    def talks(self) -> list[Talk]:
        """What there is to judge."""
        return [talk for played in self.played for talk in talks(played)]

    async def _play_one(
        self, part: Appearance, company: Company, model: LoadingModel | None, progress: Progress
    ) -> Done:
        begun = system_clock.monotonic_s()
        before = None if model is None else model.usage
        chance = random.Random(part.seed)  # noqa: S311 - draws that can be had again, no secret
        questions, profiles = self._stage.scene(part, chance)

        def tell(answers: int) -> None:
            progress.step(len(self.done), f"interview {part.number}, answer {answers}")

        played = await play(
            part,
            questions,
            profiles,
            _candidate(model, company, chance),
            self._players(company),
            limit_minutes=self._minutes,
            is_labelled=model is None,
            tell=tell,
        )
        usage = {} if model is None or before is None else {"candidate": model.usage - before}
        return Done(played=played, seconds=system_clock.monotonic_s() - begun, usage=usage)

    def _players(self, company: Company) -> Players:
        """New ones for each interview: a model that failed in one is asked again in the next, as with people."""
        cast = company.cast(self._models.roles)
        return Players(
            interviewer=cast.interviewer,
            grader=cast.grader,
            observer=cast.observer,
            phrases=load_phrases(company.prompts),
            conduct=lambda: find_conduct(self._stage.folders),
            spent=company.spent,
        )


def _candidate(model: LoadingModel | None, company: Company, chance: random.Random) -> Candidate:
    if model is None:
        return OfflineCandidate(chance)
    return ModelCandidate(model=model, template=company.prompts.template("candidate"), nonce=nonce)
