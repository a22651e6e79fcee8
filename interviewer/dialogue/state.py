"""The state of an interview: a fold over its events, and nothing else.

`fold(events)` gives the same state in a running interview, after `resume` and in a test.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from interviewer.bank.question import Criterion, Question, Tier
from interviewer.dialogue.contested import Wording, as_contested, wordings
from interviewer.dialogue.events import (
    Answered,
    Asked,
    BudgetTold,
    ConductFailed,
    ConductObserved,
    Contest,
    Continued,
    Corrected,
    Ended,
    EndReason,
    ExchangeEnded,
    Graded,
    GradeFailed,
    Heard,
    HeardInPassing,
    Listened,
    Mode,
    Noticed,
    Paused,
    PlannedQuestion,
    Recorded,
    RedoBegun,
    Remarked,
    Requested,
    Said,
    SelfRated,
    SmallTalkAnswered,
    SmallTalkEnded,
    SmallTalkPart,
    SmallTalkSaid,
    Started,
    Used,
)
from interviewer.prompting.budget import Budget, budget_of
from interviewer.prompting.usage import Usage
from interviewer.scoring.conduct import WholeInterview
from interviewer.scoring.grade import Ending, Exchange, Grade, Speaker, Turn
from interviewer.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable

OFFLINE = "offline"
"""The name of the graders and interviewers that need no model."""
ALL: Literal[100] = 100
"""Percent of the budget."""
Due = Literal["question", "listening", "reply", "candidate", "nothing"]
"""What has to happen next: a question (or, after the last, the end), listening to the answer, a reply, the candidate's
turn, or nothing any more."""


class ExchangeState(Struct, frozen=True, kw_only=True):
    """One question and what has happened about it."""

    number: int
    """From 1, in the order asked."""
    question_id: str
    question: Question
    asked_at_s: float
    """Active seconds of the interview when the question was put."""
    turns: tuple[Turn, ...] = ()
    """Begins with what was said in passing, in earlier exchanges."""
    heard: tuple[Heard, ...] = ()
    standing: tuple[str, ...] = ()
    probed: tuple[str, ...] = ()
    """The criteria that were probed, in order; a challenge probes what it is about."""
    challenged: tuple[str, ...] = ()
    hinted: tuple[str, ...] = ()
    """The criterion of each hint given, in order: as often as rungs were used."""
    offered: tuple[str, ...] = ()
    """The criteria for which a hint was offered."""
    hint_is_offered: bool = False
    """Whether a hint was offered, and nothing was said since but to wait."""
    extended: int = 0
    """How many extensions were asked."""
    gave_up: int = 0
    """How many turns in a row the candidate did not know."""
    asides: int = 0
    """How many of the interviewer's last words in a row replied to what was no answer."""
    last_asked: str = ""
    """The question, probe or challenge that the candidate has to deal with: what `/repeat` says again."""
    ending: Ending | None = None
    skipped: bool = False
    contests: tuple[Contest, ...] = ()
    """What the candidate said or put right after the interview, in order; `turns` are without it."""
    grades: tuple[Graded, ...] = ()
    """In the order in which they were given; the last counts."""
    self_rating: int | None = None
    """How well the candidate thinks they did, from 1 (poor) to 4 (excellent); None where they did not say."""
    redone: str | None = None
    """The id of the interview in which it is answered once more."""
    failure: str | None = None
    """Why grading failed; None when it did not, or has not been tried since there was something new to grade."""

    @property
    def grade(self) -> Grade | None:
        """The grade that counts."""
        return self.grades[-1].grade if self.grades else None

    @property
    def heeded(self) -> int:
        """How many of the contests the grade that counts was given with."""
        return self.grades[-1].heeds if self.grades else 0

    @property
    def awaits_grade(self) -> bool:
        """Whether there is no grade of the exchange as it stands: none at all, or none with all that was contested."""
        return not self.grades or self.heeded < len(self.contests)

    @property
    def earlier(self) -> tuple[Graded, ...]:
        """The grades that stood until something was contested, the oldest first."""
        by_heeded = {graded.heeds: graded for graded in self.grades if graded.heeds < self.heeded}
        return tuple(by_heeded[heeds] for heeds in sorted(by_heeded))

    @property
    def is_answered(self) -> bool:
        """Whether the candidate said anything after the question was put."""
        return any(turn.speaker == "candidate" and not turn.in_passing for turn in self.turns)

    def exchange(self) -> Exchange:
        """What a grader gets to see of it."""
        return Exchange(
            question_id=self.question_id, question=self.question, turns=as_contested(self.turns, self.contests)
        )

    def wordings(self, heeded: int) -> dict[int, Wording]:
        """The candidate's turns, by number, as a grade given with so many of the contests saw them."""
        return wordings(self.turns, self.contests[:heeded])

    def is_met(self, criterion_id: str) -> bool:
        """Whether live listening has heard the criterion met."""
        return any(heard.criterion == criterion_id and heard.verdict == "met" for heard in self.heard)

    def open_criteria(self, tier: Tier) -> list[Criterion]:
        """The criteria of that tier that have not been heard met, in the rubric's order."""
        return [c for c in self.question.criteria if c.tier == tier and not self.is_met(c.id)]


