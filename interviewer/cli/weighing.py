"""What a grader by probabilities asks, read from the files that ship with the package."""

from __future__ import annotations

from interviewer.bank.loader import fit
from interviewer.bank.yaml_source import parse
from interviewer.prompting.template import read_template
from interviewer.resources import data_folder
from interviewer.scoring.yes_no_questions import Wordings, YesNoQuestions


def read_questions() -> YesNoQuestions:
    """The questions of `prompts/weigh.md` and `prompts/weigh.yaml`. Raises InterviewerError when they are broken."""
    file = data_folder("prompts") / "weigh.yaml"
    wordings = fit(parse(file.read_bytes(), str(file)), Wordings)
    return YesNoQuestions(template=read_template("weigh"), wordings=wordings)
