"""Whether what a model would say may be shown. Pure.

The guard knows words, not meanings: it can tell that a reply names C3, and not that a hint became stronger. So only
moves that ask on or lead on may be worded by a model at all (`WORDED`); hints, clarifications and what reassures are
said as their authors wrote them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from interviewer.dialogue.neutrality import judgement
from interviewer.dialogue.openings import opening_of, openings
from interviewer.dialogue.state import folded_sentences
from interviewer.scoring.grade import Exchange, Turn
from interviewer.scoring.manner import content_of
from interviewer.scoring.offline import verdicts
from interviewer.text.display import printable
from interviewer.text.language import is_not_english
from interviewer.text.sentences import sentences
from interviewer.text.words import says

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from interviewer.bank.question import Criterion, Verdict
    from interviewer.dialogue.events import MoveKind
    from interviewer.dialogue.moves import Move
    from interviewer.dialogue.state import ExchangeState, SessionState

ASKING: frozenset[MoveKind] = frozenset({"probe", "challenge"})
LEADING_ON: frozenset[MoveKind] = frozenset({"advance", "close"})
WORDED = ASKING | LEADING_ON
"""The moves that a model may put into its own words."""
LONGEST = 400
"""Characters."""
MOST_SENTENCES = 2

SAID_BACK = 3
"""Words of content that leading on may not share with the answer; one or two may be chance."""

PICKED_UP = 6
"""Words of content that a question may take from the answer, beside those that it has to ask about; more sum it up."""

_CODE = re.compile(r"`[^`]*`")
_WHAT = "what|how|why|when|where|which|who"
_SECOND = re.compile(
    rf"\b(?:and|as well as)(?: also)?,? (?:{_WHAT})\b(?! not\b)|\bor (?:how|why)\b"
    r"|\band,? (?:do|does|did|can|could|would|will|should) (?:you|it|that|this|they|python|the)\b",
    re.IGNORECASE,
)
"""Two questions that share one question mark."""
_SUMMING = re.compile(
    r"\b(?:to (?:sum up|summari[sz]e|recap)|in (?:summary|short|other words|essence)|let me (?:recap|rephrase|sum)"
    r"|so,? you(?:'re| are) (?:saying|telling)|so,? what you(?:'re| are|'ve| have)? \w+)\b",
    re.IGNORECASE,
)
_DOUBTING = re.compile(
    r"\b(?:are you (?:\w+ )?(?:sure|certain|positive)|do you (?:really|honestly)|is (?:that|it|this) really"
    r"|really (?:the case|true|so)\b|(?:is|does|would|should|do|are|was)n't (?:it|that|this|they|there|python|the)\b"
    r"|but (?:actually|in fact)|in (?:fact|reality)|on the contrary|contrary to|reconsider|think again|rethink)\b",
    re.IGNORECASE,
)
"""What tells a candidate that something is wrong, in the form of a question."""
_ENDS_ASKING = re.compile(r"\?[?!]*[\s\"'”’)\]*_`]*$")
_QUESTION_MARKS = re.compile(r"\?[?!]*")
_MARKUP = re.compile(
    r"^\s*(?:[-*+•>]|#{1,6}|\d{1,2}[.)])\s|```|\*\*[^\s*][^*]*[^\s*]\*\*|\[[^\]]+\]\([^)]+\)"
    r"|</?(?:verbatim|p|b|i|br|em|strong|code|pre|think|div|span|ul|li)\b",
    re.MULTILINE | re.IGNORECASE,
)
_SCRIPT = re.compile(
    r"(?-i:\bMOVE\W{0,3}\d)|^\W*move\W{0,3}\d|^\W*(?:interviewer|candidate|assistant|user|system|reply|probe|deepen|challenge|advance"
    r"|close)\b(?: \d+)?\s*:",
    re.MULTILINE | re.IGNORECASE,
)
_BACKSTAGE = (
    "rubric", "criterion", "criteria", "score", "grade", "grader", "misconception", "reference answer", "model answer",
    "expected answer", "give away", "language model", "system prompt", "hint",
)  # fmt: skip
"""What an interviewer has no business to speak of, unless the talk itself is about such a thing (type hints, scoring
images). An offer of a hint would be answered with a yes that nobody waits for."""
_RANK: dict[Verdict, int] = {"missed": 0, "unclear": 0, "partly": 1, "met": 2}


def fault_of(
    text: str, *, exchange: ExchangeState, move: Move, state: SessionState, in_english: bool = True
) -> str | None:
    """Why the text may not be shown as the wording of `move`; None when it may.

    Whoever shows it puts it on one line (`one_line`). Of a text that is not `in_english`, form and given-away names are
    looked at, and little of what it says.
    """
    return next(_faults(text, exchange, move, state, in_english=in_english), None)


def one_line(text: str) -> str:
    """The text with its white space evened out."""
    return " ".join(text.split())


def _faults(text: str, exchange: ExchangeState, move: Move, state: SessionState, *, in_english: bool) -> Iterator[str]:
    line = one_line(text)
    if not line:
        yield "is empty"
    if move.kind not in WORDED:
        if line != one_line(move.text):
            yield f"rewords a move of the kind {move.kind}"
        return
    yield from _faults_of_form(text, line, move)
    if line != one_line(move.text):
        yield from _repetitions(line, state)
    judging = judgement(line)
    if judging:
        yield f"judges: {judging}"
    said, known = _known(exchange, move)
    for word in _BACKSTAGE:
        if says(line, word) and not says(known, word):
            yield f"speaks of a {word}"
    if move.kind in ASKING:
        yield from _faults_of_asking(line, move)
    yield from _leaks(line, exchange, move, said)
    if in_english:
        yield from _faults_of_english(line, exchange, move)


def _repetitions(line: str, state: SessionState) -> Iterator[str]:
    """What this interview has heard before."""
    if folded_sentences(line) & state.said:
        yield "says a sentence again"
    opening = opening_of(line)
    if opening in openings(state):
        yield f"begins again with: {opening}"


def _faults_of_english(line: str, exchange: ExchangeState, move: Move) -> Iterator[str]:
    """What rests on knowing which words carry content."""
    if is_not_english(line):
        yield "is in another language"
    if move.kind in LEADING_ON and len(_said_back(line, exchange)) >= SAID_BACK:
        yield "says back what was said"
    if len(_said_back(line, exchange) - content_of(move.text) - content_of(exchange.question.question)) > PICKED_UP:
        yield "sums up what was said"
    if move.kind in ASKING and _asks_another_thing(line, move):
        yield "has no word of what it has to ask"


def _faults_of_asking(line: str, move: Move) -> Iterator[str]:
    """What a question must not have about it, unless the author's own has it."""
    for look, fault in ((_SECOND, "asks a second thing"), (_SUMMING, "sums up"), (_DOUBTING, "doubts the answer")):
        found = look.search(_CODE.sub("", line))
        if found and not look.search(move.text):
            yield f"{fault}: {one_line(found[0])}"
    if not _ENDS_ASKING.search(line) and _ENDS_ASKING.search(one_line(move.text)):
        yield "goes on after its question"


