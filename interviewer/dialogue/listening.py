"""What the candidate just did, and what was heard so far: pure, immediate, and only a guide for the next move.

Grading is another thing and happens elsewhere; nothing here is ever shown as a verdict.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from interviewer.dialogue.events import Act, Heard, HeardInPassing, Listened
from interviewer.scoring.grade import Exchange, Turn
from interviewer.scoring.offline import verdicts
from interviewer.text.folding import fold
from interviewer.text.words import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from interviewer.bank.question import Clarification, Question
    from interviewer.dialogue.state import ExchangeState

LONGEST_REMARK = 25
"""Words. Whoever says more than this is answering, whatever else the words may hold."""
MOST_LETTERS = 1000
"""Characters. Nothing longer is a remark; it is not even looked at."""
TELLING = 4
"""Letters from which on a word tells one question from another."""
SAME_QUESTION = 0.5
"""The share of a clarification's telling words that a question back must have for it to be that clarification."""

_REMARKS: tuple[tuple[Act, int, str], ...] = (
    # what it is, the most words such a remark has, and what it looks like
    ("asked_for_hint", 15, r"(?<!\bno )\b(hint|clue|nudge)\b(?! (at|that))"),
    (
        "skipped",
        8,
        r"^(please |can we |could we |let'?s |i'?d like to |i want to )?"
        r"(skip|pass|next question|move on)\b",
    ),
    ("asked_to_repeat", 12, r"\b(repeat|say (that|it) again|come again|pardon|what was the question)\b"),
    (
        "did_not_know",
        12,
        r"\b(i|we) (really |just |honestly |actually )?(do ?n[o']?t|cannot|can not|can'?t) (really )?"
        r"(know|remember|recall|think of)\b"
        r"|\b(no idea|no clue|not (really )?sure|never heard|dunno|i give up|i forgot|beats me|nothing comes)\b",
    ),
    (
        "went_off_topic",
        15,
        r"\b(how are you|who are you|what'?s your name|are you (a |an )?(bot|robot|ai|human|real|person|chatgpt)"
        r"|how am i doing|how did i do|tell me the answer|what'?s the (right |correct )?answer|nice to meet you)\b",
    ),
)
_ASKS_BACK = re.compile(
    r"^(so |sorry,? |ok,? |hmm,? |wait,? |um,? )*"
    r"(do you (mean|want)|did you mean|you mean|are you (asking|talking)|are we|is this|is that about|should i|shall i"
    r"|can i|could i|may i|can you|could you|would you|what do you mean|what does .{1,40} mean"
    r"|which (version|python|one|of)|in which|does it matter|what (exactly )?(kind|sort|version|level))\b"
)
_YES = re.compile(r"^(yes|yeah|yep|yup|sure|ok|okay|please|go ahead|go on|alright|all right|why not|i'?d like)\b")
_NO = re.compile(r"^(no|nope|nah|not now|rather not|i'?m (good|fine)|move on|let'?s (move|go) on)\b")


def listen(exchange: ExchangeState, turn: Turn) -> Listened:
    """What to make of the exchange now that this turn, its last, has been said."""
    clarification = matching_clarification(turn.text, exchange.question.clarifications)
    heard = verdicts(exchange.exchange())
    return Listened(
        turn=turn.number,
        act=recognise(turn.text, hint_is_offered=exchange.hint_is_offered, asks_back=clarification is not None),
        heard=tuple(
            Heard(criterion=verdict.criterion, verdict=verdict.verdict, evidence=verdict.evidence)
            for verdict in heard.verdicts
            if verdict.verdict in ("met", "partly")
        ),
        standing=tuple(finding.misconception for finding in heard.findings if finding.stands),
        clarification=clarification,
    )


def hear_in_passing(turn: Turn, others: Iterable[tuple[str, Question]]) -> tuple[HeardInPassing, ...]:
    """The criteria of other questions, still to come, that this turn meets by the way."""
    found = []
    for question_id, question in others:
        alone = Exchange(question_id=question_id, question=question, turns=(turn,))
        found += [
            HeardInPassing(question_id=question_id, criterion=verdict.criterion, evidence=verdict.evidence)
            for verdict in verdicts(alone).verdicts
            if verdict.verdict == "met"
        ]
    return tuple(found)


def recognise(text: str, *, hint_is_offered: bool, asks_back: bool) -> Act:
    """What the candidate did, by the look of a short remark; anything else is an answer."""
    words = fold(text[:MOST_LETTERS]).text.strip(" .!…")
    count = len(words.split())
    if count > LONGEST_REMARK or len(text) > MOST_LETTERS:
        return "answered"
    if hint_is_offered and _NO.search(words):
        return "declined"
    if hint_is_offered and _YES.search(words):
        return "accepted"
    for act, most_words, look in _REMARKS:
        if count <= most_words and re.search(look, words):
            return act
    if words.endswith("?") and (asks_back or _ASKS_BACK.search(words)):
        return "asked_to_clarify"
    return "answered"


def matching_clarification(text: str, clarifications: Sequence[Clarification]) -> int | None:
    """The index of the clarification that answers this question back; None when it is none or no such question."""
    if not text.rstrip().endswith("?") or len(text) > MOST_LETTERS:
        return None
    asked = _telling_words(text)
    shares = [
        len(asked & known) / len(known) if (known := _telling_words(clarification.asks)) else 0.0
        for clarification in clarifications
    ]
    best = max(shares, default=0.0)
    return shares.index(best) if best >= SAME_QUESTION else None


def _telling_words(text: str) -> frozenset[str]:
    return frozenset(token.text for token in tokens(text) if len(token.text) >= TELLING)
