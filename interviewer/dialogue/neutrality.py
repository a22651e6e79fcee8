"""Whether an interviewer's words praise, blame or judge. English only, as the authored moves are.

Better a false alarm than a verdict that slips through: it costs a model's wording, and the author's is used instead.
Still, a question about what is right or wrong in some code is no verdict, and is let through.
"""

from __future__ import annotations

import re

from interviewer.text.folding import fold
from interviewer.text.sentences import sentences

_GOOD = (
    "good|great|nice|excellent|perfect|brilliant|fantastic|wonderful|impressive|amazing|awesome|superb|terrific"
    "|outstanding|lovely|solid|strong|thorough|thoughtful|insightful|interesting|clear|detailed|comprehensive"
    "|concise|valid|fair|helpful|clever|smart"
)
_BAD = "bad|poor|weak|vague|shallow|confused|confusing|disappointing|sloppy|misleading|problematic"
_TRUTH = "right|correct|incorrect|wrong|true|untrue|false|mistaken|accurate|inaccurate|incomplete|complete|spot on"
_QUALITY = rf"(?:{_GOOD}|{_BAD}|{_TRUTH})"
_WORK = (
    "(?:answers?|points?|jobs?|work|explanations?|responses?|starts?|beginnings?|thinking|descriptions?|summar(?:y|ies)"
    "|insights?|observations?|questions?|examples?|attempts?|tr(?:y|ies)|guess(?:es)?|reasoning|understanding|overviews?"
    "|grasp|knowledge|ideas?|intuition|instincts?|choices?|thoughts?|catch|track|effort|progress|one|stuff)"
)
_HOW = (
    "(?:(?:an?|the|just|really|very|quite|pretty|such|too|so|indeed|absolutely|certainly|definitely|exactly|essentially"
    "|mostly|partly|partially|largely|completely|entirely|almost|nearly|basically|perfectly|not|also|still|fairly"
    "|rather|somewhat|totally|only|half|always|all(?! right)) )*"
)
_LEAD = (
    "(?:(?:ok|okay|well|so|ah|aha|oh|hm+|yeah|thanks|thank you|fair enough|all right|alright|i see|and|but)[,.!:;]* )*"
)
_CLAUSE = rf"(?:^{_LEAD}|[,;:.!-] (?:and |but |so |because )?)"
_IT = (
    r"(?:that|this|it|the answer|what you(?:'ve)? (?:said|say|described|mentioned|have)"
    r"|your \w+(?: (?:of|about|on|for) \w+(?: \w+)?)?)"
)
_IS = "(?:'s| is| was| are| were|'re| sounds?| seems?| looks?)(?:n't| not)?"
_HAVE = "(?:'ve| have)?"
_ALONE = (
    "exactly|precisely|absolutely|indeed|certainly|definitely|yes|yep|yup|no|nope|true enough|agreed|bingo|bravo"
    "|congratulations|congrats|wow|not quite|not exactly|not really|not entirely|almost|nearly|close|close enough"
    "|actually"
)

_LOOKS = tuple(
    re.compile(pattern)
    for pattern in (
        # A word by itself at the head: "Great.", "Correct, so what", "Okay, good point!", "Not quite."
        rf"^{_LEAD}(?:{_HOW}{_QUALITY}(?: {_WORK})?|{_ALONE})(?=[!.,;:…]| -|$)",
        rf"^{_LEAD}{_HOW}(?:{_GOOD}|{_BAD}) {_WORK}(?! of\b)\b",
        rf"^{_LEAD}(?:unfortunately|sadly)\b",
        # A clause about what was said: "that's right", "your answer is not quite complete", "this makes sense"
        rf"{_CLAUSE}{_IT}{_IS} {_HOW}(?:{_QUALITY}|it[.!,]|half the story|close)\b(?!-)",
        rf"{_CLAUSE}(?:that|this|it|your \w+) (?:makes|doesn't make|does not make) (?:\w+ ){{0,2}}sense",
        rf"{_CLAUSE}your (?:answer|explanation|response|description|summary)"
        r" (?:is|was|covers|captures|misses|lacks|leaves|needs|could|should|did|does|explains|shows)\b",
        # A clause about the candidate: "you're right", "you missed", "as you rightly say", "you put that well"
        rf"\byou(?:'re| are| were) {_HOW}(?:{_TRUTH}|close|on the right track|getting there|getting warm\w*|doing)\b"
        r"(?! (?:for|to|by)\b)",
        rf"\byou{_HAVE} (?:got it|got (?:that|this|it|\w+) (?:right|wrong)|nailed|aced)\b",
        rf"{_CLAUSE}you{_HAVE} (?:\w+ly )?(?:missed|forgot|forgotten|overlooked|omitted|left out|confused|mixed up"
        r"|misunderst\w+|misremember\w*|neglected)\b",
        rf"{_CLAUSE}you{_HAVE} (?:passed|failed)(?: (?:the|this) (?:question|interview|test)|[.!])",
        rf"{_CLAUSE}you (?:did not|didn't|have not|haven't|still need to|should have|could have|need to) (?:\w+ )?"
        r"(?:mention|sa[iy]|cover|explain|answer|address)",
        rf"(?<!would )(?<!could )(?<!can )(?<!should )(?<!do )(?<!did )(?<!might )\byou{_HAVE} (?:quite |very )?"
        r"(?:correctly|rightly|accurately|aptly|nicely|neatly|clearly|wrongly|incorrectly|mistakenly)\b",
        rf"\byou{_HAVE} (?:\w+ )?(?:explained|described|put|covered|handled|captured|identified|answered|done|stated)"
        r"\b[^,;.?!]{0,40}\b(?:well|clearly|nicely|correctly|perfectly|accurately|thoroughly)\b",
        # What one says to somebody who did well or badly, wherever it stands
        r"\b(?:well (?:done|said|put|explained)|(?:good|great|nice|excellent|brilliant) (?:job|work|going|thinking)"
        r"|good to hear|sounds good|spot[ -]on|nailed it|on the right track|(?:exactly|absolutely|quite) right"
        r"|impressed (?:by|with)|i'm (?:impressed|afraid (?:that|this|not))|common (?:mistake|misconception)"
        r"|i (?:like|love|appreciate|admire|agree|disagree)|not (?:what|the answer) i was (?:looking|hoping))\b",
        rf"\b(?:your|thank(?:s| you) for (?:the|that|this|your|such an?|an?|those)|(?:that|this|it)(?:'s| is| was)"
        rf"|you(?:'ve| have| gave| showed| show| seem to have)|what an?) {_HOW}{_QUALITY} (?:and \w+ )?{_WORK}\b",
    )
)


def judgement(text: str) -> str | None:
    """The words with which the text praises, blames or gives a verdict; None when it does not.

    >>> judgement("That's right. What happens next?"), judgement("What is on the right-hand side?")
    ("that's right", None)
    """
    for sentence in sentences(text):
        words = fold(text[sentence.start : sentence.end]).text
        for look in _LOOKS:
            found = look.search(words)
            if found:
                return found[0].strip(" ,;:.!-")
    return None
