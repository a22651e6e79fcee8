"""The exchange that a model is examined with: `prompts/doctor.yaml`. Pure, but for reading the file."""

from __future__ import annotations

from msgspec import Struct

from interviewer.bank.loader import fit
from interviewer.bank.question import Label, Question
from interviewer.bank.yaml_source import parse
from interviewer.dialogue.moves import Move
from interviewer.dialogue.state import ExchangeState, SessionState
from interviewer.resources import data_folder
from interviewer.scoring.grade import Turn

QUESTION_ID = "doctor/canned"


class CannedExchange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question, an answer to it, what an interviewer may do next, and what a grader has to say."""

    question: Question
    answer: str
    verdicts: dict[str, Label]
    """By criterion, all of them: the only right ones."""
    moves: tuple[Move, ...]

    def state(self) -> SessionState:
        """The interview at the moment in which the interviewer is to reply."""
        turns = (
            Turn(number=1, speaker="interviewer", text=self.question.question),
            Turn(number=2, speaker="candidate", text=self.answer),
        )
        asked = ExchangeState(number=1, question_id=QUESTION_ID, question=self.question, asked_at_s=0.0, turns=turns)
        return SessionState(exchanges=(asked,), last_turn=len(turns), due="reply")


def read_canned() -> CannedExchange:
    """The exchange that ships with the package. Raises InterviewerError when it is not there, or broken."""
    file = data_folder("prompts") / "doctor.yaml"
    return fit(parse(file.read_bytes(), str(file)), CannedExchange)
