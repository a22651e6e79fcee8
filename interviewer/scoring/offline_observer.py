"""The offline observer: hears habits by cues, and would rather miss one than make one up.

What is denied, rejected, asked for, listed without a verb, or an echo of the question shows nothing, as in grading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Literal, NamedTuple

from interviewer import __version__
from interviewer.bank.conduct import Conduct, Habit, conduct_hash
from interviewer.scoring import forms, manner
from interviewer.scoring.candidate import CandidateTurn, prepare
from interviewer.scoring.conduct import Observation, Observations, ObservingFailedError, WholeInterview
from interviewer.scoring.cues import Cue, CueError, parse_cue
from interviewer.scoring.grade import Exchange, GraderStamp, Span
from interviewer.scoring.hearing import Hearing, hear
from interviewer.scoring.matching import Hit, hits
from interviewer.scoring.recognition import quoted
from interviewer.text.display import shorten

MOST_QUOTES = 3
"""So many signs of a habit are quoted; nobody needs more to believe it."""
LONGEST_IN_REASON = 90
"""Characters of a quote within a reason."""


class _Said(NamedTuple):
    """A turn of the candidate's, and what the interviewer had asked for."""

    turn: CandidateTurn
    asked: tuple[str, ...]
    """The question, and the interviewer's last words before the turn."""


class _Sign(NamedTuple):
    """Something that the candidate said for or against a habit; signs sort in the order they were said."""

    turn: int
    start: int
    end: int
    words: str
    """The words that the cue matched."""

    @property
    def span(self) -> Span:
        return Span(turn=self.turn, start=self.start, end=self.end)


class OfflineObserver:
    """The observer that is always there."""

    name = "offline"

    async def observe(self, conduct: Conduct, interview: WholeInterview) -> Observations:
        """Look at a whole interview. Raises ObservingFailedError when a cue of the rubric cannot be read."""
        import asyncio

        try:
            habits = await asyncio.to_thread(observations, conduct, interview)
        except CueError as error:
            raise ObservingFailedError(
                f"A cue of conduct.yaml cannot be read: {error} `interviewer bank check` says where."
            ) from error
        stamp = GraderStamp(grader=self.name, version=__version__, rubric_hash=conduct_hash(conduct))
        return Observations(habits=habits, stamp=stamp)


def observations(conduct: Conduct, interview: WholeInterview) -> tuple[Observation, ...]:
    """What is heard of each habit. The same input always gives the same. Raises CueError."""
    said = [each for exchange in interview.exchanges for each in _said(exchange)]
    return tuple(_observed(habit, said, interview) for habit in conduct.habits)


def _said(exchange: Exchange) -> Iterator[_Said]:
    prepared = {turn.turn.number: turn for turn in prepare(exchange)}
    last_words = ""
    for turn in exchange.turns:
        if turn.speaker == "interviewer":
            last_words = turn.text
        else:
            yield _Said(prepared[turn.number], (exchange.question.question, last_words))


def _observed(habit: Habit, said: Sequence[_Said], interview: WholeInterview) -> Observation:
    """Whoever did both is taken at their last word."""
    shown = [*_signs(habit, said), *_noticed(habit, said, interview)]
    against = list(_signs_against(habit, said))
    if against and (not shown or max(against) > max(shown)):
        return _seen(habit, "against", against, has_both=bool(shown))
    if shown:
        return _seen(habit, "shown", shown, has_both=bool(against))
    if "asked_back" in habit.noticed and interview.clarify_commands:
        return Observation(habit=habit.id, outcome="shown", reason="You asked for a clarification with `/clarify`.")
    return Observation(habit=habit.id, outcome="no_occasion", reason="Nothing was heard for it or against it.")


def _seen(habit: Habit, outcome: Literal["shown", "against"], signs: Sequence[_Sign], *, has_both: bool) -> Observation:
    in_order = sorted(signs)
    evidence = tuple(dict.fromkeys(sign.span for sign in in_order))[:MOST_QUOTES]
    words = dict.fromkeys(f"“{sign.words}”" for sign in in_order if sign.words and sign.span in evidence)
    reason = f"Heard: {' … '.join(words)}." if words else "You asked back."
    if has_both:
        reason = f"{reason} You said the opposite too; your last word counts."
    return Observation(habit=habit.id, outcome=outcome, evidence=evidence, reason=reason)


def _noticed(habit: Habit, said: Sequence[_Said], interview: WholeInterview) -> Iterator[_Sign]:
    if "asked_back" in habit.noticed:
        for turn, _ in said:
            if turn.turn.number in interview.asked_back and turn.turn.text.strip():
                text = turn.turn.text
                start = len(text) - len(text.lstrip())
                yield _Sign(turn.turn.number, start, len(text.rstrip()), "")


def _signs(habit: Habit, said: Sequence[_Said]) -> Iterator[_Sign]:
    asked_for_by = [parse_cue(source) for source in habit.asked_for_by]
    for turn, asked in said:
        if not any(_holds(wanted, hear(text)) for wanted in asked_for_by for text in asked):
            for source in habit.cues:
                yield from _by_cue(parse_cue(source), turn, partial(_shows, turn, habit), within_clause=False)


def _signs_against(habit: Habit, said: Sequence[_Said]) -> Iterator[_Sign]:
    for turn, _ in said:
        for source in habit.against_cues:
            yield from _by_cue(parse_cue(source), turn, partial(_accuses, turn), within_clause=True)


def _by_cue(cue: Cue, turn: CandidateTurn, counts: Callable[[Hit], bool], *, within_clause: bool) -> Iterator[_Sign]:
    """What of this turn makes up the cue; nothing when a part is missing."""
    found = [list(filter(counts, hits(part, turn.heard, within_clause=within_clause))) for part in cue.parts]
    if all(found):
        for part in found:
            yield from (_sign(turn, hit) for hit in part[:MOST_QUOTES])


def _shows(turn: CandidateTurn, habit: Habit, hit: Hit) -> bool:
    """Whether the sentence of the hit can be a sign of the habit at all."""
    sentence = hit.sentence
    if forms.is_data(turn.heard, sentence) or manner.is_rejected(turn.heard, sentence):
        return False
    if manner.is_question(turn.heard, sentence):
        return habit.heard_in != "statements" and _asks_at_the_end(turn.heard, sentence)
    return habit.heard_in != "questions" and turn.earns(sentence, habit.id)


def _asks_at_the_end(heard: Hearing, sentence: int) -> bool:
    """Whether an answer is waited for: a question that the speaker goes on from is one that they answer themselves."""
    return all(manner.is_question(heard, later) for later in range(sentence, len(heard.bounds)))


def _accuses(turn: CandidateTurn, hit: Hit) -> bool:
    return (
        turn.earns(hit.sentence, "")
        and not manner.is_rejected(turn.heard, hit.sentence)
        and not manner.is_doubted(turn.heard, hit)
    )


def _holds(cue: Cue, heard: Hearing) -> bool:
    return all(hits(part, heard) for part in cue.parts)


def _sign(turn: CandidateTurn, hit: Hit) -> _Sign:
    heard = turn.heard
    start, end = quoted(heard, hit)
    words = heard.text[heard.tokens[hit.start].start : heard.tokens[hit.end - 1].end]
    return _Sign(turn.turn.number, start, end, shorten(words, LONGEST_IN_REASON))
