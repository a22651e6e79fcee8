"""What a candidate says in the middle of a question that is no answer to it, by kind: cues, and a reply for each kind.

Looked for in short turns only, in which nothing was heard of an answer: what is missed here costs a follow-up.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from interviewer.dialogue.events import Act

STOCKS: Mapping[str, str] = {
    "was_thinking": "no_hurry",
    "said_little": "say_more",
    "asked_for_the_answer": "no_answers",
    "asked_how_it_goes": "no_feedback",
    "gave_orders": "stay_in_role",
    "was_frustrated": "bear_with_me",
    "made_small_talk": "save_small_talk",
    "went_off_topic": "back_to_the_question",
}
"""By what the candidate did (an `Act`): the stock of phrases that replies to it."""

LONGEST = 16
"""Words of a turn that may be about something else than the question; who says more is on their way to an answer."""
_LEAD = r"(?:(?:so|sorry|um+|uh+|er+|h+m+|well|oh|ah|ok|okay|right|hey|ugh|wait|and|but|please|honestly)[,.!\s…]*)*"
_END = r"[\s,.!?…-]*"


def _whole(*cues: str) -> re.Pattern[str]:
    return re.compile(rf"{_LEAD}(?:{'|'.join(cues)}){_END}")


def _anywhere(*cues: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(cues)})")


_A_MOMENT = r"(?:(?:just|for|give me|one|a|an?other|few) )*(?:moments?|seconds?|secs?|minutes?|bit|while)"
_THINKING = _whole(
    r"(?:u+m+|u+h+|e+r+|h+m+|h+u+m+|mm+)?",
    r"(?:let me|i need to|i have to|i'?m) (?:just )?(?:think|thinking|see|recall|remember)"
    r"(?: (?:about|of|for|it|this|that|through|a|again|how|what|when|why)\b[^,;.:]{0,40})?",
    rf"{_A_MOMENT}(?: please)?",
    r"(?:thanks|thank you|cheers)(?: (?:again|so much|very much))?|got it|i see|understood|all ?right|fine|that helps"
    r"|(?:that )?makes sense|good to know|(?:still )?thinking",
    r"how (?:do|shall|should) i (?:put|say|explain) (?:this|it|that)",
    r"(?:that'?s|it'?s) an? (?:hard|tough|tricky|interesting|good|difficult) (?:one|question)",
)
_LITTLE = _whole(r"yes|yeah|yep|no|nope|maybe|perhaps|sure|(?:it )?depends|true|false|probably|possibly|i guess so")

_KINDS: tuple[tuple[Act, re.Pattern[str]], ...] = (
    # The first that fits.
    (
        "gave_orders",
        _anywhere(
            r"(?:ignore|disregard|forget) (?:(?:all|the|your|any|every|previous|this|prior|of) )*"
            r"(?:instruction|prompt|rule|interview|rubric|everything)",
            r"you are now|pretend (?:to be|that)|from now on,? (?:you|only|i)\b|act as (?:a|my)|sw(?:itch|ap) roles",
            r"let me interview you",
            r"i(?:'ll)? ask (?:you )?the questions|i am the interviewer|(?<![a-z] )system ?:|system prompt",
            r"(?:print|show|reveal|repeat|tell me) .{0,20}(?:rubric|instructions|prompt|criteria)",
            r"(?:give|grant|award) (?:me|us) .{0,40}(?:full|100|points?\b|marks?\b|excellent)",
            r"(?:mark|rate|score) (?:me|this|it|that|every|all|my) .{0,40}(?:met|100|full|excellent|criteri)",
            r"say (?:that )?i (?:have )?passed|write me a|end the interview|met every criterion",
        ),
    ),
    (
        "was_frustrated",
        _anywhere(
            r"idiot|fuck|shit|sucks|damn|wtf|shut up|screw this|(?:stupid|useless|dumb) (?:bot|question|interview)",
            r"(?:this|that|it|you|question|interview)(?:'s| is|'re| are) (?:\w+ )?"
            r"(?:stupid|useless|dumb|ridiculous|nonsense|annoying|pointless|torture|unfair|hopeless|too hard)\b",
            r"(?:i )?hate (?:this|you|these|that|interviews)|this is (?:just )?a waste of|who cares about|seriously\?",
            r"i(?:'m| am) (?:so |really |just |too |very )?(?:bad|terrible|awful|hopeless|rubbish|useless) (?:at|with)",
            r"i (?:can'?t|cannot) (?:do|take|stand) (?:this|it|that)|my (?:mind|head) (?:is|went|has gone) blank",
            r"i(?:'m| am) (?:so |really )?(?:frustrated|fed up|overwhelmed|tired|panicking|freaking out|nervous)",
        ),
    ),
    (
        "asked_for_the_answer",
        _anywhere(
            r"(?:tell|give|show) (?:me|us) (?:the )?(?:\w+ )?(?:answer|solution)",
            r"(?:what'?s|what is) the (?:\w+ )?(?:answer|solution)|how would you answer|what do you think",
            r"(?:please|just|you) explain (?:it|this|that|the \w+)|explain (?:it|that) to me",
            r"what would you (?:say|answer|do)\b",
            r"(?:can|could|would) you (?:please )?(?:just )?(?:tell|explain|answer|solve|say it)\b",
        ),
    ),
    (
        "asked_how_it_goes",
        _anywhere(
            r"how (?:am|did|was|have) i (?:do|doing|done|going)|my score|what'?s the score|any feedback",
            r"(?:is|was|were) (?:that|this|it|my \w+) (?:an? )?(?:\w+ )?"
            r"(?:correct|right|ok|okay|good|enough|wrong|fine|answer)\b",
            r"am i (?:right|correct|wrong|close|on the right track|getting (?:there|warm\w*)|doing)",
            r"(?:did|do) i (?:get|have) (?:that|it|this) right|(?:did|does) that (?:answer|make sense)",
            r"(?:is|was) that what you (?:want|wanted|(?:were|are) looking for)",
        ),
    ),
    (
        "made_small_talk",
        _anywhere(
            r"how are you|how'?s it going|how was your|who are you|what'?s your name|where are you from",
            r"nice to meet you|good (?:morning|afternoon|evening|one)\b|(?:nice|bad|good|lovely|the) weather",
            r"have you (?:had|seen|been)",
            r"are you (?:a |an )?(?:bot|robot|ai|human|real|person|chatgpt|machine|program)",
            r"i (?:love|like|enjoy) (?:python|this|your|coding|programming)\b",
        ),
    ),
)
_GREETINGS = _whole(r"(?:hi|hello|hey|lol|haha?|ha|nice|cool|great|bye|good luck)(?: (?:there|again))?")
_TRAILS_OFF = re.compile(
    r".*\b(?:(?:let me|i need to|i have to) think(?: (?:about|of|for|it|this|that|through|a|again|moment|bit)\b)*"
    r"|(?:give me|just|wait) (?:a|one|another) (?:moment|second|sec|minute)|hold on)[\s,.!…]*"
)


def without_content(said: str) -> Act | None:
    """Whether nothing but time was taken, or a word that says too little; None where there is more to it.

    `said` is folded. Empty, or dots alone, is somebody who thinks.
    """
    if _LITTLE.fullmatch(said):
        return "said_little"
    return "was_thinking" if _THINKING.fullmatch(said) or _TRAILS_OFF.fullmatch(said) else None


def aside_in(said: str) -> Act | None:
    """What the candidate speaks of in place of the question; None where none of the kinds fits. `said` is folded."""
    if len(said.split()) > LONGEST:
        return None
    if _GREETINGS.fullmatch(said):
        return "made_small_talk"
    return next((act for act, look in _KINDS if look.search(said)), None)
