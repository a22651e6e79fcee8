"""What candidates want instead of answering, and whether the interviewer serves it as the rules say. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, get_args

from msgspec import Meta, Struct

from interviewer.dialogue.guard import given_away, one_line
from interviewer.rehearsal.scenes import TAKING_UP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interviewer.dialogue.state import ExchangeState
    from interviewer.rehearsal.candidate import Wish
    from interviewer.rehearsal.scenes import Scene

WishKind = Literal["hint", "skip", "repeat", "clarify", "foreseen", "other"]
KINDS: tuple[WishKind, ...] = get_args(WishKind)
"""A hint, to go on, to hear it again, whatever clarification there is; what an author foresaw; what nobody did."""


class Wished(Struct, frozen=True, kw_only=True):
    """How often candidates wanted something of a kind, and what came of it."""

    kind: WishKind
    by_command: int
    in_words: int
    served: Annotated[int, Meta(description="Of both, how often it was served as the rules say.")]


def wished(scenes: Sequence[Scene]) -> Iterator[Wished]:
    """By kind, what was wanted in these scenes; kinds that nobody wanted are left out."""
    for kind in KINDS:
        wanted = [scene for scene in scenes if kind_of(scene) == kind]
        by_command = sum(scene.utterance is not None and scene.utterance.command is not None for scene in wanted)
        if wanted:
            yield Wished(
                kind=kind,
                by_command=by_command,
                in_words=len(wanted) - by_command,
                served=sum(unserved(scene) is None for scene in wanted),
            )


def kind_of(scene: Scene) -> WishKind | None:
    """What the words of the scene reply to; None for no wish, and where the time of the interview is over."""
    wish = _wish(scene)
    if wish is None:
        return None
    return "foreseen" if isinstance(wish, int) else wish


def unserved(scene: Scene) -> str | None:
    """How the interviewer passes over what the candidate wants; None when it does not, or nothing is wanted.

    - hint: the next hint of an open point, as long as there is one; then something else than a hint.
    - skip: on to the next question, or to the end.
    - repeat: what was last asked, in the same words.
    - clarify: an answer that the author has and nobody has heard, unless it would give a point away; when there is
      none, anything else.
    - foreseen: the author's answer to that.
    - other: a word that takes it up, once in an interview at least; then the talk may go on.
    """
    wish, exchange = _wish(scene), scene.before.current
    if wish is None or exchange is None:
        return None
    said = scene.said
    match wish:
        case "hint":
            return _no_hint(scene, exchange)
        case "skip":
            is_served, fault = said.move in ("advance", "close"), "does not go on"
        case "repeat":
            # The word that showed that an answer was heard may be left out.
            is_served = bool(said.text.strip()) and one_line(exchange.last_asked).endswith(one_line(said.text))
            fault = "is not said again"
        case "clarify":
            is_served, fault = said.move == "clarify" or not _has_one_to_tell(scene, exchange), "no clarification"
        case "other":
            is_served, fault = said.move in TAKING_UP or scene.took_up, "no clarification"
        case index:
            answer = scene.question.clarifications[index].answer
            is_served = said.move == "clarify" and one_line(answer) == one_line(said.text)
            fault = "another clarification" if said.move == "clarify" else "no clarification"
    return None if is_served else fault


def _wish(scene: Scene) -> Wish | None:
    is_over = scene.before.is_over_limit(scene.active_s) if scene.before.started else False
    return scene.utterance.wish if scene.utterance and scene.said.move != "ask" and not is_over else None


def _no_hint(scene: Scene, exchange: ExchangeState) -> str | None:
    left = {
        criterion.id: criterion.hints[given]
        for criterion in (*exchange.open_criteria("core"), *exchange.open_criteria("deeper"))
        if (given := exchange.hinted.count(criterion.id)) < len(criterion.hints)
    }
    if not left:
        return "a hint where none is left" if scene.said.move == "hint" else None
    is_hint = one_line(scene.said.text) == one_line(left.get(scene.said.criterion or "", ""))
    return None if scene.said.move == "hint" and is_hint else "no hint"


def _has_one_to_tell(scene: Scene, exchange: ExchangeState) -> bool:
    """Whether the author has a clarification left that gives nothing away."""
    lines = [turn.text for turn in exchange.turns if turn.speaker == "interviewer"]
    told = one_line(" ".join(lines)).casefold()
    still_open = [criterion for criterion in scene.question.criteria if not exchange.is_met(criterion.id)]
    known = "\n".join((scene.question.question, scene.question.code or "", *scene.answers))
    return any(
        one_line(one.answer).casefold() not in told
        and not any(given_away(f"{one.asks} {one.answer}", still_open, known))
        for one in scene.question.clarifications
    )
