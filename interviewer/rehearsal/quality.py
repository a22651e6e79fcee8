"""What an interviewer must not do, looked for in interviews that were played: what code can tell. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Literal

from msgspec import Meta, Struct

from interviewer.dialogue.events import AUTHORED
from interviewer.dialogue.guard import LEADING_ON, MOST_SENTENCES, given_away, one_line, questions_in, says_back
from interviewer.dialogue.neutrality import judgement
from interviewer.dialogue.state import folded_sentences
from interviewer.rehearsal.left_open import left_open, taken_for_said
from interviewer.rehearsal.missed_openings import MissedOpening, missed_openings
from interviewer.rehearsal.scenes import Scene, scenes
from interviewer.rehearsal.wishes import unserved
from interviewer.scoring.manner import content_of
from interviewer.text.display import shorten
from interviewer.text.folding import fold
from interviewer.text.sentences import sentences

if TYPE_CHECKING:
    from interviewer.bank.question import Criterion
    from interviewer.dialogue.state import ExchangeState
    from interviewer.rehearsal.play import Played

Check = Literal[
    "leak", "known", "unasked", "taken", "repeated", "double", "praise", "summary", "unsaid", "ignored", "long",
    "opening",
]  # fmt: skip
CHECKS: Mapping[Check, str] = {
    "leak": "Gave a point away first",
    "known": "Asked for a point that had been made",
    "unasked": "Left an open core point unasked",
    "taken": "Took a core point for made that was not",
    "repeated": "Said a sentence twice",
    "double": "Asked two things at once",
    "praise": "Praised, blamed or judged",
    "summary": "Said back what was said",
    "unsaid": "Ascribed what was never said",
    "ignored": "Passed over what was asked for",
    "long": f"Said more than {MOST_SENTENCES} sentences",
    "opening": "Missed an opening",
}


BY_LABELS: tuple[Check, ...] = ("known", "taken", "opening")
"""What can only be told where the candidate's words are labelled."""

LONGEST_QUOTED = 160
"""Characters of a candidate's words that were missed."""
YES_AND_NO = {"yes.", "no."}
"""Sentences that may come twice: two questions back may have the same answer."""


class Fault(Struct, frozen=True, kw_only=True):
    """Something that the interviewer did and must not do."""

    check: Check
    interview: Annotated[int, Meta(description="Its number in the rehearsal.")]
    question_id: str
    turn: Annotated[int | None, Meta(description="Of the words; None where it is something that was not said.")]
    text: Annotated[
        str,
        Meta(
            description="What the interviewer said; the candidate's words, if missed; the point, if nothing was said."
        ),
    ]
    why: str


def faults(played: Played) -> list[Fault]:
    """All that the checks find in one interview, in its order."""
    found: list[Fault] = []
    used: dict[str, int] = {}
    for scene in scenes(played):
        found += [
            _fault(played, scene, check, why) for check, look in _OF_A_SCENE.items() if (why := look(scene)) is not None
        ]
        if not scene.is_repeat:
            told = folded_sentences(scene.said.text) - YES_AND_NO
            again = [used[sentence] for sentence in told if sentence in used]
            if again:
                found.append(_fault(played, scene, "repeated", f"said in turn {min(again)}"))
        used |= {sentence: scene.said.turn for sentence in folded_sentences(scene.said.text) if sentence not in used}
    for exchange in played.state.exchanges:
        found += [_about(played, exchange, "unasked", criterion) for criterion in left_open(played, exchange)]
        if played.is_labelled:
            found += [_about(played, exchange, "taken", criterion) for criterion in taken_for_said(played, exchange)]
            found += [_missed(played, exchange, opening) for opening in missed_openings(played, exchange)]
    return found


def _about(played: Played, exchange: ExchangeState, check: Check, criterion: Criterion) -> Fault:
    return Fault(
        check=check,
        interview=played.number,
        question_id=exchange.question_id,
        turn=None,
        text=criterion.says,
        why=criterion.id,
    )


def _missed(played: Played, exchange: ExchangeState, opening: MissedOpening) -> Fault:
    turn, sign, criterion = opening
    heard = ", heard as made" if criterion and exchange.is_met(criterion.id) else ""
    return Fault(
        check="opening",
        interview=played.number,
        question_id=exchange.question_id,
        turn=turn.number,
        text=shorten(one_line(turn.text), LONGEST_QUOTED),
        why=sign if criterion is None else f"{sign}: {criterion.id}{heard}",
    )


