"""Puts an engine together: the place where interviewers and graders are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.bank.loader import fit
from interviewer.bank.yaml_source import parse
from interviewer.cli.workspace import system_clock
from interviewer.dialogue.engine import Interview
from interviewer.dialogue.interviewer import OfflineInterviewer
from interviewer.dialogue.phrases import Phrases
from interviewer.dialogue.state import fold
from interviewer.resources import data_folder
from interviewer.scoring.offline import OfflineGrader

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from interviewer.bank.question import Question
    from interviewer.dialogue.events import Recorded
    from interviewer.journal.writer import SessionWriter


def make_interview(writer: SessionWriter, recorded: Sequence[Recorded], questions: Mapping[str, Question]) -> Interview:
    """An engine that goes on after the `recorded` events; `questions` are those of its plan that were not asked yet."""
    return Interview(
        state=fold(recorded),
        journal=writer,
        questions=questions,
        phrases=_load_phrases(),
        interviewer=OfflineInterviewer(),
        grader=OfflineGrader(),
        clock=system_clock,
    )


def _load_phrases() -> Phrases:
    file = data_folder("prompts") / "phrases.yaml"
    return fit(parse(file.read_bytes(), str(file)), Phrases)