class SmallTalkTurn(Struct, frozen=True, kw_only=True):
    """Something that was said before the first question or after the last."""

    part: SmallTalkPart
    speaker: Speaker
    text: str
    source: str | None = None
    """As in `SmallTalkSaid`, as are the next two; None for the candidate."""
    prompt: str | None = None
    refused: str | None = None


class SessionState(Struct, frozen=True, kw_only=True):
    """Where an interview stands."""

    started: Started | None = None
    exchanges: tuple[ExchangeState, ...] = ()
    in_passing: tuple[HeardInPassing, ...] = ()
    due: Due = "nothing"
    last_turn: int = 0
    last_request: Requested | None = None
    """The command that waits for a reply."""
    last_listened: Listened | None = None
    said: frozenset[str] = frozenset()
    """Every sentence that the interviewer has used, folded."""
    active_s: float = 0.0
    paused: bool = False
    ended: EndReason | None = None
    texts: dict[int, str] = {}
    """The candidate's turns, by number."""
    usage: dict[str, Usage] = {}
    """By role, what its models took."""
    asked_back: tuple[int, ...] = ()
    """The turns in which the candidate asked back."""
    clarify_commands: int = 0
    """How often the candidate typed `/clarify`."""
    conduct: ConductObserved | None = None
    """What was seen of how the candidate goes about an interview; None until it was looked at."""
    conduct_failure: str | None = None
    """Why it could not be; None when it could, or has not been tried."""
    budget_told: int = 0
    """The percentage of the budget of which the candidate was told that it is spent: 0, 80 or 100."""
    declines_rating: bool = False
    """Whether the candidate would rather not say how well they did."""
    small_talk: tuple[SmallTalkTurn, ...] = ()
    """All of it, in order."""
    in_small_talk: SmallTalkPart | None = None
    """The part that is going on."""

    @property
    def current(self) -> ExchangeState | None:
        """The exchange that is going on."""
        if self.exchanges and self.exchanges[-1].ending is None:
            return self.exchanges[-1]
        return None

    @property
    def last_words(self) -> str:
        """What the interviewer asked last, small talk included; empty when nothing waits for words."""
        if self.in_small_talk is not None:
            return next((turn.text for turn in reversed(self.small_talk) if turn.speaker == "interviewer"), "")
        return self.current.last_asked if self.current is not None else ""

    @property
    def mode(self) -> Mode:
        """`interview` or `practice`."""
        return self._begun().mode

    @property
    def plan(self) -> tuple[PlannedQuestion, ...]:
        """The questions chosen."""
        return self._begun().plan

    @property
    def closing_is_due(self) -> bool:
        """Whether it is time, once all is asked, for what the candidate would like to ask."""
        is_had = any(turn.part == "closing" for turn in self.small_talk)
        return self._begun().small_talk and self.next_planned is None and not is_had

    @property
    def next_planned(self) -> PlannedQuestion | None:
        """The planned question that comes after those already asked."""
        return self.plan[len(self.exchanges)] if len(self.exchanges) < len(self.plan) else None

    @property
    def pending(self) -> tuple[int, ...]:
        """The numbers of the ended exchanges that are to be graded, and grading them has not failed."""
        return tuple(
            exchange.number
            for exchange in self.exchanges
            if exchange.ending and exchange.awaits_grade and exchange.failure is None
        )

    @property
    def failed(self) -> tuple[int, ...]:
        """The numbers of the exchanges that are not graded because grading them failed."""
        return tuple(one.number for one in self.exchanges if one.grade is None and one.failure is not None)

    @property
    def to_rate(self) -> tuple[ExchangeState, ...]:
        """The finished exchanges, something said in each, of which the candidate may yet say how well they did.

        None of a question that is answered once more: its first verdicts have been seen.
        """
        if self.declines_rating or (self.started is not None and self.started.redo is not None):
            return ()
        return tuple(
            one for one in self.exchanges if one.ending == "finished" and one.self_rating is None and one.is_answered
        )

    @property
    def awaits_conduct(self) -> bool:
        """Whether the interview is over, and nobody has tried yet to tell how the candidate went about it."""
        is_looked_at = self.conduct is not None or self.conduct_failure is not None
        return self.ended is not None and bool(self.exchanges) and not is_looked_at

    def whole(self) -> WholeInterview:
        """What an observer gets to see: everything said, each turn once, and no verdicts."""
        return WholeInterview(
            exchanges=tuple(
                Exchange(
                    question_id=one.question_id,
                    question=one.question,
                    turns=tuple(turn for turn in one.turns if not turn.in_passing),
                )
                for one in self.exchanges
            ),
            asked_back=self.asked_back,
            clarify_commands=self.clarify_commands,
        )

    @property
    def budget(self) -> Budget | None:
        """What models may take; None for no limit."""
        started = self._begun()
        return budget_of(started.max_cost, started.max_tokens)

    @property
    def hears_english_only(self) -> bool:
        """Whether no model has been set to grade: what is said in another language would be lost."""
        return self._begun().grader == OFFLINE

    @property
    def stopgaps(self) -> tuple[int, ...]:
        """The numbers of the exchanges that were graded offline in place of a model, the budget being spent."""
        if self.budget_told < ALL or self._begun().grader == OFFLINE:
            return ()
        return tuple(one.number for one in self.exchanges if one.grade and one.grade.stamp.grader == OFFLINE)

    def is_over_limit(self, active_s: float) -> bool:
        """Whether the time limit of the interview, if it has one, is used up."""
        return self.limit_s is not None and active_s >= self.limit_s

    @property
    def limit_s(self) -> float | None:
        """The active seconds after which the interview closes; None when there is no limit."""
        limit = self._begun().limit_minutes
        return None if limit is None else limit * 60.0

    def _begun(self) -> Started:
        if self.started is None:
            raise ValueError("an interview begins with the event `started`")
        return self.started


