"""What the candidate just did, and what was heard so far: pure, immediate, and only a guide for the next move.

Grading is another thing and happens elsewhere; nothing here is ever shown as a verdict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.dialogue.events import Heard, HeardInPassing, Listened
from interviewer.dialogue.remarks import asks_word_for_word, matching_clarification, recognise
from interviewer.scoring.cues import CueError
from interviewer.scoring.grade import Exchange, Turn
from interviewer.scoring.manner import content_of
from interviewer.scoring.offline import Reading, verdicts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from interviewer.bank.question import Question
    from interviewer.dialogue.state import ExchangeState
    from interviewer.scoring.grade import Span

OWN_WORDS = 1 / 4
"""Of the words of content, so many may be the candidate's own in what only says back what the interviewer said: `yes`,
`as you say`."""


def listen(exchange: ExchangeState, turn: Turn) -> Listened:
    """What to make of the exchange now that this turn, its last, has been said."""
    reading = _reading(exchange.exchange())
    evidence = [found.evidence for found in reading.verdicts] + [found.evidence for found in reading.findings]
    question = exchange.question
    is_foreseen = any(asks_word_for_word(turn.text, one) for one in question.clarifications)
    is_heard = not is_foreseen and any(span.turn == turn.number for spans in evidence for span in spans)
    clarification = None if is_heard else matching_clarification(turn.text, question.clarifications, question.question)
    return Listened(
        turn=turn.number,
        act=recognise(
            turn.text,
            hint_is_offered=exchange.hint_is_offered,
            is_heard=is_heard,
            asks_back=clarification is not None,
        ),
        heard=tuple(
            Heard(criterion=verdict.criterion, verdict=verdict.verdict, evidence=verdict.evidence)
            for verdict in reading.verdicts
            if verdict.verdict in ("met", "partly")
        ),
        standing=tuple(finding.misconception for finding in reading.findings if finding.stands),
        clarification=clarification,
    )


def hear_in_passing(turn: Turn, others: Iterable[tuple[str, Question]], so_far: str = "") -> tuple[HeardInPassing, ...]:
    """The criteria of other questions, still to come, that this turn meets by the way.

    `so_far` is what the interviewer has said of this one: in whose words it is met, nothing was answered.
    """
    found = []
    for question_id, question in others:
        alone = Exchange(question_id=question_id, question=question, turns=(turn,))
        found += [
            HeardInPassing(question_id=question_id, criterion=verdict.criterion, evidence=verdict.evidence)
            for verdict in _reading(alone).verdicts
            if verdict.verdict == "met" and not _is_said_back(turn, verdict.evidence, so_far)
        ]
    return tuple(found)


def _is_said_back(turn: Turn, evidence: Sequence[Span], so_far: str) -> bool:
    """Whether a piece of the evidence has hardly a word of the candidate's own."""
    theirs = content_of(so_far)
    quotes = [content_of(turn.text[span.start : span.end]) for span in evidence]
    return any(len(quote - theirs) <= OWN_WORDS * len(quote) for quote in quotes)


def tune_in(questions: Iterable[Question]) -> None:
    """Read the cues and phrases of these rubrics now: 20 to 40 ms each, which the first answer need not wait for then.

    What was read is kept by the process. For a thread of its own, while the candidate reads.
    """
    for question in questions:
        _reading(Exchange(question_id="", question=question, turns=(Turn(number=1, speaker="candidate", text="So."),)))


def _reading(exchange: Exchange) -> Reading:
    """What is heard; nothing where the rubric cannot be read. Grading says so then, and the talk goes on."""
    try:
        return verdicts(exchange)
    except CueError:
        return Reading(verdicts=(), findings=())
