"""The events that an interview is. State, report and resume are folds over them; nothing else is kept.

Changing a field here changes what old journals mean: add fields with defaults, and never rename one.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from interviewer.bank.conduct import Conduct
from interviewer.bank.question import Question, Verdict
from interviewer.prompting.usage import Usage
from interviewer.scoring.conduct import Observations
from interviewer.scoring.grade import Ending, Grade, Span
from interviewer.scoring.measured import Measured
from interviewer.transcript.heard import Transcript

Mode = Literal["interview", "practice"]
MoveKind = Literal["ask", "probe", "challenge", "clarify", "hint", "reassure", "advance", "close"]
Act = Literal[
    "answered", "asked_to_clarify", "asked_to_repeat", "asked_for_hint", "accepted", "declined",
    "did_not_know", "skipped", "went_off_topic", "asked_what_is_meant", "did_not_understand", "was_thinking",
    "said_little", "asked_for_the_answer", "asked_how_it_goes", "gave_orders", "was_frustrated", "made_small_talk",
    "spoke_another_language",
]  # fmt: skip
"""What the candidate did in a turn. `accepted` and `declined` answer an offered hint."""
EndReason = Literal["completed", "left", "out_of_time"]
SmallTalkPart = Literal["warm_up", "closing"]
"""What is said before the first question, and after the last."""


AUTHORED = "authored"
"""The source of words that are the question's author's, or a stock phrase."""


class Event(Struct, frozen=True, kw_only=True, tag_field="type"):
    """Something that happened in an interview."""


class PlannedQuestion(Struct, frozen=True, kw_only=True):
    """A question of the plan and its time budget."""

    question_id: str
    minutes: int


class Redo(Struct, frozen=True, kw_only=True):
    """What is answered once more, and what the first answer came to. Holds no words of the first answer."""

    interview: str
    """The id of the first interview. It may have been deleted since."""
    number: int
    """The question there."""
    score: float
    """0 to 100."""
    verdicts: dict[str, Verdict]
    """By criterion, in the order of the rubric."""
    claims: dict[str, bool] = {}
    """By misconception that was advocated: whether it stood at the end."""


class Started(Event, frozen=True, kw_only=True, tag="started"):
    """The interview began, with this plan and these settings."""

    version: str
    mode: Mode
    plan: tuple[PlannedQuestion, ...]
    seed: int | None = None
    limit_minutes: int | None = None
    """The active minutes after which the interview closes; None when there is no limit."""
    interviewer: str
    grader: str
    servers: tuple[str, ...] = ()
    """Host and port of each server that answers are sent to."""
    max_cost: float | None = None
    """What the models of all roles may take together, in the currency of their prices; None for no limit."""
    max_tokens: int | None = None
    """The same in tokens."""
    redo: Redo | None = None
    """Where a question of an earlier interview is answered once more: that one. The first answer counts there."""
    small_talk: bool = False
    """Whether a warm-up comes before the first question, and the candidate may ask something after the last."""


class Asked(Event, frozen=True, kw_only=True, tag="asked"):
    """A question was put. Holds it whole, so that the report never changes when the bank does."""

    question_id: str
    question: Question
    rubric_hash: str


class Said(Event, frozen=True, kw_only=True, tag="said"):
    """The interviewer said something."""

    turn: int
    move: MoveKind
    text: str
    criterion: str | None = None
    """The criterion that a probe or hint aims at, or that a challenged misconception is about."""
    misconception: str | None = None
    source: str = AUTHORED
    """`authored`, or the model that worded it."""
    prompt: str | None = None
    """What a model was asked with: name, version and hash of the template. None when none was asked."""
    refused: str | None = None
    """Why the words of the model that was asked were not used; None when they were."""


class Answered(Event, frozen=True, kw_only=True, tag="answered"):
    """The candidate said something; stored before anything else is done with it."""

    turn: int
    text: str
    """As the candidate confirmed it, where it was spoken."""
    spoken: bool = False
    heard: Transcript | None = None
    """Where it was spoken: what the recogniser heard, before the candidate looked at it."""


class Requested(Event, frozen=True, kw_only=True, tag="requested"):
    """The candidate used a command of the room."""

    command: Literal["hint", "skip", "repeat", "clarify"]


class Heard(Struct, frozen=True, kw_only=True):
    """What one criterion's provisional verdict rests on."""

    criterion: str
    verdict: Verdict
    evidence: tuple[Span, ...]


class Listened(Event, frozen=True, kw_only=True, tag="listened"):
    """What live listening made of the exchange up to this turn. Guides the talk; it is not a grade."""

    turn: int
    act: Act
    heard: tuple[Heard, ...] = ()
    """The criteria of this question that the exchange so far meets or partly meets."""
    standing: tuple[str, ...] = ()
    """The misconceptions that stand."""
    clarification: int | None = None
    """Which of the question's clarifications answers what was asked back (index), if one does."""


class HeardInPassing(Event, frozen=True, kw_only=True, tag="heard_in_passing"):
    """A criterion of another planned question was answered in passing."""

    question_id: str
    criterion: str
    evidence: tuple[Span, ...]


