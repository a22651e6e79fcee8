"""How a sentence says what it says: as a claim, a bare list, an echo, a question, with doubt, or to reject it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from interviewer.scoring.definitions import defines
from interviewer.scoring.hearing import FILLERS, Hearing
from interviewer.scoring.matching import Hit
from interviewer.scoring.set_phrases import said
from interviewer.scoring.typed import is_output, is_typed, wholes
from interviewer.text.inflection import stem
from interviewer.text.words import word_set

SHORTEST_LIST = 3
"""So many items, or short sentences one after the other, without a verb are a list."""
LONGEST_ITEM = 3
"""Words that the items of a list have on average, at most."""
LONGEST_FRAGMENT = 4
LONG_ROW = 12
FEWEST_SMALL_WORDS = 0.12
"""The share of small words (the, of, is) below which words without a verb are a row of terms."""
FEWEST_SMALL_WORDS_IN_A_LONG_ROW = 0.2
"""The same for more than `LONG_ROW` words an item, whatever looks like a verb among them; on the examples of the bank
no honest sentence of that length has so few."""
FEWEST_CLAIMS = 1 / 6
"""The share of items with a verb below which a sentence of items is a list."""
FEWEST_CLAIMS_IN_NOTES = 1 / 4
"""The same where strokes or the like part the items, as in notes."""
_NOTE_SIGNS = word_set("/ * + | #")


_CLAUSE_WORDS = word_set(
    "is are was were be been am can could do does did has have had will would should may might must shall "
    "i you we they it he she this that these those there which who what when where because if how why whether"
)
FUNCTION_WORDS = (
    FILLERS
    | _CLAUSE_WORDS
    | word_set(
        "of in on at to for from with by as into onto over under than about between through per via not no never "
        "and or but its their your our my his her them us me one some any each every all both more most less only same "
        "so then else while whereas although though since until after before during without within across up down out"
    )
)
_VERBS = frozenset(
    stem(word)
    for word in word_set(
        "make use keep hold give take let allow mean become need want go run contain store create build remove add "
        "happen know think see say tell avoid prevent replace receive accept pass produce follow respect merge visit "
        "find look free release collect wait block switch share support behave return yield decide depend differ "
        "require work put throw raise catch call change bind wrap count start stop save hide track cost come grow "
        "generate"
    )
)
_DOING = _VERBS | frozenset(
    stem(word)
    for word in word_set(
        "decode encode parse validate check test measure log retry sort index batch stream read write load close open "
        "copy move split join fix set ask add start commit lock cache profile mock patch assert skip drop trust fail "
        "fill send fetch store answer reject refuse escape hash sign rotate revoke deploy switch convert compare"
    )
)
"""Words that a step begins with, as in `decode on input, encode on output`."""
_AFTER_DOING = word_set(
    "on at in to into from by with as before after once only early late first last it them the a an each every all "
    "your my their its until when if again twice outside inside"
)
_INTERJECTIONS = FILLERS | word_set("right fine good sure yes no now first second third hi hello thanks sorry")
_NO_ADVERBS = word_set(
    "family assembly supply reply anomaly monopoly multiply friendly strongly statically dynamically"
)
"""Words in -ly that are none, or that stand in names: `a statically typed language`."""
_ARTICLES = word_set("the a an")
_ITEM_SIGNS = word_set(", ; / * + & | ( ) # -> => --> ==>")
_ITEM_WORDS = word_set("and or")
_TALK = frozenset(
    stem(word)
    for word in word_set(
        "mention talk discuss include about mind notion term topic keyword buzzword concept idea area relevant thing "
        "word subject associate name list bring vocabulary"
    )
)
"""What announces a list: "terms like …", "I would talk about …"."""

_OBJECTS = word_set("it them that this there then")
_CONDITIONS = word_set("if when with after once")
_DOUBTS = (
    # "We do not know how many rows come" says nothing of the speaker, nor does "if I do not know the size".
    "i (=do|can) not (know|tell) &! (if|when|where|because|since|so|until) i (=do|can) not",
    "i (=do|can|could|would) not (remember|recall)",
    "i (could|would) not (know|tell|tell you|say)",
    "we (=do|can|could) not (remember|recall)",
    "(not|not entirely|not totally|not completely|not fully|not 100|not too|not exactly) (sure|certain|confident)",
    "(no|not any|not a|have no) (idea|clue)",
    "(i|we) (forget|forgot|forgotten)",
    "have forgotten",
    "(just|only|wild|total|complete) (guess|guessing)",
    "(i am|just|only) guessing",
)
_OF_RESULTS = (
    "(if|when|whenever|where|while|once|result|total|count|counter|number|value|output|type|argument|order|price|data|sum|"
    "=something|=anything|=nothing|=what|=goes|=went|=go|i|bytes|text|answer|balance|stock|mean) .. (wrong|incorrect)"
)
"""What makes `wrong` tell of an error rather than of a claim."""
_REJECTIONS = (
    "(myth|misconception|misunderstanding|untrue|nonsense|outdated|misleading)",
    # What is wrong may as well be a result: "the wrong order", "if the type is wrong".
    "(be|sound|seem|just|simply|plain|plainly|quite|completely) (wrong|incorrect) &! " + _OF_RESULTS,
    "(wrong|incorrect) (to|that|idea|claim|statement|belief|impression|assumption|view|notion|answer|because)"
    " &! " + _OF_RESULTS,
    "(idea|claim|statement|belief|notion|assumption|view|saying) .. (wrong|incorrect)",
    # Alone the word is as often a value of Python's.
    "(that|this|it|which|idea|claim|statement|belief) .. (is|was|would be) =false",
    "=false (idea|claim|statement|belief|impression)",
    "not (true|right|correct|case|entirely true|quite right|quite true)",
    "(common|classic|usual|frequent|beginner|typical) (mistake|error|belief|claim|confusion)",
    "(people|some|many|most|everyone|everybody|beginners|newcomers|folks|they|others|somebody|someone|tutorials)"
    " (often|sometimes|usually|wrongly|mistakenly|tend to|will|may|might) (think|believe|say|assume|claim)",
    "(people|some|many|everyone|everybody|beginners|newcomers|folks|others|somebody|someone|tutorials)"
    " (think|believe|say|assume|claim|expect)",
    "(i|we) use to (think|believe|assume)",
    "(used|use) to (be|think|believe|say|go|have|work)",
    "(you|one) (might|may|would|could) (think|expect|assume|believe|say)",
    "(contrary|opposed) to",
    "if (it|they|that|this|we|you|there) =were",
)
_RETRACTIONS = (
    "(scratch|strike|forget) that",
    "(take|took) (that|it) back",
    "(i|that|it) (am|was|is) (wrong|incorrect|mistaken)",
    "(i|me) (misspoke|mixed up|mixed that up|mixed those up|got that wrong|said that wrong)",
    "(correct|contradict) (myself|that)",
    "(no|oh|ah|sorry|hmm|hang on|hold on) wait",
    "(wait|oh|sorry|actually) no",
    "my (mistake|bad)",
    "i (meant|should have said)",
    "(other|wrong) way (around|round)",
)
_SECOND_THOUGHTS = (
    "=no",
    "=wait",
    "=actually",
    "good (point|catch)",
    "(you are|that is) right",
    "(oh|ah) (right|yes|yeah|true|i see)",
    "fair (point|enough)",
    "it would not",
)
_WORD_OR_TWO = re.compile(r"[-*]?\s*[A-Za-z_]\w*(?:[ -]\w+)?")
_BULLET = re.compile(r"[(\[]?(?:\d{1,2}|[a-z])[.):\]]")
_ASKING = re.compile(
    r"(?:(?:so|sorry|um+|uh+|hm+|wait|ok|okay|well|and|but)[\s,]+)*"
    r"(?:(?:do|should|shall|may|can|could|would|are|did|must)\s+(?:you|i|we)\b|(?:what|which|how|why|when|where|who)\b)",
    re.IGNORECASE,
)


def is_bare_list(heard: Hearing, number: int) -> bool:
    """Whether the sentence only lists terms: items without a verb, in one line or one below the other.

    Code and definitions (`list: mutable, ordered`) are claims, one and all.
    """
    kind = _kind_of(heard, number)
    if kind != "fragment":
        return kind == "list"
    return _run(heard, number, -1) + 1 + _run(heard, number, +1) >= SHORTEST_LIST


def is_fragment(heard: Hearing, number: int) -> bool:
    """Whether the sentence only names something, and is too short to be a list."""
    return _kind_of(heard, number) == "fragment"


def _run(heard: Hearing, number: int, step: int) -> int:
    """How many sentences next to this one, on that side, name things too; no more than matter are counted."""
    length = 0
    at = number + step
    while 0 <= at < len(heard.bounds) and length < SHORTEST_LIST:
        kind = _kind_of(heard, at)
        if kind == "claim":
            break
        length += kind != "bullet"
        at += step
    return length


def _kind_of(heard: Hearing, number: int) -> str:
    kind = heard.kinds.get(number)
    if kind is None:
        kind = heard.kinds[number] = _kind(heard, number)
    return kind


def _kind(heard: Hearing, number: int) -> Literal["claim", "list", "fragment", "bullet"]:
    """A claim says something of something; a fragment is too short to tell from a single item of a list.

    A bullet is the number before an item, and nothing besides.
    """
    text = sentence_text(heard, number)
    if _BULLET.fullmatch(text):
        return "bullet"
    if heard.sentences[number].is_code:
        return "list" if _is_column_of_words(text) else "claim"
    if defines(heard, number) or is_typed(text) or is_output(text):
        return "claim"
    return _kind_of_prose(heard, number)


def _kind_of_prose(heard: Hearing, number: int) -> Literal["claim", "list", "fragment"]:
    parts = items(heard, number)
    words = [word for item in parts for word in item]
    if all(word in _INTERJECTIONS for word in words):
        return "claim"
    announces = len(parts) >= SHORTEST_LIST
    claims = sum(_is_clause(item) and not (announces and _TALK.intersection(map(stem, item))) for item in parts)
    small_words = sum(word in FUNCTION_WORDS for word in words) / len(words)
    if len(parts) >= SHORTEST_LIST and claims < len(parts) * _fewest_claims(heard, number):
        is_short = len(words) <= len(parts) * LONGEST_ITEM
        return "list" if is_short or small_words < FEWEST_SMALL_WORDS else "claim"
    if claims == 0 and len(words) <= LONGEST_FRAGMENT:
        return "fragment"
    if claims == 0 and small_words < FEWEST_SMALL_WORDS:
        return "list"
    # In a long row of terms some word or other looks like a verb.
    is_long_row = len(words) > len(parts) * LONG_ROW
    return "list" if is_long_row and small_words < FEWEST_SMALL_WORDS_IN_A_LONG_ROW else "claim"


def _is_column_of_words(text: str) -> bool:
    """Whether what looks like code is nothing but words, one or two a line."""
    lines = [line.strip("` \t") for line in text.splitlines()]
    lines = [line for line in lines if line]
    return len(lines) >= SHORTEST_LIST and all(_WORD_OR_TWO.fullmatch(line) for line in lines)


def _fewest_claims(heard: Hearing, number: int) -> float:
    signs = sum(heard.keys[at] in _NOTE_SIGNS for at in range(*heard.bounds[number]))
    return FEWEST_CLAIMS_IN_NOTES if signs >= SHORTEST_LIST else FEWEST_CLAIMS


def items(heard: Hearing, number: int) -> list[list[str]]:
    """What signs and the words `and` and `or` part. A call, such as `dict(a=1)` or `O(1)`, is its name alone.

    So is a path or a setting, such as `errors="ignore"`.
    """
    found: list[list[str]] = [[]]
    open_calls = 0
    until = -1
    begins = heard.sentences[number].start
    whole = {begins + start: begins + end for start, end in wholes(sentence_text(heard, number))}
    for at in range(*heard.bounds[number]):
        key = heard.keys[at]
        start = heard.tokens[at].start
        if start < until:
            continue
        if whole and start in whole:
            until = whole[start]
            found[-1].append(key)
            continue
        if key == "(" and _follows_at_once(heard, at):
            open_calls += 1
        elif key == ")" and open_calls:
            open_calls -= 1
        elif open_calls:
            continue
        elif key in _ITEM_SIGNS or key in _ITEM_WORDS:
            found.append([])
        elif heard.is_word[at]:
            found[-1].append(key)
    return [item for item in found if item]


def _follows_at_once(heard: Hearing, at: int) -> bool:
    """Whether there is no white space between a token and a word before it."""
    return at > 0 and heard.is_word[at - 1] and heard.tokens[at - 1].end == heard.tokens[at].start


def _is_clause(item: list[str]) -> bool:
    """Whether the item says something of something, rather than name it."""
    if item[-1] == "is":  # of "banker's", with nothing that it is
        item = item[:-1]
    if len(item) < 2:  # noqa: PLR2004 - a subject and a verb
        return False
    if any(word in _CLAUSE_WORDS for word in item) or _is_step(item):
        return True
    bare = [word for word in item if word not in FILLERS]
    if len(bare) <= 2:  # noqa: PLR2004 - "yield from" is a term
        return False
    # "a debug build" is a term, and so is "the free build".
    has_verb = any(
        stem(word) in _VERBS and not word.endswith("ing") and before not in _ARTICLES
        for before, word in zip(["", *item], item, strict=False)
        if word not in FILLERS and word is not bare[-1]
    )
    return has_verb or any(_is_adverb(word) for word in item[1:-1])


def _is_step(item: list[str]) -> bool:
    """Whether the item says what to do: `decode on input`."""
    return len(item) > 2 and stem(item[0]) in _DOING and item[1] in _AFTER_DOING  # noqa: PLR2004 - and on what


def _is_adverb(word: str) -> bool:
    """Whether it tells how something is done, as in `silently loses bytes`."""
    return len(word) > 5 and word.endswith("ly") and word not in _NO_ADVERBS  # noqa: PLR2004 - `only`, `early`


def content(heard: Hearing, number: int) -> frozenset[str]:
    """The stems of a sentence's words that carry its content."""
    known = heard.contents.get(number)
    if known is None:
        first, last = heard.bounds[number]
        known = heard.contents[number] = frozenset(
            heard.stems[at] for at in range(first, last) if heard.is_word[at] and heard.keys[at] not in FUNCTION_WORDS
        )
    return known


