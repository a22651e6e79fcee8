"""A played interview as its scenes: each thing that the interviewer said, with all that stood before it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from interviewer.bank.question import Question
from interviewer.dialogue.events import Answered, Asked, Listened, MoveKind, Requested, Said
from interviewer.dialogue.state import SessionState, apply
from interviewer.rehearsal.candidate import Utterance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewer.rehearsal.play import Played

TAKING_UP: frozenset[MoveKind] = frozenset({"clarify", "reassure"})
"""The moves with which an interviewer takes up what is no answer."""


class Scene(Struct, frozen=True, kw_only=True):
    """Something that the interviewer said, and the moment in which it was said."""

    said: Said
    question_id: str
    question: Question
    answers: tuple[str, ...] = ()
    """What the candidate had said in the exchange."""
    told: str = ""
    """The same of the whole interview, in one text."""
    made: frozenset[str] = frozenset()
    """The criteria that had been met in the exchange, by the labels."""
    utterance: Utterance | None = None
    """What it replies to; None when it puts a question."""
    is_repeat: bool = False
    """Whether the candidate wanted to hear the same again."""
    took_up: bool = False
    """Whether it has taken up before what no author foresaw: nobody is told the same twice."""
    before: SessionState
    """The interview until then."""
    active_s: float = 0.0
    """Seconds of the interview until then."""


def scenes(played: Played) -> Iterator[Scene]:
    """All that the interviewer said, in order."""
    scene: Scene | None = None
    before = SessionState()
    for one in played.recorded:
        match one.event:
            case Asked() as asked:
                told = scene.told if scene else ""
                scene = Scene(
                    said=Said(turn=0, move="ask", text=""),
                    question_id=asked.question_id,
                    question=asked.question,
                    told=told,
                    took_up=scene.took_up if scene else False,
                    before=before,
                )
            case Answered() as answered if scene is not None:
                utterance = played.utterances[answered.turn]
                scene = replace(
                    scene,
                    answers=(*scene.answers, answered.text),
                    told=f"{scene.told}\n{answered.text}",
                    made=scene.made | utterance.makes,
                    utterance=utterance,
                    is_repeat=utterance.wish == "repeat",
                )
            case Requested(command=command) if scene is not None:
                utterance = Utterance(text=f"/{command}", wish=command, command=command)
                scene = replace(scene, is_repeat=command == "repeat", utterance=utterance)
            case Listened(act=act) if scene is not None:
                scene = replace(scene, is_repeat=scene.is_repeat or act == "asked_to_repeat")
            case Said() as said if scene is not None:
                scene = replace(scene, said=said, before=before, active_s=one.active_s)
                yield scene
                scene = replace(scene, took_up=scene.took_up or said.move in TAKING_UP)
        before = apply(before, one)
