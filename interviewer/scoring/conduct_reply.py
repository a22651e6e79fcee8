"""What an observing model is asked to reply, the reading of it, and what is left once its evidence is checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast, get_args

from msgspec import Struct

from interviewer.bank.conduct import Conduct
from interviewer.scoring.assessment import clean_reason
from interviewer.scoring.conduct import Observation, Outcome, WholeInterview
from interviewer.scoring.grade import Span
from interviewer.scoring.quoting import MOST_QUOTES, prove
from interviewer.scoring.reply import TEXT, TEXTS, Complaint, UnreadableReplyError, by_id, decoded, list_of

CONDUCT_SCHEMA: Mapping[str, object] = {
    "title": "Conduct",
    "type": "object",
    "properties": {
        # Reason and quotes stand before the outcome, as in a grade.
        "habits": list_of(
            id=TEXT, reason=TEXT, quotes=TEXTS, outcome={"type": "string", "enum": list(get_args(Outcome))}
        ),
    },
    "required": ["habits"],
    "additionalProperties": False,
}
"""The JSON Schema of a reply, fit for the strict mode of every provider."""

UNPROVED = "The words that the observer quoted for it are not yours, so it does not count."


class _SentHabit(Struct, frozen=True, kw_only=True):
    id: str
    reason: str
    quotes: tuple[str, ...]
    outcome: str


class _SentConduct(Struct, frozen=True, kw_only=True):
    habits: tuple[_SentHabit, ...]


def observed(text: str, conduct: Conduct, interview: WholeInterview) -> tuple[Observation, ...]:
    """The observations in a reply, those without evidence taken back.

    Raises UnreadableReplyError when it is no JSON of `CONDUCT_SCHEMA`, names a habit that the rubric lacks, names one
    twice, or leaves one out.
    """
    known = [habit.id for habit in conduct.habits]
    sent = by_id(decoded(text, _SentConduct).habits, known)
    missing = tuple(name for name in known if name not in sent)
    if missing:
        raise UnreadableReplyError(Complaint(fault="missing-id", ids=missing))
    return tuple(_observation(sent[name], interview) for name in known)


def _observation(sent: _SentHabit, interview: WholeInterview) -> Observation:
    word = sent.outcome.strip().casefold()
    if word not in get_args(Outcome):
        raise UnreadableReplyError(Complaint(fault="unknown-verdict"))
    outcome = cast("Outcome", word)
    if outcome == "no_occasion":
        return Observation(habit=sent.id, outcome=outcome, reason=clean_reason(sent.reason))
    evidence = _evidence(sent.quotes, interview)
    if not evidence:
        return Observation(habit=sent.id, outcome="no_occasion", reason=UNPROVED)
    return Observation(habit=sent.id, outcome=outcome, evidence=evidence, reason=clean_reason(sent.reason))


def _evidence(quotes: Sequence[str], interview: WholeInterview) -> tuple[Span, ...]:
    """Where the quotes are found, each in the first exchange in which it is evidence."""
    found: dict[Span, None] = {}
    for quote in quotes[:MOST_QUOTES]:
        proofs = (prove([quote], exchange).evidence for exchange in interview.exchanges)
        found.update(dict.fromkeys(next(filter(None, proofs), ())))
    return tuple(found)