class SmallTalkSaid(Event, frozen=True, kw_only=True, tag="small_talk_said"):
    """The interviewer said something before the first question or after the last.

    Small talk has no turn numbers and belongs to no exchange: no grader and no observer gets to see it.
    """

    part: SmallTalkPart
    text: str
    source: str = AUTHORED
    """`authored`, or the model that worded it."""
    prompt: str | None = None
    """As `Said.prompt`."""
    refused: str | None = None
    """As `Said.refused`."""


class SmallTalkAnswered(Event, frozen=True, kw_only=True, tag="small_talk_answered"):
    """The candidate said something there; stored before anything else is done with it."""

    part: SmallTalkPart
    text: str


class SmallTalkEnded(Event, frozen=True, kw_only=True, tag="small_talk_ended"):
    """That part is over: the first question follows, or the end."""

    part: SmallTalkPart


class Paused(Event, frozen=True, kw_only=True, tag="paused"):
    """The clock stopped."""


class Continued(Event, frozen=True, kw_only=True, tag="continued"):
    """The clock runs again: after a pause, or in a new process after `resume`."""


class ExchangeEnded(Event, frozen=True, kw_only=True, tag="exchange_ended"):
    """The current exchange is over. `skipped` when the candidate asked to move on."""

    ending: Ending
    skipped: bool = False


class Remarked(Event, frozen=True, kw_only=True, tag="remarked"):
    """After the interview the candidate said something about a verdict of the exchange of that number."""

    number: int
    criterion: str
    """The criterion whose verdict is contested."""
    turn: int
    """The number of the turn that the remark is for a grader; no other turn has it."""
    text: str


class Corrected(Event, frozen=True, kw_only=True, tag="corrected"):
    """After the interview the candidate put right words of a turn that were mis-heard or mistyped.

    The turn itself stays as it was; a grader of that exchange reads it with the new words.
    """

    number: int
    turn: int
    new: str
    places: tuple[Span, ...]
    """What the new words take the place of, in order, in the text as it was after the corrections before this one."""


Contest = Remarked | Corrected


class Graded(Event, frozen=True, kw_only=True, tag="graded"):
    """The exchange of that number (from 1, in the order asked) was graded. The last grade counts; all are kept."""

    number: int
    grade: Grade
    measured: Measured | None = None
    """What the card of its grader said at that time; None where there was no card."""
    heeds: int = 0
    """With how many of the exchange's remarks and corrections it was graded: the first so many."""


class GradeFailed(Event, frozen=True, kw_only=True, tag="grade_failed"):
    """Grading that exchange failed: it is shown as ungraded, never as a number."""

    number: int
    reason: str


class ConductObserved(Event, frozen=True, kw_only=True, tag="conduct_observed"):
    """How the candidate went about the interview was looked at. Holds the rubric whole, as `Asked` does.

    The last such event counts; all are kept.
    """

    conduct: Conduct
    observations: Observations


class ConductFailed(Event, frozen=True, kw_only=True, tag="conduct_failed"):
    """Nobody could tell how the candidate went about it: it is shown as not observed, and nothing takes its place."""

    reason: str


class SelfRated(Event, frozen=True, kw_only=True, tag="self_rated"):
    """Before any verdict was seen, the candidate said how well they did on the question of that number.

    No grader gets to see it.
    """

    number: int
    rating: Annotated[int, Meta(ge=1, le=4)] | None = None
    """From 1, poor, to 4, excellent; None: the candidate would rather not, on this question and all others."""


class RedoBegun(Event, frozen=True, kw_only=True, tag="redo_begun"):
    """The question of that number is answered once more, in an interview of its own."""

    number: int
    interview: str
    """The id of that one."""


class Used(Event, frozen=True, kw_only=True, tag="used"):
    """What calls to the model of a role took since the last such event."""

    role: str
    usage: Usage


class Noticed(Event, frozen=True, kw_only=True, tag="noticed"):
    """Something failed that the interview went on without; the candidate was told quietly."""

    text: str


class BudgetTold(Event, frozen=True, kw_only=True, tag="budget_told"):
    """The candidate was told, quietly and once, that so much of the budget is spent."""

    percent: Literal[80, 100]
    text: str


class Ended(Event, frozen=True, kw_only=True, tag="ended"):
    """The interview is over. Grades may still arrive."""

    reason: EndReason


AnyEvent = (
    Started | Asked | Said | Answered | Requested | Listened | HeardInPassing | Paused | Continued
    | ExchangeEnded | Remarked | Corrected | Graded | GradeFailed | ConductObserved | ConductFailed | SelfRated
    | RedoBegun | Used | Noticed | BudgetTold | SmallTalkSaid | SmallTalkAnswered | SmallTalkEnded | Ended
)  # fmt: skip


class Recorded(Struct, frozen=True, kw_only=True):
    """An event as the journal keeps it."""

    seq: int
    """From 1, without gaps."""
    at: datetime
    """UTC."""
    active_s: float
    """Seconds of active interview time, pauses and absence left out, when it happened."""
    event: AnyEvent
