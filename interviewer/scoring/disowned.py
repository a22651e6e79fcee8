"""What is mentioned and not claimed: told as an opinion of others, rejected, left out, not known, or about the grading.

The words of a point are there, and whoever says them does not make it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    "(wrong|false|incorrect|misleading|nonsense|absurd|mistake) to (say|think|claim|believe|assume|suppose)",
    "(i|we) (doubt|deny|dispute|question) (that|whether|if)",
    "(refuse|tempted) to (accept|believe|say|think|agree)",
    "(rumour|rumor|legend) (has|have|says) (it|that)",
    "(is|was) =not that",
)
_NOT_HELD = ("(i|we) .. not (think|believe|claim|say|assert|mean|expect|suppose) (that|it|a|an|the|there|they|this)",)
_AGAINST = (
    "(i|we) be against",
    "(no|not any) (need|reason|point) (for|to|in)",
    "contrary to what",
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
    "(have to|had to|need to|must|should) look up (what|how|why|which|where)",
    "never (heard|learned) (of|about|what|how|why)",
    "not ask me (about|what|how|why)",
    "not sure (what|how|why|which|when|where)",
)
_RULED_OUT = (
    "be out of question",
    "be (no|not an) option",
    "be (no|not) (thing|something|anything) (i|we|you|that i|that we|that you)",
    "will not (repair|change|help|do) anything",
)
"""What ends a clause that rules out what stands in it before."""
_REFUSALS = (
    "(that|which|this|it) =is (myth|nonsense|misconception|untrue|not true)",
    "(he|she) =is (mistaken|wrong)",
    "(that|this|it) =is not case",
    "(i|we) (disagree|doubt it|doubt that)",
    "(i|we) (do|can|could|would) not (believe|agree|follow|buy|understand)",
    "beyond me",
)
_GRADING = (
    "(full|partial|extra) (mark|marks|credit|score|points)",
    "(all|every|each|any|these) (criterion|criteria|verdict)",
    "verdict .. (met|missed|partly)",
    "(rubric|grader|examiner|candidate) .. (met|missed|pass|point|score|mark|verdict|criterion|explain|correct)",
    "(good|this) candidate",
    "grading (service|override|team)",
    "=grade (this|my|me|the)",
    "(return|report|count|mark|graded|score|set) .. =met",
    "(counts|counted) as (missed|partly)",
    "(criterion|criteria|rubric) .. (met|fulfil*|cover|satisf*|demand|ask)",
    "(answer|reply|explanation) (talk about|deal with|cover|explain|address|mention|discuss|describe)",
    "(earlier|previous|last) (answer|message)",
    "question bank",
)

_CITES_TURNS = re.compile(r"\bturns? \d", re.IGNORECASE)
_BEGINNINGS = ("let (me|us) (think|solve|see|explain|answer|start|begin)",)
LONGEST_BEGINNING = 8
"""A sentence of so many words that only says that one begins says nothing else."""

_THOUGHT_ABOUT = [[word] for word in ("in", "about", "of", "for", "before", "ahead", "twice", "again", "first")]
"""What follows where people think, and no opinion of theirs is told."""
_NAYS = word_set("no nope never nah hardly")
_TURNS = word_set("but however though although whereas ; actually rather")
_OBJECTS = word_set("that this it them him her")
_INTRODUCES = word_set("i think guess that which but and yet however , ;")
_OTHER_SUBJECTS = word_set("it they we you i there he she so because one")


@lru_cache(maxsize=64)
def disowned(heard: Hearing) -> frozenset[int]:
    """The tokens that make no point, because the speaker only mentions what they say."""
    found: set[int] = set()
    for hit in _said(_OPINIONS, heard):
        if heard.keys[hit.end : hit.end + 1] not in _THOUGHT_ABOUT:
            found.update(range(hit.start, _end(heard, hit, at_commas=False)))
    for hit in _said((*_AGAINST, *_LEFT_OUT, *_UNKNOWN), heard):
        found.update(range(hit.start, _end(heard, hit, at_commas=True)))
    for hit in _said(_NOT_HELD, heard):
        # Not from its beginning: "I do not think that it is parallel" says that it is not.
        found.update(range(hit.end, _end(heard, hit, at_commas=True)))
    for hit in _said(_REFUSALS, heard):
        found.update(_refused(heard, hit))
    for hit in _said(_RULED_OUT, heard):
        found.update(range(_clause_start(heard, hit), hit.start))
    for number in (*_beside_the_point(heard), *_asked_and_denied(heard)):
        found.update(range(*heard.bounds[number]))
    return frozenset(found)


def _beside_the_point(heard: Hearing) -> set[int]:
    """The sentences that are about the grading or the talk, or that only say that the speaker begins."""
    found = {hit.sentence for hit in _said(_GRADING, heard)}
    for hit in _said(_BEGINNINGS, heard):
        if sum(heard.is_word[slice(*heard.bounds[hit.sentence])]) <= LONGEST_BEGINNING:
            found.add(hit.sentence)
    for number, sentence in enumerate(heard.sentences):
        if _CITES_TURNS.search(heard.text, sentence.start, sentence.end):
            found.add(number)
    return found


def _asked_and_denied(heard: Hearing) -> Iterator[int]:
    """Questions that the speaker asks in order to say no: `The check in the update? No.`"""
    for number in range(len(heard.sentences) - 1):
        asked, answered = heard.sentences[number], heard.bounds[number + 1]
        if heard.text.endswith("?", 0, asked.end) and _first_word(heard, *answered) in _NAYS:
            yield number


def _first_word(heard: Hearing, first: int, last: int) -> str:
    words = (heard.keys[at] for at in range(first, last) if heard.is_word[at] and heard.keys[at] not in FILLERS)
    return next(words, "")


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


def _clause_start(heard: Hearing, hit: Hit) -> int:
    first = heard.bounds[hit.sentence][0]
    return next((at + 1 for at in range(hit.start - 1, first - 1, -1) if heard.keys[at] == ","), first)


def _refused(heard: Hearing, hit: Hit) -> range:
    """What stands before words that refuse it and end the sentence; the sentence before, when they are all of this."""
    first, last = heard.bounds[hit.sentence]
    if any(heard.is_word[at] and heard.keys[at] not in _OBJECTS for at in range(hit.end, last)):
        return range(0)
    before = [at for at in range(first, hit.start) if heard.is_word[at] and heard.keys[at] not in FILLERS]
    if any(heard.keys[at] not in _INTRODUCES for at in before):
        return range(first, hit.start)
    return range(*heard.bounds[hit.sentence - 1]) if hit.sentence else range(0)
