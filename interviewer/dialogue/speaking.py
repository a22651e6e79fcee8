"""What a model is asked that words a move: one frame, and a short section for each kind of move that it may choose.

What is the same in every request of an interview stands first, so that providers find it in their caches: the rules,
the manner of the persona, the language. Then comes what changes: the talk, what the moves of the list are for, and it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from interviewer.dialogue.events import MoveKind
from interviewer.dialogue.guard import one_line
from interviewer.dialogue.manner import Language, Persona
from interviewer.dialogue.openings import openings
from interviewer.prompting.outside import enclose
from interviewer.prompting.template import Template, extended

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from interviewer.bank.question import Question
    from interviewer.dialogue.moves import Move
    from interviewer.dialogue.state import ExchangeState, SessionState
    from interviewer.prompting.files import PromptFiles
    from interviewer.prompting.template import Prompt
    from interviewer.scoring.grade import Turn

Purpose = MoveKind | Literal["deepen"]
"""`deepen`: a probe that goes beyond the core of the question."""
PURPOSES: tuple[Purpose, ...] = ("probe", "deepen", "challenge", "reassure", "advance", "close")
"""Those with a section: hints and answers to a question back are never on a list that a model gets."""
TURNS_SHOWN = 6
"""How many of the exchange's last turns the model gets to see."""
LAST_TURN_SHOWN = 4000
"""Characters of the last turn; of a longer one its beginning and its end."""
EARLIER_TURN_SHOWN = 1200
NONE_YET = "none"


class SpeakingPrompts(Struct, frozen=True, kw_only=True):
    """The prompts of one interview."""

    frame: Template
    """With the variables question, conversation, purposes, openings and moves."""
    purposes: Mapping[str, str]
    """By purpose, its section."""
    language: Language = "english"


def read_speaking(files: PromptFiles, persona: Persona = "neutral", language: Language = "english") -> SpeakingPrompts:
    """The prompts in these files. Raises UsageError for a bad one.

    The frame's hash is of all of them, so that a result remembers everything that it was asked with.
    """
    frame = files.template("speak")
    sections = {purpose: files.part(f"moves/{purpose}") for purpose in PURPOSES}
    static = [files.part(f"personas/{persona}"), files.part(f"languages/{language}")]
    whole = extended(frame, f"speak-{persona}", static, also=list(sections.values()))
    return SpeakingPrompts(
        frame=whole, purposes={purpose: part.text for purpose, part in sections.items()}, language=language
    )


def fill(prompts: SpeakingPrompts, moves: Sequence[Move], state: SessionState, nonce: str) -> Prompt:
    """What the model is asked about the last exchange. Nothing in it comes from the rubric but the authored moves."""
    exchange = state.exchanges[-1]
    question = exchange.question
    purposes = [purpose_of(move, exchange) for move in moves]
    numbered = enumerate(zip(purposes, moves, strict=True), start=1)
    return prompts.frame.fill(
        question="\n\n".join(filter(None, (question.question.strip(), question.code))),
        conversation=_conversation(exchange, nonce),
        purposes="\n".join(prompts.purposes[each] for each in dict.fromkeys(purposes) if each in prompts.purposes),
        openings=" / ".join(openings(state)) or NONE_YET,
        moves="\n".join(f"{number}. {purpose}: {bare(move, question)}" for number, (purpose, move) in numbered),
    )


def bare(move: Move, question: Question) -> str:
    """The move in the author's words alone: without the word before it that shows that the answer was heard.

    A small model would repeat that word, instead of one that follows from the answer.
    """
    asked = [criterion.probe for criterion in question.criteria if criterion.probe]
    asked += [misconception.challenge for misconception in question.misconceptions]
    text = one_line(move.text)
    found = (one_line(words) for words in (*asked, *question.extensions) if text.endswith(one_line(words)))
    return max(found, key=len, default=text)


def purpose_of(move: Move, exchange: ExchangeState) -> Purpose:
    """What the move is for: its kind, but a probe for a criterion that is not core, or for none, is to deepen."""
    core = {criterion.id for criterion in exchange.question.criteria if criterion.tier == "core"}
    return "deepen" if move.kind == "probe" and move.criterion not in core else move.kind


def _conversation(exchange: ExchangeState, nonce: str) -> str:
    turns = exchange.turns[-TURNS_SHOWN:]
    limits = [*[EARLIER_TURN_SHOWN] * (len(turns) - 1), LAST_TURN_SHOWN]
    return "\n".join(
        enclose(turn.text, label=_label(turn), nonce=nonce, limit=limit)
        for turn, limit in zip(turns, limits, strict=True)
    )


def _label(turn: Turn) -> str:
    return f"{turn.speaker}, turn {turn.number}{', earlier' if turn.in_passing else ''}"
