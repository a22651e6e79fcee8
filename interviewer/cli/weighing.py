"""What a grader by probabilities asks, read from the files that serve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.bank.loader import fit
from interviewer.bank.yaml_source import parse
from interviewer.prompting.files import WORDINGS, read_bytes
from interviewer.scoring.yes_no_questions import Wordings, YesNoQuestions

if TYPE_CHECKING:
    from interviewer.prompting.files import PromptFiles


def read_questions(prompts: PromptFiles) -> YesNoQuestions:
    """The questions of `weigh.md` and `weigh.yaml`. Raises InterviewerError when they are broken."""
    file = prompts.path(WORDINGS)
    wordings = fit(parse(read_bytes(file), str(file)), Wordings)
    return YesNoQuestions(template=prompts.template("weigh"), wordings=wordings)
