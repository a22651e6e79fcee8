"""What a grading model is asked to reply, and the reading of what it did reply: nothing repaired, nothing assumed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, Protocol, TypeVar, cast, get_args

from msgspec import Struct, ValidationError, convert

from interviewer.bank.question import Question, Verdict
from interviewer.prompting.json_reply import DuplicateNameError, read_json

Fault = Literal[
    "not-json", "wrong-shape", "unknown-verdict", "unknown-id", "duplicate-id", "missing-id",
    "no-quote", "quote-not-found", "quote-is-echo", "quote-in-remark",
]  # fmt: skip
"""What can be wrong with a reply: of the first line the whole of it, of the second one entry. `prompts/grade_repair.md`
explains each word to the model."""

TEXT: Mapping[str, object] = {"type": "string"}
TEXTS: Mapping[str, object] = {"type": "array", "items": TEXT}


def list_of(**fields: Mapping[str, object]) -> Mapping[str, object]:
    """A list of objects with exactly these fields, all of them required: what strict modes demand."""
    entry = {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
    return {"type": "array", "items": entry}


GRADE_SCHEMA: Mapping[str, object] = {
    "title": "Grade",
    "type": "object",
    "properties": {
        # Reason and quotes stand before the verdict: a model that writes them first judges better.
        "criteria": list_of(
            id=TEXT,
            reason=TEXT,
            quotes=TEXTS,
            verdict={"type": "string", "enum": list(get_args(Verdict))},
        ),
        "misconceptions": list_of(id=TEXT, reason=TEXT, quotes=TEXTS, stands={"type": "boolean"}),
        "other_wrong_claims": list_of(quote=TEXT, why=TEXT),
    },
    "required": ["criteria", "misconceptions", "other_wrong_claims"],
    "additionalProperties": False,
}
"""The JSON Schema of a reply, fit for the strict mode of every provider."""

_VERDICTS = frozenset(get_args(Verdict))


class JudgedCriterion(Struct, frozen=True, kw_only=True):
    """What the model says about one criterion."""

    id: str
    reason: str
    quotes: tuple[str, ...]
    verdict: Verdict


class JudgedMisconception(Struct, frozen=True, kw_only=True):
    """What the model says about one misconception."""

    id: str
    reason: str
    quotes: tuple[str, ...]
    stands: bool


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Judged = TypeVar("_Judged", bound=_HasId)
Sent = TypeVar("Sent")


class JudgedClaim(Struct, frozen=True, kw_only=True):
    """A wrong claim outside the rubric, as the model reports it."""

    quote: str
    why: str


class _SentCriterion(Struct, frozen=True, kw_only=True):
    id: str
    reason: str
    quotes: tuple[str, ...]
    verdict: str


class _SentReply(Struct, frozen=True, kw_only=True):
    """The reply as it arrived. Fields that were not asked for are passed over: they can earn nothing."""

    criteria: tuple[_SentCriterion, ...]
    misconceptions: tuple[JudgedMisconception, ...]
    other_wrong_claims: tuple[JudgedClaim, ...]


class Reply(Struct, frozen=True, kw_only=True):
    """A reply that judges every criterion of the rubric once, and no others. Its quotes are not checked yet."""

    criteria: Mapping[str, JudgedCriterion]
    """By id."""
    misconceptions: Mapping[str, JudgedMisconception]
    """By id: those that the model lists."""
    claims: tuple[JudgedClaim, ...]


class Complaint(Struct, frozen=True, kw_only=True):
    """One thing that is wrong with a reply. `ids` are always of the rubric: a complaint never holds a reply's words."""

    fault: Fault
    ids: tuple[str, ...] = ()


class UnreadableReplyError(Exception):
    """A reply that is no grade as a whole."""

    def __init__(self, complaint: Complaint) -> None:
        super().__init__(complaint.fault)
        self.complaint = complaint


def read_reply(text: str, question: Question) -> Reply:
    """The reply in a text that ought to be JSON of `GRADE_SCHEMA`, alone or as one fenced block.

    Verdicts may be in any case and have white space round them. Raises UnreadableReplyError when the text is anything
    else, names an id that the rubric lacks, names one twice, or leaves a criterion out.
    """
    sent = decoded(text, _SentReply)
    criteria = by_id([_with_verdict(one) for one in sent.criteria], [one.id for one in question.criteria])
    misconceptions = by_id(sent.misconceptions, [one.id for one in question.misconceptions])
    missing = tuple(criterion.id for criterion in question.criteria if criterion.id not in criteria)
    if missing:
        raise UnreadableReplyError(Complaint(fault="missing-id", ids=missing))
    return Reply(criteria=criteria, misconceptions=misconceptions, claims=sent.other_wrong_claims)


def decoded(text: str, wanted: type[Sent]) -> Sent:
    """The object in a text that ought to be JSON of that type, alone or as one fenced block.

    Raises UnreadableReplyError.
    """
    try:
        data = read_json(text)
    except DuplicateNameError:
        raise UnreadableReplyError(Complaint(fault="wrong-shape")) from None
    except ValueError:
        raise UnreadableReplyError(Complaint(fault="not-json")) from None
    try:
        return convert(data, wanted)
    except ValidationError:
        raise UnreadableReplyError(Complaint(fault="wrong-shape")) from None


def _with_verdict(sent: _SentCriterion) -> JudgedCriterion:
    word = sent.verdict.strip().casefold()
    if word not in _VERDICTS:
        raise UnreadableReplyError(Complaint(fault="unknown-verdict"))
    return JudgedCriterion(id=sent.id, reason=sent.reason, quotes=sent.quotes, verdict=cast("Verdict", word))


def by_id(judged: Iterable[_Judged], known: Sequence[str]) -> dict[str, _Judged]:
    """What was judged, by id. Raises UnreadableReplyError for an id that is not known, or stands there twice."""
    found: dict[str, _Judged] = {}
    for one in judged:
        if one.id not in known:
            raise UnreadableReplyError(Complaint(fault="unknown-id"))
        if one.id in found:
            raise UnreadableReplyError(Complaint(fault="duplicate-id", ids=(one.id,)))
        found[one.id] = one
    return found