def _fault(played: Played, scene: Scene, check: Check, why: str) -> Fault:
    said = scene.said
    return Fault(
        check=check,
        interview=played.number,
        question_id=scene.question_id,
        turn=said.turn,
        text=one_line(said.text),
        why=why,
    )


def _leak(scene: Scene) -> str | None:
    """A telling word of a point that was not made, which neither the question nor the candidate had said."""
    if scene.said.move == "ask":
        return None
    still_open = [criterion for criterion in scene.question.criteria if criterion.id not in scene.made]
    known = "\n".join((scene.question.question, scene.question.code or "", scene.told))
    found = next(given_away(scene.said.text, still_open, known), None)
    return None if found is None else f"{found[0]}: {found[1]}"


def _known(scene: Scene) -> str | None:
    """A probe or a hint for what the labels say was made."""
    aim = scene.said.criterion
    return aim if scene.said.move in ("probe", "hint") and aim in scene.made else None


_SECOND_QUESTION = re.compile(r"\band (?:what|why|how|when|which|who|where)\b[^.;]*\?", re.IGNORECASE)
_FIRST_QUESTION = re.compile(r"\b(?:what|why|how|when|which|who|where)\b", re.IGNORECASE)


def _double(scene: Scene) -> str | None:
    """Two question marks, or two questions in one sentence."""
    if scene.said.move == "ask" or scene.is_repeat:
        return None
    number = questions_in(scene.said.text)
    if number > 1:
        return f"{number} questions"
    second = _SECOND_QUESTION.search(scene.said.text)
    return second[0] if second and _FIRST_QUESTION.search(scene.said.text[: second.start()]) else None


def _praise(scene: Scene) -> str | None:
    """The words of a judgement; a yes or no that answers a question back is none."""
    found = None if scene.said.move == "ask" else judgement(scene.said.text)
    return None if scene.said.move == "clarify" and found in ("yes", "no") else found


_SUMS_UP = re.compile(
    r"\b(?:to (?:sum up|summari[sz]e|recap)|in (?:summary|short|other words)|so (?:you(?:'re| are) saying|what you"
    r"(?:'re| are) saying)|if i (?:understand|heard) you|let me (?:sum|recap|summari[sz]e))\b"
)


def _summary(scene: Scene) -> str | None:
    """Words that announce a summary; or leading on in the words of the last answer."""
    announced = _SUMS_UP.search(fold(scene.said.text).text)
    if announced:
        return announced[0]
    # A stock phrase sums nothing up, however many of its words are in a long answer.
    leads_on = scene.said.move in LEADING_ON and scene.said.source != AUTHORED and bool(scene.answers)
    return "in its own words" if leads_on and says_back(scene.said.text, scene.answers[-1]) else None


_ASCRIBES = re.compile(
    r"\b(?:as you (?:say|put it)|you(?:'ve| have)? (?:just |already |also |earlier )?(?:said|mentioned|told me|wrote"
    r"|called|described|claimed|pointed out|brought up|noted|explained)\b)(?: that)?(?P<what>[^.;?!]*)"
)
UNSAID = 0.5
"""Of the words of content that are ascribed, so many may be the interviewer's own."""


def _unsaid(scene: Scene) -> str | None:
    """`As you said …` of what the candidate did not say."""
    found = _ASCRIBES.search(fold(scene.said.text).text)
    if found is None or scene.said.move in ("ask", "hint", "clarify"):
        return None
    ascribed = content_of(found["what"])
    missing = ascribed - content_of(scene.told)
    is_invented = len(missing) > UNSAID * len(ascribed) if ascribed else not scene.answers
    return found[0] if is_invented else None


def _long(scene: Scene) -> str | None:
    """More than two sentences, beside the question that the answer to `/clarify` is told with."""
    if scene.said.move == "ask" or scene.is_repeat:
        return None
    text = scene.said.text
    if scene.utterance and scene.utterance.command == "clarify":
        for clarification in scene.question.clarifications:
            text = text.rpartition(clarification.asks)[2]
    number = len(sentences(text))
    return f"{number} sentences" if number > MOST_SENTENCES else None


_OF_A_SCENE: Mapping[Check, Callable[[Scene], str | None]] = {
    "leak": _leak,
    "known": _known,
    "double": _double,
    "praise": _praise,
    "summary": _summary,
    "unsaid": _unsaid,
    "ignored": unserved,
    "long": _long,
}
