"""A scripted model that weighs yes against no, the real questions, and a grader of both."""

from __future__ import annotations

from collections.abc import Callable

from interviewer.cli.weighing import read_questions
from interviewer.errors import ModelFailedError
from interviewer.prompting.files import PromptFiles
from interviewer.prompting.template import Prompt
from interviewer.prompting.weighed import Weighed
from interviewer.resources import data_folder
from interviewer.scoring.probability_grader import ProbabilityGrader
from tests.scoring.judges import NONCE

QUESTIONS = read_questions(PromptFiles(data_folder("prompts")))
WORDINGS = QUESTIONS.wordings

YES, NO = 3.0, -3.0

Leaning = float | None | ModelFailedError


class ScriptedWeigher:
    """Leans as `leans` says of what was said and what is asked about it; `asked` keeps the prompts."""

    name = "test:weigher"

    def __init__(self, leans: Callable[[str, str], Leaning], replied_by: str = name) -> None:
        self._leans = leans
        self._replied_by = replied_by
        self.asked: list[Prompt] = []

    async def weigh(self, prompt: Prompt) -> Weighed:
        self.asked.append(prompt)
        said, _, asked = prompt.user.rpartition("\n\n")
        leaning = self._leans(said, asked)
        if isinstance(leaning, ModelFailedError):
            raise leaning
        return Weighed(log_odds=leaning, model=self._replied_by)


def grader(model: ScriptedWeigher, **parameters: str) -> ProbabilityGrader:
    return ProbabilityGrader(model, QUESTIONS, lambda: NONCE, parameters)
