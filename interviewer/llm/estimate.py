"""What an interview will take of a model, from what a canned exchange took. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from interviewer.llm.settings import GraderSettings, ModelSettings
from interviewer.llm.small import weighs
from interviewer.llm.usage import of_call
from interviewer.prompting.usage import Usage

TURNS = 4
"""Answers to a question, follow-ups included, that are reckoned with."""


class Scale(Struct, frozen=True, kw_only=True):
    """How much more a real call takes than the canned one."""

    calls: float
    """For each question; of second looks, for each answer that is graded."""
    tokens_in: float
    tokens_out: float


SCALES: Mapping[str, Scale] = {
    "interviewer": Scale(calls=TURNS, tokens_in=1.7, tokens_out=1.0),
    "grader": Scale(calls=1, tokens_in=2.1, tokens_out=4.1),
}
"""By role. Real conversations are longer and real rubrics hold more criteria, by as much as a test measures in the
shipped bank, in characters."""

NO_LOOKS = Scale(calls=0, tokens_in=0, tokens_out=0)
DUE_LOOKS = Scale(calls=2.6, tokens_in=0.35, tokens_out=0.4)
ALL_LOOKS = Scale(calls=8.7, tokens_in=0.35, tokens_out=0.4)
"""How many looks the labels of the shipped examples make due, and what one takes against the canned grade; a test
measures both."""


WEIGHED = Scale(calls=1, tokens_in=25, tokens_out=7)
"""Of a grade by probabilities. For a full answer to a shipped question all its short prompts together are so much
longer than for the canned one, and so much more often is a token asked for; a test measures both."""


def of_interview(role: str, canned: Usage, settings: ModelSettings, questions: int) -> Usage:
    """About what the model takes in that role in an interview of so many questions.

    `canned` is what the canned exchange took, a repair included. Calls that a server refused because of their form are
    not repeated in an interview; they told no tokens and count for none here.
    """
    is_weighed = isinstance(settings, GraderSettings) and weighs(settings)
    scale = WEIGHED if is_weighed else SCALES[role]
    calls = scale.calls * questions
    tokens_in, tokens_out, votes = scale.tokens_in, scale.tokens_out, 1
    if isinstance(settings, GraderSettings):
        looks, votes = NO_LOOKS if is_weighed else _looks(settings), settings.samples
        tokens_in += looks.calls * looks.tokens_in
        tokens_out += looks.calls * looks.tokens_out
    tokens = {
        "input_tokens": round(votes * calls * canned.tokens_in * tokens_in),
        "output_tokens": round(votes * calls * canned.tokens_out * tokens_out),
    }
    return of_call(tokens, 0.0, settings)


def _looks(settings: GraderSettings) -> Scale:
    """The second looks at an answer."""
    if settings.fast:
        return NO_LOOKS
    return ALL_LOOKS if settings.thorough else DUE_LOOKS
