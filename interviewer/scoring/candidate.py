"""The candidate's turns, prepared for listening: each with what the interviewer had said before it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from interviewer.bank.question import Question
from interviewer.scoring import forms, manner
from interviewer.scoring.grade import Exchange, Span, Turn
from interviewer.scoring.hearing import Hearing, hear
from interviewer.scoring.phrases import RUBRICS_KEPT
from interviewer.scoring.typed import is_output
from interviewer.text.inflection import stem
from interviewer.text.words import words

_SAYS_OUTPUT = re.compile(
    r"(?:so|um|uh|well|and|then|i think|i guess|[\s,])*"
    r"(?:(?:it|that|this|the (?:last|first|second) (?:line|one|call)|python)\s+)?"
    r"(?:(?:would|will|just)\s+)?(?:prints?|outputs?|gives?|returns?|shows?|is|be|get)\s+",
    re.IGNORECASE,
)
LONGEST_SHORT_REPLY = 15
"""A reply to a probe of so many words may name the point without a sentence round it."""


class CandidateTurn(Struct, frozen=True, kw_only=True):
    """A candidate's turn, prepared."""

    turn: Turn
    heard: Hearing
    said_to_them: tuple[frozenset[str], ...]
    """The content of the question and of what the interviewer had just said, utterance by utterance."""
    denied_to_them: tuple[frozenset[str], ...] = ()
    """What is denied in each: the stems of the words that follow next on its negators."""
    lines_shown: frozenset[str] = frozenset()
    """The lines of the question's code and of what the interviewer said."""
    replies_to: str | None
    """The criterion that the interviewer's turn before it probed or gave a hint for."""
    worthless: frozenset[int] = frozenset()
    """Sentences that are evidence of nothing, whatever they hold."""

    def earns(self, sentence: int, criterion: str, *, as_list: bool = False) -> bool:
        """Whether a sentence can be evidence at all: no echo, no question back, no data, and no bare list.

        A list is evidence where `as_list` says that the rubric has the very same.
        """
        if sentence in self.worthless or self._echoes(sentence):
            return False
        if manner.asks_back(self.heard, sentence) or forms.is_data(self.heard, sentence):
            return False
        if as_list or not manner.is_bare_list(self.heard, sentence):
            return True
        return self.replies_to == criterion and sum(self.heard.is_word) <= LONGEST_SHORT_REPLY

    def except_for(self, sentences: frozenset[int]) -> CandidateTurn:
        """The same turn, these sentences being worth nothing either."""
        return replace(self, worthless=self.worthless | sentences) if sentences else self

    def without(self, spans: Iterable[Span]) -> CandidateTurn:
        """The same turn, the sentences in which the spans begin being worth nothing."""
        starts = [span.start for span in spans if span.turn == self.turn.number]
        if not starts:
            return self
        found = frozenset(
            number
            for number, sentence in enumerate(self.heard.sentences)
            if any(sentence.start <= start < sentence.end for start in starts)
        )
        return replace(self, worthless=found)

    def within(self, sentences: Iterable[int]) -> CandidateTurn:
        """The same turn, all other sentences being worth nothing."""
        return replace(self, worthless=frozenset(range(len(self.heard.sentences))).difference(sentences))

    def _echoes(self, sentence: int) -> bool:
        """Whether the sentence holds nothing but words of the question or of what the interviewer had just said.

        Of code it is the lines that count: a program in the same few words may say something else.
        """
        if self.heard.sentences[sentence].is_code:
            return _lines(manner.sentence_text(self.heard, sentence)) <= self.lines_shown
        content = manner.content(self.heard, sentence)
        if not any(content <= said for said in self.said_to_them) or self._gives_output(sentence):
            return False
        if not manner.denies(self.heard, sentence):
            return True
        # To deny what was not denied to them is to say something.
        denied = manner.denied(self.heard, sentence)
        told = zip(self.said_to_them, self.denied_to_them, strict=True)
        return any(content <= said and denied and denied <= denied_there for said, denied_there in told)

    def _gives_output(self, sentence: int) -> bool:
        """Whether it says what code prints, in words that are all in that code: `[1, 2]`, or `it prints mine`."""
        text = manner.sentence_text(self.heard, sentence)
        if not is_output(_SAYS_OUTPUT.sub("", text, count=1)):
            return False
        return not any(text.strip(" .`") in line for line in self.lines_shown)


def prepare(exchange: Exchange) -> tuple[CandidateTurn, ...]:
    """What the candidate said in the interview, turn by turn, in order."""
    prepared: list[CandidateTurn] = []
    asked = f"{exchange.question.question}\n{exchange.question.code or ''}"
    known = _vocabulary(_texts(exchange.question))
    shown = _lines(exchange.question.code or "")
    before: list[Turn] = []
    for turn in exchange.turns:
        if turn.speaker == "interviewer":
            before.append(turn)
            shown |= _lines(turn.text)
        if not turn.is_answer:
            continue
        # Only the last two utterances: over a long talk the interviewer's words together cover almost any reply.
        told = (asked, *(said.text for said in before[-2:]))
        replies_to = (before[-1].probes or before[-1].hints) if before else None
        prepared.append(
            CandidateTurn(
                turn=turn,
                heard=hear(turn.text, known),
                said_to_them=tuple(map(manner.content_of, told)),
                denied_to_them=tuple(map(manner.denied_in, told)),
                lines_shown=shown,
                replies_to=replies_to,
            )
        )
    return tuple(prepared)


def _lines(text: str) -> frozenset[str]:
    return frozenset(line.strip() for line in text.splitlines() if line.strip())


def _texts(question: Question) -> tuple[str, ...]:
    """What the rubric's author wrote, whose words are therefore spelled right."""
    texts = [question.question]
    for criterion in question.criteria:
        texts += [criterion.says, criterion.partly or "", *criterion.counts, *criterion.not_enough]
        texts += [criterion.probe or "", *criterion.hints]
    for misconception in question.misconceptions:
        texts += [misconception.says, misconception.correction, misconception.challenge]
    return tuple(texts)


@lru_cache(maxsize=RUBRICS_KEPT)
def _vocabulary(texts: tuple[str, ...]) -> frozenset[str]:
    """The stems of the texts: where the rubric talks of parsing, `parse` is no slip for `pause`."""
    return frozenset(stem(word.text) for text in texts for word in words(text))
