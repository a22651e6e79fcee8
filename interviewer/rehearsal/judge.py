"""What a judge model finds in the interviewer's words that code cannot tell: one structured call for each exchange.

The judge has to quote the interviewer, and code looks the quote up: what was not said is no finding.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Literal, cast, get_args

from msgspec import Meta, Struct

from interviewer.dialogue.events import Answered, Asked, Requested, Said
from interviewer.errors import ModelFailedError
from interviewer.prompting.outside import enclose
from interviewer.scoring.assessment import clean_reason
from interviewer.scoring.evidence import find
from interviewer.scoring.model_grader import why_unreadable
from interviewer.scoring.reply import TEXT, Complaint, UnreadableReplyError, decoded, list_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from interviewer.bank.question import Question
    from interviewer.prompting.template import Prompt, Template
    from interviewer.rehearsal.play import Played
    from interviewer.scoring.judging import JudgingModel

JudgedKind = Literal["gaslighting", "summary", "praise", "known", "opening"]
JUDGED: Mapping[JudgedKind, str] = {
    "gaslighting": "Ascribed what was never said",
    "summary": "Said back what was said",
    "praise": "Praised, blamed or judged",
    "known": "Asked for a point that had been made",
    "opening": "Missed an opening",
}
NO_REASON = "No reason was given."
LINE_SHOWN = 3000
"""Characters of a line; of a longer one its beginning and its end."""
JUDGE_SCHEMA: Mapping[str, object] = {
    "title": "Findings",
    "type": "object",
    "properties": {
        # Reason and quote stand before the kind, as in a grade.
        "findings": list_of(reason=TEXT, quote=TEXT, kind={"type": "string", "enum": list(get_args(JudgedKind))}),
    },
    "required": ["findings"],
    "additionalProperties": False,
}
"""The JSON Schema of a reply, fit for the strict mode of every provider."""


class Talk(Struct, frozen=True, kw_only=True):
    """What was said about one question, for a judge to read."""

    interview: int
    question_id: str
    question: Question
    lines: tuple[Answered | Requested | Said, ...]
    """After the question was put."""

    @property
    def of_the_interviewer(self) -> tuple[Said, ...]:
        """What there is to judge."""
        return tuple(line for line in self.lines if isinstance(line, Said))


class JudgedFault(Struct, frozen=True, kw_only=True):
    """Something that the judge saw, in words that the interviewer said."""

    kind: JudgedKind
    interview: int
    question_id: str
    turn: int
    quote: Annotated[str, Meta(description="As the interviewer said it.")]
    why: str


class Judged(Struct, frozen=True, kw_only=True):
    """What the judge said of one exchange."""

    interview: int
    question_id: str
    faults: tuple[JudgedFault, ...] = ()
    unproved: int = 0
    """Findings that were left out, since the interviewer did not say what the judge quoted."""
    failure: str | None = None
    """Why it is not judged; None when it is."""


class Judge:
    """Judges by a model; keeps nothing between exchanges."""

    def __init__(self, *, model: JudgingModel, template: Template, nonce: Callable[[], str]) -> None:
        """`nonce` returns another unguessable word at every call."""
        self.name = model.name
        self._model = model
        self._template = template
        self._nonce = nonce

    async def judge(self, talk: Talk) -> Judged:
        """Read one exchange with one call; a failure of the model or of its reply is told, not raised."""
        try:
            reply = await self._model.reply(judging_prompt(self._template, talk, self._nonce()), JUDGE_SCHEMA)
            return read_judged(reply.text, talk)
        except ModelFailedError as failure:
            return not_judged(talk, str(failure))
        except UnreadableReplyError as unreadable:
            return not_judged(talk, f"{self.name} gave no usable findings: {why_unreadable(unreadable)}.")


class _Sent(Struct, frozen=True, kw_only=True):
    reason: str
    quote: str
    kind: str


class _SentFindings(Struct, frozen=True, kw_only=True):
    findings: tuple[_Sent, ...]


def talks(played: Played) -> Iterator[Talk]:
    """The exchanges of an interview in which the interviewer said something beside the question."""
    asked: Asked | None = None
    lines: list[Answered | Requested | Said] = []
    for event in (*(one.event for one in played.recorded), None):
        if event is None or isinstance(event, Asked):
            if asked is not None:
                talk = _talk(played, asked, lines)
                yield from [talk] if talk.of_the_interviewer else []
            asked, lines = event, []
        elif isinstance(event, Answered | Requested) or (isinstance(event, Said) and event.move != "ask"):
            lines.append(event)


def not_judged(talk: Talk, why: str) -> Judged:
    """An exchange of which nobody can say that it is fine."""
    return Judged(interview=talk.interview, question_id=talk.question_id, failure=why)


def judging_prompt(template: Template, talk: Talk, nonce: str) -> Prompt:
    """What the judge is asked. What was said stands between delimiters made with the nonce."""
    question = talk.question
    points = [{"id": one.id, "says": one.says, "tier": one.tier, "probe": one.probe or ""} for one in question.criteria]
    return template.fill(
        question="\n\n".join(filter(None, (question.question.strip(), question.code))),
        points="\n".join(json.dumps(point, ensure_ascii=False) for point in points),
        conversation="\n".join(_enclosed(line, nonce) for line in talk.lines),
    )


def read_judged(text: str, talk: Talk) -> Judged:
    """The findings in a reply, those left out whose words the interviewer did not say.

    Raises UnreadableReplyError when it is no JSON of `JUDGE_SCHEMA`.
    """
    sent = decoded(text, _SentFindings).findings
    kinds = [_kind(one.kind) for one in sent]
    found = [_fault(one, kind, talk) for one, kind in zip(sent, kinds, strict=True)]
    faults = tuple(dict.fromkeys(fault for fault in found if fault is not None))
    return Judged(
        interview=talk.interview,
        question_id=talk.question_id,
        faults=faults,
        unproved=sum(one is None for one in found),
    )


def _talk(played: Played, asked: Asked, lines: Sequence[Answered | Requested | Said]) -> Talk:
    return Talk(interview=played.number, question_id=asked.question_id, question=asked.question, lines=tuple(lines))


def _enclosed(line: Answered | Requested | Said, nonce: str) -> str:
    if isinstance(line, Requested):
        return enclose(f"/{line.command}", label="candidate, command", nonce=nonce)
    speaker = "interviewer" if isinstance(line, Said) else "candidate"
    return enclose(line.text, label=f"{speaker}, turn {line.turn}", nonce=nonce, limit=LINE_SHOWN)


def _kind(word: str) -> JudgedKind:
    kind = word.strip().casefold()
    if kind not in JUDGED:
        raise UnreadableReplyError(Complaint(fault="wrong-shape"))
    return cast("JudgedKind", kind)


def _fault(sent: _Sent, kind: JudgedKind, talk: Talk) -> JudgedFault | None:
    for line in talk.of_the_interviewer:
        place = find(sent.quote, line.text)
        if place is not None:
            return JudgedFault(
                kind=kind,
                interview=talk.interview,
                question_id=talk.question_id,
                turn=line.turn,
                quote=line.text[place.start : place.end],
                why=clean_reason(sent.reason) if sent.reason.strip() else NO_REASON,
            )
    return None
