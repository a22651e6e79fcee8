"""The same answer in another dress: what means the same should be graded the same.

Rules and small tables, so that the same answer always gives the same variation. Code is left as it is, as far as a rule
can tell: what stands in backticks, and words with marks that prose has none of.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, get_args

from interviewer.bank.question import Question
from interviewer.scoring.grade import Exchange, Turn
from interviewer.scoring.reordering import reordered

Variation = Literal["plain", "padding", "light-rewording", "criterion-order", "speech-noise"]
"""`plain` is the answer as it was given; a light rewording exchanges spellings and function words, and no more."""
VARIED: tuple[Variation, ...] = get_args(Variation)[1:]
SPOKEN_STYLE = "spoken"

BEFORE = (
    "Okay, let me think about that for a moment.",
    "That is a nice one to start with.",
    "Right, I have come across this before.",
    "Let me put it in my own words.",
    "I will try to keep this short.",
)
AFTER = (
    "I think that is about it.",
    "I hope that was clear enough.",
    "That is what comes to mind right now.",
    "I could go on, but let me stop here.",
    "Tell me if you want to hear more.",
)
OPENERS = ("Well, ", "So, ", "I would say: ", "As far as I know, ")
LOWERED = ("A", "An", "And", "As", "At", "But", "If", "In", "It", "The", "There", "They", "This", "That", "When", "You")
"""First words of a sentence that are no name, so that something may stand before them."""
REWORDED: Mapping[str, str] = {
    "don't": "do not", "doesn't": "does not", "isn't": "is not", "aren't": "are not", "won't": "will not",
    "can't": "cannot", "didn't": "did not", "wouldn't": "would not", "it's a": "it is a", "that's": "that is",
    "you're": "you are", "they're": "they are", "i'm": "I am",
    "do not": "don't", "does not": "doesn't", "is not": "isn't", "are not": "aren't", "will not": "won't",
    "cannot": "can't", "did not": "didn't", "would not": "wouldn't", "it is a": "it's a",
    "for example": "for instance", "for instance": "for example", "in order to": "to", "instead of": "rather than",
    "rather than": "instead of", "usually": "normally", "normally": "usually", "basically": "essentially",
    "need to": "have to", "as well": "too", "because of that": "for that reason", "maybe": "perhaps",
    "behaviour": "behavior", "behavior": "behaviour", "initialise": "initialize", "initialize": "initialise",
    "optimise": "optimize", "optimize": "optimise", "serialise": "serialize", "serialize": "serialise",
    "synchronise": "synchronize", "synchronize": "synchronise", "recognise": "recognize", "recognize": "recognise",
    "organise": "organize", "organize": "organise", "linearisation": "linearization",
    "linearization": "linearisation", "initialised": "initialized", "initialized": "initialised",
}  # fmt: skip
MISHEARD: Mapping[str, str] = {
    "tuple": "topple", "tuples": "topples", "cache": "cash", "cached": "cashed", "deque": "deck", "gil": "gill",
    "asyncio": "async io", "kwargs": "quarks", "args": "arcs", "mutex": "mute x", "sql": "sequel", "queue": "cue",
    "closure": "closer", "closures": "closers", "heap": "heep", "thread": "tread", "yield": "yielt", "init": "in it",
    "pip": "pep", "venv": "v m", "django": "jango", "fixture": "fix her", "mock": "mork", "schema": "skimmer",
}  # fmt: skip
FILLERS = ("um", "uh", "you know", "like", "er")
FILLER_EVERY = 9
"""Words between two fillers, about."""
RESTART_EVERY = 25
MISHEARD_SHARE = 1 / 2
"""Of the words that have a mis-hearing, so many are mis-heard."""

_CODE = re.compile(r"(`[^`]*`|\S*[_(){}\[\]=<>*@#]\S*)")
_LONGEST_FIRST = sorted(map(re.escape, REWORDED), key=len, reverse=True)
_REWORDABLE = re.compile(rf"\b(?:{'|'.join(_LONGEST_FIRST)})\b", re.IGNORECASE)
_PUNCTUATION = re.compile(r"[,;:.!?…]+(?=\s|$)|[\"“”()]|\s[–—-]+(?=\s)")


def vary(question_id: str, question: Question, answer: str, style: str, variation: Variation) -> Exchange:
    """The exchange in which the answer is given as the variation has it. The same arguments give the same exchange.

    An answer of the style `spoken` is a transcript of speech.
    """
    put = reordered(question, 1) if variation == "criterion-order" else question
    chance = random.Random(f"{variation} {answer}")  # noqa: S311 - a variation that can be had again, no secret
    text = TEXTS[variation](answer, chance) if variation in TEXTS else answer
    is_spoken = style == SPOKEN_STYLE or variation == "speech-noise"
    return Exchange(
        question_id=question_id,
        question=put,
        turns=(
            Turn(number=1, speaker="interviewer", text=question.question),
            Turn(number=2, speaker="candidate", text=text, spoken=is_spoken),
        ),
    )


def padded(answer: str, chance: random.Random) -> str:
    """The answer between sentences that say nothing about anything."""
    before, after = (chance.sample(sentences, 2) for sentences in (BEFORE, AFTER))
    return "\n".join((" ".join(before), answer, " ".join(after)))


def reworded(answer: str, chance: random.Random) -> str:
    """The answer with other contractions, spellings and function words, and something before its first sentence."""
    text = _in_prose(answer, lambda prose: _REWORDABLE.sub(_other_word, prose))
    first = re.match(r"[A-Za-z]+", text)
    if first and first[0] in LOWERED:
        return f"{chance.choice(OPENERS)}{text[0].lower()}{text[1:]}"
    return text


def spoken(answer: str, chance: random.Random) -> str:
    """The answer as a recogniser of speech might write it: fillers, restarts, no punctuation, words mis-heard."""
    words = _in_prose(answer, lambda prose: _PUNCTUATION.sub(" ", prose)).replace("`", "").split()
    said: list[str] = []
    for word in words:
        if chance.random() < 1 / FILLER_EVERY:
            said.append(chance.choice(FILLERS))
        if chance.random() < 1 / RESTART_EVERY:
            said.append(word)
        misheard = MISHEARD.get(word.lower())
        said.append(misheard if misheard and chance.random() < MISHEARD_SHARE else word)
    return " ".join(said)


TEXTS: Mapping[str, Callable[[str, random.Random], str]] = {
    "padding": padded,
    "light-rewording": reworded,
    "speech-noise": spoken,
}


def _other_word(found: re.Match[str]) -> str:
    other = REWORDED[found[0].lower()]
    return other[0].upper() + other[1:] if found[0][0].isupper() else other


def _in_prose(text: str, change: Callable[[str], str]) -> str:
    """The text, changed where it is not code."""
    parts: Sequence[str] = _CODE.split(text)
    return "".join(part if number % 2 else change(part) for number, part in enumerate(parts))
