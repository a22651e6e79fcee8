"""What grading takes in and gives back: an exchange, and a grade of it."""

from __future__ import annotations

from typing import Literal, Protocol

from msgspec import Struct

from interviewer.bank.question import Question, Verdict

Speaker = Literal["interviewer", "candidate"]
Credit = Literal["unaided", "prompted", "hinted"]
"""How the candidate got there: with nothing, after a probe or a challenge, or after a hint."""

Ending = Literal["finished", "cut_off"]


class Turn(Struct, frozen=True, kw_only=True):
    """One utterance of an exchange. `number` counts all turns of the interview, from 1."""

    number: int
    speaker: Speaker
    text: str
    spoken: bool = False
    """Whether the text is a transcript of speech."""
    probes: str | None = None
    """The criterion that an interviewer's turn probed (or whose misconception it challenged)."""
    hints: str | None = None
    """The criterion that an interviewer's turn gave a hint for."""
    challenges: str | None = None
    """The misconception that an interviewer's turn challenged."""
    in_passing: bool = False
    """Whether the candidate said it in an earlier exchange, about another question."""
    remarks_on: str | None = None
    """The criterion whose verdict the candidate contests with this turn, after the interview: no evidence of any."""

    @property
    def is_answer(self) -> bool:
        """Whether the candidate said it in the interview: only that can be evidence."""
        return self.speaker == "candidate" and self.remarks_on is None


class Exchange(Struct, frozen=True, kw_only=True):
    """One question and everything said until the interview moved on: all that a grader sees."""

    question_id: str
    question: Question
    turns: tuple[Turn, ...]


class Span(Struct, frozen=True, kw_only=True):
    """A verbatim piece of a candidate's turn: code points `start` (inclusive) to `end` (exclusive) of its text."""

    turn: int
    start: int
    end: int


class CriterionVerdict(Struct, frozen=True, kw_only=True):
    """The verdict on one criterion. `met` and `partly` have evidence and a credit; the others have neither."""

    criterion: str
    verdict: Verdict
    credit: Credit | None = None
    evidence: tuple[Span, ...] = ()
    reason: str
    """One sentence, for the candidate to read."""
    votes: tuple[Verdict, ...] = ()
    """Where several grades were given, the verdict of each; they are not all the same in a borderline case."""

    @property
    def is_borderline(self) -> bool:
        """Whether the votes were split."""
        return len(set(self.votes)) > 1


class Finding(Struct, frozen=True, kw_only=True):
    """A misconception that the candidate advocated, and whether it still stood at the end of the exchange."""

    misconception: str
    stands: bool
    evidence: tuple[Span, ...]
    reason: str


class OutsideClaim(Struct, frozen=True, kw_only=True):
    """A claim of the candidate's that the grader takes for wrong and the rubric does not know: shown, never scored."""

    evidence: Span
    why: str
    """One sentence, for the candidate to read."""


class GraderStamp(Struct, frozen=True, kw_only=True):
    """What graded, and by which rubric: a grade is worth nothing without it."""

    grader: str
    """`offline`, or the model as `provider:model`."""
    version: str
    rubric_hash: str
    prompt_hash: str | None = None
    """Of the templates that a model was asked with, unfilled; None when none was asked."""
    parameters: dict[str, str] = {}


class Grade(Struct, frozen=True, kw_only=True):
    """Verdicts on every criterion of the rubric, in its order, the misconceptions found, and wrong claims beyond it."""

    verdicts: tuple[CriterionVerdict, ...]
    findings: tuple[Finding, ...]
    outside: tuple[OutsideClaim, ...] = ()
    doubted: tuple[Finding, ...] = ()
    """Misconceptions that a minority of votes found, or that not all of them found: part of the range of the score."""
    stamp: GraderStamp


class GradingFailedError(Exception):
    """No grade can be given. `reason` is a sentence for the candidate; nothing is put in the grade's place."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Grader(Protocol):
    """Whatever grades an exchange: the offline cue grader, a model, a panel."""

    name: str
    """How a person reads it: `offline`, or `provider:model`."""

    async def grade(self, exchange: Exchange) -> Grade:
        """Grade one exchange. Raises GradingFailedError."""
        ...
