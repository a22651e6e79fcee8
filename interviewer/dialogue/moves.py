"""What the interviewer may do next: a pure function ranks the legal moves, each with its authored text.

An interviewer, model or not, picks one of them. It cannot skip, score or end anything that is not offered here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from interviewer.dialogue.asides import STOCKS
from interviewer.dialogue.events import MoveKind
from interviewer.dialogue.phrases import Phrases, discreet, fresh, fresh_or_any
from interviewer.scoring.phrases import RESEMBLING, phrasebook
from interviewer.text.sentences import sentences
from interviewer.text.words import says

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interviewer.bank.question import Criterion
    from interviewer.dialogue.state import ExchangeState, SessionState

MOST_MOVES = 4
MOST_SENTENCES = 2
"""In a follow-up, the word that shows that the answer was heard included."""
MOST_DEEPER_PROBES = 2
MOST_EXTENSIONS = 1
GIVEN_UP = 3
"""After this many turns in a row without an answer the interview moves on."""
MOST_ASIDES = 3
"""After this many replies in a row to what was no answer, the interview goes on with the question."""
OVERTIME = 1.5
"""At this multiple of its minutes a question gets challenges only; from its minutes on no deeper probes.

Sooner, but not before its minutes are over, where the interview has a limit and the questions to come need the time.
"""


class Move(Struct, frozen=True, kw_only=True):
    """Something that the interviewer may do now, in authored words."""

    kind: MoveKind
    text: str
    criterion: str | None = None
    misconception: str | None = None
    cuts_off: bool = False
    """Whether the clock ends the exchange before the interviewer was done with it."""


def rank(state: SessionState, phrases: Phrases, active_s: float) -> tuple[Move, ...]:
    """The one to four legal moves of an interview in which a reply is due, the most fitting first.

    `active_s` is the active time of the interview in seconds. Raises ValueError when no exchange is going on.
    """
    exchange = state.current
    if exchange is None:
        raise ValueError("there is nothing to reply to between two questions")
    room = _Room(state=state, exchange=exchange, phrases=phrases, active_s=active_s)
    moves = tuple(dict.fromkeys((*room.replies(), room.move_on())))
    if state.is_over_limit(active_s):
        # A question that had its minutes is done, whatever there would be left to ask.
        return (replace(moves[-1], cuts_off=len(moves) > 1 and not room.is_spent()),)
    return (*moves[:-1][: MOST_MOVES - 1], moves[-1])


class _Room(Struct, frozen=True, kw_only=True):
    """The moment in which a move is chosen."""

    state: SessionState
    exchange: ExchangeState
    phrases: Phrases
    active_s: float

    def replies(self) -> Iterator[Move]:
        """The fitting moves, the most fitting first; none when it is time to move on."""
        request = self.state.last_request
        listened = self.state.last_listened
        wish = request.command if request else listened.act if listened else "answered"
        match wish:
            case "skip" | "skipped":
                return
            case "hint" | "asked_for_hint" | "accepted":
                yield from self.hint()
            case "repeat" | "asked_to_repeat":
                yield self.repeat()
            case "clarify" | "asked_to_clarify":
                yield from self.clarify(None if request or listened is None else listened.clarification)
            case "did_not_know":
                yield from self.after_not_knowing()
            case "declined" if not self.exchange.heard and not self.exchange.hint_is_offered:
                return
            case act:
                yield from self.to_an_answer_or_aside(act)

    def to_an_answer_or_aside(self, act: str) -> Iterator[Move]:
        """A reply in kind to what is no answer; to everything else the follow-ups."""
        match act:
            case "asked_what_is_meant":
                yield from self.once("clarify", self.phrases.as_you_read_it)
            case "did_not_understand":
                yield from self.in_other_words()
            case "spoke_another_language" if self.state.hears_english_only:
                yield from self.once("reassure", self.phrases.in_english)
            case _ if act in STOCKS and self.exchange.asides < MOST_ASIDES:
                yield from self.once("reassure", getattr(self.phrases, STOCKS[act]))
            case _:
                yield from self.follow_ups()

    def follow_ups(self) -> Iterator[Move]:
        """Challenges first, then open core criteria, then what a strong answer earns."""
        yield from self.challenges()
        if self.is_late():
            return
        yield from self.probes(self.unprobed("core"))
        if self.is_spent() or not self.is_going_well():
            return
        deeper = {c.id for c in self.exchange.question.criteria if c.tier == "deeper"}
        left = MOST_DEEPER_PROBES - len(deeper & set(self.exchange.probed))
        yield from self.probes(self.unprobed("deeper")[: max(left, 0)])
        if not self.exchange.open_criteria("core") and not self.exchange.standing:
            yield from self.extensions()

    def is_spent(self) -> bool:
        """Whether the question has had its minutes."""
        return self.active_s - self.exchange.asked_at_s >= self.exchange.question.minutes * 60

    def is_late(self) -> bool:
        """Whether it is time for the next question: overtime is over, or it would be taken from those to come."""
        taken_s, own_s = self.active_s - self.exchange.asked_at_s, self.exchange.question.minutes * 60
        may_take_s = own_s * OVERTIME
        if (limit_s := self.state.limit_s) is not None:
            to_come_s = 60 * sum(planned.minutes for planned in self.state.plan[len(self.state.exchanges) :])
            may_take_s = min(may_take_s, max(own_s, limit_s - to_come_s - self.exchange.asked_at_s))
        return taken_s >= may_take_s

    def challenges(self) -> Iterator[Move]:
        for misconception_id in self.exchange.standing:
            if misconception_id not in self.exchange.challenged:
                misconception = self.exchange.question.misconception(misconception_id)
                yield Move(
                    kind="challenge",
                    text=self.acknowledged(misconception.challenge),
                    criterion=misconception.about,
                    misconception=misconception.id,
                )

    def unprobed(self, tier: str) -> list[Criterion]:
        """Open criteria not probed yet, in the order of the rubric: partly heard ones first, offered ones last.

        Those that may have been made in words that the rubric lacks come after those that were not.
        """
        partly = {heard.criterion for heard in self.exchange.heard}
        offered = self.exchange.offered
        open_criteria = [
            criterion
            for criterion in self.exchange.question.criteria
            if criterion.tier == tier
            and not self.exchange.is_met(criterion.id)
            and criterion.id not in (*self.exchange.probed, *self.exchange.hinted)
        ]
        return sorted(
            open_criteria,
            key=lambda criterion: (criterion.id not in partly, criterion.id in offered, self.is_resembled(criterion)),
        )

    def is_resembled(self, criterion: Criterion) -> bool:
        """Whether a sentence of the candidate resembles a phrase for the point, though the point was not heard."""
        question = self.exchange.question
        spoken = [self.answered[each.start : each.end] for each in sentences(self.answered)]
        return phrasebook((*question.criteria, *question.misconceptions)).nearest(criterion, spoken) >= RESEMBLING

    def gives_away(self, text: str) -> bool:
        """Whether the text says a telling word of an open point first: who types `/clarify` has not asked just that."""
        still_open = (one for one in self.exchange.question.criteria if not self.exchange.is_met(one.id))
        telling = (word for one in still_open for word in one.gives_away if says(text, word))
        return any(not says(f"{self.put}\n{self.answered}", word) for word in telling)

    @property
    def put(self) -> str:
        """The question, with its code."""
        return f"{self.exchange.question.question}\n{self.exchange.question.code or ''}"

    @property
    def answered(self) -> str:
        """All that the candidate has said in the exchange."""
        return "\n".join(turn.text for turn in self.exchange.turns if turn.speaker == "candidate")

    def probes(self, criteria: Sequence[Criterion]) -> Iterator[Move]:
        for criterion in criteria:
            if criterion.probe:
                yield Move(kind="probe", text=self.acknowledged(criterion.probe), criterion=criterion.id)

    def extensions(self) -> Iterator[Move]:
        asked = self.exchange.extended
        if asked < min(MOST_EXTENSIONS, len(self.exchange.question.extensions)):
            yield Move(kind="probe", text=self.acknowledged(self.exchange.question.extensions[asked]))

    def is_going_well(self) -> bool:
        """Whether at least half of the core criteria are met: then it pays to go deeper."""
        core = [criterion for criterion in self.exchange.question.criteria if criterion.tier == "core"]
        return 2 * len(self.exchange.open_criteria("core")) <= len(core)

    def after_not_knowing(self) -> Iterator[Move]:
        """A hint is offered once for a criterion; if it does not help, on to the next one, and soon on altogether."""
        if self.exchange.gave_up >= GIVEN_UP or self.is_late():
            return
        stuck_on = next(iter(self.hintable()), None)
        if stuck_on and stuck_on.hints and stuck_on.id not in (*self.exchange.offered, *self.exchange.hinted):
            offer = fresh(discreet(self.phrases.offer_hint, self.exchange), self.state)
            if offer:
                yield Move(kind="reassure", text=offer, criterion=stuck_on.id)
        yield from self.probes(self.unprobed("core"))

    def in_other_words(self) -> Iterator[Move]:
        """Something that was not told yet about the question; else the offer of a hint, whose first rung is general."""
        if self.exchange.last_asked == self.exchange.question.question and (told := self.unheard_clarification()):
            yield told
            return
        offers = [move for move in self.after_not_knowing() if move.kind == "reassure"]
        yield from offers or [self.repeat()]

    def hint(self) -> Iterator[Move]:
        """The next rung for what the last probe aimed at, else for the first open criterion with a rung left."""
        for criterion in self.hintable():
            rung = self.exchange.hinted.count(criterion.id)
            if rung < len(criterion.hints):
                yield Move(kind="hint", text=criterion.hints[rung], criterion=criterion.id)
                return
        yield from self.once("reassure", self.phrases.no_hint_left)

    def hintable(self) -> list[Criterion]:
        """The open criteria that a hint may serve, the most wanted first."""
        in_order = [*self.exchange.open_criteria("core"), *self.exchange.open_criteria("deeper")]
        aimed_at = self.aimed_at()
        return sorted(in_order, key=lambda criterion: criterion.id != aimed_at)

    def aimed_at(self) -> str | None:
        """The criterion that the last probe, challenge or hint was about."""
        for turn in reversed(self.exchange.turns):
            if turn.probes or turn.hints:
                return turn.hints or turn.probes
        return None

    def clarify(self, index: int | None) -> Iterator[Move]:
        """The answer to what was asked back; where nothing was, one that nobody has heard yet, with its question."""
        clarifications = self.exchange.question.clarifications
        if index is not None:
            yield Move(kind="clarify", text=clarifications[index].answer)
            return
        if self.state.last_request and (told := self.unheard_clarification()):
            yield told
            return
        yield from self.once("clarify", self.phrases.take_it_your_way)

    def unheard_clarification(self) -> Move | None:
        """One of the question's clarifications that nobody has heard yet, with what it answers."""
        told = [f"Some ask: {one.asks} {one.answer}" for one in self.exchange.question.clarifications]
        unheard = fresh([text for text in told if not self.gives_away(text)], self.state)
        return Move(kind="clarify", text=unheard) if unheard else None

    def repeat(self) -> Move:
        """What was last asked, in the same words, without the one that showed that an answer was heard."""
        asked = self.exchange.last_asked
        bare = (asked.removeprefix(f"{word} ") for word in self.phrases.acknowledge)
        return Move(kind="clarify", text=min(bare, key=len))

    def move_on(self) -> Move:
        """To the next question, or to the end."""
        late = self.state.is_over_limit(self.active_s)
        if late or self.state.next_planned is None:
            return self.say("close", self.phrases.close_for_time if late else self.phrases.close)
        if self.exchange.gave_up:
            return self.say("advance", self.phrases.advance_after_giving_up, self.phrases.advance)
        for_time = [self.phrases.advance_for_time] if self.is_late() else []
        return self.say("advance", *for_time, self.phrases.advance)

    def once(self, kind: MoveKind, phrasings: Sequence[str]) -> Iterator[Move]:
        """A fresh phrasing; when all are used up, what would follow anyway. Whoever is told a thing for the second time
        has not been helped by it, and an interview has to go on."""
        phrasing = fresh(discreet(phrasings, self.exchange), self.state)
        if phrasing:
            yield Move(kind=kind, text=phrasing)
        else:
            yield from self.follow_ups()

    def say(self, kind: MoveKind, *stocks: Sequence[str]) -> Move:
        """A fresh phrasing of the first stock that has one; one that was used before when something has to be said."""
        discreetly = [discreet(phrasings, self.exchange) for phrasings in stocks]
        found = next((phrasing for one in discreetly if (phrasing := fresh(one, self.state))), None)
        return Move(kind=kind, text=found or fresh_or_any(stocks[-1], self.state))

    def acknowledged(self, question: str) -> str:
        """A short follow-up after a word that shows that the answer was heard, as long as there are fresh ones."""
        if len(sentences(question)) >= MOST_SENTENCES:
            return question
        word = fresh(discreet(self.phrases.acknowledge, self.exchange), self.state)
        return f"{word} {question}" if word else question
