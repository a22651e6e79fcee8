"""Second looks for tests: the real templates, and replies."""

import json

from interviewer.prompting.template import read_template
from interviewer.scoring.second_look import LookTemplates

TEMPLATES = LookTemplates(criterion=read_template("second_look"), claim=read_template("second_look_claim"))


def look(verdict: str, *quotes: str, reason: str = "Read literally.") -> str:
    return json.dumps({"reason": reason, "quotes": quotes, "verdict": verdict})


def claim_look(*, advocated: bool) -> str:
    return json.dumps({"reason": "Read literally.", "advocated": advocated})
