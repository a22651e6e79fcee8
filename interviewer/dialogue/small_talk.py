"""Small talk: a warm-up before the first question, and what the candidate would like to ask after the last.

Nothing of it is scored, or heard as an answer. Here are the prepared words, and how each part begins: all that stands
between a person and the first thing to read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from interviewer.dialogue.phrases import Phrasings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewer.dialogue.events import PlannedQuestion, SmallTalkPart


class Answers(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Ways to answer the candidate's question, by what it is about."""

    how_it_went: Phrasings
    strong_answer: Phrasings
    the_job: Phrasings
    next_steps: Phrasings
    the_interviewer: Phrasings
    scoring: Phrasings
    anything: Phrasings


class SmallTalk(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is said without a model: `prompts/small_talk.yaml`."""

    warm_up: Phrasings
    thanks: Phrasings
    thanks_anyway: Phrasings
    nervous: Phrasings
    asked_back: Phrasings
    lead_on: Phrasings
    nothing_to_hint_at: Phrasings
    closing: Phrasings
    answers: Answers
    anything_else: Phrasings
    farewell: Phrasings


def opening_words(part: SmallTalkPart, texts: SmallTalk, plan: Sequence[PlannedQuestion]) -> str:
    """What that part begins with. Which phrasing depends on the plan: interviews differ, and a replay does not."""
    phrasings = texts.warm_up if part == "warm_up" else texts.closing
    return phrasings[sum(map(ord, "".join(planned.question_id for planned in plan))) % len(phrasings)]
