"""What `doctor` says about the models: whether each does its work, how fast, and what an interview will cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.cli.finding import Finding, failure
from interviewer.config import ROLES
from interviewer.errors import InterviewerError
from interviewer.llm.providers import check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from interviewer.cli.examination import Result, Seat
    from interviewer.config import Config
    from interviewer.llm.examination import Examined
    from interviewer.llm.ladder import Rung
    from interviewer.prompting.usage import Usage

FORMS: Mapping[Rung, str] = {
    "schema": "with a JSON Schema",
    "object-with-schema": "for a JSON object with a schema",
    "object": "for a JSON object",
    "plain": "for JSON in words alone",
}
"""How a server was asked, the first of these ways that it accepted."""


def models(
    config: Config, environ: Mapping[str, str], waiting: Callable[[str], AbstractContextManager[object]]
) -> Iterator[Finding]:
    """What is to be said of the models that serve each role, fallbacks included. Asks each that can be asked.

    `waiting` is entered with a line that says whom a person waits for, and left when the last reply is there. With no
    model in the settings nothing is imported, and nobody asked.
    """
    if all(config.model_for(role) is None for role in ROLES):
        yield from (_offline(role) for role in ROLES)
        return
    from interviewer.cli.examination import examine, seats_of

    seats = {role: seats_of(role, config) for role in ROLES}
    refused = {seat: why for role in ROLES for seat in seats[role] if (why := _refusal(seat, environ))}
    asked = [seat for role in ROLES for seat in seats[role] if seat not in refused]
    results: Mapping[Seat, Result] = {}
    if asked:
        with waiting(_announced(asked)):
            results = examine(asked, environ, config)
    for role in ROLES:
        yield from (refused.get(seat) or told(seat, results[seat]) for seat in seats[role])
        if not seats[role]:
            yield _offline(role)
    yield from cost([own[0] for own in seats.values() if own], results, config.questions)


def told(seat: Seat, result: Result) -> Finding:
    """Whether the model in the seat does its work, and what it took."""
    judgement = result.examined.judgement
    says = judgement.says
    if result.examined.whole_s is not None:
        key = f"key from {result.key}" if result.key else "no key"
        took = "; ".join([_times(result.examined), _tokens(result.usage)])
        form = f", asked {FORMS[result.form]}" if result.form else ""
        says = f"{seat.settings.model} at {result.server}, {key}. {says} {took}{form}."
    return Finding(part=_part(seat), says=says, remedy=judgement.remedy, is_doubtful=judgement.is_doubtful)


def cost(seats: Sequence[Seat], results: Mapping[Seat, Result], questions: int) -> Iterator[Finding]:
    """What an interview of so many questions takes of the models in these seats.

    Nothing is known of one that does not do its work, or whose server tells no tokens.
    """
    from interviewer.llm.estimate import TURNS, of_interview
    from interviewer.prompting.usage import Usage

    if any(not _is_measured(results.get(seat)) for seat in seats):
        return
    whole = Usage(cost=0.0)
    for seat in seats:
        whole += of_interview(seat.role, results[seat].usage, seat.settings, questions)
    price = "With price_in and price_out set, doctor tells what it costs."
    if whole.cost is not None:
        price = f"At your prices it costs about {whole.cost:.4f}."
    says = (
        f"An interview of {questions} questions with {TURNS} answers each takes about {whole.tokens_in:,} tokens in "
        f"and {whole.tokens_out:,} out. {price}"
    )
    yield Finding(part="cost", says=says)


def _refusal(seat: Seat, environ: Mapping[str, str]) -> Finding | None:
    """Why the model in the seat cannot be asked; None when it can."""
    try:
        check(seat.settings, environ)
    except InterviewerError as error:
        return failure(_part(seat), error)
    return None


def _is_measured(result: Result | None) -> bool:
    return result is not None and result.examined.judgement.remedy is None and result.usage.tokens_in > 0


def _announced(asked: Sequence[Seat]) -> str:
    names = dict.fromkeys(seat.settings.model for seat in asked)
    longest_s = max(seat.settings.timeout_s for seat in asked)
    return f"Asking {', '.join(names)}: up to {longest_s:g} s for each reply …"


def _part(seat: Seat) -> str:
    return f"{seat.role}, fallback" if seat.is_fallback else seat.role


def _offline(role: str) -> Finding:
    return Finding(part=role, says="offline, built in.")


def _times(examined: Examined) -> str:
    if examined.first_s is None:
        return f"Reply after {examined.whole_s:.1f} s"
    return f"First words after {examined.first_s:.1f} s, the last after {examined.whole_s:.1f} s"


def _tokens(usage: Usage) -> str:
    if usage.tokens_in == 0:
        return "the server tells no tokens"
    return f"{usage.tokens_in:,} tokens in, {usage.tokens_out:,} out"
