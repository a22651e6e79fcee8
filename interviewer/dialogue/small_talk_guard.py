"""Whether what a model would say in small talk may be shown. Pure.

Better a false alarm than a verdict, a leak or a company that does not exist: it costs the model's words, and prepared
ones are used instead.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from interviewer.dialogue.guard import faults_of_shape, given_away, one_line, points_made, questions_in
from interviewer.dialogue.neutrality import judgement
from interviewer.dialogue.state import folded_sentences
from interviewer.text.folding import fold
from interviewer.text.language import is_not_english
from interviewer.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from interviewer.dialogue.events import SmallTalkPart
    from interviewer.dialogue.state import ExchangeState, SessionState

MOST_SENTENCES: Mapping[SmallTalkPart, int] = {"warm_up": 2, "closing": 3}


def _any(*looks: str) -> re.Pattern[str]:
    return re.compile("|".join(looks))


_CLAIMS = (
    (
        "praises",
        _any(r"\b(?:interesting|impressive|cool|nice|great|exciting|fascinating|wonderful|lovely)\b"),
    ),
    (
        "gives a verdict",
        _any(
            r"\byou(?:'ve| have)? (?:\w+ly |also )?(?:did|performed|answered|handled|missed|struggled|passed)\b",
            r"\byou(?:'ve| have)? (?:\w+ly |also )?(?:failed|covered|showed|nailed|scored|got|lacked|impressed)\b",
            r"\byou(?:'re| are) (?:an? )?(?:strong|weak|good|great|solid|ready|hired|qualified|skilled)\b",
            r"\byour (?:\w+ )?(?:performance|strengths?|weakness\w*|mistakes?|knowledge|understanding|skills?)\b",
            r"\byour (?:\w+ )?answers? (?:was|were|is|are|could|should|lack\w*|show\w*)\b",
            r"\b(?:hire|pass|fail)(?:ed)? you\b",
        ),
    ),
    (
        "names a score",
        _any(r"\b\d+(?:\.\d+)? ?(?:%|percent|points?|out of|of 100?\b|/ ?\d)", r"\bfull (?:marks|score|points)\b"),
    ),
    (
        "invents a job",
        _any(
            r"\bour (?!interview|talk|conversation|questions?|time|chat)\w+",
            r"\b(?:at|in|for) (?:my|our) (?:company|team|office|work)\b",
            r"\bwe (?:use|offer|hire|build|ship|pay|work|deploy|have an?|value|meet|usually|typically)\b",
            r"\bwe(?:'re| are) (?:hiring|building|using|looking)\b",
            r"\b(?:the|this) (?:role|position|job|team|company) (?:is|are|pays|involves|offers|requires|uses|has)\b",
            r"\b(?:a recruiter|hr|someone|somebody) (?:will|is going to)\b",
        ),
    ),
    (
        "claims to be a person",
        _any(
            r"\bi(?:'m| am) (?:an? )?(?:human|person|real|engineer|developer|senior|programmer)\b",
            r"\bi(?:'m| am) not an? (?:program|bot|robot|machine|ai)\b",
            r"\bin my (?:career|experience|job|work|years|free time|opinion)\b",
            r"\bi(?:'ve| have) (?:been (?:working|doing|an?|in)|worked|built|used|led|seen)\b",
            r"\bi (?:work|worked|lead|grew|studied|live|love|enjoy|feel)\b",
            r"\bmy (?:team|colleagues?|boss|company)\b",
        ),
    ),
    ("speaks of its instructions", _any(r"\b(?:system prompt|my instructions|my prompt|language model|verbatim)\b")),
)


def fault_of_small_talk(text: str, *, part: SmallTalkPart, state: SessionState, in_english: bool = True) -> str | None:
    """Why the text may not be shown; None when it may, on one line (`guard.one_line`)."""
    return next(_faults(text, part, state, in_english=in_english), None)


def _faults(text: str, part: SmallTalkPart, state: SessionState, *, in_english: bool) -> Iterator[str]:
    line = one_line(text)
    if not line:
        yield "is empty"
    yield from faults_of_shape(text, line)
    if len(sentences(line)) > MOST_SENTENCES[part]:
        yield f"has {len(sentences(line))} sentences"
    if questions_in(line):
        yield "asks a question"
    if folded_sentences(line) & state.said:
        yield "says a sentence again"
    if judging := judgement(line):
        yield f"judges: {judging}"
    folded = fold(line).text
    for fault, look in _CLAIMS:
        if found := look.search(folded):
            yield f"{fault}: {found[0]}"
    for exchange in state.exchanges:
        yield from _leaks(line, exchange)
    if in_english and is_not_english(line):
        yield "is in another language"


def _leaks(line: str, exchange: ExchangeState) -> Iterator[str]:
    """What the candidate has not said of a question: they may answer it once more.

    What they say in small talk does not make it theirs: a guess would be confirmed.
    """
    said = "\n".join([exchange.question.question, *(one.text for one in exchange.turns if one.speaker == "candidate")])
    still_open = [criterion for criterion in exchange.question.criteria if not exchange.is_met(criterion.id)]
    for criterion_id, word in given_away(line, still_open, said):
        yield f"gives away {criterion_id}: {word}"
    open_ids = {criterion.id for criterion in still_open}
    yield from (f"makes the point {made}" for made in points_made(line, exchange) if made in open_ids)
