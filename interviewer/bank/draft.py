"""A first rubric for a question, drafted by a model from a document: the request, and what is made of the reply.

Nothing of a draft is trusted: it has to fit the bank's own types, and a person reviews it before it is used.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol, get_args

import msgspec

from interviewer.bank.faults import faults
from interviewer.bank.question import FORMAT, Label, Level, Question, Tier
from interviewer.bank.yaml_writer import write_question
from interviewer.prompting.json_reply import read_json
from interviewer.prompting.outside import enclose
from interviewer.text.display import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from interviewer.prompting.template import Prompt, Template
    from interviewer.prompting.written import Written

MOST_CHARACTERS = 60_000
"""Of a document that is sent, about 15,000 tokens; what is longer is cut in the middle."""
FIRST_LINE = "# A draft by {model}, for a person to review line by line. Remove this line when you have."
CUES_ARE_YOURS = "cues: []  # yours to write: how would people put it? docs/write-a-rubric.md has the language"

_TEXT: Mapping[str, object] = {"type": "string"}
_TEXTS: Mapping[str, object] = {"type": "array", "items": _TEXT}


def _one_of(words: Any) -> Mapping[str, object]:
    return {"type": "string", "enum": list(get_args(words))}


def _object(**fields: Mapping[str, object]) -> Mapping[str, object]:
    """An object with exactly these fields, all of them required: what strict modes demand."""
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def _list_of(**fields: Mapping[str, object]) -> Mapping[str, object]:
    return {"type": "array", "items": _object(**fields)}


DRAFT_SCHEMA: Mapping[str, object] = {
    "title": "Draft",
    **_object(
        level=_one_of(Level),
        minutes={"type": "integer"},
        tags=_TEXTS,
        criteria=_list_of(
            id=_TEXT,
            says=_TEXT,
            tier=_one_of(Tier),
            counts=_TEXTS,
            not_enough=_TEXTS,
            cues=_TEXTS,
            gives_away=_TEXTS,
            probe=_TEXT,
            hints=_TEXTS,
        ),
        misconceptions=_list_of(id=_TEXT, says=_TEXT, cues=_TEXTS, correction=_TEXT, challenge=_TEXT),
        clarifications=_list_of(asks=_TEXT, answer=_TEXT),
        extensions=_TEXTS,
        reference_answer=_TEXT,
        examples=_list_of(
            answer=_TEXT,
            style=_TEXT,
            verdicts=_list_of(criterion=_TEXT, verdict=_one_of(Label)),
            misconceptions=_TEXTS,
        ),
    ),
}
"""The JSON Schema of a draft, fit for the strict mode of every provider.

Study links are not asked for: a model invents them."""


class Drafter(Protocol):
    """A model that replies in JSON."""

    async def reply(self, prompt: Prompt, schema: Mapping[str, object]) -> Written:
        """The text of one reply. Raises ModelFailedError."""
        ...


class UnusableDraftError(Exception):
    """A reply that is no rubric; its text says why, in the words of an author."""


def draft_prompt(template: Template, question: str, document: str, nonce: str) -> Prompt:
    """The request for a draft. The document stands between delimiters made with the nonce, which nobody can guess."""
    enclosed = enclose(document, label="document of the author", nonce=nonce, limit=MOST_CHARACTERS)
    return template.fill(question=" ".join(printable(question).split()), document=enclosed)


def read_draft(reply: str, question: str, parse_cue: Callable[[str], object]) -> Question:
    """The question with the rubric that the reply holds.

    Names are put into the form of ids, and cues that cannot be read (`parse_cue` raises ValueError) are left out; all
    else must fit. Raises UnusableDraftError.
    """
    try:
        data = _harmless(read_json(reply))
        fields = _as_in_a_file(data, parse_cue)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UnusableDraftError("it is not of the form that was asked for") from None
    whole = {"format": FORMAT, "question": question, **fields}
    try:
        return msgspec.convert(whole, Question)
    except msgspec.ValidationError:
        raise UnusableDraftError(next(faults(whole, Question)).message.rstrip(".")) from None


def write_draft(question: Question, model: str) -> str:
    """The file of a draft: YAML that says in its first line what it is, and where cues are left to the author."""
    first = FIRST_LINE.format(model=" ".join(printable(model).split()))
    body = re.sub(r"^( +)cues: \[\]$", rf"\1{CUES_ARE_YOURS}", write_question(question), flags=re.MULTILINE)
    return f"{first}\n{body}"


def _harmless(value: object) -> Any:
    """The value with nothing in its texts that a bank's file must not hold."""
    if isinstance(value, str):
        return printable(value).strip()
    if isinstance(value, list):
        return [_harmless(item) for item in value if item != ""]
    if isinstance(value, dict):
        return {name: _harmless(inner) for name, inner in value.items()}
    return value


def _as_in_a_file(data: dict[str, Any], parse_cue: Callable[[str], object]) -> dict[str, Any]:
    """The fields of a draft as those of a question's file."""
    plain = ("level", "minutes", "clarifications", "extensions", "reference_answer")
    return {name: data[name] for name in plain} | {
        "tags": [_slug(tag) for tag in data["tags"]],
        "criteria": [_part(part, parse_cue) for part in data["criteria"]],
        "misconceptions": [_part(part, parse_cue) for part in data["misconceptions"]],
        "examples": [_example(example) for example in data["examples"]],
    }


def _part(part: dict[str, Any], parse_cue: Callable[[str], object]) -> dict[str, Any]:
    """A criterion or misconception; an empty probe is none."""
    cues = [cue for cue in part["cues"] if _is_readable(cue, parse_cue)]
    rest = {name: value for name, value in part.items() if not (name == "probe" and value == "")}
    return rest | {"id": _slug(part["id"]), "cues": cues}


def _example(example: dict[str, Any]) -> dict[str, Any]:
    verdicts = {_slug(each["criterion"]): each["verdict"] for each in example["verdicts"]}
    held = [_slug(name) for name in example["misconceptions"]]
    return example | {"style": _slug(example["style"]), "verdicts": verdicts, "misconceptions": held}


def _slug(name: str) -> str:
    return "-".join(re.findall("[a-z0-9]+", name.lower()))


def _is_readable(cue: str, parse_cue: Callable[[str], object]) -> bool:
    try:
        parse_cue(cue)
    except ValueError:
        return False
    return True