@lru_cache(maxsize=256)
def content_of(text: str) -> frozenset[str]:
    """The stems of a text's words that carry its content."""
    heard = Hearing(text)
    return frozenset().union(*(content(heard, number) for number in range(len(heard.bounds))))


def denies(heard: Hearing, number: int) -> bool:
    """Whether the sentence has a negator."""
    first, last = heard.bounds[number]
    return any(at in heard.negators for at in range(first, last))


def denied(heard: Hearing, number: int) -> frozenset[str]:
    """The stems of the words with content that follow next on the negators of a sentence."""
    first, last = heard.bounds[number]
    found: set[str] = set()
    after_negator = False
    for at in range(first, last):
        if at in heard.negators:
            after_negator = True
        elif after_negator and heard.is_word[at] and heard.keys[at] not in FUNCTION_WORDS:
            found.add(heard.stems[at])
            after_negator = False
    return frozenset(found)


@lru_cache(maxsize=256)
def denied_in(text: str) -> frozenset[str]:
    """The same of all the sentences of a text."""
    heard = Hearing(text)
    return frozenset().union(*(denied(heard, number) for number in range(len(heard.bounds))))


def asks_back(heard: Hearing, number: int) -> bool:
    """Whether the sentence asks the interviewer (or itself) something; a guess such as `is it C3?` does not."""
    text = sentence_text(heard, number)
    return text.endswith("?") and _ASKING.match(text) is not None