def fold(recorded: Iterable[Recorded]) -> SessionState:
    """The state after these events."""
    return reduce(apply, recorded, SessionState())


def folded_sentences(text: str) -> frozenset[str]:
    """The sentences of what an interviewer says, comparable: case and white space folded."""
    return frozenset(" ".join(text[s.start : s.end].casefold().split()) for s in sentences(text))


def apply(state: SessionState, recorded: Recorded) -> SessionState:  # noqa: C901, PLR0911, PLR0912 - one case an event
    """The state after one more event."""
    state = replace(state, active_s=recorded.active_s)
    match recorded.event:
        case Started() as started:
            return replace(state, started=started, due="question")
        case Asked() as asked:
            return _ask(state, asked)
        case Said() as said:
            return _say(state, said)
        case Answered() as answered:
            return _answer(state, answered)
        case Requested() as requested:
            is_of_a_question = requested.command == "clarify" and state.in_small_talk is None
            clarify_commands = state.clarify_commands + is_of_a_question
            return replace(state, last_request=requested, due="reply", clarify_commands=clarify_commands)
        case Listened() as listened:
            return _listen(state, listened)
        case HeardInPassing() as heard:
            return replace(state, in_passing=(*state.in_passing, heard))
        case Paused():
            return replace(state, paused=True)
        case Continued():
            return replace(state, paused=False)
        case ExchangeEnded() as end:
            state = _change_current(state, ending=end.ending, skipped=end.skipped)
            return replace(state, due="question", last_request=None)
        case Remarked() | Corrected() as contest:
            return _contest(state, contest)
        case Graded() as graded:
            before = state.exchanges[graded.number - 1].grades
            return _change(state, graded.number, grades=(*before, graded), failure=None)
        case GradeFailed() as failed:
            return _change(state, failed.number, failure=failed.reason)
        case ConductObserved() as observed:
            return replace(state, conduct=observed, conduct_failure=None)
        case ConductFailed() as failed:
            return replace(state, conduct_failure=failed.reason)
        case SelfRated(rating=None):
            return replace(state, declines_rating=True)
        case SelfRated() as rated:
            return _change(state, rated.number, self_rating=rated.rating)
        case RedoBegun() as redo:
            return _change(state, redo.number, redone=redo.interview)
        case Used(role=role, usage=usage):
            so_far = state.usage.get(role)
            return replace(state, usage={**state.usage, role: usage if so_far is None else so_far + usage})
        case Noticed():
            return state
        case BudgetTold() as told:
            return replace(state, budget_told=told.percent)
        case SmallTalkSaid() | SmallTalkAnswered() | SmallTalkEnded() as event:
            return _talk_small(state, event)
        case Ended() as ended:
            return replace(state, in_small_talk=None, ended=ended.reason, due="nothing")


def _ask(state: SessionState, asked: Asked) -> SessionState:
    exchange = ExchangeState(
        number=len(state.exchanges) + 1,
        question_id=asked.question_id,
        question=asked.question,
        asked_at_s=state.active_s,
        turns=_said_in_passing(state, asked.question_id),
    )
    return replace(state, exchanges=(*state.exchanges, exchange), due="candidate", last_listened=None)