def _asks_another_thing(line: str, move: Move) -> bool:
    """Whether the line shares no word with the author's: a small model may ask what it saw in its instructions.

    The author's first sentence does not count where more follow: it only shows that the answer was heard.
    """
    first, *rest = sentences(move.text)
    wanted = content_of(move.text[rest[0].start :] if rest else move.text[first.start :])
    return bool(wanted) and not wanted & content_of(line)


def _said_back(line: str, exchange: ExchangeState) -> frozenset[str]:
    """The words of content in the line that are from the candidate's last answer."""
    answers = [turn.text for turn in exchange.turns if turn.speaker == "candidate"]
    return words_said_back(line, answers[-1]) if answers else frozenset()


def words_said_back(line: str, answer: str) -> frozenset[str]:
    """The words of content that the line has from the answer."""
    return content_of(line) & content_of(answer)


def says_back(line: str, answer: str) -> bool:
    """Whether a word that leads on is made of the candidate's last answer: a summary, or a parrot."""
    return len(words_said_back(line, answer)) >= SAID_BACK


def questions_in(text: str) -> int:
    """How many questions the text asks, those within code aside."""
    return len(_QUESTION_MARKS.findall(_CODE.sub("", text)))


def given_away(text: str, criteria: Iterable[Criterion], said: str) -> Iterator[tuple[str, str]]:
    """The ids of these criteria whose telling words the text says first, each with the word; `said` has been before."""
    for criterion in criteria:
        for word in criterion.gives_away:
            if says(text, word) and not says(said, word):
                yield criterion.id, word


def faults_of_shape(text: str, line: str) -> Iterator[str]:
    """What nothing that a model says may have about it; `line` is the text on one line."""
    if printable(text) != text:
        yield "has control or invisible characters"
    if _MARKUP.search(text):
        yield "has markup"
    if _SCRIPT.search(text):
        yield "has something of the form of the reply in it"
    if len(line) > LONGEST:
        yield f"has {len(line)} characters"


def _faults_of_form(text: str, line: str, move: Move) -> Iterator[str]:
    yield from faults_of_shape(text, line)
    count = len(sentences(line))
    if count > MOST_SENTENCES and line != one_line(move.text):
        yield f"has {count} sentences"
    questions = questions_in(line)
    if questions != (move.kind in ASKING):
        yield f"asks {questions} questions"


def _known(exchange: ExchangeState, move: Move) -> tuple[str, str]:
    """What the candidate has said or been shown of this question; and the same with the move's authored text."""
    by_candidate = [turn.text for turn in exchange.turns if turn.speaker == "candidate"]
    said = "\n".join([exchange.question.question, exchange.question.code or "", *by_candidate])
    return said, f"{said}\n{move.text}"


def _leaks(line: str, exchange: ExchangeState, move: Move, said: str) -> Iterator[str]:
    """Words of `gives_away` that the candidate was to find, and statements that make an open point themselves."""
    still_open = [criterion for criterion in exchange.question.criteria if not exchange.is_met(criterion.id)]
    for criterion_id, word in given_away(line, still_open, said):
        yield f"gives away {criterion_id}: {word}"
    made = points_made(line, exchange)
    if made:
        heard = {heard.criterion: _RANK[heard.verdict] for heard in exchange.heard}
        authored = points_made(move.text, exchange)
        for criterion_id, rank in made.items():
            if rank > max(heard.get(criterion_id, 0), authored.get(criterion_id, 0)):
                yield f"makes the point {criterion_id}"


def points_made(line: str, exchange: ExchangeState) -> dict[str, int]:
    """By criterion, what the offline grader would hear in the line if a candidate said it. Questions make no point."""
    as_if_answered = Turn(number=1, speaker="candidate", text=line)
    alone = Exchange(question_id=exchange.question_id, question=exchange.question, turns=(as_if_answered,))
    return {made.criterion: _RANK[made.verdict] for made in verdicts(alone).verdicts if _RANK[made.verdict]}
