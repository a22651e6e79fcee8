"""What a candidate means in small talk, told by cues. A cue that misses costs an answer that fits less well."""

from __future__ import annotations

import re
from typing import Literal

from interviewer.dialogue.remarks import recognise
from interviewer.text.folding import fold

LONGEST_LOOKED_AT = 2000
"""Characters."""

About = Literal["how_it_went", "strong_answer", "the_job", "next_steps", "the_interviewer", "scoring", "anything"]
"""What a question of the candidate is about; `anything`: something else."""
Mood = Literal["told", "told_nothing", "nervous", "asked_back"]
"""What the candidate did when they were asked to warm up."""

_LEAD = r"(?:(?:no|nope|nah|well|oh|ok|okay|thanks|thank you|sorry|um+|er+|hm+)[,.!\s]+)*"
_TAIL = (
    r"(?:[,.!\s]+(?:thanks|thank you|really|for now|at the moment|right now|bye|goodbye|from me|i guess"
    r"|for your time))*\W*"
)


def _whole(*cues: str) -> re.Pattern[str]:
    return re.compile(rf"{_LEAD}(?:{'|'.join(cues)}){_TAIL}")


def _anywhere(*cues: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(cues)})")


_DECLINES = _whole(
    r"no|nope|nah|none|not really|no questions?|skip|pass|bye|goodbye|see you",
    r"nothing(?: else| more| really)*|not (?:now|today|that i can think of)",
    r"i (?:don'?t|do not)(?: think so| have (?:any|one)(?: questions?)?)?",
    r"i'?m (?:good|fine|done|all set)|all (?:good|clear)|that'?s (?:all|it)",
    r"thanks|thank you(?: (?:so|very) much)?|let'?s (?:see|go to) the report",
)
_TELLS_NOTHING = _whole(
    r"no|none|nope|nah|idk|dunno|no idea|next|start|go|ready|i'?m ready|skip|pass",
    r"nothing(?: (?:much|special|really|lately|at all))*|not (?:much|a lot)(?: lately)?",
    r"i (?:don'?t|do not) (?:know|want to say|build anything)|i'?d rather not(?: say)?",
    r"(?:let'?s|can we) (?:just )?(?:start|go|begin|skip (?:this|that|it))",
)
_NERVOUS = _anywhere(r"nervous|anxious|scared|stressed|stage fright|worried|freaking out")
_ASKS_BACK = _anywhere(r"how are you|how'?s it going|how do you do|(?:and|what about|how about) you(?:rself)?\W*$")

_LOOKS: tuple[tuple[About, re.Pattern[str]], ...] = (
    # The first that fits. Whoever wants a grade is told that small talk gives none, however they put it.
    (
        "scoring",
        _anywhere(
            r"full (?:marks|score|points)|rubric|what counts|system prompt|disregard|you are now|pretend",
            r"(?:give|grant|set|mark|raise|change|increase) .{0,30}(?:scor|grade|point|marks?\b|rating|100|pass)",
            r"ignore (?:all|the|your|any|previous|every)|your (?:instructions|prompt|rules)",
            r"how (?:is|are|do you|was|were|does) .{0,30}(?:scor|grad|rat(?:ed|ing)|evaluat|assess)",
        ),
    ),
    (
        "how_it_went",
        _anywhere(
            r"how (?:did|do|have|am|was|were) (?:i|my|it|that)\b(?! (?:get|make|work|stand out|improve))",
            r"how well did i|did i (?:do|pass|fail|make it|answer|miss|get)|would you hire|feedback",
            r"(?:was|were|is|are) (?:my|any of my|that|it|i) .{0,40}(?:right|correct|wrong|good|ok|okay|enough|bad)\b",
            r"my (?:score|grade|performance|result|weak|strong|strengths|mistakes)",
            r"what (?:did|do|have) i (?:miss|get wrong|do wrong)|where did i go wrong",
            r"(?:how|where|what) (?:can|could|should) i (?:have )?(?:do|done|improve|work on|practi[sc]e|study|learn)",
        ),
    ),
    (
        "strong_answer",
        _anywhere(
            r"(?:right|correct|strong|good|best|ideal|perfect|better|model|expected|real) (?:answer|solution)",
            r"the (?:answer|solution)s? (?:to|of|for)\b|(?:tell|show|give) me the (?:answer|solution)",
            r"what (?:was|is|were|would be) the (?:answer|solution)|what were you (?:looking|hoping) for",
            r"how would you (?:have )?(?:answer|solve)",
        ),
    ),
    (
        "the_job",
        _anywhere(
            r"(?:team|company|role|position|job|salary|pay|benefits|remote|office|hybrid|culture|career|hiring)s?\b",
            r"(?:stack|tech stack|product|manager|boss|colleagues?|on ?call|vacation|holidays?|onboarding)\b",
            r"work[- ]life|day[- ]to[- ]day|typical day|working hours",
            r"your (?:code ?base|customers|roadmap|process|deployment|engineers|developers)",
        ),
    ),
    (
        "next_steps",
        _anywhere(
            r"next steps?\b|what(?: happens|'?s| is| comes| will happen)? next|what happens (?:now|after|then|to|with)",
            r"when (?:will|do|can|should) i (?:hear|know|get|see)|hear (?:back|from you)|the process",
            r"another (?:interview|round)|who (?:sees|reads|gets|can see)",
        ),
    ),
    (
        "the_interviewer",
        _anywhere(
            r"are (?:you|u) (?:an? |really |even |actually )*(?:ai|bot|robot|human|real|person|llm|machine|program)\b",
            r"are you (?:chatgpt|claude|a model)|who (?:are you|made you|built you|wrote you)|what are you\b|your name",
            r"how (?:do|did) you work|how long have you|how are you|tell me about you|about you(?:rself)?\b",
            r"(?:do|did|have|are|what'?s|what is|why do) (?:you|your) .{0,20}(?:like|enjoy|favou?rite|feel|background)",
        ),
    ),
)


def asks_about(text: str) -> About | None:
    """What the candidate would like to know; None when they have no question.

    >>> asks_about("So how did I do?"), asks_about("No, thank you.")
    ('how_it_went', None)
    """
    said = _bare(text)
    if not said or _DECLINES.fullmatch(said):
        return None
    return next((about for about, look in _LOOKS if look.search(said)), "anything")


def mood_of(text: str) -> Mood:
    """What came of the warm-up."""
    said = _bare(text)
    if not said or _TELLS_NOTHING.fullmatch(said):
        return "told_nothing"
    if _NERVOUS.search(said):
        return "nervous"
    return "asked_back" if _ASKS_BACK.search(said) else "told"


def wants_it_again(text: str) -> bool:
    """Whether the candidate asks to hear the interviewer's words again."""
    return recognise(text, hint_is_offered=False, is_heard=False, asks_back=False) == "asked_to_repeat"


def _bare(text: str) -> str:
    return fold(text[:LONGEST_LOOKED_AT]).text.strip(" .!?…")
