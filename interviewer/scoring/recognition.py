"""Which points of a rubric are recognised in what the candidate said, and in which words.

Cues decide where they match. Where none does, a sentence that says an authored `counts` phrase nearly word for word
counts too, and one that resembles such a phrase more than any other of the rubric is partly the point. What is said
with doubt is partly the point; what says nothing but an authored `not_enough` phrase is none of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from interviewer.bank.question import Criterion
from interviewer.scoring import manner
from interviewer.scoring.candidate import CandidateTurn
from interviewer.scoring.cues import Cue, Part, parse_cue
from interviewer.scoring.disowned import disowned
from interviewer.scoring.grade import Span
from interviewer.scoring.hearing import Hearing
from interviewer.scoring.matching import Hit, hits
from interviewer.scoring.phrases import Phrasebook
from interviewer.text.display import shorten

QUOTED_WHOLE = 30
"""A sentence of more words is quoted by the clauses that matched."""
LONGEST_IN_REASON = 90
"""Characters of a quote within a reason."""

_CONDITION = re.compile(r"\b(?:if|only|when|once|after|provided)\b")
_CLAUSE_ENDS = (",", ";", ":")


class Recognised(NamedTuple):
    """A point that was recognised."""

    verdict: Literal["met", "partly"]
    turn: int
    """The turn that holds the last evidence needed."""
    evidence: tuple[Span, ...]
    reason: str


class _Piece(NamedTuple):
    """A hit, and the turn that it is in."""

    said: CandidateTurn
    hit: Hit
    is_doubted: bool


def recognise(criterion: Criterion, said: Sequence[CandidateTurn], book: Phrasebook) -> Iterator[Recognised]:
    """Every way in which the candidate made the point, wholly or in part."""
    said = [turn.except_for(book.falls_short(criterion, turn.heard)) for turn in said]
    for source in criterion.cues:
        found = _by_cue(parse_cue(source), criterion.id, said)
        if found is not None:
            yield found
    for turn in said:
        yield from _by_phrases(criterion, turn, book)
        # Where there are cues and none was heard, it is mostly confident wrong answers that resemble a phrase.
        if not criterion.cues:
            yield from _by_likeness(criterion, turn, book)


def _by_cue(cue: Cue, criterion: str, said: Sequence[CandidateTurn]) -> Recognised | None:
    found: list[_Piece] = []
    shows_more_than_topic = False
    names_condition = _CONDITION.search(cue.source) is not None
    for part in cue.parts:
        piece = _first(part, criterion, said, names_condition=names_condition)
        if piece is not None:
            found.append(piece)
            shows_more_than_topic |= not part.is_single_word
    if len(found) == len(cue.parts):
        return _whole(cue, found)
    if shows_more_than_topic:
        return _recognised("partly", found, f"Heard only a part of the point: {_words(found)}.")
    return None


def _first(part: Part, criterion: str, said: Sequence[CandidateTurn], *, names_condition: bool) -> _Piece | None:
    """Where the part is said first: without doubt if it is anywhere, else with doubt.

    A condition that narrows it (`only if …`) is a doubt too, unless the cue itself speaks of conditions.
    """
    doubted: _Piece | None = None
    for turn in said:
        for hit in hits(part, turn.heard, disowned=disowned(turn.heard)):
            if not turn.earns(hit.sentence, criterion):
                continue
            if not manner.is_doubted(turn.heard, hit) and (names_condition or not manner.is_narrowed(turn.heard, hit)):
                return _Piece(turn, hit, is_doubted=False)
            doubted = doubted or _Piece(turn, hit, is_doubted=True)
    return doubted


def _whole(cue: Cue, found: Sequence[_Piece]) -> Recognised:
    if any(piece.is_doubted for piece in found):
        return _recognised("partly", found, f"Heard, but with doubt: {_words(found)}.")
    if cue.weak:
        return _recognised("partly", found, f"Heard, but not yet the whole point: {_words(found)}.")
    return _recognised("met", found, f"Heard: {_words(found)}.")


def _by_phrases(criterion: Criterion, turn: CandidateTurn, book: Phrasebook) -> Iterator[Recognised]:
    for like in book.said(criterion, turn.heard):
        if not turn.earns(like.sentence, criterion.id, as_list=like.is_listed) or _is_disowned(turn, like.sentence):
            continue
        hit = Hit(like.sentence, *turn.heard.bounds[like.sentence])
        piece = _Piece(turn, hit, manner.is_doubted(turn.heard, hit))
        if like.is_enough and not piece.is_doubted:
            yield _recognised("met", [piece], f"Heard what amounts to “{shorten(like.phrase, LONGEST_IN_REASON)}”.")
        else:
            yield _recognised("partly", [piece], f"Heard something like “{shorten(like.phrase, LONGEST_IN_REASON)}”.")


def _by_likeness(criterion: Criterion, turn: CandidateTurn, book: Phrasebook) -> Iterator[Recognised]:
    for like in book.resembled(criterion, turn.heard):
        if not turn.earns(like.sentence, criterion.id) or _is_disowned(turn, like.sentence):
            continue
        piece = _Piece(turn, Hit(like.sentence, *turn.heard.bounds[like.sentence]), is_doubted=False)
        is_met = like.is_enough and not manner.is_doubted(turn.heard, piece.hit)
        reason = f"Heard what resembles “{shorten(like.phrase, LONGEST_IN_REASON)}”."
        yield _recognised("met" if is_met else "partly", [piece], reason)


def _is_disowned(turn: CandidateTurn, sentence: int) -> bool:
    """Whether some of the sentence is only mentioned: likeness cannot tell which part of it counted."""
    # Whether it denies what the phrase does has been looked at: what is ruled out in it may be just that.
    return not disowned(turn.heard).mentioned.isdisjoint(range(*turn.heard.bounds[sentence]))


def _recognised(verdict: Literal["met", "partly"], pieces: Sequence[_Piece], reason: str) -> Recognised:
    spans = sorted({(piece.said.turn.number, *quoted(piece.said.heard, piece.hit)) for piece in pieces})
    return Recognised(
        verdict=verdict,
        turn=max(turn for turn, _, _ in spans),
        evidence=tuple(Span(turn=turn, start=start, end=end) for turn, start, end in spans),
        reason=reason,
    )


def quoted(heard: Hearing, hit: Hit) -> tuple[int, int]:
    """Where to quote a hit from and to in the turn's text: its sentence, or its clauses when the sentence is long."""
    sentence = heard.sentences[hit.sentence]
    first, last = heard.bounds[hit.sentence]
    if sum(heard.is_word[first:last]) <= QUOTED_WHOLE:
        return sentence.start, sentence.end
    if sentence.is_code:
        return _lines_round(heard, hit)
    # A clause may be all of a long sentence without punctuation: then some words on either side do.
    start, end = hit.start, hit.end
    while start > max(first, hit.start - QUOTED_WHOLE // 3) and heard.keys[start - 1] not in _CLAUSE_ENDS:
        start -= 1
    while end < min(last, hit.end + QUOTED_WHOLE // 3) and heard.keys[end] not in _CLAUSE_ENDS:
        end += 1
    return heard.tokens[start].start, heard.tokens[end - 1].end


def _lines_round(heard: Hearing, hit: Hit) -> tuple[int, int]:
    sentence = heard.sentences[hit.sentence]
    start = heard.text.rfind("\n", sentence.start, heard.tokens[hit.start].start) + 1
    end = heard.text.find("\n", heard.tokens[hit.end - 1].end, sentence.end)
    return max(start, sentence.start), end if end >= 0 else sentence.end


def _words(pieces: Sequence[_Piece]) -> str:
    """The matched words, as a reason quotes them."""
    said: dict[str, None] = {}
    for piece in pieces:
        heard, hit = piece.said.heard, piece.hit
        start, end = heard.tokens[hit.start].start, heard.tokens[hit.end - 1].end
        while start and not heard.text[start - 1].isspace() and heard.tokens[hit.start].text == "not":
            start -= 1  # the whole of "can't", of which the token is the end
        said[f"“{shorten(heard.text[start:end], LONGEST_IN_REASON)}”"] = None
    return " … ".join(said)
