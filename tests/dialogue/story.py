"""Interviews told event by event, for the tests of the dialogue."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from interviewer.bank.conduct import Conduct, Habit
from interviewer.bank.question import Clarification, Criterion, Misconception, Question, rubric_hash
from interviewer.dialogue.events import (
    Answered,
    Asked,
    ExchangeEnded,
    Heard,
    Listened,
    PlannedQuestion,
    Recorded,
    Requested,
    Said,
    SelfRated,
    Started,
)
from interviewer.dialogue.phrases import Phrases
from interviewer.dialogue.small_talk import Answers, SmallTalk
from interviewer.dialogue.state import SessionState, apply

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewer.bank.question import Tier
    from interviewer.dialogue.events import Act, AnyEvent, MoveKind
    from interviewer.scoring.grade import Ending

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def criterion(name: str, tier: Tier = "core", hints: int = 2, cue: str = "") -> Criterion:
    return Criterion(
        id=name,
        says=f"Says {name}.",
        tier=tier,
        cues=(cue or name,),
        probe=f"What about {name[0]}?",
        hints=tuple(f"Hint {rung} for {name[0]}." for rung in range(1, hints + 1)),
    )


HEAPS = Question(
    format=1,
    question="How does a heap queue work?",
    level="mid",
    minutes=5,
    criteria=(
        criterion("alpha"),
        criterion("beta"),
        criterion("gamma", "deeper", hints=1),
        criterion("delta", "deeper", hints=1),
        criterion("epsilon", "deeper", hints=1),
        criterion("omega", "bonus", hints=0),
    ),
    misconceptions=(
        Misconception(
            id="sorted",
            says="A heap is a sorted list.",
            cues=("sorted list",),
            correction="Only the first is in order.",
            challenge="What would the second element be?",
            about="beta",
        ),
    ),
    clarifications=(
        Clarification(asks="Do you mean the heapq module?", answer="The module will do."),
        Clarification(asks="Should I write code?", answer="No code is needed."),
    ),
    extensions=("What if it held a billion entries?",),
    reference_answer="Alpha, beta, gamma.",
)
TREES = Question(
    format=1,
    question="What is a tree?",
    level="senior",
    minutes=4,
    criteria=(criterion("leaves"), criterion("roots")),
    reference_answer="Leaves and roots.",
)
QUESTIONS = {"structures/heaps": HEAPS, "structures/trees": TREES}

CONDUCT = Conduct(
    format=1,
    habits=(
        Habit(
            id="thinking-aloud",
            says="Thinks aloud.",
            why="It can be followed.",
            advice="Think aloud.",
            shown_by=("let me think aloud",),
            cues=("think aloud",),
        ),
        Habit(
            id="clarifying-questions",
            says="Asks back.",
            why="Half of it is to find out.",
            advice="Ask.",
            shown_by=("may I ask?",),
            noticed=("asked_back",),
        ),
    ),
)

SMALL_TALK = SmallTalk(
    warm_up=("What have you built?",),
    thanks=("Thank you.",),
    thanks_anyway=("Fine.",),
    nervous=("Take your time.",),
    asked_back=("I'm a program.",),
    lead_on=("Here we go.",),
    nothing_to_hint_at=("There is nothing to hint at.",),
    closing=("A question for me?",),
    answers=Answers(
        how_it_went=("The report says.",),
        strong_answer=("The report shows it.",),
        the_job=("There is no job.",),
        next_steps=("The report is next.",),
        the_interviewer=("A program.",),
        scoring=("I have no say.",),
        anything=("I don't know.",),
    ),
    anything_else=("Anything else?",),
    farewell=("Goodbye.",),
)
PHRASES = Phrases(
    acknowledge=("Thanks.", "Right."),
    offer_hint=("Care for a hint?",),
    no_hint_left=("No hint left.",),
    take_it_your_way=("As you like.",),
    as_you_read_it=("As you read it.",),
    no_hurry=("No hurry.",),
    say_more=("Say more.",),
    no_answers=("Not from me.",),
    no_feedback=("Later.",),
    stay_in_role=("I ask.",),
    bear_with_me=("I hear you.",),
    save_small_talk=("Another time.",),
    in_english=("In English, please.",),
    back_to_the_question=("Back to it.",),
    advance=("Next.", "Onwards."),
    advance_after_giving_up=("No harm done.",),
    advance_for_time=("Time to move on.",),
    close=("The end.",),
    close_for_time=("Time is up.",),
)


class Story:
    """Tells an interview: each method lets one thing happen and returns the story."""

    def __init__(
        self, plan: Sequence[str] = ("structures/heaps", "structures/trees"), limit_minutes: int | None = None
    ) -> None:
        self.recorded: list[Recorded] = []
        self.state = SessionState()
        self.active_s = 0.0
        self._happen(
            Started(
                version="0",
                mode="interview",
                plan=tuple(PlannedQuestion(question_id=name, minutes=QUESTIONS[name].minutes) for name in plan),
                limit_minutes=limit_minutes,
                interviewer="offline",
                grader="offline",
            )
        )

    def asks(self) -> Story:
        planned = self.state.next_planned
        assert planned is not None
        question = QUESTIONS[planned.question_id]
        self._happen(Asked(question_id=planned.question_id, question=question, rubric_hash=rubric_hash(question)))
        return self.says("ask", question.question)

    def says(self, move: MoveKind, text: str, criterion: str | None = None, misconception: str | None = None) -> Story:
        turn = self.state.last_turn + 1
        return self._happen(Said(turn=turn, move=move, text=text, criterion=criterion, misconception=misconception))

    def hears(
        self,
        act: Act = "answered",
        met: Sequence[str] = (),
        partly: Sequence[str] = (),
        standing: Sequence[str] = (),
        clarification: int | None = None,
        text: str = "…",
    ) -> Story:
        turn = self.state.last_turn + 1
        self._happen(Answered(turn=turn, text=text))
        heard = [Heard(criterion=name, verdict="met", evidence=()) for name in met]
        heard += [Heard(criterion=name, verdict="partly", evidence=()) for name in partly]
        return self._happen(
            Listened(turn=turn, act=act, heard=tuple(heard), standing=tuple(standing), clarification=clarification)
        )

    def is_asked_for(self, command: str) -> Story:
        return self._happen(Requested(command=command))  # type: ignore[arg-type]

    def moves_on(self, ending: Ending = "finished") -> Story:
        return self._happen(ExchangeEnded(ending=ending))

    def rates(self, number: int, rating: int | None) -> Story:
        return self._happen(SelfRated(number=number, rating=rating))

    def later(self, seconds: float) -> Story:
        self.active_s += seconds
        return self

    def _happen(self, event: AnyEvent) -> Story:
        recorded = Recorded(
            seq=len(self.recorded) + 1,
            at=NOON + timedelta(seconds=self.active_s),
            active_s=self.active_s,
            event=event,
        )
        self.recorded.append(recorded)
        self.state = apply(self.state, recorded)
        return self
