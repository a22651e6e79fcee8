"""Rules for what the interviewer says: give nothing away, ask one thing, praise nobody, never say a thing twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from interviewer.text.sentences import sentences
from interviewer.text.words import says, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewer.bank.question import Question
    from interviewer.bank.yaml_source import Trail

Kind = Literal["question", "probe", "hint", "challenge", "extension", "clarification"]

_CODE = re.compile(r"`[^`]*`")
_GOOD = "good|great|nice|excellent|perfect|brilliant|fantastic|wonderful|impressive|amazing|awesome"
_WORK = "answer|point|job|work|start|question|thinking|idea|one"
_RIGHT = "well done|well put|spot on|exactly|correct|that's (?:right|correct|it)|(?:you are|you're) right"
_PRAISE = re.compile(
    rf"(?:^|[.!?;,]\s+)"
    rf"(?:(?:very |really |that's |what a )?(?:{_GOOD})(?=[!.,;]| (?:{_WORK})\b)|(?:{_RIGHT})(?=[!.,;]))",
    re.IGNORECASE,
)


class SpokenLine(NamedTuple):
    """Something that the interviewer may say, and where in the question it stands."""

    kind: Kind
    trail: Trail
    text: str


class Finding(NamedTuple):
    """Something that a rule refuses in a question. `at_name` when the name of the field is meant."""

    trail: Trail
    message: str
    hint: str
    at_name: bool = False


def spoken_lines(question: Question) -> Iterator[SpokenLine]:
    """All that an interviewer may say of a question, the question itself first."""
    yield SpokenLine("question", ("question",), question.question)
    for at, criterion in enumerate(question.criteria):
        if criterion.probe is not None:
            yield SpokenLine("probe", ("criteria", at, "probe"), criterion.probe)
        for rung, hint in enumerate(criterion.hints):
            yield SpokenLine("hint", ("criteria", at, "hints", rung), hint)
    for at, misconception in enumerate(question.misconceptions):
        yield SpokenLine("challenge", ("misconceptions", at, "challenge"), misconception.challenge)
    for at, clarification in enumerate(question.clarifications):
        yield SpokenLine("clarification", ("clarifications", at, "answer"), clarification.answer)
    for at, extension in enumerate(question.extensions):
        yield SpokenLine("extension", ("extensions", at), extension)


def nothing_given_away(question: Question) -> Iterator[Finding]:
    """No line says a word of `gives_away`, and no such word is in the question already."""
    _, *lines = spoken_lines(question)
    shown = f"{question.question}\n{question.code or ''}"
    for at, criterion in enumerate(question.criteria):
        for number, word in enumerate(criterion.gives_away):
            if says(shown, word):
                trail = ("criteria", at, "gives_away", number)
                message = f"The question itself says `{word}`: that is given away already."
                yield Finding(trail, message, "Take it out here, or word the question without it.")
                continue
            for line in lines:
                if says(line.text, word):
                    message = f"This {line.kind} says `{word}`, which gives `{criterion.id}` away."
                    yield Finding(line.trail, message, "Say it in other words.")


def one_question_each(question: Question) -> Iterator[Finding]:
    """A probe, challenge or extension asks one question; a hint at most one."""
    for line in spoken_lines(question):
        asked = _CODE.sub("", line.text).count("?")
        if line.kind in ("probe", "challenge", "extension") and asked == 0:
            yield Finding(line.trail, f"This {line.kind} asks nothing.", "Word it as a question.")
        elif line.kind in ("probe", "challenge", "extension", "hint") and asked > 1:
            yield Finding(line.trail, f"This {line.kind} asks {asked} questions.", "Ask one at a time.")


def no_praise(question: Question) -> Iterator[Finding]:
    """No line praises or gives a verdict."""
    for line in spoken_lines(question):
        praise = _PRAISE.search(line.text)
        if praise:
            message = f"This {line.kind} praises: `{praise[0].strip(' .!?;,')}`."
            yield Finding(line.trail, message, "An interviewer gives no verdict before the end.")


def sentences_of(text: str) -> Iterator[str]:
    """Each sentence as its bare words, so that two which differ in nothing one hears are equal."""
    for sentence in sentences(text):
        bare = " ".join(word.text for word in words(text[sentence.start : sentence.end]))
        if bare:
            yield bare
