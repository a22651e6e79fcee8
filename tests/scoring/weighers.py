"""A scripted model that weighs yes against no, the real questions, and a grader of both."""

from __future__ import annotations

from collections.abc import Callable

from interviewer.bank.loader import fit
from interviewer.bank.yaml_source import parse
from interviewer.errors import ModelFailedError
from interviewer.prompting.template import Prompt, read_template
from interviewer.prompting.weighed import Weighed
from interviewer.resources import data_folder
from interviewer.scoring.probability_grader import ProbabilityGrader
from interviewer.scoring.yes_no_questions import Wordings, YesNoQuestions
from tests.scoring.judges import NONCE

FILE = data_folder("prompts") / "weigh.yaml"
WORDINGS = fit(parse(FILE.read_bytes(), str(FILE)), Wordings)
QUESTIONS = YesNoQuestions(template=read_template("weigh"), wordings=WORDINGS)

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