def is_question(heard: Hearing, number: int) -> bool:
    """Whether the sentence ends with a question mark."""
    return sentence_text(heard, number).endswith("?")


def is_doubted(heard: Hearing, hit: Hit) -> bool:
    """Whether the speaker says in the same breath that they do not know; `… but …` begins a new one."""
    for doubt in _doubts(heard):
        if doubt.sentence != hit.sentence:
            continue
        between = heard.keys[min(doubt.end, hit.end) : max(doubt.start, hit.start)]
        if not {"but", "however", "though", "although", ";"} & set(between):
            return True
    return False


def is_narrowed(heard: Hearing, hit: Hit) -> bool:
    """Whether a condition follows that leaves little of what was said: `… only if …`."""
    last = heard.bounds[hit.sentence][1]
    following = [at for at in range(hit.end, min(last, hit.end + 4)) if heard.is_word[at]][:3]
    keys = [heard.keys[at] for at in following]
    if keys and keys[0] in _OBJECTS:
        keys = keys[1:]
    return len(keys) > 1 and keys[0] in ("only", "just") and keys[1] in _CONDITIONS


def is_rejected(heard: Hearing, number: int) -> bool:
    """Whether the sentence mentions a claim to reject it: a myth, what people think, what used to be."""
    return any(hit.sentence == number for hit in _rejections(heard))


# Remembered by the hearing alone: to hash the cues too would take longer than to look for them.


@lru_cache(maxsize=64)
def _doubts(heard: Hearing) -> tuple[Hit, ...]:
    return said(_DOUBTS, heard)


@lru_cache(maxsize=64)
def _rejections(heard: Hearing) -> tuple[Hit, ...]:
    return said(_REJECTIONS, heard)


@lru_cache(maxsize=64)
def retractions(heard: Hearing) -> tuple[Hit, ...]:
    """Where the speaker takes something back."""
    return said(_RETRACTIONS, heard)


@lru_cache(maxsize=64)
def second_thoughts(heard: Hearing) -> tuple[Hit, ...]:
    """Where the speaker gives way: enough of a retraction in the reply to a challenge, too little elsewhere."""
    return said(_SECOND_THOUGHTS, heard)


def sentence_text(heard: Hearing, number: int) -> str:
    """The sentence, verbatim."""
    sentence = heard.sentences[number]
    return heard.text[sentence.start : sentence.end]