def _said_in_passing(state: SessionState, question_id: str) -> tuple[Turn, ...]:
    """The earlier turns of the candidate that spoke of this question, whole, each once."""
    numbers = {span.turn for heard in state.in_passing if heard.question_id == question_id for span in heard.evidence}
    return tuple(
        Turn(number=number, speaker="candidate", text=state.texts[number], in_passing=True)
        for number in sorted(numbers)
        if number in state.texts
    )


def _say(state: SessionState, said: Said) -> SessionState:
    state = replace(
        state,
        last_turn=said.turn,
        said=state.said | folded_sentences(said.text),
        due="candidate",
        last_request=None,
    )
    exchange = state.current
    if exchange is None:
        return state
    turn = Turn(
        number=said.turn,
        speaker="interviewer",
        text=said.text,
        probes=said.criterion if said.move in ("probe", "challenge") else None,
        hints=said.criterion if said.move == "hint" else None,
        challenges=said.misconception,
    )
    offers = said.move == "reassure" and said.criterion is not None
    is_aside = said.move == "reassure" and not offers
    return _change_current(
        state,
        turns=(*exchange.turns, turn),
        hint_is_offered=offers or (is_aside and exchange.hint_is_offered),
        asides=exchange.asides + 1 if is_aside else 0,
        **_progress(exchange, said),
    )


def _progress(exchange: ExchangeState, said: Said) -> dict[str, object]:
    """What a move uses up of the exchange's probes, challenges, hints and extensions."""
    probed = (*exchange.probed, said.criterion) if said.criterion else exchange.probed
    match said.move:
        case "ask":
            return {"last_asked": said.text}
        case "probe":
            extended = exchange.extended + (said.criterion is None)
            return {"last_asked": said.text, "probed": probed, "extended": extended}
        case "challenge":
            challenged = (*exchange.challenged, said.misconception)
            return {"last_asked": said.text, "probed": probed, "challenged": challenged}
        case "hint":
            return {"hinted": (*exchange.hinted, said.criterion)}
        case "reassure" if said.criterion:
            return {"offered": (*exchange.offered, said.criterion)}
    return {}


def _answer(state: SessionState, answered: Answered) -> SessionState:
    state = replace(
        state, last_turn=answered.turn, texts={**state.texts, answered.turn: answered.text}, due="listening"
    )
    exchange = state.current
    if exchange is None:
        return state
    turn = Turn(number=answered.turn, speaker="candidate", text=answered.text, spoken=answered.spoken)
    return _change_current(state, turns=(*exchange.turns, turn))


def _listen(state: SessionState, listened: Listened) -> SessionState:
    asks_back = listened.act in ("asked_to_clarify", "asked_what_is_meant")
    asked_back = (listened.turn,) if asks_back else ()
    state = replace(state, last_listened=listened, due="reply", asked_back=(*state.asked_back, *asked_back))
    exchange = state.current
    if exchange is None:
        return state
    return _change_current(
        state,
        heard=listened.heard,
        standing=listened.standing,
        gave_up=exchange.gave_up + 1 if listened.act == "did_not_know" else 0,
    )


def _talk_small(state: SessionState, event: SmallTalkSaid | SmallTalkAnswered | SmallTalkEnded) -> SessionState:
    """What is said beside the questions moves no turn, no exchange and nothing that was heard."""
    match event:
        case SmallTalkSaid():
            turn = SmallTalkTurn(
                part=event.part,
                speaker="interviewer",
                text=event.text,
                source=event.source,
                prompt=event.prompt,
                refused=event.refused,
            )
            said, due = state.said | folded_sentences(event.text), "candidate"
        case SmallTalkAnswered():
            turn = SmallTalkTurn(part=event.part, speaker="candidate", text=event.text)
            said, due = state.said, "reply"
        case SmallTalkEnded():
            return replace(state, in_small_talk=None, due="question", last_request=None)
    small_talk = (*state.small_talk, turn)
    return replace(state, small_talk=small_talk, said=said, due=due, in_small_talk=event.part, last_request=None)


def _contest(state: SessionState, contest: Contest) -> SessionState:
    if isinstance(contest, Remarked):
        state = replace(state, last_turn=contest.turn)
    contests = (*state.exchanges[contest.number - 1].contests, contest)
    return _change(state, contest.number, contests=contests, failure=None)


def _change_current(state: SessionState, **changes: object) -> SessionState:
    return _change(state, len(state.exchanges), **changes)


def _change(state: SessionState, number: int, **changes: object) -> SessionState:
    exchanges = tuple(
        replace(exchange, **changes) if exchange.number == number else exchange for exchange in state.exchanges
    )
    return replace(state, exchanges=exchanges)
