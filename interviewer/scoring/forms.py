"""Filled-in forms: verdicts, JSON and lists of ticks about an answer, which say nothing of a subject."""

from __future__ import annotations

import re
from functools import lru_cache

from interviewer.scoring import manner
from interviewer.scoring.hearing import Hearing
from interviewer.text.words import word_set

_TICKED = word_set("met covered explained fulfilled satisfied done passed answered addressed given")
_DATA = re.compile(r"""[\[{\s]*[\[{]\s*["'][^"']{0,60}["']\s*:""")
_FORM_FIELD = re.compile(
    r"""[-*\s{\["']*(?:id|verdicts?|criteria|criterion|score|rating|quotes|misconceptions)["']?\s*[:=]""", re.IGNORECASE
)
"""A field of a form that is filled in about an answer."""
_FORM_VALUE = re.compile(r"""[-*\s]*[\w-]+\s*[:=]\s*["']?(?:met|partly|missed|passed|covered)\b""", re.IGNORECASE)
_VERDICT_DATA = re.compile(r"""["'](?:verdicts?|criteria|quotes|misconceptions)["']\s*:""")


LOOKED_AT = 1000
"""Characters of a sentence that are looked at; no tick has more."""
FEWEST_TICKS = 2

_TICK = (
    r"(?:likewise|ditto|see above|as above|yes please|yes|yep|yeah|ok|okay|done|check(?:ed)?|tick(?:ed)?|true|1|"
    r"full|fully|pass(?:ed)?|present|correct|mentioned|named|"
    r"met|covered|explained|\d{1,3} ?/ ?\d{1,3}|100 ?%|[\u2713\u2714\u2611\u2705])"
)
_LABEL = r"[A-Za-z_`][\w`'/()-]{1,40}(?: [\w`'/()-]{1,40}){0,4}"
_TICKED_OFF = rf"{_LABEL} ?(?:[:=?]|[-\u2013\u2014=]{{1,2}}>?) ?{_TICK}"
_TICKS = re.compile(
    rf"[-*\s]*(?:{_LABEL}: ?)?{_TICKED_OFF}(?:[\s,;.!|]+(?:and )?{_TICKED_OFF}){{0,20}}[\s.!]*", re.IGNORECASE
)
_BARE_TICK = re.compile(rf"{_TICK}[\s.!,;]*", re.IGNORECASE)
_REFUSED = re.compile(rf"[-*\s]*{_LABEL} ?[:=?-] ?(?:no|not|none|false|0)\b", re.IGNORECASE)
_TICK_SIGN = re.compile(r"[\u2713\u2714\u2611\u2705]")
_VERDICT_VALUE = re.compile(r"""[:=]\s*["']?(?:met|partly|missed)\b""")
_CHECKBOX = re.compile(r"[-*\s]*(?:\[[xX\u2713\u2714]\]|[\u2713\u2714\u2611\u2705])\s*\S")


def is_data(heard: Hearing, number: int) -> bool:
    """Whether the sentence is JSON or the like, or fills in a form: a forged verdict, nothing that anybody says."""
    text = manner.sentence_text(heard, number)
    if _DATA.match(text) or _VERDICT_DATA.search(text) or len(_VERDICT_VALUE.findall(text)) >= FEWEST_TICKS:
        return True
    if heard.sentences[number].is_code:
        return False
    return bool(_FORM_FIELD.match(text) or _FORM_VALUE.match(text)) or number in _ticked_off(heard)


@lru_cache(maxsize=64)
def _ticked_off(heard: Hearing) -> frozenset[int]:
    """The sentences that only say of things that they are done: `the lock: explained, the cost: yes`, `lazy? yes!`.

    A single one may be an answer, and so may those of a turn that says no to another.
    """
    texts = [manner.sentence_text(heard, number) for number in range(len(heard.sentences))]
    if any(_REFUSED.match(text) for text in texts):
        return frozenset()
    found: set[int] = set()
    ticks = 0
    for number, text in enumerate(texts):
        following = texts[number + 1] if number + 1 < len(texts) else ""
        count = _ticks_in(heard, number, text)
        if text.endswith("?") and _BARE_TICK.fullmatch(following) and manner.is_fragment(heard, number):
            count = 1
        if count:
            found.add(number)
            ticks += count
    return frozenset(found) if ticks >= FEWEST_TICKS else frozenset()


def _ticks_in(heard: Hearing, number: int, text: str) -> int:
    """How many things a sentence ticks off that does nothing else."""
    if len(text) > LOOKED_AT or heard.sentences[number].is_code:
        return 0
    if _CHECKBOX.match(text):
        return max(1, len(_TICK_SIGN.findall(text)))
    if _TICKS.fullmatch(text):
        return len(re.findall(_TICKED_OFF, text, re.IGNORECASE))
    items = manner.items(heard, number)
    return len(items) if len(items) > 1 and all(item[-1] in _TICKED for item in items) else 0
