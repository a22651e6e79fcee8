"""Telling a remark from an answer: asking back, not knowing, wanting a hint, moving on.

A turn is a remark only when the whole of it is one. Whatever holds more is an answer, and so is whatever was heard as a
part of one: to take an answer for a remark would lose it, to take a remark for an answer only costs a follow-up.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from interviewer.dialogue.asides import aside_in, without_content
from interviewer.text.folding import fold
from interviewer.text.language import is_not_english
from interviewer.text.words import word_set, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewer.bank.question import Clarification
    from interviewer.dialogue.events import Act

LONGEST_REMARK = 25
"""Words. Whoever says more than this is answering."""
MOST_LETTERS = 1000
"""Characters. Nothing longer is a remark; it is not even looked at."""
SAME_QUESTION = 0.5
"""The share of a clarification's telling words that a question back must have for it to be that clarification."""
ENOUGH_IN_COMMON = 2
"""Telling words that a question must share with a clarification when it does not begin like a question back."""

_LEAD = (
    r"(?:(?:so|sorry|um+|uh+|er+|hm+|well|oh|ah|ok|okay|honestly|actually|frankly|no|yes|yeah|and|but|then|alright|"
    r"all right|right|hey|please|wait|to be honest|i'?m afraid|i guess|i think|i mean|maybe|that'?s fine)[,.!\s]+)*"
)
_TAIL = (
    r"(?:[,.!\s]+(?:please|thanks|thank you|sorry|i'?m afraid|to be honest|really|honestly|at all|right now|now|though|"
    r"here|yet|then|again|once more|if possible|if i may|if that'?s ok(?:ay)?))*\W*"
)
_THIS = r"(?:it|this|that|this one|that one|the question|this question|that question|one)"
_MAY_WE = (
    r"(?:(?:can|could|may|shall|should) (?:we|i|you)|let'?s|let us|i'?d (?:like|rather|prefer)(?: to)?|i want to)?"
    r"\s*(?:please|just)?\s*"
)
_NOT = r"(?:do not|don'?t|cannot|can not|can'?t|could not|couldn'?t|did not|didn'?t)"

_REMARKS: tuple[tuple[Act, str], ...] = (
    # The first that fits: "no clue" asks for none.
    (
        "skipped",
        rf"{_MAY_WE}(?:skip|pass|pass on|move on|go on|continue|leave|next|next question|next one)"
        rf"(?: (?:{_THIS}|(?:to|with) (?:the next|another)(?: one| question)?))?",
    ),
    (
        "asked_to_repeat",
        rf"(?:(?:could|can|would|will) you (?:please )?)?(?:repeat|say|read)(?: (?:{_THIS}))?"
        r"(?: (?:again|once more|for me))*(?:[,.?!]? (?:i (?:was|got|missed|lost|must have)|my) .{1,40})?"
        r"|come again|pardon(?: me)?|what was (?:the|that|your) question(?: again)?|what was that|huh|what|excuse me"
        r"|sorry"
        rf"|i {_NOT} (?:quite |really )?(?:hear|catch)(?: (?:{_THIS}|you))?|\?+",
    ),
    (
        "did_not_understand",
        rf"(?:(?:could|can|would|will) you (?:please )?)?(?:rephrase|reword|say|put)(?: (?:{_THIS}))?"
        r" ?(?:differently|in other words|another way)*(?: for me)?"
        rf"|i {_NOT} (?:quite |really )?(?:understand|get|follow)"
        rf"(?: (?:{_THIS}|you|what you(?:'re| are)? (?:mean|want|asking|looking for|after)))?"
        r"|i(?:'m| am) (?:lost|confused)|what do you mean|what (?:exactly )?do you want(?: to (?:know|hear)| from me)?"
        r"|what are you (?:asking|after|looking for|getting at)|i(?:'m| am) not sure what you (?:mean|want|are asking)",
    ),
    (
        "did_not_know",
        rf"(?:i|we) (?:(?:really|just|simply|honestly|actually) )*{_NOT} (?:really |quite )?"
        rf"(?:know|remember|recall|say|tell|think of (?:anything|any|one|it))(?: (?:{_THIS}|that at all|the answer|"
        r"anything about (?:it|that)|much about (?:it|that)|what (?:that|it) is))?"
        r"|(?:i (?:have|'ve)(?: got)? )?(?:absolutely )?(?:no idea|no clue|not a clue)|idk|dunno|i dunno|beats me"
        r"|(?:i'?m |i am )?not (?:really |entirely |quite |so |too )?sure(?: about (?:it|that|this))?"
        r"|(?:i(?:'ve| have)? )?never heard(?: (?:of|about) (?:it|that|this|them))?|i give up|i forgot(?: it| that)?"
        r"|nothing comes to (?:my )?mind",
    ),
    (
        "asked_for_hint",
        rf"{_MAY_WE}(?:(?:i )?(?:have|get|need|want|use|take|give me|show me|help me with)\s*)?"
        r"(?:a|an|another|the|one)?\s*(?:small|little|tiny|quick|next|more|first)?\s*(?:hint|clue|nudge)",
    ),
    (
        "declined",  # nothing more to say: what is left of the question is the interviewer's business
        r"(?:i'?m |i am )?done|that(?:'s| is|s) (?:it|all)(?: i (?:know|have|can say|remember|got))?"
        r"|(?:i (?:have|'ve)(?: got)? )?nothing (?:more|else|to add|further)(?: to (?:say|add))?|no more"
        r"|i (?:can'?t|cannot) say (?:any )?more",
    ),
)
_WHOLE = tuple((act, re.compile(rf"{_LEAD}(?:{look}){_TAIL}\??")) for act, look in _REMARKS)
_ASKS_BACK = re.compile(
    rf"{_LEAD}(?:do you (?:mean|want)|did you mean|you mean|are you (?:asking|talking)|so you want|should i|shall i"
    r"|do i (?:have|need) to|am i (?:allowed|supposed)|is it (?:ok|okay|fine|enough) (?:if|to)"
    r"|(?:can|could|may) i (?:assume|use|talk|write|suppose|answer|start|ignore|take)|what do you mean"
    r"|what does .{1,40} mean|which (?:version|python|one|of)|in which|does it matter"
    r"|what (?:exactly )?(?:kind|sort|version|level))\b"
)
_ASKS_FOR_A_MEANING = re.compile(
    rf"{_LEAD}(?:what (?:exactly )?do you mean by|what(?: exactly)? does .{{1,40}} mean|what'?s meant by)\b"
)
_FOR_LATER = re.compile(r"\b(?:(?:can|could) you (?:give|show)|(?:can|could|may) (?:i|we) (?:come|get) back)\b")
_ASKS_FOR_AN_ANSWER = re.compile(
    rf"{_LEAD}(?:what(?:'s| is| are| does| do)|why|who|when|where|how (?:do|does|is|are|can))\b"
)
_YES = re.compile(
    rf"{_LEAD}(?:yes|yeah|yep|yup|sure|ok|okay|please|go ahead|go on|alright|all right|why not|i'?d like"
    r"|(?:a|the|that|one|another) (?:small |little )?hint (?:would|sounds|is fine|is welcome|please))\b"
)
_NO = re.compile(r"(?:no|nope|nah|not now|rather not|i'?m (?:good|fine)|move on|let'?s (?:move|go) on)\b")
_NOT_TELLING = word_set(
    "a am an and any are can could did do does for have how i in is it just like may me mean my need of on one or only "
    "please python right shall should so some supposed talk tell that the then this to use want what which would you "
    "your about also think"
)


