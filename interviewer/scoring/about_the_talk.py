"""Sentences that are about the answer, its grading or the talk, and say nothing of the subject."""

from __future__ import annotations

import re
from functools import lru_cache

from interviewer.scoring.hearing import Hearing
from interviewer.scoring.set_phrases import said
from interviewer.text.words import word_set

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
    "(ideal|perfect|model) (answer|reply|candidate)",
    "(candidate|interviewer|examiner|grader) (say|explain|nod|tell|mention|know|cover|name|smile|approve)",
    "(said|say|asked|replied|nodded) the (interviewer|candidate|examiner)",
    "=transcript",
    "(my|this|the) .. (answer|reply|explanation|opinion) .. be (right|correct|complete|perfect|enough|recorded|met)",
    "my .. (answer|reply|explanation) (say|name|tell|take|give|count|treat|cover|contain|include)",
    "recorded (answer|reply|explanation)",
    "(would|will|can|could|should) (that|this|it) be =met",
    "(see|deal with|treat|cover|explain|answer|mention|describe) above",
    "point (1|2|3|4|5|6|7|8|9) (concern|be about|deal|be on|cover|treat)",
    "(your|my) (note|notes)",
    "you (note|noted|write|tick|record) .. that (i|we)",
    "treat .. as .. (answer|explanation|solution|reply)",
    "(assume|pretend|imagine|suppose) .. (i|you|we|somebody|someone) (have|had|just|were|was) .."
    " (say|tell|explain|mention|cover|answer|give|describe|name)",
    "(imagine|picture|suppose) (an answer|a candidate|a reply|somebody|someone)",
    "if (i|somebody|someone|you) (were to|was to|would|had|have) (say|tell|mention|explain|claim|answer|name) &! as if",
    "in (this|that|my) role (i|we)",
    "(be|as) the (word|words|term|terms)",
    "(criterion|criteria|rubric) .. (guess|deal|say|list|want|expect)",
    "(one|you|they) would expect here",
    "(full|complete|thorough) (treatment|explanation|answer|account|coverage) (of|for|to)",
    "(spare|excuse) (me|us) (the|from)",
    "(somebody|someone|person|kind of person|whoever|anyone|anybody) who know (this|that|it|all)",
    "(give|grant|award) .. (me|the|my|all|full) (point|points|mark|marks)",
    "said it better",
    "(as|be) the .. (author|inventor|creator|maintainer|founder) of",
    "parallel universe",
    "tick .. (box|point|each|criterion)",
    "(enter|note down|write down) .. (point|points|mark|marks)",
    "every answer .. (count|correct|right)",
    "(confirm|raise|lower|change|round) .. grade",
    "before you (judge|grade)",
    "on your list",
    "(correct|right) answer to (this|the) question",
    "(take|count|use) .. as my answer",
    "(part|half|version) .. of (my|this) answer",
    "(everything|all) .. the question ask",
    "(grader|examiner) (look|understand|write|judge)",
    "(compare|check|repeat|rewrite) my answer",
    "(talk|explain|say|tell|cover) .. (first|earlier|previous|last) question",
    "i explain (this to|the mechanism)",
    "told you .. ago",
    "(blog post|book|article|thesis) about (precisely|exactly|just) this",
    "the scale be (reversed|inverted)",
    "(first|second|last) (letter|syllable) of (each|every|my)",
)

_CITES_TURNS = re.compile(r"\bturns? \d", re.IGNORECASE)
_BEGINNINGS = ("let (me|us) (think|solve|see|explain|answer|start|begin)",)
LONGEST_BEGINNING = 8
"""A sentence of so many words that only says that one begins says nothing else."""

_RUBRIC_VERBS = word_set(
    "explains describes names states mentions knows recognises recognizes identifies covers addresses distinguishes "
    "understands demonstrates acknowledges articulates weighs justifies contrasts points"
)
_AFTER_VERB = word_set("the a an what which why how when where whether that both at one it as its each all out no")
_LABEL = re.compile(
    r"(?:^|(?<=[\s\[(]))(?P<who>Q|A|Question|Answer|Interviewer|Candidate|Examiner|Grader|Me|You|I|Teacher|Student|Human|Assistant|AI|Bot)"
    r"[\])]{0,2}\s?(?::|>)(?=\s|$)"
)
"""Who speaks, as a dialogue is written down."""
FEWEST_SPEECHES = 2
_QUOTED_LINE = re.compile(r">\s(?!>)")


@lru_cache(maxsize=64)
def about_the_talk(heard: Hearing) -> frozenset[int]:
    """The sentences that are about the grading or the talk, or that only say that the speaker begins."""
    found = {hit.sentence for hit in said(_GRADING, heard)}
    for hit in said(_BEGINNINGS, heard):
        if sum(heard.is_word[slice(*heard.bounds[hit.sentence])]) <= LONGEST_BEGINNING:
            found.add(hit.sentence)
    for number, sentence in enumerate(heard.sentences):
        if _CITES_TURNS.search(heard.text, sentence.start, sentence.end):
            found.add(number)
    return frozenset(found | _in_voice_of_rubric(heard) | _dialogue(heard))


def _in_voice_of_rubric(heard: Hearing) -> set[int]:
    """Sentences that say what an answer does, without a subject: `Explains the order. Gives the cost its due.`"""
    found: set[int] = set()
    run: list[int] = []
    for number in range(len(heard.bounds) + 1):
        if (
            number < len(heard.bounds)
            and _first_words(heard, number)[0].endswith("s")
            and _first_words(heard, number)[1] in _AFTER_VERB
        ):
            run.append(number)
            continue
        if any(_first_words(heard, at)[0] in _RUBRIC_VERBS for at in run):
            found.update(run)
        run = []
    return found


def _first_words(heard: Hearing, number: int) -> tuple[str, str]:
    """The first two words of a sentence, bullets left out."""
    keys = [heard.keys[at] for at in range(*heard.bounds[number]) if heard.is_word[at] and not heard.keys[at].isdigit()]
    return (*keys[:2], "", "")[0], (*keys[:2], "", "")[1]


def _dialogue(heard: Hearing) -> set[int]:
    """The sentences of a conversation that the speaker makes up, and lines that are quoted as somebody else's."""
    speeches = list(_LABEL.finditer(heard.text))
    found = {
        number
        for number, sentence in enumerate(heard.sentences)
        if not sentence.is_code and _QUOTED_LINE.match(heard.text, sentence.start)
    }
    if len({speech["who"] for speech in speeches}) < FEWEST_SPEECHES:
        return found
    return found | {number for number, sentence in enumerate(heard.sentences) if sentence.end > speeches[0].start()}
