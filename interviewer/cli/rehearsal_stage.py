"""The questions of a rehearsal, and what can be said about each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.bank.calibration import measuring_answers
from interviewer.rehearsal.material import material_of
from interviewer.rehearsal.profile import make_profile

if TYPE_CHECKING:
    import argparse
    import random
    from collections.abc import Sequence
    from pathlib import Path

    from interviewer.bank.index import Bank, Header
    from interviewer.bank.question import Question
    from interviewer.rehearsal.material import LabelledAnswer, Material
    from interviewer.rehearsal.profile import Profile
    from interviewer.rehearsal.programme import Appearance


class Stage:
    """Questions and what can be said about them, each read once."""

    def __init__(self, args: argparse.Namespace, bank: Bank, folders: tuple[Path, ...]) -> None:
        self.folders = folders
        self._args = args
        self._bank = bank
        self._known: dict[str, tuple[Question, Material]] = {}

    @property
    def headers(self) -> tuple[Header, ...]:
        """The questions that may be put. Raises BankError for one that there is not."""
        for question_id in self._args.question_ids:
            self._bank.path(question_id)
        wanted = self._args.question_ids
        return tuple(header for header in self._bank.headers if not wanted or header.question_id in wanted)

    def scene(self, appearance: Appearance, chance: random.Random) -> tuple[dict[str, Question], dict[str, Profile]]:
        """The questions of an interview, and what its candidate is made to know of each. Raises BankError."""
        known = {name: self._read(name) for name in appearance.question_ids}
        profiles = {
            name: make_profile(appearance.kind, question, material, chance)
            for name, (question, material) in known.items()
        }
        return {name: question for name, (question, _) in known.items()}, profiles

    def _read(self, question_id: str) -> tuple[Question, Material]:
        if question_id not in self._known:
            question = self._bank.load(question_id)
            answers: Sequence[LabelledAnswer] = question.examples
            if self._args.words == "measuring":
                answers = measuring_answers(self._bank.path(question_id).parent.parent, question_id)
            self._known[question_id] = question, material_of(question_id, question, answers)
        return self._known[question_id]