def recognise(text: str, *, hint_is_offered: bool, is_heard: bool, asks_back: bool) -> Act:
    """What the candidate did in a turn.

    `hint_is_offered`: a hint was offered just before; `is_heard`: the turn was heard as a part of an answer;
    `asks_back`: it is a question that a clarification answers.
    """
    if is_heard or not text.strip():
        return "answered"
    said = fold(text[:MOST_LETTERS]).text.strip(" .!…")
    if len(said.split()) > LONGEST_REMARK or len(text) > MOST_LETTERS:
        return "spoke_another_language" if is_not_english(text) else "answered"
    of_the_offer = _answer_to_the_offer(said) if hint_is_offered else None
    whole = next((act for act, look in _WHOLE if look.fullmatch(said)), None)
    remark = of_the_offer or whole or _question_to_the_interviewer(said, asks_back=asks_back) or without_content(said)
    return remark or ("spoke_another_language" if is_not_english(text) else "answered")


def _answer_to_the_offer(said: str) -> Act | None:
    if _NO.match(said):
        return "declined"
    return "accepted" if _YES.match(said) else None


def _question_to_the_interviewer(said: str, *, asks_back: bool) -> Act | None:
    is_question = said.endswith("?")
    if asks_back:
        return "asked_to_clarify"
    if is_question and _ASKS_FOR_A_MEANING.match(said):
        return "asked_what_is_meant"
    if is_question and _ASKS_BACK.match(said):
        return "asked_to_clarify"
    if aside := aside_in(said):
        return aside
    if _FOR_LATER.search(said) or (is_question and _ASKS_FOR_AN_ANSWER.match(said)):
        return "went_off_topic"
    return None


def matching_clarification(text: str, clarifications: Sequence[Clarification], question: str) -> int | None:
    """The index of the clarification that answers this question back; None when none does, or it is no such question.

    Words of the question itself tell nothing: whoever answers uses them, too. But who asks just what the author foresaw
    is told what the author has for that.
    """
    if len(text) <= MOST_LETTERS:
        for index, clarification in enumerate(clarifications):
            if _asks_the_same(text, clarification):
                return index
    if not text.rstrip().endswith("?") or len(text) > MOST_LETTERS:
        return None
    needed = 1 if _ASKS_BACK.match(fold(text).text) else ENOUGH_IN_COMMON
    of_the_question = _telling(question)
    asked = _telling(text) - of_the_question
    found = _nearest(asked, [_telling(one.asks) - of_the_question for one in clarifications], needed)
    if found is None and _ASKS_BACK.match(fold(text).text):
        # Whoever asks back whether CPython is meant uses a word of the question, and answers nothing with it.
        return _nearest(_telling(text), [_telling(one.asks) for one in clarifications], needed)
    return found


def _nearest(asked: frozenset[str], known: Sequence[frozenset[str]], needed: int) -> int | None:
    """The index of the words of which most were asked, if that is enough."""
    shares = [len(asked & one) / len(one) if len(asked & one) >= needed else 0.0 for one in known]
    best = max(shares, default=0.0)
    return shares.index(best) if best >= SAME_QUESTION else None


def asks_word_for_word(text: str, clarification: Clarification) -> bool:
    """Whether the text is the question back that the author foresaw: nobody answers in those words."""
    return len(text) <= MOST_LETTERS and _bare(text) == _bare(clarification.asks)


def _asks_the_same(text: str, clarification: Clarification) -> bool:
    """The same, or a question with all the words that tell of it and no other."""
    asked = _telling(text)
    is_question = bool(asked) and text.rstrip().endswith("?")
    return asks_word_for_word(text, clarification) or (is_question and asked == _telling(clarification.asks))


def _bare(text: str) -> list[str]:
    return [token.text for token in words(text)]


def _telling(text: str) -> frozenset[str]:
    return frozenset(token.text for token in words(text)) - _NOT_TELLING
