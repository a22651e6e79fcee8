"""Conversations as scripts, one a file in `conversations/`: read one to see how the interviewer takes a thing.

They are played through the engine with the shipped questions and words: offline, or, where a line has a reply of a
`model`, with a model that says just that.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from interviewer.bank.loader import fit, read_question
from interviewer.bank.yaml_source import parse
from interviewer.cli.prompts import load_phrases
from interviewer.dialogue.engine import Interview
from interviewer.dialogue.events import MoveKind, PlannedQuestion, Said, Started
from interviewer.dialogue.interviewer import OfflineInterviewer
from interviewer.dialogue.manner import Language
from interviewer.dialogue.model_interviewer import ModelInterviewer
from interviewer.dialogue.opening import begin
from interviewer.dialogue.scripted import ScriptedModel
from interviewer.dialogue.speaking import read_speaking
from interviewer.dialogue.state import fold
from interviewer.prompting.files import PromptFiles
from interviewer.resources import data_folder
from interviewer.scoring.offline import OfflineGrader
from interviewer.scoring.offline_observer import OfflineObserver
from tests.dialogue.rooms import HandClock, MemoryJournal
from tests.dialogue.story import CONDUCT

if TYPE_CHECKING:
    from interviewer.bank.question import Question, Verdict
    from interviewer.dialogue.events import AnyEvent
    from interviewer.dialogue.interviewer import Interviewer

FOLDER = Path(__file__).parent / "conversations"
FILES = PromptFiles(data_folder("prompts"))
COMMANDS = {"/hint": "hint", "/skip": "skip", "/repeat": "repeat", "/clarify": "clarify"}
TYPING_S = 20
"""Seconds of active time that a line takes, beside those that it waits."""


class Line(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that the candidate says, and what is expected of the reply."""

    candidate: str
    """Their words, or a command of the room."""
    waits: int = 0
    """Seconds before they say it."""
    model: str | None = None
    """What the model replies, as it comes; None where it is not asked."""
    moves: tuple[MoveKind, ...]
    """What the interviewer does."""
    aims_at: str | None = None
    """The criterion that the reply is about."""
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    worded_by: Literal["author", "model"] = "author"


class Conversation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A script."""

    about: str
    """What it shows, in a sentence or two."""
    questions: tuple[str, ...]
    limit_minutes: int | None = None
    language: Language = "english"
    talk: tuple[Line, ...]
    finds: dict[str, dict[str, str]] = {}
    """By question and criterion: the verdict in the end."""
    ends: str | None = None
    """How the interview ended; None where it goes on."""


def read(file: Path) -> Conversation:
    return fit(parse(file.read_bytes(), str(file)), Conversation)


class Stage:
    """An interview in which a script is played."""

    def __init__(self, conversation: Conversation) -> None:
        bank = data_folder("rubrics")
        self.questions: dict[str, Question] = {
            name: read_question(bank / f"{name}.yaml") for name in conversation.questions
        }
        self.journal, self.clock, self.model = MemoryJournal(), HandClock(), ScriptedModel()
        self.replies = [line.model for line in conversation.talk if line.model is not None]
        for reply in self.replies:
            self.model.enqueue(reply)
        plan = tuple(PlannedQuestion(question_id=name, minutes=one.minutes) for name, one in self.questions.items())
        started = Started(
            version="0",
            mode="interview",
            plan=plan,
            limit_minutes=conversation.limit_minutes,
            interviewer=self.model.name if self.replies else "offline",
            grader=self.model.name if conversation.language == "candidate" else "offline",
        )
        begin(self.journal, started, self.questions[plan[0].question_id], self.clock)
        self.interview = Interview(
            state=fold(self.journal.recorded),
            journal=self.journal,
            questions=self.questions,
            phrases=load_phrases(FILES),
            interviewer=self._interviewer(conversation.language),
            grader=OfflineGrader(),
            observer=OfflineObserver(),
            conduct=lambda: CONDUCT,
            clock=self.clock,
        )

    async def plays(self, line: Line) -> list[Said]:
        """What the interviewer says to it."""
        self.clock.seconds += line.waits + TYPING_S
        command = COMMANDS.get(line.candidate)
        step = self.interview.request(command) if command else self.interview.answer(line.candidate)  # type: ignore[arg-type]
        return said_in(await step)

    async def verdicts(self) -> dict[str, dict[str, Verdict]]:
        """By question, those that were not missed."""
        await self.interview.grade_again(range(1, len(self.interview.state.exchanges) + 1))
        graded = {one.question_id: one.grade for one in self.interview.state.exchanges}
        return {
            name: {one.criterion: one.verdict for one in grade.verdicts if one.verdict != "missed"}
            for name, grade in graded.items()
            if grade is not None
        }

    def _interviewer(self, language: Language) -> Interviewer:
        if not self.replies:
            return OfflineInterviewer()
        prompts = read_speaking(FILES, "neutral", language)
        return ModelInterviewer(model=self.model, prompts=prompts, nonce=lambda: "k3f9", fallback=OfflineInterviewer())


def said_in(events: list[AnyEvent]) -> list[Said]:
    """In one line each."""
    return [replace(event, text=" ".join(event.text.split())) for event in events if isinstance(event, Said)]
