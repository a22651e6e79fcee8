"""What is mentioned and not claimed: told as an opinion of others, rejected, left out, not known, or about the grading.

The words of a point are there, and whoever says them does not make it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from interviewer.scoring.about_the_talk import about_the_talk
from interviewer.scoring.hearing import FILLERS, Hearing
from interviewer.scoring.matching import Disowned, Hit
from interviewer.scoring.set_phrases import said
from interviewer.text.inflection import stem
from interviewer.text.words import word_set

_OPINIONS = (
    "(people|some|many|most|everyone|everybody|beginners|newcomers|folks|others|tutorials|colleague|friend)"
    " (often|sometimes|always|usually|wrongly|mistakenly|will|would|could|may|might)"
    " (think|believe|say|assume|claim)",
    "(people|some|many|most|everyone|everybody|beginners|newcomers|folks|others|tutorials)"
    " (think|believe|say|assume|claim)",
    "(people|they|tutorials|many|some|everyone) used to (say|think|believe)",
    "(misconception|myth|claim) that",
    "(wrong|false|incorrect|misleading|nonsense|absurd|mistake) to (say|think|claim|believe|assume|suppose)",
    "(i|we) (doubt|deny|dispute|question) (that|whether|if)",
    "(reject|refuse) the (idea|notion|claim|view|thought)",
    "(refuse|tempted) to (accept|believe|say|think|agree)",
    "(rumour|rumor|legend) (has|have|says) (it|that)",
    "(is|was) =not that",
    "(not|not at all|simply not|just not) (true|case|right|correct) that",
    "(untrue|lie) that",
)
_NOT_HELD = ("(i|we) .. not (think|believe|claim|say|assert|mean|expect|suppose) (that|it|a|an|the|there|they|this)",)
_AGAINST = (
    "(i|we) be against",
    "(no|not any) (need|reason|point) (for|to|in)",
    "(contrary to|unlike) what",
    "(whatever|regardless of what|no matter what) (they|people|you|some|everybody|everyone|anybody|it)"
    " (say|tell|think|claim|hear|read|be told)",
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
_PROMISED = (
    "(i|we) (would|will|can|could|shall|be go to|want to|be happy to|be going to)"
    " (explain|describe|elaborate on|go over|outline|touch on|bring up|dive into|say|tell you)"
    " (what|how|why|which|when|where|whether|about|all about|the|a|=your|both|everything|something)",
    "(i|we) (would|will|can|could|shall) (give|name|state) .."
    " (reason|difference|definition|condition|rule|example|explanation)",
    "let me (explain|describe|elaborate|outline|tell you)",
    "(i|we|who|somebody|someone) (know|knew) (all about|everything|about|lot about)",
    "(that|how|what) (i|we) know (how to|all about|everything|about)",
    "(i|we) have (treat|cover|address|mention|discuss|describe|deal with|dealt with|told you|explain) &! (to|that)",
    "(make sure|made sure|take care|took care) (to|that i)"
    " (treat|cover|address|mention|discuss|describe|deal with|explain)",
    "you (tell|show) me",
    "you (explain|describe|mention) .. to me",
    "you have just (cover|explain|describe|mention|discuss|tell|told|hear)",
    "(ask|asked) (me|us) (whether|if|about|why|how|what)",
    "(my|your|his|her) (opinion|view|views|thought|thoughts|expertise|remarks|knowledge|explanation|answer)"
    " (on|of|about|concerning|as to)",
)
"""What is only announced, or said to have been said elsewhere."""
_RULED_OUT = (
    "be out of question",
    "be (no|not an) option",
    "be (no|not) (thing|something|anything) (i|we|you|that i|that we|that you)",
    "will not (repair|change|help|do) anything",
    "(would|will|do) (make|do) (no|not any) (difference|harm|good)",
    "(make|do) (no|not any) (difference|harm|good)",
    "cost nothing",
    "my foot",
    "be for (beginner|child|loser|idiot|amateur|coward)",
    "be (overrated|a fad|a fashion|folklore|superstition)",
    "be (topic|interesting|fascinating|essential|crucial|relevant|all about|what it be all about|two sides"
    "|perhaps interesting|most interesting|always a topic|always bit of topic)",
    "(play|have) .. role",
    "be important",
    "come (into play|to mind)",
    "be (pointless|superfluous|overkill|nonsense|rubbish|humbug)",
    "be (something|thing|part|bit) (i|that i|we) .. (skip|omit|forget|mix up|leave out|gloss over)",
    "be (something|thing|part|bit) (i|that i|we) (do|can|could) not (know|understand|remember|recall|explain)",
)
"""What ends a clause that rules out what stands in it before."""
_NOT_DONE = ("(i|we) would (not|never)",)
"""What begins one that does so."""
_CLAUSE_ENDS = word_set(", ; : and but because so since if unless when until without as")
_REFUSALS = (
    "(that|which|this|it) =is (myth|nonsense|misconception|untrue|not true)",
    "(he|she) =is (mistaken|wrong)",
    "(that|this|it) =is not case",
    "(i|we) (disagree|doubt it|doubt that)",
    "(i|we) (do|can|could|would) not (believe|agree|follow|buy|understand)",
    "beyond me",
)
_THOUGHT_ABOUT = [[word] for word in ("in", "about", "of", "for", "before", "ahead", "twice", "again", "first")]
"""What follows where people think, and no opinion of theirs is told."""
_CLAUSE_OPENERS = word_set("that whether why how")
_DUMMIES = word_set("it there this")
_BELIEVES = frozenset(stem(word) for word in word_set("say think believe convince persuade claim agree accept be buy"))
_BEFORE_RELATIVE = word_set("only just so now such sure")
_DOUBTFUL = frozenset(
    stem(word)
    for word in word_set(
        "fail far hardly doubt deny dispute rumour rumor myth tale legend fiction nonsense lie absurd "
        "ridiculous unlikely unconvinced mock laugh whoever disagree dubious implausible impossible"
    )
)
"""Words of those that do not hold what they say next."""
LONGEST_DENIAL = 40
"""Tokens of a clause that is denied, at most."""
_DENIAL_ENDS = word_set(", ; : but because since however though although")
_NOTHING_TRUE = ("=none of (it|them|this|that|these|those|which) be (true|right|correct|case)",)
LONGEST_REFUSAL = 4
"""Words of a sentence that says that somebody is wrong, small ones aside."""
_LIES = word_set("wrong mistaken lying lies incorrect false outdated")
_TELLS = word_set("say claim think believ tell told teach taught write insist maintain suggest hear heard read")
_PRONOUNS = word_set("it they that this he she")
_AROUND_DENIAL = word_set("but well except only um uh really actually true so at all though however is are was were be")
LONGEST_WAVE = 5
_AYES = word_set(
    "yes yeah yep sure right exactly definitely correct think guess maybe probably perhaps good ok okay needed"
)
_AUXILIARIES = word_set("is are was were be can could do does did has have had will would should may might must")
_NAYS = word_set("no nope never nah hardly")
_TURNS = word_set("but however though although whereas ; actually rather")
_REASONS = word_set(": because since")
_OBJECTS = word_set("that this it them him her")
_INTRODUCES = word_set("i think guess that which but and yet however , ;")
_BEFORE_UNKNOWN = word_set(
    "i we have had do did would could really honestly frankly sorry and but or also that because"
)
_PAUSES = word_set(", ; :")
_OTHER_SUBJECTS = word_set("it they we you i there he she so because one")


@lru_cache(maxsize=64)
def disowned(heard: Hearing) -> Disowned:
    """The tokens that make no point, because the speaker only mentions what they say."""
    found: set[int] = set()
    for hit in said(_OPINIONS, heard):
        if heard.keys[hit.end : hit.end + 1] not in _THOUGHT_ABOUT:
            found.update(range(hit.start, _end(heard, hit, at_commas=False)))
    unknown = (hit for hit in said(_UNKNOWN, heard) if _is_of_speaker(heard, hit))
    for hit in (*said((*_AGAINST, *_LEFT_OUT), heard), *unknown):
        found.update(range(hit.start, _end(heard, hit, at_commas=True)))
    for hit in said(_PROMISED, heard):
        found.update(range(hit.start, _end(heard, hit, at_commas=True, at_reasons=True)))
    for hit in said(_NOT_HELD, heard):
        # Not from its beginning: "I do not think that it is parallel" says that it is not.
        found.update(range(hit.end, _end(heard, hit, at_commas=True)))
    for hit in said(_REFUSALS, heard):
        found.update(_refused(heard, hit))
    for number in _told_and_denied(heard):
        found.update(range(*heard.bounds[number]))
    for number in (*about_the_talk(heard), *_denied_in_the_next(heard)):
        found.update(range(*heard.bounds[number]))
    ruled_out = [range(_clause_start(heard, hit), hit.start) for hit in said(_RULED_OUT, heard)]
    ruled_out += [range(hit.end, _clause_end(heard, hit)) for hit in said(_NOT_DONE, heard)]
    ruled_out += _doubted_clauses(heard)
    ruled_out += _denied_clauses(heard)
    return Disowned(frozenset(found), frozenset(chain.from_iterable(ruled_out)))


def _denied_in_the_next(heard: Hearing) -> Iterator[int]:
    """Sentences that the next one denies as a whole: `The check in the update? No.`, `Were it lazy. It isn't.`"""
    for number in range(len(heard.sentences) - 1):
        asked, answered = heard.sentences[number], heard.bounds[number + 1]
        is_refused = heard.text[asked.end - 1] == "?" and (
            _first_word(heard, *answered) in _NAYS or _waves_away(heard, number)
        )
        if is_refused or _is_denial_alone(heard, *answered) or _names_liar(heard, number, *answered):
            yield number


def _waves_away(heard: Hearing, number: int) -> bool:
    """Whether a few words that affirm nothing follow on a topic that is put as a question: `The history? Overrated.`"""
    answered = heard.bounds[number + 1]
    words = [heard.keys[at] for at in range(*answered) if heard.is_word[at]]
    is_topic = not any(heard.keys[at] in _AUXILIARIES for at in range(*heard.bounds[number]))
    return is_topic and 0 < len(words) <= LONGEST_WAVE and words[0] not in _AYES and not _AYES.intersection(words)


def _is_denial_alone(heard: Hearing, first: int, last: int) -> bool:
    """Whether the sentence is a pronoun and a denial: `But it does not.`"""
    keys = [heard.keys[at] for at in range(first, last) if heard.is_word[at]]
    keys = [key for key in keys if key not in _AROUND_DENIAL]
    return len(keys) in (2, 3) and keys[0] in _PRONOUNS and keys[-1] in ("not", "never")


def _told_and_denied(heard: Hearing) -> Iterator[int]:
    """What was told before the speaker says that nothing of it is true: `None of them were true.`"""
    last = max((hit.sentence for hit in said(_NOTHING_TRUE, heard)), default=0)
    return (number for number in range(last) if _is_told(heard, number))


def _is_told(heard: Hearing, number: int) -> bool:
    return any(heard.stems[at] in _TELLS for at in range(*heard.bounds[number]))


def _names_liar(heard: Hearing, number: int, first: int, last: int) -> bool:
    """Whether the sentence says that whoever said the one before is wrong: `The book says so. The book is wrong.`"""
    keys = [heard.keys[at] for at in range(first, last) if heard.is_word[at] and heard.keys[at] not in FILLERS]
    if not 1 < len(keys) <= LONGEST_REFUSAL or keys[-1] not in _LIES:
        return False
    told = heard.bounds[number]
    before = {heard.keys[at] for at in range(*told)}
    return keys[0] in before and _is_told(heard, number)


def _first_word(heard: Hearing, first: int, last: int) -> str:
    words = (heard.keys[at] for at in range(first, last) if heard.is_word[at] and heard.keys[at] not in FILLERS)
    return next(words, "")


def _is_of_speaker(heard: Hearing, hit: Hit) -> bool:
    """Whether it is the speaker who does not know: `the app does not know whether …` says something of the app."""
    first = heard.bounds[hit.sentence][0]
    before = [heard.keys[at] for at in range(first, hit.start) if heard.is_word[at] and heard.keys[at] not in FILLERS]
    return not before or heard.keys[hit.start - 1] in _PAUSES or before[-1] in _BEFORE_UNKNOWN


def _end(heard: Hearing, hit: Hit, *, at_commas: bool, at_reasons: bool = False) -> int:
    """The token at which the speaker turns to what they say themselves."""
    last = heard.bounds[hit.sentence][1]
    for at in range(hit.end, last):
        following = heard.keys[at + 1] if at + 1 < last else ""
        if heard.keys[at] in _TURNS or (at_reasons and heard.keys[at] in _REASONS):
            return at
        if at_commas and heard.keys[at] == "," and following in _OTHER_SUBJECTS:
            return at
    return last


def _clause_start(heard: Hearing, hit: Hit) -> int:
    first = heard.bounds[hit.sentence][0]
    return next((at + 1 for at in range(hit.start - 1, first - 1, -1) if heard.keys[at] == ","), first)


def _doubted_clauses(heard: Hearing) -> Iterator[range]:
    """What follows `that` or `why` on words of doubt: `I fail to see why …`, `no truth in the rumour that …`."""
    for first, last in heard.bounds:
        begin, doubted = first, False
        for at in range(first, last):
            key = heard.keys[at]
            if key in _CLAUSE_OPENERS and doubted and _opens_clause(heard, at, last):
                yield range(at, _turn(heard, at + 1, last))
                yield from (range(each, each + 1) for each in range(begin, at) if heard.keys[each] in _DUMMIES)
                break
            doubted |= heard.stems[at] in _DOUBTFUL or _is_not_believed(heard, at, last)
            if key in _CLAUSE_ENDS:
                begin, doubted = at + 1, False


def _is_not_believed(heard: Hearing, at: int, last: int) -> bool:
    """Whether words of belief follow on a negator: `nobody could convince me that`, `it cannot be that`."""
    if at not in heard.negators:
        return False
    following = next((each for each in range(at + 1, min(last, at + 6)) if heard.keys[each] in _CLAUSE_OPENERS), last)
    return following < last and any(heard.stems[each] in _BELIEVES for each in range(at + 1, following))


def _opens_clause(heard: Hearing, at: int, last: int) -> bool:
    """Whether a clause follows, which it does not on `failing that, …` and `not only that …`."""
    return at + 1 < last and heard.is_word[at + 1] and heard.keys[at - 1] not in _BEFORE_RELATIVE


def _denied_clauses(heard: Hearing) -> Iterator[range]:
    """Clauses that begin with a denial: `neither …`, `nor …`, `nobody …`."""
    openers = ("neither", "nor") if "nor" in heard.keys else ()
    for at in (at for at, key in enumerate(heard.keys) if key in openers):
        last = min(heard.bounds[heard.sentence_of[at]][1], at + LONGEST_DENIAL)
        yield range(at + 1, next((end for end in range(at + 1, last) if heard.keys[end] in _DENIAL_ENDS), last))


def _turn(heard: Hearing, at: int, last: int) -> int:
    """Where the speaker goes on to something of their own; `or that …` goes on with the same."""
    for each in range(at, last):
        following = heard.keys[each + 1] if each + 1 < last else ""
        if heard.keys[each] in _TURNS or heard.keys[each] in _REASONS or heard.keys[each] == "so":
            return each
        if heard.keys[each] == "," and following in _OTHER_SUBJECTS:
            return each
    return last


def _clause_end(heard: Hearing, hit: Hit) -> int:
    last = heard.bounds[hit.sentence][1]
    return next((at for at in range(hit.end, last) if heard.keys[at] in _CLAUSE_ENDS), last)


def _refused(heard: Hearing, hit: Hit) -> range:
    """What stands before words that refuse it and end the sentence; the sentence before, when they are all of this."""
    first, last = heard.bounds[hit.sentence]
    if any(heard.is_word[at] and heard.keys[at] not in _OBJECTS for at in range(hit.end, last)):
        return range(0)
    before = [at for at in range(first, hit.start) if heard.is_word[at] and heard.keys[at] not in FILLERS]
    if any(heard.keys[at] not in _INTRODUCES for at in before):
        return range(first, hit.start)
    return range(*heard.bounds[hit.sentence - 1]) if hit.sentence else range(0)
