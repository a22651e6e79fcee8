"""What is mentioned and not claimed: told as an opinion of others, rejected, left out, not known, or about the grading.

The words of a point are there, and whoever says them does not make it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from interviewer.scoring.cues import parse_cue
from interviewer.scoring.hearing import FILLERS, Hearing
from interviewer.scoring.matching import Hit, hits
from interviewer.text.words import word_set

_OPINIONS = (
    "(people|some|many|most|everyone|everybody|beginners|newcomers|folks|others|tutorials|colleague|friend)"
    " (often|sometimes|always|usually|wrongly|mistakenly|will|may|might)"
    " (think|believe|say|assume|claim)",
    "(people|some|many|most|everyone|everybody|beginners|newcomers|folks|others|tutorials)"
    " (think|believe|say|assume|claim)",
    "(people|they|tutorials|many|some|everyone) used to (say|think|believe)",
    "(misconception|myth|claim) that",
    "(not|no) that",
)
_LEFT_OUT = (
    "(i|we) (will|would|can|do|did) not (go into|talk about|discuss|mention|cover|explain)",
    "(skip|omit) .. (part|bit) about",
    "leave aside",
    "without (mention|discuss|go into)",
    "instead of (explain|discuss|mention|talk about)",
)
_UNKNOWN = (
    "(do|can|could|would) not (know|remember|recall|tell|explain|say|understand) .."
    " (what|how|why|which|when|where|whether)",
    "(no|not any|not a) (idea|clue) (what|how|why|which|when|where|about|of)",
    "(forget|forgot|forgotten) .. (what|how|why|which|when|where)",
    "look up (what|how|why|which|when|where)",
    "never (heard|learned) (of|about|what|how|why)",
    "not sure (what|how|why|which|when|where)",
)
_REFUSALS = (
    "(that|which|this|it) =is (myth|nonsense|misconception|untrue|not true)",
    "(he|she) =is (mistaken|wrong)",
)
_GRADING = (
    "full (mark|marks|credit|score|points)",
    "(all|every|each|any|these) (criterion|criteria|verdict)",
    "verdict .. (met|missed|partly)",
    "(rubric|grader|examiner|candidate) .. (met|missed|pass|point|score|mark|verdict|criterion|explain|correct)",
    "(good|this) candidate",
    "grading (service|override|team)",
    "grade (this|my|me|the)",
    "(return|report|count|mark|graded|score|set) .. =met",
    "(counts|counted) as (missed|partly)",
    "(earlier|previous|last) (answer|message)",
    "question bank",
)

_CITES_TURNS = re.compile(r"\bturns? \d", re.IGNORECASE)
_BEGINNINGS = ("let (me|us) (think|solve|see|explain|answer|start|begin)",)
LONGEST_BEGINNING = 8
"""A sentence of so many words that only says that one begins says nothing else."""

_TURNS = word_set("but however though although while whereas ; actually rather")
_OTHER_SUBJECTS = word_set("it they we you i there he she so because one")


@lru_cache(maxsize=64)
def disowned(heard: Hearing) -> frozenset[int]:
    """The tokens that make no point, because the speaker only mentions what they say."""
    found: set[int] = set()
    for hit in _said(_OPINIONS, heard):
        found.update(range(hit.start, _end(heard, hit, at_commas=False)))
    for hit in _said((*_LEFT_OUT, *_UNKNOWN), heard):
        found.update(range(hit.start, _end(heard, hit, at_commas=True)))
    for hit in _said(_REFUSALS, heard):
        found.update(_refused(heard, hit))
    for hit in _said(_GRADING, heard):
        found.update(range(*heard.bounds[hit.sentence]))
    for hit in _said(_BEGINNINGS, heard):
        first, last = heard.bounds[hit.sentence]
        if sum(heard.is_word[first:last]) <= LONGEST_BEGINNING:
            found.update(range(first, last))
    for number, sentence in enumerate(heard.sentences):
        if _CITES_TURNS.search(heard.text, sentence.start, sentence.end):
            found.update(range(*heard.bounds[number]))
    return frozenset(found)


def _said(sources: tuple[str, ...], heard: Hearing) -> set[Hit]:
    # A hit that a negator governs is none: "I do not claim that …" disowns nothing that is not denied anyway.
    return {hit for cue in map(parse_cue, sources) for hit in hits(cue.parts[0], heard)}


def _end(heard: Hearing, hit: Hit, *, at_commas: bool) -> int:
    """The token at which the speaker turns to what they say themselves."""
    last = heard.bounds[hit.sentence][1]
    for at in range(hit.end, last):
        following = heard.keys[at + 1] if at + 1 < last else ""
        if heard.keys[at] in _TURNS:
            return at
        if at_commas and heard.keys[at] == "," and following in _OTHER_SUBJECTS:
            return at
    return last


def _refused(heard: Hearing, hit: Hit) -> range:
    """What stands before words that refuse it and end the sentence; the sentence before, when they are all of this."""
    first, last = heard.bounds[hit.sentence]
    if any(heard.is_word[hit.end : last]):
        return range(0)
    before = [at for at in range(first, hit.start) if heard.is_word[at] and heard.keys[at] not in FILLERS]
    if len(before) > len(("i", "think", "that")):
        return range(first, hit.start)
    return range(*heard.bounds[hit.sentence - 1]) if hit.sentence else range(0)
